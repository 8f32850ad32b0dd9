"""Status on a day as the database tells it against calc.intervals: one rule, two languages."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import numpy as np
import pytest

from assessments.calc import intervals
from assessments.calc.partial_dates import days as days_meant
from assessments.interventions import queries
from assessments.models import Intervention
from assessments.recompute import intervals_of
from ccgdash.organisations.models import Ccg, CcgYear
from ccgdash.releases.models import Import, Release, SourceFile

KINDS = ("special-measures", "legal-directions")
EPOCH = date(2015, 1, 1)


@pytest.fixture
def imported(db: None) -> Import:
    release = Release.objects.create(number=1, version="1.0.0")
    stored = SourceFile.objects.create(sha256="0" * 64, name="facts.csv", size=0, content=b"")
    return Import.objects.create(release=release, source_file=stored, dataset="interventions")


def vague_day(random: Random, earliest: date) -> tuple[str, str, date | None, date | None]:
    """Text, precision and span of a date that is not known, exact, a month or a year."""
    day = earliest + timedelta(days=random.randrange(900))
    precision = random.choice(["", "day", "month", "year"])
    text = day.isoformat()[: {"": 0, "day": 10, "month": 7, "year": 4}[precision]]
    first, last = days_meant(text) or (None, None)
    return text, precision, first, last


def intervention(random: Random, number: int, codes: list[str], imported: Import) -> Intervention:
    start, start_precision, start_earliest, start_latest = vague_day(random, EPOCH)
    end, end_precision, end_earliest, end_latest = vague_day(random, start_latest or EPOCH)
    return Intervention(
        since_id=1,
        imported=imported,
        row_number=number,
        source_ids=["a-source"],
        intervention_id=f"record-{number}",
        kind=random.choice(KINDS),
        ccg_id=random.choice(codes),
        start=start,
        start_precision=start_precision,
        start_earliest=start_earliest,
        start_latest=start_latest,
        end=end,
        end_precision=end_precision,
        end_earliest=end_earliest,
        end_latest=end_latest,
        evidence="explicit",
    )


def ccg_year(code: str, imported: Import) -> CcgYear:
    return CcgYear(
        since_id=1,
        imported=imported,
        row_number=1,
        source_ids=["a-source"],
        ccg_id=code,
        year="2015-16",
        gss_code="E38000001",
        name=f"NHS {code} CCG",
        region_code="Y54",
        centroid_vintage="2015-07",
    )


@pytest.fixture
def rows(imported: Import) -> list[Intervention]:
    """400 records at 120 of 150 CCGs, of two kinds, every mixture of vague and missing ends."""
    random = Random(20160721)  # noqa: S311 - the same rows every time, no secret
    codes = [f"{number:03d}" for number in range(150)]
    Ccg.objects.bulk_create(Ccg(code) for code in codes)
    CcgYear.objects.bulk_create(ccg_year(code, imported) for code in codes)
    return Intervention.objects.bulk_create(
        intervention(random, number, codes[:120], imported) for number in range(400)
    )


def test_the_database_and_the_arrays_tell_the_same_status(rows: list[Intervention]) -> None:
    seen = set()
    chosen = [row for row in rows if row.kind == KINDS[0]]
    owners = np.array([int(str(row.ccg_id)) for row in chosen], dtype=np.intp)
    for days in range(0, 2200, 97):
        day = EPOCH + timedelta(days=days)
        codes = intervals.strongest(intervals.status_on(intervals_of(chosen), day), owners, 150)
        years = queries.with_status(CcgYear.objects.order_by("ccg"), 1, KINDS[:1], day, name="status")
        told = [str(getattr(each, "status")) for each in years]  # noqa: B009 - annotated
        assert told == [intervals.STATUSES[code] for code in codes]
        seen |= set(told)
    assert seen == set(intervals.STATUSES)


def test_active_means_certainly_begun_and_not_known_to_have_ended(rows: list[Intervention]) -> None:
    for days in range(0, 2200, 97):
        day = EPOCH + timedelta(days=days)
        begun = [row for row in rows if row.start_latest is not None and row.start_latest <= day]
        expected = [row.pk for row in begun if row.end_latest is None or row.end_latest > day]
        assert 0 < len(expected) < len(rows) or not days
        found = queries.active_on(Intervention.objects.at(1), day).order_by("pk")
        assert list(found.values_list("pk", flat=True)) == expected


def test_leap_days_agree_too(imported: Import) -> None:
    Ccg.objects.create(ods_code="000")
    for number, start in enumerate((date(2016, 2, 28), date(2016, 2, 29), date(2016, 3, 1))):
        Intervention.objects.create(
            since_id=1,
            imported=imported,
            row_number=number,
            source_ids=["a-source"],
            intervention_id=f"record-{number}",
            kind="special-measures",
            ccg_id="000",
            start=start.isoformat(),
            start_precision="day",
            start_earliest=start,
            start_latest=start,
            evidence="explicit",
        )
    rows = list(Intervention.objects.order_by("pk"))
    for day in (date(2017, 2, 28), date(2017, 3, 1), date(2017, 3, 2), date(2020, 2, 29)):
        codes = intervals.status_on(intervals_of(rows), day).tolist()
        certain = set(Intervention.objects.filter(queries.certain(day)).values_list("pk", flat=True))
        assert certain == {row.pk for row, code in zip(rows, codes, strict=True) if code == intervals.YES}
