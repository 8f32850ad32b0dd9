"""How many organisations have each label. Codes in, counts out."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Codes = NDArray[np.intp]
UNKNOWN = -1
"""The code of "no label known": never counted, never ranked."""


def codes_of(labels: list[str | None], order: tuple[str, ...]) -> Codes:
    """Each label's place in `order`, shape (n,); UNKNOWN for None. KeyError for a label that is not in `order`."""
    places = {label: place for place, label in enumerate(order)}
    return np.array([UNKNOWN if label is None else places[label] for label in labels], dtype=np.intp)


def label_counts(codes: Codes, size: int) -> NDArray[np.intp]:
    """How often each code 0 to size-1 occurs, shape (size,); UNKNOWN is left out."""
    return np.bincount(codes[codes != UNKNOWN], minlength=size)
