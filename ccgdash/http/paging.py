"""Page, page size and order of a list: their limits, and how what was typed becomes values."""

from __future__ import annotations

from collections.abc import Sequence

from ccgdash.http.problems import ParameterError

DEFAULT_PAGE_SIZE = 100
LARGEST_PAGE_SIZE = 1000
LARGEST_NUMBER = 10**9
FORMATS = ("json", "csv")


def whole_number(name: str, text: str, least: int, most: int | None) -> int | ParameterError:
    """A whole number between bounds, or why it is not."""
    bounds = f"a whole number from {least}" + (f" to {most}" if most else "")
    if not (text.isascii() and text.isdigit() and len(text) <= 12):
        return ParameterError(name, f"write {bounds}")
    number = int(text)
    return number if least <= number <= (most or LARGEST_NUMBER) else ParameterError(name, f"write {bounds}")


def ordering_cleaned(values: Sequence[str], allowed: Sequence[str]) -> tuple[str, ...] | ParameterError:
    """Columns to sort by, first one first; `-` before a column turns it round. Commas or repeats both separate."""
    columns = tuple(dict.fromkeys(part for value in values for part in value.split(",") if part))
    wrong = [column for column in columns if column.removeprefix("-") not in allowed]
    if wrong:
        return ParameterError(
            "ordering",
            f"{wrong[0][:60]} is not a column this list can be sorted by",
            tuple(sign + column for column in allowed for sign in ("", "-")),
        )
    return columns
