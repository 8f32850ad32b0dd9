"""Price indices: an index that is published in part as changes, filled forward."""

from __future__ import annotations

import numpy as np

from finance.calc.money import Floats


def index_chained(index: Floats, change_pct: Floats) -> Floats:
    """An index of successive years with its gaps filled forward from published yearly changes; shape (n,).

    A value that is published stays as it is. NaN where neither the index nor a chain of changes from it is known.
    """
    filled = index.astype(np.float64).copy()
    for year in range(1, filled.size):
        if np.isnan(filled[year]):
            filled[year] = filled[year - 1] * (1 + change_pct[year] / 100)
    return filled
