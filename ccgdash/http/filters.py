"""The kinds of filter a StrictFilterSet is declared with: one choice, many choices, text, number, date."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import django_filters
from django import forms
from django.db.models import Model, QuerySet

from ccgdash.http.generation import once
from ccgdash.http.release import ReleaseRef

Choice = tuple[str, str]  # value in the address, words on the page
Choices = Iterable[Choice] | Callable[[ReleaseRef], Iterable[Choice]]


class ChoicesFilter(django_filters.Filter):  # type: ignore[misc]
    """Repeat for OR: rows whose `field_name` is one of the values given.

    `choices` are (value, label) pairs, or a function of the ReleaseRef that reads them from the data. With
    `method="name"` the FilterSet's method of that name gets (queryset, field_name, tuple of values) instead.
    """

    field_class: type[forms.Field] = forms.MultipleChoiceField
    repeatable = True

    def __init__(self, field_name: str | None = None, *, choices: Choices, **kwargs: Any) -> None:
        self.declared_choices = choices
        super().__init__(field_name, lookup_expr="in", **kwargs)

    def filter(self, qs: QuerySet[Model], value: Any) -> QuerySet[Model]:
        lookup = {f"{self.field_name}__in": value}
        return self.get_method(qs)(**lookup) if value else qs


class ChoiceFilter(ChoicesFilter):
    """One value out of a list; given twice it is an error."""

    field_class = forms.ChoiceField
    repeatable = False

    def filter(self, qs: QuerySet[Model], value: Any) -> QuerySet[Model]:
        return super().filter(qs, (value,) if value else ())


class TextFilter(django_filters.CharFilter):  # type: ignore[misc]
    """Free text, given once; nearly always with `method=`."""

    def __init__(self, *args: Any, max_length: int = 200, **kwargs: Any) -> None:
        super().__init__(*args, max_length=max_length, **kwargs)


class IntegerFilter(django_filters.Filter):  # type: ignore[misc]
    """A whole number, given once."""

    field_class = forms.IntegerField


class NumberFilter(django_filters.Filter):  # type: ignore[misc]
    """A decimal number, given once."""

    field_class = forms.DecimalField

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # Bounded: 1e999999999 is a short text and a gigabyte of digits.
        super().__init__(*args, max_digits=20, decimal_places=8, **kwargs)


class DateFilter(django_filters.Filter):  # type: ignore[misc]
    """A day, written YYYY-MM-DD and no other way, given once."""

    field_class = forms.DateField

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, input_formats=["%Y-%m-%d"], **kwargs)


def choices_of(filter_: django_filters.Filter, release: ReleaseRef | None) -> tuple[Choice, ...] | None:
    """The choices of a filter in a release; None when it takes any value of its type."""
    declared: Choices | None = getattr(filter_, "declared_choices", None)
    if declared is None:
        return None
    if not callable(declared):
        return tuple(declared)
    return _choices_from_data(declared, release) if release else ()


def _choices_from_data(read: Callable[[ReleaseRef], Iterable[Choice]], release: ReleaseRef) -> tuple[Choice, ...]:
    return once(release, (read, "choices"), lambda: tuple(read(release)))


def are_dynamic(filter_: django_filters.Filter) -> bool:
    """Whether the allowed values come from the data, so that no description of the API may list them."""
    return callable(getattr(filter_, "declared_choices", None))
