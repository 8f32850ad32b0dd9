"""Charts: a scale of round numbers. Numbers in; where they stand and which of them are written out."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

STEPS = (1, 2, 2.5, 5, 10)
LEAST = 1e-6  # differences below a millionth are no differences to draw


@dataclass(frozen=True)
class Axis:
    """Values from `low` to `high`, with a rule at each of `ticks`."""

    low: float
    high: float
    ticks: tuple[float, ...]

    def place(self, value: float, top: float, height: float) -> float:
        """How far down a value stands in a box."""
        return top + height - (value - self.low) / (self.high - self.low) * height


def axis_of(values: Iterable[float], *, include: Sequence[float] = (), most: int = 6) -> Axis:
    """A scale with at most `most` steps of 1, 2, 2.5 or 5 that covers the values and `include`."""
    shown = [*values, *include] or [0.0]
    low, high = min(shown), max(shown)
    largest = max(abs(low), abs(high))
    spread = max((high - low) or largest or 1.0, largest * LEAST, LEAST)
    step = _step(spread / most)
    first, last = math.floor(low / step), math.ceil(high / step)
    last = last if last > first else first + 1
    ticks = tuple(round(index * step, 10) for index in range(first, last + 1))
    return Axis(ticks[0], ticks[-1], ticks)


def _step(least: float) -> float:
    """The smallest round step that is not below `least`."""
    power: float = 10.0 ** math.floor(math.log10(least))
    return next(power * step for step in STEPS if power * step >= least * (1 - 1e-9))
