"""`/api/v1/` indicators and indicator values."""

from __future__ import annotations

from django.urls import path

from assessments.indicators.resources import INDICATOR_VALUES, INDICATORS
from ccgdash.http.endpoints import ListEndpoint


class IndicatorList(ListEndpoint):
    """What is measured."""

    resource = INDICATORS


class IndicatorValueList(ListEndpoint):
    """Values with numerator, denominator and interval where known."""

    resource = INDICATOR_VALUES


urlpatterns = [
    path("indicators/", IndicatorList.as_view(), name="api-indicators"),
    path("indicator-values/", IndicatorValueList.as_view(), name="api-indicator-values"),
]
