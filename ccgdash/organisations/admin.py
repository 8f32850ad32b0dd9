"""The registry in the admin: to look at, never to change by hand."""

from __future__ import annotations

from django.contrib import admin

from ccgdash.organisations.models import (
    BoundaryChange,
    Ccg,
    CcgRecord,
    CcgYear,
    Centroid,
    Footprint,
    HexPlace,
    Icb,
    IcbSuccessor,
    ListSize,
    LocalOffice,
    Population,
    PracticeCount,
    Region,
    Succession,
)
from ccgdash.releases.admin import FactAdmin, ReadOnlyAdmin


@admin.register(Ccg)
class CcgAdmin(ReadOnlyAdmin):
    search_fields = ["ods_code"]
    ordering = ["ods_code"]


@admin.register(CcgRecord)
class CcgRecordAdmin(FactAdmin):
    list_display = ["ccg_id", "name", "opened", "closed", "successor_code", "final_code", "since", "until"]
    list_filter = ["first_year", "last_year"]
    search_fields = ["=ccg__ods_code", "gss_code", "name"]
    ordering = ["ccg", "since"]


@admin.register(CcgYear)
class CcgYearAdmin(FactAdmin):
    list_display = ["ccg_id", "year", "name", "region_code", "office_code", "footprint_name", "since", "until"]
    list_filter = ["year", "region_code"]
    search_fields = ["=ccg__ods_code", "gss_code", "name"]
    ordering = ["ccg", "year", "since"]


@admin.register(Region, LocalOffice, Footprint)
class PlaceAdmin(FactAdmin):
    list_display = ["ods_code", "name", "gss_code", "first_year", "last_year", "since", "until"]
    search_fields = ["ods_code", "gss_code", "name"]
    ordering = ["ods_code", "since"]


@admin.register(Icb)
class IcbAdmin(FactAdmin):
    list_display = ["icb_code", "name", "gss_code", "since", "until"]
    search_fields = ["icb_code", "gss_code", "name"]
    ordering = ["icb_code", "since"]


@admin.register(Succession)
class SuccessionAdmin(FactAdmin):
    list_display = ["predecessor_id", "successor_id", "date", "kind", "share_pct", "since", "until"]
    list_filter = ["date"]
    search_fields = ["=predecessor__ods_code", "=successor__ods_code"]
    ordering = ["date", "successor", "predecessor"]


@admin.register(BoundaryChange)
class BoundaryChangeAdmin(FactAdmin):
    list_display = ["ccg_id", "name_before", "name_after", "last_seen_before", "first_seen_after", "since", "until"]
    ordering = ["ccg", "first_seen_after"]


@admin.register(IcbSuccessor)
class IcbSuccessorAdmin(FactAdmin):
    list_display = ["ccg_id", "icb_code", "role", "lsoa_share_pct", "since", "until"]
    list_filter = ["role"]
    search_fields = ["=ccg__ods_code", "icb_code"]
    ordering = ["ccg", "icb_code"]


@admin.register(Centroid)
class CentroidAdmin(FactAdmin):
    list_display = ["ccg_id", "vintage", "lon", "lat", "centroid_inside", "since", "until"]
    list_filter = ["vintage"]
    search_fields = ["=ccg__ods_code"]
    ordering = ["vintage", "ccg"]


@admin.register(Population)
class PopulationAdmin(FactAdmin):
    list_display = ["ccg_id", "year", "measure", "basis", "as_at", "population", "since", "until"]
    list_filter = ["year", "basis"]
    search_fields = ["=ccg__ods_code"]
    ordering = ["ccg", "year", "basis"]


@admin.register(ListSize)
class ListSizeAdmin(FactAdmin):
    list_display = ["ccg_id", "month", "registered", "since", "until"]
    search_fields = ["=ccg__ods_code", "month"]
    ordering = ["ccg", "month"]


@admin.register(PracticeCount)
class PracticeCountAdmin(FactAdmin):
    list_display = ["ccg_id", "as_at", "basis", "practices", "since", "until"]
    list_filter = ["basis", "year"]
    search_fields = ["=ccg__ods_code"]
    ordering = ["ccg", "as_at"]


@admin.register(HexPlace)
class HexPlaceAdmin(ReadOnlyAdmin):
    list_display = ["ccg_id", "year", "x", "y", "run"]
    list_filter = ["year"]
    search_fields = ["=ccg__ods_code"]
    ordering = ["run", "year", "y", "x"]
