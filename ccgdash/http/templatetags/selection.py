"""`{% load selection %}`: links with one thing changed, and the cells of rows, for templates."""

from __future__ import annotations

from django import template

from ccgdash.http.selection import Selection, Value

register = template.Library()


@register.simple_tag
def url_with(selection: Selection, parameter: str, value: Value) -> str:
    """This address with one value more."""
    return selection.with_(parameter, value).url


@register.simple_tag
def url_only(selection: Selection, parameter: str, value: Value) -> str:
    """This address with a parameter set to exactly one value."""
    return selection.only(parameter, value).url


@register.simple_tag
def url_without(selection: Selection, parameter: str, value: Value | None = None) -> str:
    """This address with one value, or a whole parameter, fewer."""
    return selection.without(parameter, value).url


@register.simple_tag
def url_toggled(selection: Selection, parameter: str, value: Value) -> str:
    """This address with a value taken out if it is chosen, else put in."""
    chosen = selection.has(parameter, str(value))
    return (selection.without if chosen else selection.with_)(parameter, value).url


@register.simple_tag
def url_sorted_by(selection: Selection, column: str) -> str:
    """This address sorted by a column; the other way round if it already is."""
    return selection.sorted_by(column).url


@register.simple_tag
def sort_direction(selection: Selection, column: str) -> str:
    """The value of `aria-sort`."""
    return selection.direction(column)


@register.simple_tag
def url_of_page(selection: Selection, number: int) -> str:
    """Another page of this list."""
    return selection.page_url(number)


@register.simple_tag
def url_at(selection: Selection, path: str) -> str:
    """The same question at another path."""
    return selection.at(path)


@register.filter
def chosen(selection: Selection, parameter: str) -> list[str]:
    """Every value chosen for a parameter, as text."""
    return [str(value) for value in selection.all(parameter)]
