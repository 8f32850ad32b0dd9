"""Addresses of the pages about the data itself."""

from __future__ import annotations

from ccgdash.http.pages import page_paths
from ccgdash.releases.views import Data, SourcesPage

urlpatterns = [
    *page_paths("data/", Data, name="data"),
    *page_paths("data/sources/", SourcesPage, name="sources"),
]
