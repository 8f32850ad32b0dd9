"""What the text columns of this app must look like: one pattern for cells, forms and the database."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator

from assessments.calc.partial_dates import days

SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
ASSESSMENT = r"^(headline|(component|clinical):[a-z0-9]+(-[a-z0-9]+)*)$"

id_form = RegexValidator(r"^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$", "is not an id like special-measures-07v-2016-07")
slug_form = RegexValidator(SLUG, "is not a slug like legal-directions")
assessment_form = RegexValidator(ASSESSMENT, "is not headline, component:… or clinical:…")


def partial_date_form(text: str) -> None:
    """A date, or its year and month, or its year."""
    try:
        days(text)
    except ValueError:
        raise ValidationError("is not a date like 2016, 2016-09 or 2016-09-01") from None
