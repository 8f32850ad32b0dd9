"""indicators.csv: one indicator a row."""

from __future__ import annotations

from assessments.imports.rules import names_its_sources
from assessments.models import Indicator
from ccgdash.releases.imports.datasets import Dataset, register

INDICATORS = register(
    Dataset(name="indicators", model=Indicator, key=("indicator_id",), rules=(names_its_sources,)),
)
