"""What every chart of the bundled data was when somebody last looked at it: title, how its text summary begins, table,
and a digest of both drawings, one file a page under agreed/. `UPDATE_SNAPSHOTS=1` writes them anew."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.contracts.html import Node

FOLDER = Path(__file__).parent / "agreed"
MOST = 240  # letters of a summary; all of them are in the digest of the drawing
HOW = "look at the chart, then accept it with UPDATE_SNAPSHOTS=1"


def told(figure: Node, address: str, table: Sequence[Sequence[str]]) -> str:
    """One chart in a few lines: a change of words or numbers can be read in the diff, one of lines and colours seen."""
    drawings = list(figure.all("svg"))
    said = "".join(str(child) for node in drawings[0].all("desc") for child in node.children)
    heads, *rows = table
    return "\n".join(
        (
            address,
            f"  title    {next(node for node in figure.walk() if node.has_class('app-chart__title')).text}",
            f"  says     {said[:MOST]}",
            f"  table    {' | '.join(heads)}: {len(rows)} rows, {digest(cell for row in rows for cell in row)}",
            f"  drawings {' '.join(digest(marks(drawing)) for drawing in drawings)}",
            "",
        )
    )


def marks(drawing: Node) -> Iterator[str]:
    """Everything that is drawn, with every attribute."""
    yield str(sorted(drawing.attrs.items()))
    for node in drawing.walk():
        yield node.tag
        yield str(sorted(node.attrs.items()))
        yield from (child for child in node.children if isinstance(child, str))


def digest(pieces: Iterator[str]) -> str:
    return hashlib.sha256("\0".join(pieces).encode()).hexdigest()[:12]


def as_agreed(page: str, charts: Sequence[str]) -> None:
    """Whether a page's charts are those agreed on; a page without charts has no file."""
    path, found = FOLDER / f"{page}.txt", "\n".join(charts)
    if os.environ.get("UPDATE_SNAPSHOTS") and charts:
        FOLDER.mkdir(exist_ok=True)
        path.write_text(found, encoding="utf-8")
    assert found == (path.read_text(encoding="utf-8") if path.exists() else ""), f"{page}: {HOW}"
