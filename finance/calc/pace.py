"""Whether one line of spending kept pace with the money it comes from."""

from __future__ import annotations


def kept_pace(spend: int, spend_before: int, allocation: int, allocation_before: int) -> bool:
    """Spend rose at least as fast as the allocation, decided in whole pounds: cross-multiplied, so nothing is rounded.

    Amounts before are above zero.
    """
    return spend * allocation_before >= spend_before * allocation
