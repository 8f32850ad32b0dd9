"""The program's name changes with its files and with nothing else."""

from __future__ import annotations

import os
from pathlib import Path

from ccgdash.lib.digest import tree_digest

PYTHON = frozenset({".py"})


def test_digest_follows_names_and_contents_only(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    module = tmp_path / "a" / "x.py"
    module.write_text("1")
    first = tree_digest([tmp_path], PYTHON)
    (tmp_path / "notes.md").write_text("words")
    os.utime(module, (1, 1))
    assert tree_digest([tmp_path], PYTHON) == first
    module.write_text("2")
    second = tree_digest([tmp_path], PYTHON)
    module.rename(tmp_path / "a" / "y.py")
    assert len({first, second, tree_digest([tmp_path], PYTHON), tree_digest([tmp_path / "none"], PYTHON)}) == 4
