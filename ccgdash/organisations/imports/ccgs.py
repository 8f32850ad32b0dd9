"""ccgs.csv, one CCG a row, and ccg_years.csv, one CCG in one financial year a row."""

from __future__ import annotations

from ccgdash.organisations.imports.common import OF_A_CCG, source_given, years_ordered
from ccgdash.organisations.models import Ccg, CcgRecord, CcgYear
from ccgdash.releases.imports.datasets import Dataset, Reference, Row, register


def dates_ordered(row: Row) -> tuple[str, str] | None:
    """Nothing closes before it opens."""
    if row["closed"] > row["opened"]:
        return None
    return "closed", f"is not after the opening on {row['opened']}"


def ends_somewhere(row: Row) -> tuple[str, str] | None:
    """Without a successor a CCG ends in itself; with one, in another CCG."""
    ends_in_itself = row["final_code"] == row["ods_code"]
    if row["successor_code"] == row["ods_code"]:
        return "successor_code", "is the CCG itself"
    if ends_in_itself == bool(row["successor_code"]):
        return "final_code", "is the CCG itself just where no successor is given"
    return None


def footprint_whole(row: Row) -> tuple[str, str] | None:
    """A footprint is given with code, ONS code and name, or not at all."""
    given = {bool(row[name]) for name in ("footprint_code", "footprint_gss_code", "footprint_name")}
    return None if len(given) == 1 else ("footprint_code", "is given without its ONS code or name, or they without it")


CCGS = register(
    Dataset(
        name="ccgs",
        model=CcgRecord,
        key=("ods_code",),
        references=(
            Reference(("successor_code",), "ccgs", ("ods_code",)),
            Reference(("final_code",), "ccgs", ("ods_code",)),
            Reference(("main_icb_code",), "icbs", ("icb_code",)),
        ),
        rules=(source_given, years_ordered, dates_ordered, ends_somewhere),
        identities=((Ccg, "ods_code"),),
    )
)

CCG_YEARS = register(
    Dataset(
        name="ccg_years",
        model=CcgYear,
        key=("ods_code", "year"),
        references=(
            OF_A_CCG,
            Reference(("region_code",), "regions", ("ods_code",)),
            Reference(("office_code",), "local_offices", ("ods_code",)),
            Reference(("footprint_code",), "footprints", ("ods_code",)),
            Reference(("centroid_vintage", "ods_code"), "centroids", ("vintage", "ods_code")),
        ),
        rules=(source_given, footprint_whole),
    )
)
