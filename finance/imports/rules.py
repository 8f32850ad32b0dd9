"""Rules on rows that are typed but cannot be true: each returns (column, reason) or None."""

from __future__ import annotations

from ccgdash.releases.imports.datasets import Row
from finance.calc.dates import precision

Broken = tuple[str, str] | None


def names_its_sources(row: Row) -> Broken:
    """Every fact says where it came from."""
    return None if row["source_ids"] else ("source_ids", "names no source")


def precision_agrees(row: Row) -> Broken:
    """The precision of `as_at` is the one its text has."""
    written = precision(row["as_at"])
    if row["as_at_precision"] == written:
        return None
    return "as_at_precision", f"should be {written or 'empty'} for {row['as_at'] or 'no date'}"


def has_a_figure(row: Row) -> Broken:
    """A position is pounds, a share of the allocation, or both."""
    if row["value_gbp"] is not None or row["pct_of_allocation"] is not None:
        return None
    return "value_gbp", "and pct_of_allocation are both empty"


def verified_by_a_source(row: Row) -> Broken:
    """A verified target names who states it."""
    if row["source_ids"] or row["status"] == "unverified":
        return None
    return "source_ids", "names no source for a verified target"


def one_value(row: Row) -> Broken:
    """A line of spending is pounds, a share or a yes and no: exactly one of them."""
    given = [name for name in ("value_gbp", "value_pct", "met") if row[name] is not None]
    return None if len(given) == 1 else ("value_gbp", f"gives {len(given)} values where it should give one")


def counts_not_negative(row: Row) -> Broken:
    """Only money can be below zero."""
    return None if row["unit"] == "gbp" or row["value"] >= 0 else ("value", "is a count below zero")


def column_fits_unit(row: Row) -> Broken:
    """Pounds, shares and flags each have their column."""
    fitting = {"gbp": "value_gbp", "percent": "value_pct", "flag": "met"}[row["unit"]]
    return None if row["value_column"] == fitting else ("value_column", f"should be {fitting} for {row['unit']}")


def answers_within_asked(row: Row) -> Broken:
    """No more answer than were asked, no more are counted than there are."""
    for part, whole in (("responded", "asked"), ("numerator", "denominator")):
        if row[part] is not None and row[whole] is not None and row[part] > row[whole]:
            return part, f"is more than {whole} ({row[whole]})"
    return None


def index_above_zero(row: Row) -> Broken:
    """Nothing can be divided by an index of zero."""
    return ("index_value", "is zero") if row["index_value"] == 0 else None
