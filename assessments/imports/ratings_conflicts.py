"""ratings_conflicts.csv: one claim a row, where two sources cannot both be right."""

from __future__ import annotations

from assessments.imports.rules import names_its_sources
from assessments.models import RatingConflict
from ccgdash.releases.imports.datasets import Dataset, Reference, register

RATINGS_CONFLICTS = register(
    Dataset(
        name="ratings_conflicts",
        model=RatingConflict,
        key=("ods_code", "year", "assessment", "period", "claim"),
        references=(Reference(("ods_code", "year"), "ccg_years", ("ods_code", "year")),),
        rules=(names_its_sources,),
    )
)
