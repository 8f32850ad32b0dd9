"""ratings.csv: one published rating of one CCG a row."""

from __future__ import annotations

from assessments.imports.rules import label_on_its_scale, names_its_sources
from assessments.models import Rating
from ccgdash.releases.imports.datasets import Dataset, Reference, register

RATINGS = register(
    Dataset(
        name="ratings",
        model=Rating,
        key=("ods_code", "year", "assessment", "period"),
        references=(Reference(("ods_code", "year"), "ccg_years", ("ods_code", "year")),),
        rules=(label_on_its_scale, names_its_sources),
    )
)
