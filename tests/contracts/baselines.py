"""Baselines kept beside the tests: `UPDATE_BASELINES=1 make test ARGS=tests/contracts` writes them anew, to be read
in the diff before they are committed."""

from __future__ import annotations

import json
import os
from pathlib import Path

HERE = Path(__file__).parent


def updating() -> bool:
    """Whether this run writes baselines instead of holding to them."""
    return os.environ.get("UPDATE_BASELINES") == "1"


def kept(name: str) -> dict[str, int]:
    """A baseline as committed; empty where there is none yet."""
    file = HERE / name
    return dict(json.loads(file.read_text(encoding="utf-8"))) if file.exists() else {}


def keep(name: str, counts: dict[str, int]) -> None:
    """Write a baseline, sorted, so that a diff shows what changed."""
    text = json.dumps(counts, indent=2, sort_keys=True)
    (HERE / name).write_text(f"{text}\n", encoding="utf-8")
