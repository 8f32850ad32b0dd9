"""One cell: text of a file to the value of a model field. The model is the schema, so each rule is written once."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from math import isfinite
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models

Convert = Callable[[str], Any]
FORMULA_ERROR = re.compile(r"#(REF!|N/A|VALUE!|DIV/0!|NAME\?|NULL!|NUM!)")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
TRUE_FALSE = {"true": True, "false": False}


class CellError(ValueError):
    """Why a cell was not taken, in words for the person who holds the file."""


def _whole_number(text: str) -> int:
    if not re.fullmatch(r"[+-]?\d{1,18}", text):
        raise CellError("is not a whole number")
    return int(text)


def _number(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        raise CellError("is not a number") from None
    if not isfinite(value) or "_" in text:
        raise CellError("is not a number")
    return value


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise CellError("is not a date like 2016-07-21") from None


def _true_or_false(text: str) -> bool:
    if text not in TRUE_FALSE:
        raise CellError("is neither true nor false")
    return TRUE_FALSE[text]


def _list(text: str) -> list[str]:
    return [part.strip() for part in text.split(";") if part.strip()]


def _text(text: str) -> str:
    if FORMULA_ERROR.fullmatch(text):
        raise CellError("is a spreadsheet error, not a value")
    if CONTROL.search(text):
        raise CellError("holds a control character")
    return text


def _base(field: models.Field[Any, Any]) -> Convert:
    by_type: tuple[tuple[type[models.Field[Any, Any]], Convert], ...] = (
        (models.IntegerField, _whole_number),
        (models.FloatField, _number),
        (models.DateField, _date),
        (models.BooleanField, _true_or_false),
        (ArrayField, _list),
    )
    return next((convert for kind, convert in by_type if isinstance(field, kind)), _text)


def _check(field: models.Field[Any, Any], value: Any) -> None:
    if field.choices and value not in {choice for choice, _ in field.flatchoices}:
        raise CellError(f"is none of {', '.join(str(choice) for choice, _ in field.flatchoices)}")
    try:
        field.run_validators(value)
    except ValidationError as error:
        raise CellError(" ".join(error.messages)) from None


def converter(field: models.Field[Any, Any]) -> Convert:
    """Return the function that reads one cell of `field`: NULL or "" for an empty one, CellError for a bad one.

    Repeated values (codes, years, words) are checked once: checks depend on the value alone.
    """
    target = field.target_field if isinstance(field, models.ForeignKey) else field
    base, seen = _base(target), dict[str, Any]()
    empty: Any = None if field.null else [] if isinstance(target, ArrayField) else ""

    def convert(text: str) -> Any:
        if text in seen:
            return seen[text]
        stripped = text.strip()
        if not stripped:
            if not (field.null or field.blank):
                raise CellError("is empty, but must be given")
            return empty
        value = base(stripped)
        _check(target, value)
        if len(seen) < 10_000:
            seen[text] = value
        return value

    return convert
