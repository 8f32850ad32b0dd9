"""Charts: an SVG of ours as PNG, with fonts that come with a library, so that every machine draws the same picture."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

ZOOM = 2.0
TALLEST = 6000.0  # pixels of a sheet drawn at double size; longer ones are drawn at single size
# Bitstream Vera is about a tenth wider than the Arial that our drawings reckon with, and as much larger to the eye.
NARROWER = 0.9
FAMILY = "Bitstream Vera Sans"


def png_of(svg: str) -> bytes:
    """The picture at double size, on the white the drawing itself brings."""
    # Here, not at the top: a native library that only this face of a chart needs.
    import resvg_py

    zoom = ZOOM if _height(svg) * ZOOM <= TALLEST else 1.0
    picture: bytes = resvg_py.svg_to_bytes(
        svg_string=_with_small_letters(svg),
        zoom=zoom,
        skip_system_fonts=True,
        font_files=list(fonts()),
        font_family=FAMILY,
        sans_serif_family=FAMILY,
    )
    return picture


@cache
def fonts() -> tuple[str, str]:
    """The files of the regular and the bold letters, which reportlab brings along; PDF reports use them too."""
    import reportlab

    folder = Path(reportlab.__file__).parent / "fonts"
    return str(folder / "Vera.ttf"), str(folder / "VeraBd.ttf")


def _height(svg: str) -> float:
    found = re.search(r'<svg[^>]* height="([\d.]+)"', svg)
    return float(found[1]) if found else 0.0


def _with_small_letters(svg: str) -> str:
    return re.sub(r'font-size="([\d.]+)"', lambda found: f'font-size="{float(found[1]) * NARROWER:.2f}"', svg)
