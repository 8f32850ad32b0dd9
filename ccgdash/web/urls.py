"""Addresses of the pages that need both apps."""

from __future__ import annotations

from django.urls import path

from ccgdash.http.pages import page_paths
from ccgdash.web.gallery import gallery
from ccgdash.web.practices import PracticesPage
from ccgdash.web.views import CcgPage, Explorer, Home, RatingsYear
from ccgdash.web.views_compare import Compare
from ccgdash.web.views_mismatch import Mismatch
from ccgdash.web.views_places import PlacePage, PlacesPage
from ccgdash.web.views_report import report_paths
from ccgdash.web.words_pages import words_paths

urlpatterns = [
    *page_paths("", Home, name="home"),
    *page_paths("ccgs/", Explorer, name="ccgs"),
    *page_paths("ccgs/<str:ods_code>/", CcgPage, name="ccg"),
    *page_paths("finance/practices/", PracticesPage, name="finance-practices"),
    *page_paths("ratings/<str:year>/", RatingsYear, name="ratings-year"),
    *page_paths("mismatch/", Mismatch, name="mismatch"),
    *report_paths(),
    *words_paths(),
    path("components/", gallery, name="components"),
    *page_paths("compare/", Compare, name="compare"),
    *page_paths("places/", PlacesPage, name="places"),
    *page_paths("places/<str:kind>/<str:code>/", PlacePage, name="place"),
]
