"""The board report as PDF: words in, one A4 page out. The same words give the same bytes."""

from __future__ import annotations

import io
from collections.abc import Sequence
from html import escape
from typing import Any

from ccgdash.lib.charts.palette import INK, PAPER, QUIET, RULE, UNKNOWN, style_of
from ccgdash.lib.charts.raster import fonts
from ccgdash.web.presenters_report import (
    FINANCE_HEADS,
    FURTHEST_HEADS,
    INTERVENTION_HEADS,
    LineWords,
    RatingWords,
    ReportWords,
)

REGULAR, BOLD = "Report", "Report-Bold"
MARGIN_MM = 14
FINANCE_SHARES = (9, 15, 10, 15, 22, 15, 14)
FURTHEST_SHARES = (48, 12, 12, 13, 15)
INTERVENTION_SHARES = (64, 36)


def pdf_of(words: ReportWords) -> bytes:
    """One page, its parts made smaller together where they would not fit."""
    # Here, not at the top: slow to import, and only this face of the report needs it.
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.units import mm
    from reportlab.pdfgen.canvas import Canvas
    from reportlab.platypus import Frame, KeepInFrame

    _fonts_register()
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=1, pageCompression=1, lang="en-GB")
    canvas.setTitle(f"{words.title}: board report")
    canvas.setAuthor("ccgdash")
    canvas.setSubject(words.verdict)
    canvas.setCreator("ccgdash")
    canvas.setViewerPreference("DisplayDocTitle", "true")  # a screen reader says the title, not the name of the file
    width, height = A4[0] - 2 * MARGIN_MM * mm, A4[1] - 2 * MARGIN_MM * mm
    frame = Frame(MARGIN_MM * mm, MARGIN_MM * mm, width, height, 0, 0, 0, 0)
    frame.addFromList([KeepInFrame(width, height, _story(words, width), mode="shrink")], canvas)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _fonts_register() -> None:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    if REGULAR not in pdfmetrics.getRegisteredFontNames():
        regular, bold = fonts()
        pdfmetrics.registerFont(TTFont(REGULAR, regular))
        pdfmetrics.registerFont(TTFont(BOLD, bold))


def _story(words: ReportWords, width: float) -> list[Any]:
    return [
        _text(words.title, 18, bold=True, after=2),
        _text(words.under, 8.5, colour=QUIET, after=6),
        _text(words.verdict, 10.5, after=8),
        *_part("Headline ratings", _strip(words.ratings, width) if words.ratings else None),
        *_part("Money", _table(FINANCE_HEADS, words.finance, FINANCE_SHARES, width) if words.finance else None),
        *_part(
            "Special measures, directions and other interventions",
            _table(INTERVENTION_HEADS, words.interventions, INTERVENTION_SHARES, width)
            if words.interventions
            else None,
            "No source found names an intervention at this CCG.",
        ),
        *_part(
            words.furthest_title,
            _table(FURTHEST_HEADS, words.furthest, FURTHEST_SHARES, width) if words.furthest else None,
        ),
        _text(f"Sources: {'; '.join(words.sources)}.", 6.5, colour=QUIET, after=4),
        *(_text(line, 7, colour=QUIET, after=2) for line in words.foot),
    ]


def _part(title: str, body: Any | None, without: str = "Nothing of this was found in any source.") -> list[Any]:
    from reportlab.platypus import Spacer

    return [_text(title, 11, bold=True, after=3), body or _text(without, 8.5), Spacer(1, 8)]


def _text(words: str, size: float, *, bold: bool = False, colour: str = INK, after: float = 0) -> Any:
    from reportlab.lib.colors import HexColor
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Paragraph

    style = ParagraphStyle(
        f"{size}-{bold}",
        fontName=BOLD if bold else REGULAR,
        fontSize=size,
        leading=size * 1.35,
        textColor=HexColor(colour),
        spaceAfter=after,
    )
    return Paragraph(escape(words), style)


def _strip(ratings: Sequence[RatingWords], width: float) -> Any:
    """The years beside each other; a thick rule where the framework changed; not known is pale, never a colour."""
    from reportlab.lib.colors import HexColor
    from reportlab.platypus import Table, TableStyle

    heads = [_text(each.year, 8, colour=QUIET) for each in ratings]
    cells = [_text(each.words, 7.5, bold=bool(each.label), colour=_ink(each)) for each in ratings]
    look = TableStyle(
        [
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("BOX", (0, 1), (-1, 1), 0.5, HexColor(RULE)),
            ("LEFTPADDING", (0, 0), (-1, -1), 4),
            ("RIGHTPADDING", (0, 0), (-1, -1), 2),
        ]
    )
    for at, each in enumerate(ratings):
        look.add("BACKGROUND", (at, 1), (at, 1), HexColor(style_of(each.label).fill if each.label else UNKNOWN))
        if each.breaks:
            look.add("LINEBEFORE", (at, 0), (at, 1), 2.5, HexColor(INK))
    return Table([heads, cells], colWidths=[width / len(ratings)] * len(ratings), style=look)


def _ink(each: RatingWords) -> str:
    return (PAPER if style_of(each.label).ink == PAPER else INK) if each.label else QUIET


def _table(heads: Sequence[str], lines: Sequence[LineWords], shares: Sequence[float], width: float) -> Any:
    from reportlab.lib.colors import HexColor
    from reportlab.platypus import Table, TableStyle

    rows = [[_text(head, 7.5, colour=QUIET) for head in heads]]
    rows += [[_text(cell, 8) for cell in line.cells] for line in lines]
    look = [
        ("LINEBELOW", (0, 0), (-1, -1), 0.4, HexColor(RULE)),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("TOPPADDING", (0, 0), (-1, -1), 1.5),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
        ("LEFTPADDING", (0, 0), (-1, -1), 2),
        ("RIGHTPADDING", (0, 0), (-1, -1), 2),
    ]
    whole = sum(shares)
    return Table(rows, colWidths=[width * share / whole for share in shares], style=TableStyle(look), repeatRows=1)
