"""The pictures in docs/screenshots/, taken by Chromium from an instance this script starts on the bundled data.

make screenshots                       all of them
make screenshots ARGS="home explorer"  some of them
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

from ccgdash.local import browser as chromium
from ccgdash.local.temporary import temporary

if TYPE_CHECKING:
    from playwright.sync_api import Browser

FOLDER = Path(__file__).resolve().parent / "screenshots"
MOST_BYTES = 200_000


@dataclass(frozen=True)
class Shot:
    """One picture: the top `height` pixels of a page at `width`."""

    name: str
    path: str
    width: int = 1280
    height: int = 1000


SHOTS = (
    Shot("home", "/?year=2015-16", height=1270),
    Shot("explorer", "/ccgs/?year=2015-16&rating=inadequate&special_measures=yes", height=1000),
    Shot("ccg", "/ccgs/07V/", height=1240),
    Shot("explorer-phone", "/ccgs/?year=2015-16&rating=inadequate", width=320, height=900),
)


def take(browser: Browser, base: str, shot: Shot) -> Path:
    """Write one picture; its path. Raises RuntimeError for a page that is not 200, or a picture too large to keep."""
    context = browser.new_context(
        base_url=base, viewport={"width": shot.width, "height": shot.height}, reduced_motion="reduce"
    )
    page = context.new_page()
    answer = page.goto(shot.path, wait_until="networkidle")
    if answer is None or answer.status != 200:
        raise RuntimeError(f"{shot.path}: {answer.status if answer else 'no answer'}")
    file = FOLDER / f"{shot.name}.png"
    page.screenshot(path=file)
    context.close()
    if file.stat().st_size > MOST_BYTES:
        raise RuntimeError(f"{file.name} is {file.stat().st_size:,} bytes, the most is {MOST_BYTES:,}")
    return file


def main(names: list[str]) -> int:
    wanted = [shot for shot in SHOTS if not names or shot.name in names]
    program = chromium.found()
    if program is None:
        print(f"no pictures taken: {chromium.MISSING}", file=sys.stderr)
        return 1
    FOLDER.mkdir(exist_ok=True)
    print("Starting an instance on the bundled data …", flush=True)
    with temporary(os.environ, processes=1) as served, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(chromium.FLAGS))
        for shot in wanted:
            file = take(browser, served.url, shot)
            print(f"{file.relative_to(Path.cwd())}: {file.stat().st_size:,} bytes", flush=True)
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
