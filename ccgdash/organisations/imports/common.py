"""References and rules that several of the registry's datasets share."""

from __future__ import annotations

from ccgdash.releases.imports.datasets import Reference, Row

OF_A_CCG = Reference(("ods_code",), "ccgs", ("ods_code",))
OF_A_CCG_YEAR = Reference(("ods_code", "year"), "ccg_years", ("ods_code", "year"))


def source_given(row: Row) -> tuple[str, str] | None:
    """Every fact says where it came from."""
    return None if row["source_ids"] else ("source_ids", "is empty, but must be given")


def years_ordered(row: Row) -> tuple[str, str] | None:
    """A first year after the last one cannot be."""
    if row["first_year"] <= row["last_year"]:
        return None
    return "last_year", f"is before the first year {row['first_year']}"
