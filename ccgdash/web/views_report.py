"""The board report of one CCG: a page that prints on one sheet, and the same as PDF."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.urls import URLPattern, path

from ccgdash.http.charts import LICENCE
from ccgdash.http.faces import request_params, site_of
from ccgdash.http.pages import DetailPage, page_paths
from ccgdash.http.query import Params
from ccgdash.http.resources import Detail, detail
from ccgdash.http.responses import read_response
from ccgdash.web.presenters_report import report_words
from ccgdash.web.report import REPORT
from ccgdash.web.report_pdf import pdf_of

PDF, PDF_FACE = "application/pdf", "chart-pdf"


class ReportPage(DetailPage):
    """One CCG on one page."""

    resource = REPORT
    template_name = "web/report.html"

    def get(self, request: HttpRequest, *, face: str = "html", chart: str = "", **key: str) -> HttpResponseBase:
        if face == PDF_FACE:
            return self.pdf(request, request_params(request), key)
        return super().get(request, face=face, chart=chart, **key)

    def pdf(self, request: HttpRequest, params: Params, key: Mapping[str, str]) -> HttpResponseBase:
        """The report as one A4 page."""
        found = detail(REPORT, params, key, path=request.path.removesuffix(".pdf") + "/")
        words = report_words(found.row, found.release, f"{site_of(request)}{found.selection.url}", LICENCE)
        version = f"-{found.release.version}" if found.release else ""
        headers = {"Content-Disposition": f'inline; filename="ccg-{found.row.ods_code}-report{version}.pdf"'}
        return read_response(pdf_of(words), found.release, content_type=PDF, headers=headers)

    def extra_context(self, found: Detail[Any], request: HttpRequest) -> dict[str, Any]:
        address = f"{site_of(request)}{found.selection.url}"
        pdf = found.selection.at(f"{found.selection.path.rstrip('/')}.pdf")
        return {
            "words": report_words(found.row, found.release, address, LICENCE),
            "pdf": pdf,
        }


def report_paths() -> list[URLPattern]:
    """The addresses of the report, its PDF among them."""
    route = "ccgs/<str:ods_code>/report"
    pdf = path(f"{route}.pdf", ReportPage.as_view(), {"face": PDF_FACE}, name="report-chart-pdf")
    return [pdf, *page_paths(f"{route}/", ReportPage, name="report")]
