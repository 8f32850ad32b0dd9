"""Pages of the money."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponseBase

from ccgdash.http.controls import Control, Option
from ccgdash.http.pages import DetailPage, ListPage
from ccgdash.http.problems import Problem
from ccgdash.http.query import Params
from ccgdash.http.release import ReleaseRef, resolve
from ccgdash.http.resources import Detail, Listing
from ccgdash.http.selection import Selection
from ccgdash.lib.charts import Chart
from ccgdash.releases.resources import SOURCES
from finance import charts, queries, sentences
from finance.beside import beside
from finance.pages import FIRST_ALLOCATIONS, FIRST_REAL_TERMS, FIRST_ROLLUPS, FIRST_SPENDING_GROWTH, Beginning
from finance.resources import FINANCE_SUMMARIES, FINDINGS, POOLED_FUNDS, RECOVERY, ROLLUPS, SPENDING
from finance.resources.real_terms import prices_of
from finance.resources.recovery import RecoveryRow

COVID = "2020-21"
NENE = ("04G", "2013-14")
BLANKS = dict.fromkeys(("publication", "base_year", "deflator"), "The usual one")


@dataclass(frozen=True)
class Choice:
    """One box of a page's form; `blank` is the word for no choice, "" where there must be one."""

    parameter: str
    label: str
    options: tuple[Option, ...]
    errors: tuple[str, ...]
    blank: str


class MoneyPage(ListPage):
    """What the lists of this app share: a form of boxes named in `boxes`, links between pages, sources."""

    boxes: tuple[str, ...] = ()

    def context(
        self, found: Listing[Any, Any], request: HttpRequest, params: Params, key: Mapping[str, str]
    ) -> dict[str, Any]:
        return self._with_form(super().context(found, request, params, key), found.selection)

    def _with_form(self, context: dict[str, Any], selection: Selection) -> dict[str, Any]:
        begins = self.resource if isinstance(self.resource, Beginning) else None
        first = begins.first if begins else {}
        return context | {
            "choices": [_choice(context["controls"][name], required=name in first) for name in self.boxes],
            "chosen": begins.beyond(selection) if begins else selection,
            "boxes": self.boxes,
            "hidden": [(n, v) for n, v in selection.pairs if n not in self.boxes and n not in {"page", "page_size"}],
        }

    def page(
        self, request: HttpRequest, context: dict[str, Any], selection: Selection, *, status: int = 200
    ) -> HttpResponseBase:
        context = context if "choices" in context else self._with_form(context, selection)
        return super().page(request, context, selection, status=status)


def _choice(control: Control, *, required: bool) -> Choice:
    blank = "" if required else BLANKS.get(control.parameter, "Any")
    return Choice(control.parameter, control.label, control.options, control.errors, blank)


class Finance(MoneyPage):
    """The 1% surplus, year by year."""

    resource = FINANCE_SUMMARIES
    template_name = "finance/index.html"

    def extra_context(self, found: Listing[Any, Any], request: HttpRequest) -> dict[str, Any]:
        figures = [figure for row in found.rows for figure in row.figures]
        say = SOURCES.sayer(found.release)
        drawn = [charts.autumn_chart(figures, say), charts.deficits_chart(found.rows), charts.known_chart(found.rows)]
        return {"charts": [chart for chart in drawn if chart], "sources": SOURCES.under(found)}


class AllocationsPage(MoneyPage):
    """Who is over or under target, growth, and money a head."""

    resource = FIRST_ALLOCATIONS
    template_name = "finance/allocations.html"
    boxes = ("year", "stream", "level", "region", "footprint", "dft_band", "publication")

    def extra_context(self, found: Listing[Any, Any], request: HttpRequest) -> dict[str, Any]:
        release, selection = found.release, found.selection
        if release is None or not found.rows:
            return {"charts": [], "sources": ()}
        england = list(queries.england_rollups(release))
        say = SOURCES.sayer(release)
        drawn = [
            _allocations_chart(found, england),
            charts.core_chart(england, say),
            charts.streams_chart(england, say),
        ]
        used = {source for row in england for source in row.source_ids}
        return {
            "charts": [chart for chart in drawn if chart],
            "places": _regions(release, selection),
            "sources": SOURCES.under(found, used),
        }


def _allocations_chart(found: Listing[Any, Any], england: Sequence[Any]) -> Chart | None:
    """Of one year and stream only: nothing else can be put in one order."""
    year, stream = found.selection.text("year"), found.selection.text("stream")
    if found.selection.text("level") != "ccg" or not (year and stream):
        return None
    rows = found.rows if found.pages == 1 else tuple(found.all_rows())
    whole = (row.per_head_gbp for row in england if (row.year, row.stream) == (year, stream))
    return charts.allocations_chart(rows, year, next(whole, None), SOURCES.sayer(found.release))


def _regions(release: ReleaseRef, selection: Selection) -> list[Any]:
    """Regions and England of the same year and stream, which the regions add up to."""
    rows = queries.regional_rollups(release, selection.all("year"), selection.all("stream"))
    return list(ROLLUPS.rows(list(rows), selection))


class AllocationPlaces(MoneyPage):
    """Sums over STPs, regions and England."""

    resource = FIRST_ROLLUPS
    template_name = "finance/places.html"
    boxes = ("year", "stream", "level", "publication")

    def extra_context(self, found: Listing[Any, Any], request: HttpRequest) -> dict[str, Any]:
        return {"sources": SOURCES.under(found)}


class RealTermsPage(MoneyPage):
    """The shrinking commissioning pound."""

    resource = FIRST_REAL_TERMS
    template_name = "finance/real_terms.html"
    boxes = ("ods_code", "stream", "base_year", "deflator")

    def extra_context(self, found: Listing[Any, Any], request: HttpRequest) -> dict[str, Any]:
        release, rows = found.release, sorted(found.rows, key=lambda row: str(row.year))
        one_line = len({(row.ods_code, row.stream) for row in rows}) == 1 and found.pages == 1
        if release is None or not rows:
            return {"charts": [], "sources": ()}
        say = SOURCES.sayer(release)
        drawn = [charts.real_chart(rows, say), charts.real_head_chart(rows, say)] if one_line else []
        prices = prices_of(release, found.selection)
        covid = queries.deflator(release, prices.vintage or "", COVID)
        return {
            "charts": [chart for chart in drawn if chart],
            "prices": prices,
            "covid_note": sentences.covid_note(covid.vintage, covid.change_pct) if covid else "",
            "broken": len({row.series for row in rows}) > 1,
            "sources": SOURCES.under(found),
        }


class PooledFundsPage(MoneyPage):
    """The Better Care Fund, and what was pooled beyond it."""

    resource = POOLED_FUNDS
    template_name = "finance/pooled_funds.html"
    boxes = ("year", "level", "measure")

    def extra_context(self, found: Listing[Any, Any], request: HttpRequest) -> dict[str, Any]:
        chart = charts.pooled_chart(found.rows, SOURCES.sayer(found.release))
        told = _findings(found.release, "pooled-budgets")
        more = {source for row in told for source in row.sources}
        return {"charts": [chart] if chart else [], "findings": told, "sources": SOURCES.under(found, more)}


class SpendingPage(MoneyPage):
    """Did spending rise at least as fast as the allocation?"""

    resource = FIRST_SPENDING_GROWTH
    template_name = "finance/spending.html"
    boxes = ("year", "measure", "in_line")

    def extra_context(self, found: Listing[Any, Any], request: HttpRequest) -> dict[str, Any]:
        release, selection = found.release, found.selection
        if release is None:
            return {"charts": [], "sources": ()}
        year, measure = selection.text("year"), selection.text("measure")
        drawn = []
        if year and measure:
            rows = found.rows if found.pages == 1 else tuple(found.all_rows())
            drawn = [
                charts.pace_chart(queries.pace_counts(release, measure), measure, year),
                charts.pace_ranked(rows, measure, year, SOURCES.sayer(release)),
            ]
        flagged = list(SPENDING.rows(list(queries.suspicious_spending(release)), selection))
        told = _findings(release, "childrens-mental-health")
        more = {source for row in (*flagged, *told) for source in row.sources}
        return {
            "charts": [chart for chart in drawn if chart],
            "flagged": flagged,
            "findings": told,
            "sources": SOURCES.under(found, more),
        }


class FindingsPage(MoneyPage):
    """Published national findings, each beside what this data shows."""

    resource = FINDINGS
    template_name = "finance/findings.html"
    boxes = ("topic", "year")

    def extra_context(self, found: Listing[Any, Any], request: HttpRequest) -> dict[str, Any]:
        if found.release is None:
            return {"topics": (), "sources": ()}
        shown = beside(found.release, {row.topic for row in found.rows})
        rows: dict[str, list[Any]] = {}
        for row in found.rows:
            rows.setdefault(row.topic, []).append(row)
        topics = [(topic, of, shown.get(topic, ())) for topic, of in rows.items()]
        return {"topics": topics, "sources": SOURCES.under(found)}


def _findings(release: ReleaseRef | None, topic: str) -> list[Any]:
    """Published findings of one topic."""
    if release is None:
        return []
    return list(FINDINGS.rows(list(queries.findings_on(release, topic)), Selection(release)))


# --- recovery -----------------------------------------------------------------------------------------------------


class RecoveryPage(DetailPage):
    """The recovery calculator: the CCG's figures where known, the reader's where typed; all in the address."""

    resource = RECOVERY
    template_name = "finance/recovery.html"

    def answer(self, request: HttpRequest, params: Params, face: str, key: Mapping[str, str]) -> HttpResponseBase:
        try:
            return super().answer(request, params, face, key)
        except Problem as problem:
            if face != "html" or problem.status != 400:
                raise
            return self._refused(request, params, key, problem)

    def _refused(
        self, request: HttpRequest, params: Params, key: Mapping[str, str], problem: Problem
    ) -> HttpResponseBase:
        """The form as typed, with what is wrong; no answer until it is put right."""
        kept = {name: values for name, values in params.items() if name in ("release", "as_at")}
        selection = RECOVERY.asked(kept, resolve(kept), path=request.path).selection()
        row = RECOVERY.find(selection, **key)
        controls = RECOVERY.asked(params, selection.release, path=request.path).controls
        context = {"row": row, "resource": RECOVERY, "controls": controls, "problem": problem, "errors": problem.errors}
        return self.page(request, context | {"years": _years(controls)}, selection, status=400)

    def extra_context(self, found: Detail[Any], request: HttpRequest) -> dict[str, Any]:
        row: RecoveryRow = found.row
        chart = charts.waiting_chart(row.allocation_gbp, row.forecast_gbp, row.target_pct, row.month)
        controls = RECOVERY.asked({}, found.release).controls
        return {
            "verdict": sentences.recovery_verdict(
                sentences.short_name(row.name),
                row.to_break_even_gbp,
                row.to_target_gbp,
                row.months_left,
                row.target_pct,
            ),
            "years": _years(controls),
            "months": list(range(13)),
            "chart": chart,
            "is_nene": (row.ods_code, row.year) == NENE,
            "sources": SOURCES.by_ids(found.release, row.sources),
        }


def _years(controls: Mapping[str, Control]) -> tuple[Option, ...]:
    return controls["year"].options
