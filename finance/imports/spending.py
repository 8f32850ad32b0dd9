"""spending_measures, spending, pooled_funds, deflators, findings: what the money went on and was worth."""

from __future__ import annotations

from ccgdash.releases.imports.datasets import Dataset, Reference, register
from finance.imports.rules import (
    answers_within_asked,
    column_fits_unit,
    counts_not_negative,
    index_above_zero,
    names_its_sources,
    one_value,
)
from finance.models import Deflator, Finding, PooledFund, Spending, SpendingMeasure

SPENDING_MEASURES = register(
    Dataset(
        name="spending_measures",
        model=SpendingMeasure,
        key=("measure",),
        rules=(names_its_sources, column_fits_unit),
    )
)

SPENDING = register(
    Dataset(
        name="spending",
        model=Spending,
        key=("level", "org_code", "year", "measure", "basis", "geography"),
        references=(Reference(("measure",), "spending_measures", ("measure",)),),
        rules=(names_its_sources, one_value),
    )
)

POOLED_FUNDS = register(
    Dataset(
        name="pooled_funds",
        model=PooledFund,
        key=("level", "org_code", "year", "measure"),
        rules=(names_its_sources, counts_not_negative),
    )
)

DEFLATORS = register(
    Dataset(
        name="deflators",
        model=Deflator,
        key=("series", "vintage", "year"),
        rules=(names_its_sources, index_above_zero),
    )
)

FINDINGS = register(
    Dataset(name="findings", model=Finding, key=("finding_id",), rules=(names_its_sources, answers_within_asked))
)
