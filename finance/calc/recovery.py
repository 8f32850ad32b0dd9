"""The recovery calculator: what a CCG must still find to break even, and to reach the surplus expected of it."""

from __future__ import annotations

from dataclasses import dataclass

MONTHS = 12


@dataclass(frozen=True)
class Recovery:
    """Whole pounds; nothing to find is 0. `per_month_…` are None when no month is left."""

    target_surplus_gbp: int | None
    to_break_even_gbp: int
    to_target_gbp: int | None
    months_left: int
    per_month_to_break_even_gbp: int | None
    per_month_to_target_gbp: int | None


def share_gbp(allocation_gbp: int, pct: float) -> int:
    """`pct` per cent of an allocation in whole pounds, halves up; exact for hundredths of a per cent."""
    hundredths = round(pct * 100)
    return (allocation_gbp * hundredths + 5_000) // 10_000


def recovery(allocation_gbp: int | None, forecast_gbp: int, target_pct: float | None, month: int) -> Recovery:
    """What is missing, from a forecast year-end surplus (negative: deficit or gap) after `month` months (0 to 12).

    NHS Nene, 2013-14 (METHODS, PRODUCT section 5): forecast -8.6m on 639.0m: 8.6m to break even, 6.39m more for the
    1%, 14.99m together; on the 660m of the press 15.2m.
    """
    target = None if allocation_gbp is None or target_pct is None else share_gbp(allocation_gbp, target_pct)
    even = max(0, -forecast_gbp)
    to_target = None if target is None else max(0, target - forecast_gbp)
    left = MONTHS - month
    return Recovery(
        target_surplus_gbp=target,
        to_break_even_gbp=even,
        to_target_gbp=to_target,
        months_left=left,
        per_month_to_break_even_gbp=_per_month(even, left),
        per_month_to_target_gbp=None if to_target is None else _per_month(to_target, left),
    )


def _per_month(amount: int, left: int) -> int | None:
    """Rounded up to a whole pound, so that the months together are enough."""
    return None if left < 1 else -(-amount // left)
