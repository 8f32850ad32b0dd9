"""Addresses of the app's pages: those of each of its rooms."""

from __future__ import annotations

from assessments.indicators import urls as indicators
from assessments.interventions import urls as interventions
from assessments.ratings import urls as ratings
from assessments.scores import urls as scores

urlpatterns = [*ratings.urlpatterns, *scores.urlpatterns, *indicators.urlpatterns, *interventions.urlpatterns]
