"""Which release a request reads: `release` and `as_at` become one ReleaseRef before anything is queried."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.utils.module_loading import import_string

from ccgdash.http.problems import ParameterError, Problem, bad_parameters
from ccgdash.http.query import Params

RETRY_SECONDS = 2.0  # how long the last known release stands in before a database that is down is asked again
MOST_REMEMBERED = 1000
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2999, 12, 31)


@dataclass(frozen=True, slots=True)
class ReleaseRef:
    """A release as a read needs it. `number` is the private order, `version` the public name ("1.0.0")."""

    number: int
    version: str
    recompute_id: int | None
    published_at: datetime
    pinned: bool = False

    @property
    def generation(self) -> tuple[int, int | None, datetime]:
        """Same generation, same data: what every cache is keyed by."""
        return (self.number, self.recompute_id, self.published_at)


Asked = tuple[str | None, date | None]  # release and as_at
Resolver = Callable[[str | None, date | None], ReleaseRef | None]
_remembered: dict[Asked, tuple[float, ReleaseRef | None]] = {}


def resolve(params: Params) -> ReleaseRef | None:
    """The release asked for, else the current one; None before the first is published.

    Raises Problem: 400 for a malformed or doubled parameter, 404 for a LookupError of the resolver.
    The answer is kept `settings.RELEASE_MEMO_SECONDS` (0: asked every time). When the database is down the last
    known answer stands in, so that answers already computed can still be served.
    """
    asked = asked_for(params)
    now = time.monotonic()
    until, known = _remembered.get(asked, (0.0, None))
    if now < until:
        return known
    try:
        found = _resolver()(*asked)
    except (OperationalError, InterfaceError):
        if asked not in _remembered:
            raise
        _remembered[asked] = (now + RETRY_SECONDS, known)
        return known
    except LookupError as error:
        raise _unknown(asked[0]) from error
    _remember(asked, now + getattr(settings, "RELEASE_MEMO_SECONDS", 0.0), found)
    return found


def known_release(asked: Asked) -> ReleaseRef | None:
    """The same without asking: None when the database has to be asked, and before the first release."""
    until, known = _remembered.get(asked, (0.0, None))
    return known if time.monotonic() < until else None


def forget() -> None:
    """Ask the database again at the next read (after a publish in this process, and between tests)."""
    _remembered.clear()


def _unknown(version: str | None) -> Problem:
    error = ParameterError("release", f"{version} was never published; see /api/v1/releases/")
    return Problem("unknown-release", f"There is no release {version}.", errors=(error,))


def _resolver() -> Resolver:
    resolver: Resolver = import_string(settings.RELEASE_RESOLVER)
    return resolver


def _remember(asked: Asked, until: float, found: ReleaseRef | None) -> None:
    if len(_remembered) >= MOST_REMEMBERED:
        _remembered.clear()
    _remembered[asked] = (until, found)


def asked_for(params: Params) -> Asked:
    """The parameters that name a release. Raises Problem 400."""
    version, day = _single(params, "release"), _single(params, "as_at")
    if version is not None and day is not None:
        raise bad_parameters(ParameterError("as_at", "give either release or as_at, not both"))
    return version, None if day is None else _day(day)


def _single(params: Params, name: str) -> str | None:
    values = [value for value in params.get(name, ()) if value]
    if len(values) > 1:
        raise bad_parameters(ParameterError(name, "give this parameter once"))
    return values[0] if values else None


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = date.min
    if not FIRST_DAY <= day <= LAST_DAY:
        raise bad_parameters(ParameterError("as_at", f"{text[:40]} is not a date of use here; write YYYY-MM-DD"))
    return day
