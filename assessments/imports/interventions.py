"""interventions.csv: one special-measures, directions or other record a row, with the days its dates may mean."""

from __future__ import annotations

from typing import Any

from assessments.calc.partial_dates import days, precision
from assessments.imports.rules import names_its_sources
from assessments.models import Intervention
from ccgdash.releases.imports.datasets import Dataset, Reference, Row, register


def is_somewhere(row: Row) -> tuple[str, str] | None:
    """An intervention has a CCG or an area."""
    return None if row["ods_code"] or row["area"] else ("ods_code", "names neither a CCG nor an area")


def start_precision_agrees(row: Row) -> tuple[str, str] | None:
    """The precision of the start is the one its text has."""
    return _precision_agrees(row, "start")


def end_precision_agrees(row: Row) -> tuple[str, str] | None:
    """The precision of the end is the one its text has."""
    return _precision_agrees(row, "end")


def _precision_agrees(row: Row, name: str) -> tuple[str, str] | None:
    written = precision(row[name])
    if row[f"{name}_precision"] == written:
        return None
    return f"{name}_precision", f"should be {written or 'empty'} for {name} {row[name] or 'empty'}"


def ends_after_start(row: Row) -> tuple[str, str] | None:
    """The end is not before the start, on any reading of the two."""
    start, end = days(row["start"]), days(row["end"])
    if start and end and end[1] < start[0]:
        return "end", f"is before the start, {row['start']}"
    return None


def days_derive(row: dict[str, Any]) -> None:
    """First and last day each date may mean, for questions about a day."""
    row["start_earliest"], row["start_latest"] = days(row["start"]) or (None, None)
    row["end_earliest"], row["end_latest"] = days(row["end"]) or (None, None)


INTERVENTIONS = register(
    Dataset(
        name="interventions",
        model=Intervention,
        key=("intervention_id",),
        references=(Reference(("ods_code",), "ccgs", ("ods_code",)),),
        rules=(is_somewhere, start_precision_agrees, end_precision_agrees, ends_after_start, names_its_sources),
        derive=days_derive,
        derived=frozenset({"start_earliest", "start_latest", "end_earliest", "end_latest"}),
    )
)
