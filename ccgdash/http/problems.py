"""What went wrong with a request, as RFC 9457 says it; raised anywhere below a view, shown by `errors`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import orjson

from ccgdash.http.problem_types import PROBLEM_TYPES, ProblemType

MEDIA_TYPE = "application/problem+json"


@dataclass(frozen=True, slots=True)
class ParameterError:
    """One parameter that was refused; `allowed` is empty when any text of the right form would do."""

    parameter: str
    detail: str
    allowed: tuple[str, ...] = ()


@dataclass(eq=False)
class Problem(Exception):
    """A request that cannot be answered. `slug` names an entry of PROBLEM_TYPES, which gives title and status."""

    slug: str
    detail: str
    errors: tuple[ParameterError, ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        super().__init__(self.detail)

    @property
    def type(self) -> ProblemType:
        return PROBLEM_TYPES[self.slug]

    @property
    def title(self) -> str:
        return self.type.title

    @property
    def status(self) -> int:
        return self.type.status

    @property
    def type_path(self) -> str:
        """Where on this site the kind of problem is explained."""
        return f"/problems/{self.slug}/"

    def body(self, site: str = "") -> dict[str, object]:
        """The JSON object; `site` (`https://host`) makes `type` absolute."""
        return {
            "type": f"{site}{self.type_path}",
            "title": self.title,
            "status": self.status,
            "detail": self.detail,
            "errors": [
                {"parameter": error.parameter, "detail": error.detail, "allowed": list(error.allowed)}
                for error in self.errors
            ],
        }

    def json(self, site: str = "") -> bytes:
        return orjson.dumps(self.body(site), option=orjson.OPT_APPEND_NEWLINE)


def bad_parameters(*errors: ParameterError) -> Problem:
    """One 400 that names every refused parameter."""
    named = ", ".join(dict.fromkeys(error.parameter for error in errors))
    return Problem("bad-parameter", f"Not understood: {named}.", errors=errors)
