"""What the charts of the money need of a row: read-only, so that rows of resources and records of models both fit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol


class Sourced(Protocol):
    """Whatever names its sources."""

    @property
    def sources(self) -> Sequence[str]: ...


class Named(Sourced, Protocol):
    """A figure of somebody."""

    @property
    def name(self) -> str: ...


class OfYear(Protocol):
    """A figure of one financial year."""

    @property
    def year(self) -> str: ...


class Stated(OfYear, Protocol):
    """Money of a year that is firm, indicative, announced or reported."""

    @property
    def status(self) -> str: ...


class Figure(Sourced, Protocol):
    """One published national figure."""

    @property
    def origin(self) -> str: ...
    @property
    def measure(self) -> str: ...
    @property
    def value(self) -> float: ...
    @property
    def of(self) -> int | None: ...


class Covered(Protocol):
    """How much is known."""

    @property
    def known(self) -> int: ...
    @property
    def possible(self) -> int: ...


class Summary(Sourced, OfYear, Protocol):
    """One year in England, as resources.FinanceSummaryRow has it."""

    @property
    def target_pct(self) -> float | None: ...
    @property
    def published(self) -> Mapping[str, int] | None: ...
    @property
    def known(self) -> Mapping[str, int]: ...
    @property
    def figures(self) -> Sequence[Figure]: ...
    @property
    def coverage(self) -> Covered: ...


class Allotted(Named, Stated, Protocol):
    """One allocation, as resources.AllocationRow has it."""

    @property
    def opening_dft_pct(self) -> float | None: ...
    @property
    def closing_dft_pct(self) -> float | None: ...
    @property
    def per_head_gbp(self) -> float | None: ...


class Summed(Stated, Protocol):
    """A sum over a place, as models.AllocationRollup has it."""

    @property
    def stream(self) -> str: ...
    @property
    def publication_id(self) -> str: ...
    @property
    def allocation_gbp(self) -> int: ...
    @property
    def source_ids(self) -> Sequence[str]: ...


class Priced(Named, Stated, Protocol):
    """Money of one year in cash and in the prices of another, as resources.RealTermsRow has it."""

    @property
    def series(self) -> str: ...
    @property
    def cash_gbp(self) -> int: ...
    @property
    def real_gbp(self) -> int | None: ...
    @property
    def per_head_gbp(self) -> float | None: ...
    @property
    def real_per_head_gbp(self) -> float | None: ...
    @property
    def base_year(self) -> str | None: ...


class Paced(Named, Protocol):
    """Spending against allocation, as resources.SpendingGrowthRow has it."""

    @property
    def spend_growth_pct(self) -> float | None: ...
    @property
    def allocation_growth_pct(self) -> float | None: ...


class Pooled(Sourced, OfYear, Protocol):
    """An element of the Better Care Fund, as resources.PooledFundRow has it."""

    @property
    def level(self) -> str: ...
    @property
    def measure(self) -> str: ...
    @property
    def value(self) -> int: ...
