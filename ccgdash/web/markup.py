"""What takes most of a page's time to draw: the options of facets, written as text rather than by templates, and rows
of lists and charts, each drawn once. None of it depends on anything but what is drawn."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from html import escape

from django.conf import settings
from django.template import Context, Template
from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe

from ccgdash.http.controls import Control
from ccgdash.http.rows import json_bytes
from ccgdash.lib.lru import ByteLru

CHECKBOX = (
    '<div class="nhsuk-checkboxes__item"><input class="nhsuk-checkboxes__input" id="f-{name}-{value}" name="{name}"'
    ' type="checkbox" value="{value}"{chosen}> <label class="nhsuk-label nhsuk-checkboxes__label"'
    ' for="f-{name}-{value}">{label}{count}</label></div>\n'
)
CHECKBOX_COUNT = ' <span class="app-facet__count" data-count id="n-{name}-{value}">({count})</span>'
CHOICE = '<option value="{value}"{chosen}>{label}{count}</option>\n'
CHOICE_COUNT = " ({count})"
ENTRY_BYTES = 500  # what an entry weighs besides: objects

# Twice: what a drawing is kept by is the data it is drawn from, about as long.
DRAWN: ByteLru[str] = ByteLru(lambda html: 2 * len(html) + ENTRY_BYTES)


def checkboxes(control: Control, counts: Mapping[str, int] | None) -> SafeString:
    """The values of a filter as checkboxes. `counts`: value -> rows a click would give; None where nobody counted."""
    return _options(control, counts, CHECKBOX, CHECKBOX_COUNT, " checked")


def choices(control: Control, counts: Mapping[str, int] | None) -> SafeString:
    """The values of a filter as the options of a select box."""
    return _options(control, counts, CHOICE, CHOICE_COUNT, " selected")


def _options(
    control: Control, counts: Mapping[str, int] | None, option: str, counted: str, selected: str
) -> SafeString:
    name, pieces = escape(control.parameter), []
    for each in control.options:
        value, count = escape(each.value), ""
        if counts is not None:
            count = counted.format(name=name, value=value, count=counts.get(each.value, 0))
        chosen = selected if each.selected else ""
        pieces.append(option.format(name=name, value=value, chosen=chosen, label=escape(each.label), count=count))
    return mark_safe("".join(pieces))  # noqa: S308 -- all that goes in is escaped above, or a number


def rows(found: Sequence[object], template_name: str, beside: Mapping[str, Hashable]) -> SafeString:
    """Each row by a template that sees `row` and `beside` and nothing else, so that what it draws depends on nothing
    else: a row drawn before, for whatever question, is not drawn again."""
    template: Template = get_template(template_name).template  # type: ignore[attr-defined]
    kind = (template_name, *beside.items())

    def drawn(row: object) -> str:
        return kept((kind, type(row), json_bytes(row)), lambda: template.render(Context({"row": row, **beside})))

    return mark_safe("".join(map(drawn, found)))  # noqa: S308 -- by templates


def kept(drawn_from: Hashable, draw: Callable[[], str]) -> str:
    """What `draw` gives, drawn once: `drawn_from` has to be all that it depends on."""
    html = DRAWN.get(drawn_from)
    if html is None:
        html = draw()
        DRAWN.put(drawn_from, html, settings.DRAWN_BYTES)
    return html
