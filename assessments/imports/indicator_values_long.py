"""The generic long layout of indicator values: a user's own table of code, year, indicator and value, line for line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, islice

from ccgdash.releases.imports.files import FileProblem

OWN = (
    "indicator_id", "ods_code", "year", "period", "value", "numerator", "denominator", "lower", "upper", "derivation",
    "quality", "source_ids", "note",
)  # fmt: skip
"""Columns of indicator_values.csv, in its order."""
NAMES: Mapping[str, tuple[str, ...]] = {
    "indicator_id": ("indicator", "indicator id", "measure"),
    "ods_code": ("code", "ods code", "org code", "ccg code"),
    "year": ("year", "financial year"),
    "period": ("period", "quarter"),
    "value": ("value",),
    "numerator": ("numerator", "count"),
    "denominator": ("denominator", "population"),
    "lower": ("lower", "lower ci", "lower limit", "95% lower"),
    "upper": ("upper", "upper ci", "upper limit", "95% upper"),
    "derivation": ("derivation",),
    "quality": ("quality",),
    "source_ids": ("source", "sources", "source id", "source ids"),
    "note": ("note", "notes"),
}
"""Column to the headings it may have, whatever their case, line feeds and underscores."""
NEEDED = ("indicator_id", "ods_code", "year", "value")
IGNORED = frozenset({"name", "ccg", "ccg name", "org name", "org type", "indicator name", "unit"})
"""Headings that repeat what the code or the indicator already says."""
UNLESS_GIVEN = {"derivation": "direct", "quality": "stated"}
NUMBERS = frozenset({"value", "numerator", "denominator", "lower", "upper"})
NOT_THERE = frozenset({"", "-", "–", "..", ":", "*", "n/a", "#n/a", "[x]", "[z]", "[c]"})
"""What stands for no value: the row says nothing, and is passed over as a blank line is."""
GROUP = re.compile(r"[YQ][0-9A-Z]{2}|E\d{8}|ENG(LAND)?", re.IGNORECASE)
"""Codes of England, regions and area teams, which stand among those of CCGs."""
LOOKED_AT = 20  # lines in which the heading may stand, below titles
YEAR = re.compile(r"(20\d\d)\s*[/-]\s*(?:20)?(\d\d)(?:\s+(?:Q|quarter )([1-4]))?", re.IGNORECASE)


def arranged(lines: Iterator[list[str]]) -> Iterator[list[str]]:
    """Lines of indicator_values.csv as they are; those of a long table rearranged, heading first, then as many blank
    lines as stood above it, so that every row keeps its number. Anything else as it is, to be refused by its heading.
    FileProblem for a column that is not known or stands twice."""
    top = list(islice(lines, LOOKED_AT))
    at = next((number for number, cells in enumerate(top) if _is_heading(cells)), None)
    if at is None or set(OWN) <= {cell.strip() for cell in top[at]}:
        yield from chain(top, lines)
        return
    heading = _columns(top[at])
    yield list(OWN)
    yield from ([""] for _ in range(at))
    for cells in chain(top[at + 1 :], lines):
        yield _row(heading, cells)


def _plain(heading: str) -> str:
    return " ".join(heading.replace("_", " ").split()).lower()


def _is_heading(cells: Sequence[str]) -> bool:
    there = {_plain(cell) for cell in cells}
    return all(there & {*NAMES[column], _plain(column)} for column in NEEDED)


def _columns(heading: Sequence[str]) -> tuple[str, ...]:
    """The column each heading stands for; "" for one that is passed over."""
    known = {name: column for column, names in NAMES.items() for name in (*names, _plain(column))}
    found = tuple(
        "" if _plain(cell) in IGNORED or not cell.strip() else known.get(_plain(cell), "?") for cell in heading
    )
    unknown = [cell.strip() for cell, column in zip(heading, found, strict=True) if column == "?"]
    doubled = sorted({column for column in found if column and found.count(column) > 1})
    if unknown or doubled:
        what = f"has unknown column {', '.join(unknown)}" if unknown else f"has two columns for {', '.join(doubled)}"
        raise FileProblem(f"{what}; a long table has {', '.join(names[0] for names in NAMES.values())}")
    return found


def _row(heading: Sequence[str], cells: Sequence[str]) -> list[str]:
    """One line in the order of OWN. A blank line for one without a value, or of a group of CCGs; one with more cells
    than the heading is handed on too long, to be refused."""
    if len(cells) > len(heading):
        return [*cells, *[""] * len(OWN)]
    row = {column: cell.strip() for column, cell in zip(heading, cells, strict=False) if column}
    if row.get("value", "").lower() in NOT_THERE or GROUP.fullmatch(row.get("ods_code", "")):
        return [""]
    row |= {column: _number(row[column]) for column in NUMBERS & row.keys()}
    row |= {column: text for column, text in UNLESS_GIVEN.items() if not row.get(column)}
    row["ods_code"] = row.get("ods_code", "").upper()
    row["indicator_id"] = _slug(row.get("indicator_id", ""))
    if written := YEAR.fullmatch(row.get("year", "")):
        row["year"] = f"{written[1]}-{written[2]}"
        row["period"] = row.get("period") or (f"Q{written[3]}" if written[3] else "")
    return [row.get(column, "") for column in OWN]


def _number(text: str) -> str:
    """Without thousands separators and per cent sign, brackets as a minus; what is no number then stays as it was."""
    if text.lower() in NOT_THERE:
        return ""
    plain = re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", text).rstrip("% ")
    if bracketed := re.fullmatch(r"\(([\d.]+)%?\)", plain):
        plain = f"-{bracketed[1]}"
    return plain if re.fullmatch(r"[+-]?\d*\.?\d+", plain) else text


def _slug(text: str) -> str:
    """An indicator is named by its id, or by its name as the id is made of it."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
