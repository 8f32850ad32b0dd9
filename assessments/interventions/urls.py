"""Address of the page of interventions."""

from __future__ import annotations

from assessments.interventions.views import SpecialMeasures
from ccgdash.http.pages import page_paths

urlpatterns = [
    *page_paths("special-measures/", SpecialMeasures, name="special-measures"),
]
