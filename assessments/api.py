"""The app's part of `/api/v1/`: that of each of its rooms."""

from __future__ import annotations

from assessments.indicators import api as indicators
from assessments.interventions import api as interventions
from assessments.ratings import api as ratings
from assessments.scores import api as scores

urlpatterns = [*ratings.urlpatterns, *interventions.urlpatterns, *scores.urlpatterns, *indicators.urlpatterns]
