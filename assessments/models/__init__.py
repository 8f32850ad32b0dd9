"""Ratings, national counts and interventions as published, and what a recompute works out from them."""

from assessments.models.comparisons import IndicatorPeriod, IndicatorStanding, Likeness
from assessments.models.derived import CcgYearAssessment, RatingFlow, RatingSummary
from assessments.models.indicators import Indicator, IndicatorValue
from assessments.models.interventions import Intervention
from assessments.models.ratings import Rating, RatingConflict, RatingTotal
from assessments.models.scores import Reproduction, Score

__all__ = [
    "CcgYearAssessment",
    "Indicator",
    "IndicatorPeriod",
    "IndicatorStanding",
    "IndicatorValue",
    "Intervention",
    "Likeness",
    "Rating",
    "RatingConflict",
    "RatingFlow",
    "RatingSummary",
    "RatingTotal",
    "Reproduction",
    "Score",
]
