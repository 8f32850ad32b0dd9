"""Facts: special measures, directions and other events, as intervals whose ends are known more or less exactly."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from assessments.models.checks import SLUG, id_form, partial_date_form, slug_form
from ccgdash.organisations.models.checks import check, sourced
from ccgdash.releases.models.facts import Fact, fact_constraints

PRECISIONS = [("day", "Day"), ("month", "Month"), ("year", "Year")]


def _known_together(text: str, precision: str, first: str, last: str) -> Q:
    """A date's text, precision, first and last day are all there or all missing."""
    missing = Q((text, ""), (precision, ""), (f"{first}__isnull", True), (f"{last}__isnull", True))
    known = Q((f"{precision}__in", [key for key, _ in PRECISIONS]), (f"{last}__gte", F(first)))
    return missing | (known & ~Q((text, "")) & Q((f"{first}__isnull", False), (f"{last}__isnull", False)))


class Intervention(Fact):
    """One intervention at one CCG or area. An end that is not known does not mean still in place."""

    intervention_id = models.CharField(max_length=120, validators=[id_form], help_text="Stable id.")
    kind = models.CharField(max_length=40, validators=[slug_form], help_text="What happened.")
    ccg = models.ForeignKey(
        "organisations.Ccg", db_column="ods_code", null=True, blank=True, on_delete=models.PROTECT,
        related_name="+", help_text="CCG; blank when only an area is named.",
    )  # fmt: skip
    area = models.CharField(max_length=120, blank=True, help_text="Area when no CCG is named.")
    start = models.CharField(
        max_length=10, blank=True, validators=[partial_date_form],
        help_text="Start (merger-approved: the merger date); blank when not known.",
    )  # fmt: skip
    start_precision = models.CharField(max_length=5, blank=True, choices=PRECISIONS, help_text="Precision of start.")
    end = models.CharField(
        max_length=10, blank=True, validators=[partial_date_form],
        help_text="End; blank when not known, which does not mean still in place.",
    )  # fmt: skip
    end_precision = models.CharField(max_length=5, blank=True, choices=PRECISIONS, help_text="Precision of end.")
    reason = models.TextField(blank=True, help_text="Reason or detail as reported.")
    evidence = models.CharField(
        max_length=20, validators=[slug_form], help_text="explicit: a source states it; nothing else is taken."
    )
    note = models.TextField(blank=True, help_text="Remark that belongs to this row.")
    start_earliest = models.DateField(null=True, blank=True, help_text="First day that start may mean.")
    start_latest = models.DateField(null=True, blank=True, help_text="Last day that start may mean.")
    end_earliest = models.DateField(null=True, blank=True, help_text="First day that end may mean.")
    end_latest = models.DateField(null=True, blank=True, help_text="Last day that end may mean.")

    class Meta:
        constraints = [
            *fact_constraints("intervention", "intervention_id"),
            check("intervention_kind", kind__regex=SLUG),
            models.CheckConstraint(condition=Q(ccg__isnull=False) | ~Q(area=""), name="intervention_is_somewhere"),
            models.CheckConstraint(
                condition=_known_together("start", "start_precision", "start_earliest", "start_latest"),
                name="intervention_start",
            ),
            models.CheckConstraint(
                condition=_known_together("end", "end_precision", "end_earliest", "end_latest"),
                name="intervention_end",
            ),
            models.CheckConstraint(
                condition=Q(start_earliest__isnull=True)
                | Q(end_latest__isnull=True)
                | Q(end_latest__gte=F("start_earliest")),
                name="intervention_ends_after_start",
            ),
            sourced("intervention"),
        ]
        indexes = [models.Index(fields=["kind", "ccg"], name="intervention_kind_ccg")]

    def __str__(self) -> str:
        return self.intervention_id

    @property
    def end_known(self) -> bool:
        return bool(self.end)
