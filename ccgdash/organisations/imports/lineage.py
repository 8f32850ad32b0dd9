"""successions.csv, boundary_changes.csv and icb_successors.csv: what became of each CCG and its territory."""

from __future__ import annotations

from ccgdash.organisations.imports.common import OF_A_CCG, source_given
from ccgdash.organisations.models import BoundaryChange, IcbSuccessor, Succession
from ccgdash.releases.imports.datasets import Dataset, Reference, Row, register


def of_two_ccgs(row: Row) -> tuple[str, str] | None:
    """Nothing succeeds itself."""
    if row["predecessor_code"] != row["successor_code"]:
        return None
    return "successor_code", "is the CCG itself"


def of_two_codes(row: Row) -> tuple[str, str] | None:
    """A boundary change is a change of ONS code."""
    if row["gss_code_before"] != row["gss_code_after"]:
        return None
    return "gss_code_after", "is the code it had before"


def seen_in_order(row: Row) -> tuple[str, str] | None:
    """The new code is seen after the old one."""
    if row["last_seen_before"] < row["first_seen_after"]:
        return None
    return "first_seen_after", f"is not after {row['last_seen_before']}"


SUCCESSIONS = register(
    Dataset(
        name="successions",
        model=Succession,
        key=("predecessor_code",),
        references=(
            Reference(("predecessor_code",), "ccgs", ("ods_code",)),
            Reference(("successor_code",), "ccgs", ("ods_code",)),
        ),
        rules=(source_given, of_two_ccgs),
    )
)

BOUNDARY_CHANGES = register(
    Dataset(
        name="boundary_changes",
        model=BoundaryChange,
        key=("ods_code", "gss_code_after"),
        references=(OF_A_CCG,),
        rules=(source_given, of_two_codes, seen_in_order),
    )
)

ICB_SUCCESSORS = register(
    Dataset(
        name="icb_successors",
        model=IcbSuccessor,
        key=("ods_code", "icb_code"),
        references=(OF_A_CCG, Reference(("icb_code",), "icbs", ("icb_code",))),
        rules=(source_given,),
    )
)
