"""What every resource of this app does with a figure that is not there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ccgdash.lib.words import NOT_KNOWN


def gaps(values: Mapping[str, Any], kinds: Mapping[str, str] | None = None) -> dict[str, str]:
    """Column to kind of missing for every value that is None: not-known unless `kinds` says otherwise."""
    return {name: (kinds or {}).get(name, NOT_KNOWN) for name, value in values.items() if value is None}


def united(*lists: Iterable[str]) -> tuple[str, ...]:
    """Ids of several lists, once each, sorted."""
    return tuple(sorted({each for ids in lists for each in ids}))
