"""What the text columns of this app must look like, and what its money may be: for cells, forms and the database."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q

from ccgdash.organisations.models.checks import YEAR_PATTERN, check, least, sourced
from finance.calc.dates import is_partial_date

SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
STABLE_ID = r"^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$"
ORG_CODE = r"^([0-9A-Z]{2,5}|E\d{8})$"

slug_form = RegexValidator(SLUG, "is not a slug like in-year-surplus")
stable_id_form = RegexValidator(STABLE_ID, "is not an id like 04G-2013-14-forecast-surplus-1")
org_code_form = RegexValidator(ORG_CODE, "is not a code like 07M, Q44, ENG or E10000025")
not_negative = least(0)


def partial_date_form(text: str) -> None:
    """A date, or its year and month, or its year."""
    if not is_partial_date(text):
        raise ValidationError("is not a date like 2016, 2016-09 or 2016-09-01")


class PublishedUnit(models.TextChoices):
    GBP = "gbp", "Pounds"
    THOUSAND = "gbp-thousand", "Thousands of pounds"
    MILLION = "gbp-million", "Millions of pounds"


class Precision(models.TextChoices):
    DAY = "day", "Day"
    MONTH = "month", "Month"
    YEAR = "year", "Year"


class Stage(models.TextChoices):
    PLAN = "plan", "Plan"
    FORECAST = "forecast", "Forecast"
    YEAR_TO_DATE = "year-to-date", "Year to date"
    OUTTURN = "outturn", "Outturn"


class Derivation(models.TextChoices):
    DIRECT = "direct", "Stated by the source"
    IMPLIED = "implied", "Follows from the source's wording"
    DERIVED = "derived", "Combined from two statements"
    COMPUTED = "computed", "Arithmetic on published figures"


def one_of(name: str, column: str, choices: type[models.TextChoices], *, blank: bool = False) -> models.CheckConstraint:
    """The column holds one of the words, or (`blank`) nothing."""
    return check(name, **{f"{column}__in": [*choices.values, *([""] if blank else [])]})


def dated(name: str) -> models.CheckConstraint:
    """`as_at` and its precision are both there or both missing."""
    return check(name, Q(as_at="", as_at_precision="") | ~Q(as_at="") & Q(as_at_precision__in=Precision.values))


def yearly(name: str) -> list[models.BaseConstraint]:
    """The row has a financial year and names its sources."""
    return [check(f"{name}_year", year__regex=YEAR_PATTERN), sourced(name)]
