"""Areas over mergers: which published CCG rows make up the area of a CCG exactly, each once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping

Before = Callable[[str], Iterable[str]]
"""A CCG to the CCGs that merged into it."""


def parts_of(code: str, published: Collection[str], before: Before) -> tuple[str, ...] | None:
    """The published codes that make up the area of `code`, by code: itself, or those that merged into it, or those
    before them. None where any part of the area is not published: a sum over the rest would be too small.

    Every closure was a whole merger, so the parts never overlap and their money adds up exactly.
    """
    if code in published:
        return (code,)
    found = [parts_of(each, published, before) for each in before(code)]
    whole = [parts for parts in found if parts is not None]
    if not whole or len(whole) < len(found):
        return None
    return tuple(sorted(part for parts in whole for part in parts))


def area_sum(code: str, amounts: Mapping[str, int | None], before: Before) -> int | None:
    """The exact sum over the parts of `code`; None where a part or its amount is missing."""
    parts = parts_of(code, amounts, before)
    if parts is None:
        return None
    values = [amounts[part] for part in parts]
    return None if None in values else sum(value for value in values if value is not None)


def as_now_sums(codes: Iterable[str], amounts: Mapping[str, int | None], before: Before) -> dict[str, int | None]:
    """Each code to the sum over its parts: an earlier year's money on a later year's CCGs (as-now), or, with the codes
    of the year itself, the money as it was."""
    return {code: area_sum(code, amounts, before) for code in codes}
