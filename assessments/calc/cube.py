"""What the engine reads: every input of every CCG and year, as arrays of shape (years, CCGs)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
YES, NOT_KNOWN, NO = 1.0, 0.5, 0.0  # three-valued: "and" is the least, "or" the greatest, "not" 1 minus


@dataclass(frozen=True)
class Measure:
    """What is known of an indicator: `sign` +1 higher is better, -1 lower is better, 0 neither. `proportion`: a share
    in per cent; otherwise a rate per `per` (0: neither can be tested)."""

    sign: int
    standard: float | None = None
    proportion: bool = False
    per: float = 0.0


@dataclass(frozen=True)
class Cube:
    """`values` and `denominators` by indicator, NaN missing; `labels` by assessment, as places in `label_names`, -1
    missing; `flags` YES, NOT_KNOWN or NO; all of shape (years, CCGs)."""

    years: tuple[str, ...]
    ccgs: tuple[str, ...]
    in_force: NDArray[np.bool_]
    values: Mapping[str, Array]
    denominators: Mapping[str, Array]
    measures: Mapping[str, Measure]
    labels: Mapping[str, NDArray[np.int16]]
    label_names: tuple[str, ...]
    flags: Mapping[str, Array] = field(default_factory=dict)

    @property
    def shape(self) -> tuple[int, int]:
        return len(self.years), len(self.ccgs)

    def value(self, indicator: str) -> Array:
        """NaN everywhere for an indicator without values."""
        return self.values.get(indicator, np.full(self.shape, np.nan))

    def denominator(self, indicator: str) -> Array:
        return self.denominators.get(indicator, np.full(self.shape, np.nan))

    def label(self, assessment: str) -> NDArray[np.int16]:
        return self.labels.get(assessment, np.full(self.shape, -1, dtype=np.int16))

    def flag(self, name: str) -> Array:
        """Not known for a flag nobody provides."""
        return self.flags.get(name, np.full(self.shape, NOT_KNOWN))

    def codes(self, labels: tuple[str, ...]) -> list[int]:
        """Places of labels in `label_names`; labels nobody uses are left out."""
        return [self.label_names.index(label) for label in labels if label in self.label_names]
