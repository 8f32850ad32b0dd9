"""One instance's folder: short and private sockets, one secret, one supervisor."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from ccgdash.local.family import ROOT, LocalError
from ccgdash.local.home import PLAIN_PATH, SOCKET_FOLDER_MAX, Home, private_folder


def test_the_home_is_what_the_environment_says_else_beside_the_code(tmp_path: Path) -> None:
    assert Home.of({"CCGDASH_HOME": str(tmp_path)}).path == tmp_path.resolve()
    assert Home.of({}).path == ROOT / ".local"
    assert Home.of({"CCGDASH_HOME": ""}).path == ROOT / ".local"


@pytest.mark.parametrize("name", ["short", "with space", "é", "long" * 40])
def test_sockets_are_in_a_short_plain_folder_of_their_own(name: str) -> None:
    home = Home(Path("/srv") / name)
    assert len(os.fsencode(home.sockets)) <= SOCKET_FOLDER_MAX
    assert PLAIN_PATH.fullmatch(str(home.sockets))
    assert home.sockets != Home(Path("/srv") / f"{name}2").sockets


def test_a_plain_short_home_holds_its_own_sockets() -> None:
    assert Home(Path("/srv/ccgdash")).sockets == Path("/srv/ccgdash/run")


def test_the_socket_folder_is_private(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    home.make()
    assert stat.S_IMODE(home.sockets.stat().st_mode) == 0o700


def test_a_link_laid_in_our_way_is_refused(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(LocalError, match="is not ours"):
        private_folder(tmp_path / "link")


def test_the_secret_is_made_once_and_kept_private(tmp_path: Path) -> None:
    home = Home(tmp_path)
    secret = home.secret()
    assert len(secret) > 50
    assert home.secret() == secret
    assert Home(tmp_path / "other").path != home.path
    assert stat.S_IMODE((tmp_path / "secret").stat().st_mode) == 0o600


def test_a_home_in_use_is_refused_and_names_its_holder(tmp_path: Path) -> None:
    home = Home(tmp_path)
    with home.locked(), pytest.raises(LocalError, match=rf"process {os.getpid()}\) already runs"), home.locked():
        pass
    with home.locked():
        assert (tmp_path / "lock").read_text(encoding="ascii") == str(os.getpid())
