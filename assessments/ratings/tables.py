"""Ratings of every CCG by year, and who moved, as the lines of two tables in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Protocol

from assessments.ratings.presenters import rating_words
from assessments.scales import parse
from assessments.years import HEADLINES, comparable
from ccgdash.lib.words import count_words, missing_words, slug_words, year_words

# --- CCG by year --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class FrameworkSpan:
    """Neighbouring years under one framework and scale: one head over their columns."""

    words: str
    years: tuple[str, ...]


@dataclass(frozen=True)
class MatrixCell:
    """One CCG in one year. `kind`: `not-known` or `not-applicable` where there is no rating."""

    year: str
    rating: str
    kind: str
    words: str
    break_before: bool


@dataclass(frozen=True)
class MatrixLine:
    """One CCG."""

    ods_code: str
    name: str
    cells: tuple[MatrixCell, ...]


class MatrixRow(Protocol):
    """One CCG and its ratings by year, as matrix.RatingMatrixRow has them. Read-only here."""

    @property
    def ods_code(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def ratings(self) -> Mapping[str, str | None]: ...


def framework_spans(years: Sequence[str]) -> list[FrameworkSpan]:
    """The years in order, cut wherever framework or scale changed."""
    spans: list[FrameworkSpan] = []
    for year in years:
        if spans and comparable(spans[-1].years[-1], year):
            spans[-1] = FrameworkSpan(spans[-1].words, (*spans[-1].years, year))
        else:
            words = slug_words(HEADLINES[year].framework)
            again = any(span.words == words for span in spans)
            spans.append(FrameworkSpan(f"{words}, another scale" if again else words, (year,)))
    return spans


def without_headline(years: Iterable[str]) -> str:
    """Which years have no column, and why; empty where all have."""
    left = [year_words(year) for year in years if year not in HEADLINES]
    return f"No headline rating was found to exist for {' or '.join(left)}." if left else ""


def matrix_lines(rows: Iterable[MatrixRow], years: Sequence[str]) -> list[MatrixLine]:
    """Each CCG with a cell for every year, marked where the framework before it was another."""
    starts = {span.years[0] for span in framework_spans(years)}
    return [
        MatrixLine(row.ods_code, row.name, tuple(_cell(row, year, broken=year in starts) for year in years))
        for row in rows
    ]


def _cell(row: MatrixRow, year: str, *, broken: bool) -> MatrixCell:
    if year not in row.ratings:
        return MatrixCell(year, "", "not-applicable", "Not in force", broken)
    rating = row.ratings[year]
    if rating is None:
        return MatrixCell(year, "", "not-known", missing_words("not-known"), broken)
    return MatrixCell(year, rating, "", rating_words(rating), broken)


# --- who moved ----------------------------------------------------------------------------------------------------


class FlowRow(Protocol):
    """One cell of a flow, as resources.RatingFlowRow has it. Read-only here."""

    @property
    def from_year(self) -> str: ...
    @property
    def to_year(self) -> str: ...
    @property
    def from_rating(self) -> str | None: ...
    @property
    def to_rating(self) -> str | None: ...
    @property
    def comparable(self) -> bool: ...
    @property
    def count(self) -> int: ...
    @property
    def ccgs(self) -> Sequence[str]: ...
    @property
    def missing(self) -> Mapping[str, str]: ...


@dataclass(frozen=True)
class FlowLine:
    """CCGs with the same two ratings. `step`: up, down, same, or empty where none can be told."""

    row: FlowRow
    step: str
    step_words: str
    ccgs: tuple[tuple[str, str], ...]  # code, name in the later year


@dataclass(frozen=True)
class FlowPair:
    """All of one pair of years: those known in both first, then what is not known."""

    from_year: str
    to_year: str
    finding: str
    warning: str
    lines: tuple[FlowLine, ...]

    @property
    def slug(self) -> str:
        return f"{self.from_year}-{self.to_year}"


STEPS = {"up": "Higher", "down": "Lower", "same": "The same", "": "Cannot be told"}


def flow_pairs(rows: Iterable[FlowRow], name: Callable[[str, str], str]) -> list[FlowPair]:
    """The rows by pair of years, in the order given; `name`: (code, year) to a name."""
    pairs = groupby(rows, key=lambda row: (row.from_year, row.to_year))
    return [_pair(start, end, [_line(row, name) for row in found]) for (start, end), found in pairs]


def _line(row: FlowRow, name: Callable[[str, str], str]) -> FlowLine:
    step = _step(row)
    named = sorted((name(code, row.to_year), code) for code in row.ccgs)
    return FlowLine(row, step, STEPS[step], tuple((code, words) for words, code in named))


def _step(row: FlowRow) -> str:
    if not (row.comparable and row.from_rating and row.to_rating):
        return ""
    before, after = parse(row.from_rating)[1], parse(row.to_rating)[1]
    return "up" if after > before else "down" if after < before else "same"


def _pair(start: str, end: str, lines: list[FlowLine]) -> FlowPair:
    counts = {step: sum(line.row.count for line in lines if line.step == step) for step in ("up", "same", "down")}
    both = sum(line.row.count for line in lines if line.row.from_rating and line.row.to_rating)
    total = sum(line.row.count for line in lines)
    known = f"Both ratings are known for {both:,} of {count_words(total, 'CCG')} in force in either year."
    moved = f"Of these {counts['up']:,} went up, {counts['same']:,} stayed and {counts['down']:,} went down."
    told = any(line.row.comparable for line in lines)
    warning = "" if told else "The framework or its scale changed between these years: do not read a change of rating."
    return FlowPair(start, end, f"{known} {moved}" if told and both else known, warning, tuple(lines))
