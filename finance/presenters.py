"""Wording of this app. Nothing else in it writes sentences."""

from __future__ import annotations

from collections.abc import Sequence

from ccgdash.lib.words import year_words

STATUS_WORDS = {
    "deficit": "Deficit",
    "below-target": "Below the 1% target",
    "on-target": "On target",
    "unknown": "Not known",
}
ENDED = {
    "deficit": "in deficit",
    "below-target": "below the surplus expected",
    "on-target": "with the surplus expected",
}
"""How a year ended that has a known result."""
BAND_WORDS = {
    "more-than-5-under": "More than 5% under target",
    "under": "Under target, by up to 5%",
    "on-or-over": "On target, or over by up to 5%",
    "more-than-5-over": "More than 5% over target",
}


def status_words(status: str) -> str:
    """A finance status in words."""
    return STATUS_WORDS[status]


def band_words(band: str) -> str:
    """A band of distance from target in words."""
    return BAND_WORDS[band]


def vintage_words(vintage: str) -> str:
    """`hmt-gdp-2022-09` as people name it."""
    publisher, _, month = vintage.removesuffix("-gdp").partition("-")
    return f"{publisher.upper()} {month.removeprefix('gdp-')}"


def allocations_empty_reason(years: Sequence[str]) -> str:
    """Why no allocation matches."""
    of = f" of {', '.join(map(year_words, years))}" if years else ""
    return f"No allocation{of} matches all the filters. A figure that was not found is not known, not nothing."


def positions_empty_reason(known: int, possible: int) -> str:
    """Why no position matches, with what is known at all."""
    return (
        f"No figure matches all the filters. Any figure is known for {known:,} of {possible:,} CCG-years asked about: "
        "they come from the press and board papers, not from a systematic table."
    )
