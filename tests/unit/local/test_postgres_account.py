"""Root's PostgreSQL runs as another account, also from a checkout nobody else may enter (such as one under /root)."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

import pytest

from ccgdash.local import postgres

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.skipif(os.getuid() != 0, reason="only root changes to another account")
def test_a_program_in_a_private_folder_of_root_can_be_looked_at_and_run(tmp_path: Path) -> None:
    private = tmp_path / "private"
    private.mkdir(mode=0o700)
    program = private / "program"
    program.write_text("#!/bin/sh\nid -u\n", encoding="ascii")
    program.chmod(0o755)
    asks_then_runs = ("sh", "-c", f"test -x {program} && exec {program}")
    done = subprocess.run(postgres.unprivileged(asks_then_runs), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) != 0
