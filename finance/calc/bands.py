"""Bands of distance from target, and the floor NHS England promised."""

from __future__ import annotations

import numpy as np

from finance.calc.money import Floats

BANDS = ("more-than-5-under", "under", "on-or-over", "more-than-5-over")
"""Below -5% (the promised floor), below target, on target or up to 5% over, more than 5% over."""
EDGES = (-5.0, 0.0, 5.0)


def band_codes(dft_pct: Floats) -> list[str]:
    """The band of each distance, "" for NaN. -5 itself is not below the floor, 5 itself not more than 5."""
    low, zero, high = EDGES
    places = (dft_pct >= low).astype(int) + (dft_pct >= zero) + (dft_pct > high)
    return ["" if np.isnan(dft) else BANDS[place] for dft, place in zip(dft_pct, places, strict=True)]


def floor_holds(dft_pct: Floats, *, floor: float = -5.0, rounding: float = 0.05) -> bool | None:
    """Whether no known distance lies below the floor; None where none is known. METHODS section 3.4."""
    there = dft_pct[~np.isnan(dft_pct)]
    return bool(there.min() >= floor - rounding) if there.size else None
