"""Rows of one file, typed and checked; what cannot be taken becomes a Rejection and nothing else is lost."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ccgdash.releases.imports.cells import CellError
from ccgdash.releases.imports.datasets import Dataset, Reference
from ccgdash.releases.imports.files import FileProblem, ReceivedFile

Known = Mapping[str, Collection[tuple[Any, ...]]]
"""For each dataset referred to: `dataset:column,column` to the tuples of values that stand there."""


@dataclass(frozen=True)
class Rejection:
    """One row (0: the whole file) that was not taken."""

    row_number: int
    column: str
    value: str
    reason: str


@dataclass
class Parsed:
    """Good rows by key, each with its row number, and what was rejected."""

    rows: dict[tuple[Any, ...], tuple[int, dict[str, Any]]] = field(default_factory=dict)
    rejections: list[Rejection] = field(default_factory=list)
    read: int = 0


def _heading_check(dataset: Dataset, heading: Sequence[str]) -> None:
    missing = [name for name in dataset.columns if name not in heading]
    unknown = [name for name in heading if name not in dataset.columns]
    doubled = sorted({name for name in heading if heading.count(name) > 1})
    for what, names in (("lacks", missing), ("has unknown", unknown), ("repeats", doubled)):
        if names:
            raise FileProblem(f"{what} column {', '.join(names)}; expected {', '.join(dataset.columns)}")


def _row(dataset: Dataset, heading: Sequence[str], cells: Sequence[str]) -> dict[str, Any]:
    """Convert one line; raise CellError with (column, text) as further arguments."""
    if len(cells) != len(heading):
        raise CellError(f"has {len(cells)} cells, the heading has {len(heading)}", "", "")
    row, converters = {}, dataset.converters
    for name, text in zip(heading, cells, strict=True):
        try:
            row[name] = converters[name](text)
        except CellError as error:
            raise CellError(str(error), name, text) from None
    return row


def _dangles(reference: Reference, row: dict[str, Any], there: Collection[tuple[Any, ...]]) -> bool:
    value = tuple(row[name] for name in reference.columns)
    return value not in there and not any(part in (None, "") for part in value)


def _not_there(reference: Reference, row: dict[str, Any]) -> tuple[str, str]:
    value = " ".join(str(row[name]) for name in reference.columns)
    return reference.columns[0], f"{value} is not in {reference.dataset}"


def _untrue(dataset: Dataset, row: dict[str, Any], known: Known) -> Iterator[tuple[str, str]]:
    for reference in dataset.references:
        if reference.dataset != dataset.name and _dangles(reference, row, known[reference.known_as]):
            yield _not_there(reference, row)
    for source in row.get("source_ids", ()):
        if (source,) not in known["sources:source_id"]:
            yield "source_ids", f"{source} is not in sources"
    for rule in dataset.rules:
        if problem := rule(row):
            yield problem


def parse(dataset: Dataset, file: ReceivedFile, known: Known, *, year: str = "") -> Parsed:
    """Read `file` as `dataset`. With `year`, rows of another year are rejected. Never raises for bad content."""
    parsed = Parsed()
    try:
        lines = dataset.arrange(file.rows()) if dataset.arrange else file.rows()
        heading = [name.strip() for name in next(lines, [])]
        _heading_check(dataset, heading)
        for number, cells in enumerate(lines, start=2):
            if any(cells):
                parsed.read += 1
                _take(dataset, heading, cells, number, parsed, known, year)
    except FileProblem as problem:
        parsed.rejections.append(Rejection(0, "", "", str(problem)))
    _own_references_check(dataset, parsed, known)
    return parsed


def _own_references_check(dataset: Dataset, parsed: Parsed, known: Known) -> None:
    """Rows may refer to rows further down the same file, so these are checked last; one refused may fell others."""
    own = [reference for reference in dataset.references if reference.dataset == dataset.name]
    fell = bool(own)
    while fell:
        fell = False
        for reference in own:
            there = {tuple(row[name] for name in reference.to) for _, row in parsed.rows.values()}
            there.update(known[reference.known_as])
            for key, (number, row) in list(parsed.rows.items()):
                if _dangles(reference, row, there):
                    column, reason = _not_there(reference, row)
                    parsed.rejections.append(Rejection(number, column, str(row[column])[:500], reason[:500]))
                    del parsed.rows[key]
                    fell = True


def _take(
    dataset: Dataset,
    heading: Sequence[str],
    cells: Sequence[str],
    number: int,
    parsed: Parsed,
    known: Known,
    year: str,
) -> None:
    def reject(column: str, value: object, reason: str) -> None:
        parsed.rejections.append(Rejection(number, column, str(value)[:500], reason[:500]))

    try:
        row = _row(dataset, heading, cells)
    except CellError as error:
        reject(error.args[1], error.args[2], error.args[0])
        return
    problems = list(_untrue(dataset, row, known))
    if year and row.get("year") != year:
        problems.append(("year", f"is not {year}"))
    key = tuple(row[name] for name in dataset.key)
    if key in parsed.rows:
        problems.append((dataset.key[0], f"repeats the key of row {parsed.rows[key][0]}"))
    for column, reason in problems:
        reject(column, row.get(column, ""), reason)
    if not problems:
        if dataset.derive:
            dataset.derive(row)
        parsed.rows[key] = (number, row)
