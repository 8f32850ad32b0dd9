"""Charts of a page as files: the page's own context is asked for its charts, so a file is what the page shows."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from ccgdash.http.csv_rows import inert
from ccgdash.http.problems import ParameterError, Problem
from ccgdash.http.release import ReleaseRef
from ccgdash.http.responses import CSV, Read, read_response
from ccgdash.lib.charts import Chart, sheet_svg
from ccgdash.lib.charts.raster import png_of
from ccgdash.lib.words import MINUS, date_words

FOLDER = "charts/"
FORMS = ("svg", "png", "csv")
FACES = {form: f"chart-{form}" for form in FORMS}
"""Form of a file to the face of a page that gives it."""
LICENCE = "Contains public sector information licensed under the Open Government Licence v3.0."
NOT_KNOWN = "not known"


def charts_of(context: Mapping[str, Any]) -> dict[str, Chart]:
    """The charts of a page by id: those in its context, in lists there, and in the parts of what is there."""
    return {chart.id: chart for value in context.values() for chart in _charts(value)}


def _charts(value: object) -> Iterator[Chart]:
    if isinstance(value, Chart):
        yield value
    elif isinstance(value, (list, tuple)):
        yield from (each for each in value if isinstance(each, Chart))
    elif is_dataclass(value) and not isinstance(value, type):
        parts = (getattr(value, field.name, None) for field in fields(value))
        yield from (chart for part in parts if isinstance(part, (Chart, list, tuple)) for chart in _charts(part))


def page_path(path: str) -> str:
    """The address of the page a chart's file belongs to: `/ccgs/07M/charts/spine.svg` is of `/ccgs/07M/`."""
    head, folder, _name = path.rpartition(FOLDER)
    return head if folder else path


def file_paths(page: str) -> dict[str, str]:
    """Form to a pattern of the file's path: `{}` stands for the chart's id."""
    return {form: f"{page}{FOLDER}{{}}.{form}" for form in FORMS}


def chart_file(found: Mapping[str, Chart], chart: str, face: str, release: ReleaseRef | None, address: str) -> Read:
    """One chart as SVG, PNG or CSV. `address`: of the page it stands on. Raises Problem 404 with what there is."""
    if chart not in found:
        error = ParameterError("chart", f"{chart[:60]} is no chart of this page as it is asked for", tuple(found))
        raise Problem("not-found", f"There is no chart {chart[:60]} at this address.", errors=(error,))
    form = face.removeprefix("chart-")
    body, kind = _drawn(found[chart], form, release, address)
    version = f"-{release.version}" if release else ""
    headers = {"Content-Disposition": f'inline; filename="{chart}{version}.{form}"'}
    return read_response(body, release, content_type=kind, headers=headers)


def _drawn(chart: Chart, form: str, release: ReleaseRef | None, address: str) -> tuple[bytes, str]:
    if form == "csv":
        return table_csv(chart), CSV
    svg = sheet_svg(chart, notes_of(release, address))
    return (svg.encode(), "image/svg+xml") if form == "svg" else (png_of(svg), "image/png")


def notes_of(release: ReleaseRef | None, address: str) -> list[str]:
    """What is written under a chart in a file: data release and its date, where the chart stands, the licence."""
    of = f", data release {release.version} of {date_words(release.published_at)}" if release else ""
    return [f"ccgdash{of}. {address}", f"{LICENCE} Not an official NHS service."]


def table_csv(chart: Chart) -> bytes:
    """The chart's table: numbers without thousands separators and with a plain minus, not known as an empty cell."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow([inert(column.label) for column in chart.table.columns])
    for row in chart.table.rows:
        pairs = zip(row, chart.table.columns, strict=True)
        writer.writerow([_number(text) if column.numeric else inert(text) for text, column in pairs])
    return buffer.getvalue().encode()


def _number(text: str) -> str:
    """`−1,234.5` as `-1234.5`; words of a numeric column (such as "not known") as they are, the gap empty."""
    plain = text.replace(",", "").replace(MINUS, "-")
    if text == NOT_KNOWN:
        return ""
    try:
        float(plain)
    except ValueError:
        return inert(text)
    return plain
