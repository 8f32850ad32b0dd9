"""One cell: what is taken, what is refused, and in which words."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MinValueValidator
from django.db import models
from hypothesis import given
from hypothesis import strategies as st

from ccgdash.releases.imports.cells import CellError, converter

WHOLE = models.IntegerField()
NUMBER = models.FloatField(null=True)
TEXT = models.CharField(max_length=5, blank=True)


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        (WHOLE, " 42 ", 42),
        (WHOLE, "-7", -7),
        (NUMBER, "1.5e3", 1500.0),
        (NUMBER, "", None),
        (models.DateField(), "2016-07-21", date(2016, 7, 21)),
        (models.BooleanField(), "true", True),
        (TEXT, "", ""),
        (TEXT, "  a b ", "a b"),
        (ArrayField(models.CharField(max_length=9)), "a; b;c", ["a", "b", "c"]),
        (models.CharField(max_length=9, choices=[("good", "Good")]), "good", "good"),
    ],
)
def test_good_cells_become_values(field: models.Field[Any, Any], text: str, value: object) -> None:
    assert converter(field)(text) == value


@pytest.mark.parametrize(
    ("field", "text", "words"),
    [
        (WHOLE, "1.0", "is not a whole number"),
        (WHOLE, "1,000", "is not a whole number"),
        (WHOLE, "", "is empty, but must be given"),
        (WHOLE, "9" * 30, "is not a whole number"),
        (models.PositiveSmallIntegerField(validators=[MinValueValidator(1)]), "0", "greater than or equal to 1"),
        (NUMBER, "NaN", "is not a number"),
        (NUMBER, "inf", "is not a number"),
        (NUMBER, "1_0", "is not a number"),
        (NUMBER, "#REF!", "is not a number"),
        (models.DateField(), "21/07/2016", "is not a date"),
        (models.BooleanField(), "Y", "neither true nor false"),
        (TEXT, "#N/A", "is a spreadsheet error"),
        (TEXT, "a\x0bb", "control character"),
        (TEXT, "toolong", "at most 5 characters"),
        (models.CharField(max_length=9, choices=[("good", "Good")]), "Good", "is none of good"),
    ],
)
def test_bad_cells_are_refused_in_words(field: models.Field[Any, Any], text: str, words: str) -> None:
    with pytest.raises(CellError, match=words.replace("(", r"\(")):
        converter(field)(text)


@given(st.integers(min_value=-(10**18) + 1, max_value=10**18 - 1))
def test_whole_numbers_never_pass_through_floats(number: int) -> None:
    assert converter(models.BigIntegerField())(str(number)) == number


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_numbers_come_back_as_written(number: float) -> None:
    assert converter(models.FloatField())(repr(number)) == number
