"""financial_measures, financial_positions, national_finance, surplus_targets, duty_breaches: where CCGs stood."""

from __future__ import annotations

from ccgdash.releases.imports.datasets import Dataset, Reference, register
from finance.imports.rules import (
    counts_not_negative,
    has_a_figure,
    names_its_sources,
    precision_agrees,
    verified_by_a_source,
)
from finance.models import DutyBreach, FinancialMeasure, FinancialPosition, NationalFinance, SurplusTarget

OF_A_CCG_YEAR = Reference(("ods_code", "year"), "ccg_years", ("ods_code", "year"))

FINANCIAL_MEASURES = register(
    Dataset(name="financial_measures", model=FinancialMeasure, key=("measure",), derived=frozenset({"source_ids"}))
)

FINANCIAL_POSITIONS = register(
    Dataset(
        name="financial_positions",
        model=FinancialPosition,
        key=("position_id",),
        references=(OF_A_CCG_YEAR, Reference(("measure",), "financial_measures", ("measure",))),
        rules=(names_its_sources, has_a_figure, precision_agrees),
    )
)

NATIONAL_FINANCE = register(
    Dataset(
        name="national_finance",
        model=NationalFinance,
        key=("fact_id",),
        rules=(names_its_sources, precision_agrees, counts_not_negative),
    )
)

SURPLUS_TARGETS = register(
    Dataset(name="surplus_targets", model=SurplusTarget, key=("rule_set", "year"), rules=(verified_by_a_source,))
)

DUTY_BREACHES = register(
    Dataset(
        name="duty_breaches",
        model=DutyBreach,
        key=("ods_code", "year"),
        references=(OF_A_CCG_YEAR,),
        rules=(names_its_sources,),
    )
)
