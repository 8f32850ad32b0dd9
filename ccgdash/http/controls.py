"""What a template needs to draw a filter form; made by StrictFilterSet.controls, free of Django's form widgets."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Option:
    """One value of a filter and whether it is chosen."""

    value: str
    label: str
    selected: bool


@dataclass(frozen=True, slots=True)
class Control:
    """One filter of a form. `kind`: choices, text, date, integer, number. `fixed`: the path gives the value.
    `is_filter`: it chooses rows; the others say how a page shows them."""

    parameter: str
    label: str
    help_text: str
    options: tuple[Option, ...]
    typed: tuple[str, ...]
    repeatable: bool
    kind: str
    fixed: bool
    errors: tuple[str, ...]
    is_filter: bool = True

    @property
    def value(self) -> str:
        """What was typed, for a box that takes one value."""
        return self.typed[0] if self.typed else ""
