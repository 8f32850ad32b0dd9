"""`{% load explorer %}`: the cells of the explorer's table, and the choice of its columns."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

from ccgdash.http.controls import Control
from ccgdash.http.selection import Selection
from ccgdash.web.columns import UNKNOWN, Column, shown
from ccgdash.web.rows import CcgListRow
from ccgdash.web.templatetags.ccgdash import flag, missing, rating_tag

register = template.Library()
DRAWN = {"rating": rating_tag, "flag": flag}


@register.simple_tag
def ccg_cell(column: Column, row: CcgListRow) -> SafeString:
    """What the table says of a CCG and year in a column; a gap says which kind it is."""
    value = getattr(row, column.name)
    if value is None or value == UNKNOWN:
        drawn: SafeString = missing(row.missing.get(column.name))
    else:
        drawn = DRAWN[column.drawn](value) if column.drawn else conditional_escape(column.say(row))
    return drawn


@register.inclusion_tag("components/_column_choice.html")
def column_choice(selection: Selection, control: Control) -> Mapping[str, Any]:
    """The columns of the table as boxes to tick; the rest of the question goes along."""
    ticked = {column.name for column in shown(selection.all(control.parameter))}
    usual = selection.without(control.parameter)
    return {
        "control": control,
        "path": selection.path,
        "boxes": [(each.value, each.label, each.value in ticked) for each in control.options],
        "kept": usual.pairs,
        "usual_url": usual.url if control.typed else "",
    }
