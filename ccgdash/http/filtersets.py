"""The strict FilterSet: parameters in, a Selection or every refused parameter out; the only parser of query strings.

Stock django-filter ignores what it does not know and so answers a misspelt filter with every row; this one refuses.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from ccgdash.http.controls import Control, Option
from ccgdash.http.filters import choices_of
from ccgdash.http.paging import (
    FORMATS,
    LARGEST_PAGE_SIZE,
    ordering_cleaned,
    whole_number,
)
from ccgdash.http.problems import ParameterError, Problem, bad_parameters
from ccgdash.http.query import Params
from ccgdash.http.release import ReleaseRef
from ccgdash.http.selection import Selection, Value

COMMON = ("release", "as_at", "format")
PAGING = ("page", "page_size", "ordering")


class StrictFilterSet(django_filters.FilterSet):  # type: ignore[misc]
    """Filters are declared as class attributes with the kinds in `filters`; nothing else is accepted.

    `params` maps parameter -> values as typed; `fixed` are values the path gives (`/ratings/2015-16/`), which the
    query may not give again. `shown_so` names parameters that say how a page shows its rows and choose none: forms keep
    them, but do not offer them as filters. `orderings` are the columns a list may be sorted by (None: not a list, no
    paging).
    """

    base_filters: Mapping[str, django_filters.Filter]
    shown_so: tuple[str, ...] = ()

    def __init__(
        self,
        params: Params,
        *,
        release: ReleaseRef | None,
        orderings: Sequence[str] | None = (),
        fixed: Mapping[str, str] | None = None,
        path: str = "",
    ) -> None:
        # Not super().__init__: it copies every filter deeply for each request. `clone` copies the few in use.
        self.params = params
        self.release = release
        self.orderings = orderings
        self.fixed = dict(fixed or {})
        self.path = path
        self.is_bound = True
        self._problems: tuple[ParameterError, ...] | None = None
        self._values: dict[str, tuple[Value, ...]] = {}
        self._paging: dict[str, Any] = {}

    # --- reading ---------------------------------------------------------------------------------------------

    def selection(self) -> Selection:
        """What is asked for. Raises Problem 400 naming every parameter that is wrong, 404 for a wrong path."""
        lost = tuple(problem for problem in self.problems if self._is_of_path(problem.parameter))
        if lost:
            raise Problem("not-found", f"There is nothing at {self.path[:200]}.", errors=lost)
        if self.problems:
            raise bad_parameters(*self.problems)
        return Selection(
            release=self.release,
            values=self._values,
            path=self.path,
            fixed=frozenset(self.fixed),
            kept=tuple((name, self.params[name][0]) for name in COMMON if self.params.get(name)),
            **self._paging,
        )

    @property
    def problems(self) -> tuple[ParameterError, ...]:
        """Every parameter that is wrong, in the order typed; empty when all is well."""
        if self._problems is None:
            self._problems = tuple(self._read())
        return self._problems

    @classmethod
    def known(cls, *, paging: bool = True) -> tuple[str, ...]:
        """Every parameter this FilterSet takes."""
        return (*cls.base_filters, *(PAGING if paging else ()), *COMMON)

    def _read(self) -> Iterator[ParameterError]:
        for name, values in {**self.params, **{name: (value,) for name, value in self.fixed.items()}}.items():
            error = self._refusal(name, [value for value in values if value])
            if error:
                yield error

    def _refusal(self, name: str, values: Sequence[str]) -> ParameterError | None:
        known = self.known(paging=self.orderings is not None)
        if name not in known:
            return _unknown(name, known)
        if name in self.fixed and self.params.get(name):
            return ParameterError(name, f"the address fixes this to {self.fixed[name]}")
        if not values:
            return None
        if name in self.base_filters:
            return self._filter_value(name, values)
        return self._common_value(name, values)

    def _filter_value(self, name: str, values: Sequence[str]) -> ParameterError | None:
        filter_ = self.clone(name)
        choices = choices_of(filter_, self.release)
        repeatable = getattr(filter_, "repeatable", False)
        if len(values) > 1 and not repeatable:
            return ParameterError(name, "give this parameter once")
        if choices is not None:
            return self._chosen(name, values, [value for value, _label in choices])
        try:
            cleaned = filter_.field.clean(values[0])
        except ValidationError as error:
            return ParameterError(name, f"{_short(values[0])}: {' '.join(error.messages)}")
        if cleaned not in (None, ""):
            self._values[name] = (cleaned,)
        return None

    def _chosen(self, name: str, values: Sequence[str], allowed: Sequence[str]) -> ParameterError | None:
        # Before the first release there are no data to take the allowed values from; any value selects nothing.
        wrong = [value for value in values if value not in allowed] if self.release or allowed else []
        if wrong:
            return ParameterError(name, _not_a_choice(wrong[0], allowed), tuple(allowed))
        self._values[name] = tuple(values)
        return None

    def _common_value(self, name: str, values: Sequence[str]) -> ParameterError | None:
        if name == "ordering":
            return self._keep(name, ordering_cleaned(values, self.orderings or ()))
        if len(values) > 1:
            return ParameterError(name, "give this parameter once")
        if name == "format" and values[0] not in FORMATS:
            return ParameterError(name, _not_a_choice(values[0], FORMATS), FORMATS)
        if name == "page":
            return self._keep(name, whole_number(name, values[0], 1, None))
        if name == "page_size":
            return self._keep(name, whole_number(name, values[0], 1, LARGEST_PAGE_SIZE))
        return None

    def _keep(self, name: str, found: ParameterError | int | tuple[str, ...]) -> ParameterError | None:
        if isinstance(found, ParameterError):
            return found
        self._paging[name] = found
        return None

    def _is_of_path(self, name: str) -> bool:
        return name in self.fixed and not self.params.get(name)

    # --- filtering -------------------------------------------------------------------------------------------

    def apply(self, queryset: QuerySet[Any], values: Mapping[str, tuple[Value, ...]]) -> QuerySet[Any]:
        """The rows that match all parameters (each: any of its values)."""
        for name, chosen in values.items():
            filter_ = self.clone(name)
            queryset = filter_.filter(queryset, chosen if getattr(filter_, "repeatable", False) else chosen[0])
        return queryset

    def clone(self, name: str) -> django_filters.Filter:
        """This request's own copy of a declared filter, so that `method=` finds this FilterSet."""
        filter_ = copy.copy(self.base_filters[name])
        filter_.__dict__.pop("_field", None)
        filter_.parent = self
        filter_.method = filter_.method  # binds the method to the copy; the property does the work
        return filter_

    # --- describing ------------------------------------------------------------------------------------------

    @property
    def filters(self) -> dict[str, django_filters.Filter]:
        """Every declared filter, as this request's copies."""
        return {name: self.clone(name) for name in self.base_filters}

    @property
    def controls(self) -> dict[str, Control]:
        """What a form needs, by parameter, with what was typed and what is wrong with it."""
        return {name: self._control(name, filter_) for name, filter_ in self.filters.items()}

    def _control(self, name: str, filter_: django_filters.Filter) -> Control:
        typed = tuple(value for value in self.params.get(name, ()) if value) or tuple(
            self.fixed[name] for _ in (0,) if name in self.fixed
        )
        choices = choices_of(filter_, self.release)
        return Control(
            parameter=name,
            label=str(filter_.label or name.replace("_", " ").capitalize()),
            help_text=str(filter_.extra.get("help_text", "")),
            options=tuple(Option(value, label, value in typed) for value, label in choices or ()),
            typed=typed,
            repeatable=getattr(filter_, "repeatable", False),
            kind=_kind(filter_, choices is not None),
            fixed=name in self.fixed,
            is_filter=name not in self.shown_so,
            errors=tuple(problem.detail for problem in self.problems if problem.parameter == name),
        )


def _kind(filter_: django_filters.Filter, has_choices: bool) -> str:  # noqa: FBT001
    if has_choices:
        return "choices"
    kinds = {forms.DateField: "date", forms.IntegerField: "integer", forms.DecimalField: "number"}
    return kinds.get(filter_.field_class, "text")


def _unknown(name: str, known: Sequence[str]) -> ParameterError:
    near = get_close_matches(name, known, n=1)
    hint = f"; did you mean {near[0]}?" if near else ""
    return ParameterError(_short(name), f"no such parameter{hint}", tuple(known))


def _not_a_choice(value: str, allowed: Sequence[str]) -> str:
    near = get_close_matches(value, allowed, n=1)
    hint = f"; did you mean {near[0]}?" if near else ""
    return f"{_short(value)} is not one of the allowed values{hint}"


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:60]}…"
