"""Ratings asked by money too: the assessments' own resource with one filter more, for page and API alike."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import QuerySet

from assessments.models import Rating
from assessments.ratings.filtersets import RatingFilterSet
from assessments.ratings.resources import Ratings
from ccgdash.http.filters import ChoicesFilter
from finance.filtersets import STATUS_CHOICES
from finance.queries import with_finance_status


class RatingFinanceFilterSet(RatingFilterSet):
    """Ratings by everything of their own, and by where the CCG's finances stood in that year."""

    finance_status = ChoicesFilter(
        choices=STATUS_CHOICES,
        method="of_status",
        label="Finance status",
        help_text="From the year-end surplus or deficit; there is no test from 2020-21 on.",
    )

    def of_status(self, rows: QuerySet[Rating], _name: str, statuses: Sequence[str]) -> QuerySet[Rating]:
        return with_finance_status(rows, self.held, statuses)


class RatingsAndMoney(Ratings):
    """Published ratings, headline by default."""

    filterset = RatingFinanceFilterSet


RATINGS = RatingsAndMoney()
