"""Root's PostgreSQL runs as another account, also from a checkout nobody else may enter (such as one under /root)."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from ccgdash.local import postgres

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.skipif(os.getuid() != 0, reason="only root changes to another account")
def test_it_may_run_a_program_in_a_private_folder_of_root_and_is_told_so_when_it_asks(tmp_path: Path) -> None:
    private = tmp_path / "private"
    private.mkdir(mode=0o700)
    program = private / "program"
    program.write_text("#!/bin/sh\nid -u\n", encoding="ascii")
    program.chmod(0o755)
    # initdb asks with access(2), as this does, and would not even try what that denies.
    asks = (sys.executable, "-c", f"import os; raise SystemExit(not os.access({str(program)!r}, os.X_OK))")
    assert subprocess.run(postgres.unprivileged(asks), check=False).returncode == 0
    ran = subprocess.run(postgres.unprivileged((str(program),)), capture_output=True, text=True, check=True)
    assert int(ran.stdout) != 0
