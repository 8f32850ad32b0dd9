"""What the database itself refuses: each constraint of the registry's tables, violated once."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction

from ccgdash.organisations.models import (
    BoundaryChange,
    Ccg,
    CcgRecord,
    CcgYear,
    Centroid,
    Footprint,
    Icb,
    IcbSuccessor,
    ListSize,
    LocalOffice,
    Population,
    PracticeCount,
    Region,
    Succession,
)
from ccgdash.releases.models import Fact, Import, Release, SourceFile

PLACE = {"ods_code": "Y54", "gss_code": "E40000001", "name": "North", "first_year": "2013-14", "last_year": "2014-15"}
GOOD: dict[type[Fact], dict[str, Any]] = {
    Region: PLACE,
    LocalOffice: PLACE | {"kind": "area-team", "region_code": "Y54"},
    Footprint: PLACE,
    Icb: {"icb_code": "QE1", "gss_code": "E54000048", "name": "ICB"},
    CcgRecord: {
        "ccg_id": "00C", "gss_code": "E38000042", "gss_codes_all": ["E38000042"], "name": "CCG", "former_names": [],
        "opened": date(2013, 4, 1), "closed": date(2020, 3, 31), "closed_basis": "statute", "first_year": "2013-14",
        "last_year": "2019-20", "successor_code": "16C", "final_code": "16C", "main_icb_code": "QHM",
    },
    CcgYear: {
        "ccg_id": "00C", "year": "2013-14", "gss_code": "E38000042", "name": "CCG", "region_code": "Y54",
        "centroid_vintage": "2013-04",
    },
    Succession: {
        "predecessor_id": "00C", "successor_id": "16C", "date": date(2020, 4, 1), "kind": "merger", "share_pct": 100,
    },
    BoundaryChange: {
        "ccg_id": "00C", "gss_code_before": "E38000042", "gss_code_after": "E38000043", "name_before": "A",
        "name_after": "B", "last_seen_before": "2016-08", "first_seen_after": "2017-09",
    },
    IcbSuccessor: {"ccg_id": "00C", "icb_code": "QHM", "lsoa11_count": 1, "lsoa_share_pct": 100, "role": "main"},
    Centroid: {
        "vintage": "2013-04", "ccg_id": "00C", "gss_code": "E38000042", "lon": -1.5, "lat": 54.5, "easting": 1,
        "northing": 1, "inside_lon": -1.5, "inside_lat": 54.5, "centroid_inside": True, "area_km2": 1,
    },
    Population: {
        "ccg_id": "00C", "year": "2013-14", "measure": "registered", "basis": "april-list", "as_at": date(2013, 4, 1),
        "population": 1,
    },
    ListSize: {"ccg_id": "00C", "month": "2013-04", "registered": 1},
    PracticeCount: {
        "ccg_id": "00C", "as_at": date(2013, 4, 1), "year": "2013-14", "basis": "list-size-file", "practices": 1,
    },
}  # fmt: skip
PLACES: dict[str, type[Fact]] = {"region": Region, "local_office": LocalOffice, "footprint": Footprint}
TABLES: dict[str, type[Fact]] = PLACES | {
    "icb": Icb, "ccg_record": CcgRecord, "ccg_year": CcgYear, "succession": Succession,
    "boundary_change": BoundaryChange, "icb_successor": IcbSuccessor, "centroid": Centroid, "population": Population,
    "list_size": ListSize, "practice_count": PracticeCount,
}  # fmt: skip
EVERY_PLACE: dict[str, dict[str, Any]] = {
    "ods_code": {"ods_code": "X54"},
    "gss_code": {"gss_code": "E4"},
    "first_year": {"first_year": "2013"},
    "last_year": {"last_year": "2015/16"},
    "years_ordered": {"first_year": "2016-17"},
}
BAD: dict[str, tuple[type[Fact], dict[str, Any]]] = {
    **{
        f"{name}_{rule}": (model, changes)
        for name, model in PLACES.items()
        for rule, changes in EVERY_PLACE.items()
    },
    **{f"{name}_sourced": (model, {"source_ids": []}) for name, model in TABLES.items()},
    "icb_code": (Icb, {"icb_code": "E54"}),
    "icb_gss_code": (Icb, {"gss_code": ""}),
    "ccg_record_gss_code": (CcgRecord, {"gss_code": "E3800004"}),
    "ccg_record_first_year": (CcgRecord, {"first_year": "2013"}),
    "ccg_record_last_year": (CcgRecord, {"last_year": "2019/20"}),
    "ccg_record_years_ordered": (CcgRecord, {"first_year": "2020-21"}),
    "ccg_record_dates_ordered": (CcgRecord, {"opened": date(2020, 3, 31)}),
    "ccg_record_ends_in_itself_or_a_successor": (CcgRecord, {"successor_code": ""}),
    "ccg_year_year": (CcgYear, {"year": "2013/14"}),
    "ccg_year_gss_code": (CcgYear, {"gss_code": "W38000042"}),
    "ccg_year_footprint_whole_or_none": (CcgYear, {"footprint_code": "QE1"}),
    "succession_of_two": (Succession, {"successor_id": "00C"}),
    "succession_share": (Succession, {"share_pct": 100.5}),
    "succession_overlap": (Succession, {"area_overlap_pct": -0.5}),
    "boundary_change_gss_before": (BoundaryChange, {"gss_code_before": "E38"}),
    "boundary_change_gss_after": (BoundaryChange, {"gss_code_after": "E38"}),
    "boundary_change_of_two_codes": (BoundaryChange, {"gss_code_after": "E38000042"}),
    "boundary_change_seen_before": (BoundaryChange, {"last_seen_before": "2016"}),
    "boundary_change_seen_after": (BoundaryChange, {"first_seen_after": "2017-19"}),
    "boundary_change_in_order": (BoundaryChange, {"first_seen_after": "2016-08"}),
    "boundary_change_shift": (BoundaryChange, {"centroid_shift_m": -1}),
    "boundary_change_areas": (BoundaryChange, {"area_before_km2": -1}),
    "icb_successor_lsoas": (IcbSuccessor, {"lsoa11_count": 0}),
    "icb_successor_share": (IcbSuccessor, {"lsoa_share_pct": 101}),
    "centroid_vintage": (Centroid, {"vintage": "2013-13"}),
    "centroid_gss_code": (Centroid, {"gss_code": "E"}),
    "centroid_lon": (Centroid, {"lon": 2.1}),
    "centroid_lat": (Centroid, {"lat": 48.9}),
    "centroid_inside_lon": (Centroid, {"inside_lon": -7.1}),
    "centroid_inside_lat": (Centroid, {"inside_lat": 56.1}),
    "centroid_on_the_grid": (Centroid, {"northing": -1}),
    "centroid_area": (Centroid, {"area_km2": -1}),
    "centroid_ons_point_whole_or_none": (Centroid, {"ons_lon": -1.5}),
    "population_year": (Population, {"year": "2013"}),
    "population_positive": (Population, {"population": 0}),
    "list_size_month": (ListSize, {"month": "2013-00"}),
    "list_size_positive": (ListSize, {"registered": 0}),
    "practice_count_year": (PracticeCount, {"year": "2013/14"}),
    "practice_count_positive": (PracticeCount, {"practices": 0}),
}  # fmt: skip


@pytest.fixture
def imported(db: None) -> Import:
    Ccg.objects.bulk_create([Ccg("00C"), Ccg("16C")])
    for number in (1, 2):
        Release.objects.create(number=number, version=f"1.{number}.0")
    file = SourceFile.objects.create(sha256="0" * 64, name="made.csv", size=0, content=b"")
    return Import.objects.create(release_id=1, source_file=file, dataset="made")


def write(model: type[Fact], imported: Import, **changes: Any) -> Fact:
    values = {"since_id": 1, "row_number": 2, "source_ids": ["a"], **GOOD[model], **changes}
    fact: Fact = model._default_manager.create(imported=imported, **values)
    return fact


@pytest.mark.parametrize("model", GOOD, ids=lambda model: model.__name__)
def test_a_true_row_is_taken_and_its_key_only_once(model: type[Fact], imported: Import) -> None:
    first = write(model, imported)
    with pytest.raises(IntegrityError, match="one_open_row"), transaction.atomic():
        write(model, imported, since_id=2)
    model._default_manager.filter(pk=first.pk).update(until=2)
    with pytest.raises(IntegrityError, match="one_row_a_release"), transaction.atomic():
        write(model, imported)
    assert write(model, imported, since_id=2).pk
    with pytest.raises(IntegrityError, match="time_forwards"), transaction.atomic():
        model._default_manager.filter(pk=first.pk).update(until=1)
    held = [model._default_manager.at(number).count() for number in (1, 2)]
    assert held == [1, 1]


@pytest.mark.parametrize("constraint", BAD)
def test_an_untrue_row_is_refused_by_the_database(constraint: str, imported: Import) -> None:
    model, changes = BAD[constraint]
    with pytest.raises(IntegrityError, match=f'"{constraint}"'), transaction.atomic():
        write(model, imported, **changes)


def test_an_identity_is_an_ods_code(db: None) -> None:
    with pytest.raises(IntegrityError, match="ccg_ods_code"), transaction.atomic():
        Ccg.objects.create(ods_code="07m")


def test_a_ccg_that_facts_speak_of_cannot_go(imported: Import) -> None:
    write(CcgYear, imported)
    with pytest.raises(models.ProtectedError):
        Ccg.objects.get(pk="00C").delete()


def test_no_constraint_is_without_its_violation() -> None:
    declared = {
        constraint.name
        for model in apps.get_app_config("organisations").get_models()
        for constraint in model._meta.constraints
        if isinstance(constraint, models.CheckConstraint) and not constraint.name.endswith("_time_forwards")
    }
    derived = {"hex_place_year"}  # violated in test_layout_constraints
    assert declared - {"ccg_ods_code"} - derived == set(BAD)
