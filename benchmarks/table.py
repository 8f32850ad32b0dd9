"""The one table: what was measured, beside whom, against which aim."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table


@dataclass(frozen=True)
class Aim:
    """A ratio to reach (`at_least`) or to stay within (`at_most`); None: only told."""

    at_least: float | None = None
    at_most: float | None = None

    def met(self, ratio: float) -> bool | None:
        if self.at_least is not None:
            return ratio >= self.at_least
        if self.at_most is not None:
            return ratio <= self.at_most
        return None


ONLY_TOLD = Aim()


@dataclass(frozen=True)
class Row:
    """One line: who did what how fast; `ratio` of ours to it in the unit of the aim (`x`, `%`, `s`)."""

    work: str
    who: str
    rate: str = ""
    p50: str = ""
    p95: str = ""
    cpu: str = ""
    ratio: float | None = None
    unit: str = "x"
    aim: Aim = ONLY_TOLD

    @property
    def ratio_words(self) -> str:
        if self.ratio is None:
            return ""
        return number_words(self.ratio, self.unit)

    @property
    def aim_words(self) -> str:
        wanted = self.aim.at_least if self.aim.at_least is not None else self.aim.at_most
        if wanted is None:
            return ""
        return f"{'≥' if self.aim.at_least is not None else '≤'} {number_words(wanted, self.unit)}"

    @property
    def verdict(self) -> str:
        met = self.aim.met(self.ratio) if self.ratio is not None else None
        return {True: "met", False: "MISSED", None: ""}[met]


def number_words(value: float, unit: str) -> str:
    """`40 x`, `15%`, `8.0 s`, `12.5 ms`."""
    digits = 0 if value >= 100 else 1 if value >= 10 else 2
    text = f"{value:.{digits}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return f"{text}{unit}" if unit == "%" else f"{text} {unit}"


HEADS = ("work", "by", "answers", "p50 ms", "p95 ms", "CPU ms", "ours to it", "aim", "")


def table_print(rows: Sequence[Row], console: Console) -> None:
    """Print every row; a missed aim stands out in words, not by colour alone."""
    table = Table(title="ccgdash beside its peers: same data, same machine, one process each")
    for head in HEADS:
        table.add_column(head, justify="left" if head in ("work", "by", "") else "right", no_wrap=True)
    for row in rows:
        numbers = (row.rate, row.p50, row.p95, row.cpu, row.ratio_words, row.aim_words, row.verdict)
        table.add_row(row.work, row.who, *numbers)
    console.print(table)
