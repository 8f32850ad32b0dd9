"""What a code, year or month looks like: told to the importer as validators, to the database as constraints."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q

ODS_PATTERN = r"^([0-9A-Z]{3}|[0-9A-Z]{5})$"
PLACE_PATTERN = r"^[YQ][0-9A-Z]{2}$"
GSS_PATTERN = r"^E\d{8}$"
YEAR_PATTERN = r"^20\d\d-\d\d$"
MONTH_PATTERN = r"^20\d\d-(0[1-9]|1[0-2])$"

ODS_CODE = RegexValidator(ODS_PATTERN, "is not an ODS code like 07M or W2U3Z")
PLACE_CODE = RegexValidator(PLACE_PATTERN, "is not a code like Y54 or Q44")
GSS_CODE = RegexValidator(GSS_PATTERN, "is not an ONS code like E38000005")
MONTH = RegexValidator(MONTH_PATTERN, "is not a month like 2016-07")
slug_form = RegexValidator(r"^[a-z0-9]+(-[a-z0-9]+)*$", "is not a slug like april-list")
PERCENT = (
    MinValueValidator(0, "is below 0 per cent"),
    MaxValueValidator(100, "is above 100 per cent"),
)


def financial_year(text: str) -> None:
    """Refuse what is not two following years, such as 2015-17."""
    if not re.fullmatch(YEAR_PATTERN, text) or (int(text[2:4]) + 1) % 100 != int(text[5:]):
        raise ValidationError("is not a financial year like 2015-16")


def least(lowest: float) -> MinValueValidator:
    return MinValueValidator(lowest, f"is below {lowest}")


def most(highest: float) -> MaxValueValidator:
    return MaxValueValidator(highest, f"is above {highest}")


def check(name: str, *conditions: Q, **lookups: object) -> models.CheckConstraint:
    """A condition the database holds true of every row."""
    return models.CheckConstraint(condition=Q(*conditions, **lookups), name=name)


def between(name: str, field: str, lowest: float, highest: float) -> models.CheckConstraint:
    """`field` lies between the two, bounds included; NULL passes."""
    return check(name, **{f"{field}__gte": lowest, f"{field}__lte": highest})


def sourced(name: str) -> models.CheckConstraint:
    """Every fact says where it came from."""
    return check(f"{name}_sourced", source_ids__len__gte=1)
