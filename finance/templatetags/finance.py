"""Template tags of the pages of money: an amount, a share or the kind of gap; the wording of sentences.py."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.html import format_html

from ccgdash.lib import words
from finance import presenters, sentences

register = template.Library()

register.filter("measure_words", sentences.measure_words)
register.filter("basis_words", sentences.basis_words)
register.filter("kind_words", sentences.kind_words)
register.filter("reason_words", sentences.reason_words)
register.filter("topic_words", sentences.topic_words)
register.filter("finance_status_words", presenters.status_words)
register.filter("band_words", presenters.band_words)
register.filter("status_reason", sentences.status_reason)
register.filter("finding_value", sentences.finding_value)
register.filter("vintage_words", presenters.vintage_words)

SMALL = 1_000_000


@register.simple_tag
def amount(row: Any, column: str) -> str:
    """One figure of a row in its unit, by the ending of its name; a gap in words. Exact pounds are in its title."""
    value = getattr(row, column)
    if value is None:
        kind = (getattr(row, "missing", None) or {}).get(column, "not-known")
        return format_html('<span class="app-missing">{}</span>', words.missing_words(kind))
    return figure(value, column)


@register.simple_tag
def figure(value: float, column: str) -> str:
    """A known figure in its unit."""
    if column.endswith("dft_pct"):
        return sentences.percent(value)
    if column.endswith("_pct"):
        return f"{words.number_words(value, 2)}%"
    if column.endswith("per_head_gbp"):
        return f"£{words.number_words(value)}"
    if column.endswith("_gbp"):
        said = words.gbp_millions(value) if abs(value) >= SMALL / 20 else _pounds(value)
        return format_html('<data class="app-amount" value="{}">{}</data>', round(value), said)
    return words.number_words(value)


@register.filter
def pounds(value: float | None) -> str:
    """Exact pounds; nothing for a gap."""
    return "" if value is None else _pounds(value)


def _pounds(value: float) -> str:
    said = words.number_words(value)
    return f"{words.MINUS}£{said[1:]}" if said.startswith(words.MINUS) else f"£{said}"


@register.simple_tag
def answered(row: Any) -> str:
    """Who was asked and who answered."""
    return sentences.answered_words(row.asked, row.responded)
