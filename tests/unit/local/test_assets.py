"""What is copied to static/vendor: exactly the files served, without the NHS typeface and without source maps."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from ccgdash.local import assets
from ccgdash.local.family import LocalError

if TYPE_CHECKING:
    from pathlib import Path

CSS = (
    "@font-face{font-family:Frutiger W01;src:url(https://assets.nhs.uk/fonts/F.woff2)}"
    "body{font-family:Frutiger W01,arial,sans-serif}"
    ".a{mask:url(/assets/images/icon-b.svg)}.b{mask:url(/assets/images/icon-a.svg)}"
    "/*# sourceMappingURL=nhsuk.css.map */\n"
)


@pytest.fixture
def node_modules(tmp_path: Path) -> Path:
    """A folder as npm leaves it, with small files."""
    folder = tmp_path / "node_modules"
    for name in assets.FILES.values():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("export {};\n//# sourceMappingURL=x.js.map\n", encoding="utf-8")
    for name in assets.STYLES.values():
        (folder / name).write_text(CSS, encoding="utf-8")
    (folder / assets.IMAGES).mkdir(parents=True)
    for picture in ("icon-a.svg", "icon-b.svg", "nhsuk-logo.png"):
        (folder / assets.IMAGES / picture).write_text("<svg/>", encoding="utf-8")
    return folder


def test_the_stylesheet_names_no_other_site_and_no_nhs_typeface() -> None:
    text, pictures = assets.stylesheet(CSS)
    assert "Frutiger" not in text
    assert "https:" not in text
    assert "sourceMappingURL" not in text
    assert "body{font-family:arial,sans-serif}" in text
    assert "url(images/icon-b.svg)" in text
    assert pictures == ["icon-a.svg", "icon-b.svg"]


def test_exactly_what_is_served_is_copied(node_modules: Path, tmp_path: Path) -> None:
    vendor = tmp_path / "vendor"
    vendor.mkdir()
    (vendor / "of-an-older-version.js").touch()
    assets.copy(node_modules, vendor)
    copied = {str(file.relative_to(vendor)) for file in vendor.rglob("*") if file.is_file()}
    pictures = {"nhsuk/images/icon-a.svg", "nhsuk/images/icon-b.svg"}
    assert copied == {*assets.FILES, *assets.STYLES, *pictures}
    assert "sourceMappingURL" not in (vendor / "nhsuk/nhsuk-frontend.min.js").read_text(encoding="utf-8")


def test_the_real_stylesheet_as_served_is_clean() -> None:
    text = (assets.VENDOR / "nhsuk" / "nhsuk-frontend.min.css").read_text(encoding="utf-8")
    assert len(text) > 100_000
    assert "Frutiger" not in text
    assert "@font-face" not in text
    assert "//assets.nhs.uk" not in text


def test_npm_comes_from_the_wheel() -> None:
    command, env = assets.npm()
    done = subprocess.run([*command, "--version"], env=env, capture_output=True, text=True, check=True)
    assert int(done.stdout.split(".")[0]) >= 9


def test_an_old_node_of_the_system_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("node", "npm"):
        (tmp_path / name).write_text("#!/bin/sh\necho v18.2.0\n", encoding="utf-8")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    monkeypatch.setattr(assets, "find_spec", lambda _name: None)
    with pytest.raises(LocalError, match=r"v18\.2\.0; at least 20"):
        assets.npm()
    (tmp_path / "node").write_text("#!/bin/sh\necho v22.1.0\n", encoding="utf-8")
    assert assets.npm()[0] == (str(tmp_path / "npm"),)
    monkeypatch.setenv("PATH", str(tmp_path / "empty"))
    with pytest.raises(LocalError, match="Neither"):
        assets.npm()


def test_npm_s_own_words_are_shown_when_it_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        assets, "npm", lambda: (("sh", "-c", "echo no such package; exit 1"), {"PATH": "/bin:/usr/bin"})
    )
    with pytest.raises(LocalError, match="no such package"):
        assets.npm_run("ci")


def test_a_second_install_does_nothing(
    node_modules: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    called: list[tuple[str, ...]] = []
    vendor = tmp_path / "vendor"
    monkeypatch.setattr(assets, "NODE_MODULES", node_modules)
    monkeypatch.setattr(assets, "VENDOR", vendor)
    monkeypatch.setattr(assets, "npm_run", lambda *words: called.append(words))
    monkeypatch.setattr(assets.copy, "__defaults__", (node_modules, vendor))
    assert assets.install()
    assert not assets.install()
    assert called == [("ci",)]
    assert "done in" in capsys.readouterr().out
    (vendor / ".state").write_text("another lock file", encoding="ascii")
    assert assets.install()


def test_locking_resolves_without_installing(monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[tuple[str, ...]] = []
    monkeypatch.setattr(assets, "npm_run", lambda *words: called.append(words))
    assets.lock()
    assert called == [("install", "--package-lock-only")]
