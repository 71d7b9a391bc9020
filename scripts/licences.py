"""Lists the licences of everything that plankg needs at run time; the exit status is 1 when one is not permissive.

    python scripts/licences.py

Needed at run time is what the project and its extras for users ask for, and what that asks for in turn. A licence is
what a package says of itself: its SPDX expression, else its classifiers, else its free text.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
USED = ("models", "mcp")
"""The extras that users install; those for tests and measurements are not passed on."""
COPYLEFT = re.compile(r"\b(A?GPL|(Affero )?General Public License)", re.I)
WEAK = re.compile(r"\bLGPL|Lesser General Public", re.I)
_REQUIREMENT = re.compile(r"\s*([A-Za-z0-9._-]+)\s*(?:\[([^\]]*)\])?[^;]*(?:;(.*))?")
_EXTRA = re.compile(r"""extra\s*==\s*["']([^"']+)["']""")


def needed() -> dict[str, metadata.Distribution]:
    """The installed distributions that plankg needs with the extras of users, by normal name."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    asked = [*project["dependencies"], *(line for extra in USED for line in project["optional-dependencies"][extra])]
    waiting = [*_wanted(asked, ())]
    found: dict[str, metadata.Distribution] = {}
    done = set()
    while waiting:
        one = waiting.pop()
        if one in done:
            continue
        done.add(one)
        try:
            distribution = metadata.distribution(one[0])
        except metadata.PackageNotFoundError:  # for another system or version of Python
            continue
        found[normal(one[0])] = distribution
        waiting += _wanted(distribution.requires or (), one[1])
    return dict(sorted(found.items()))


def _wanted(requirements: Iterable[str], extras: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """(name, extras) of the requirements, those of extras that nobody asked for left out."""
    for requirement in requirements:
        name, wanted, marker = _REQUIREMENT.match(requirement).groups()  # type: ignore[union-attr]
        extra = _EXTRA.search(marker or "")
        if extra is None or extra[1] in extras:
            yield name, tuple(sorted(part.strip() for part in (wanted or "").split(",") if part.strip()))


def licence(distribution: metadata.Distribution) -> str:
    """What a distribution says of its licence, on one line; "" when it says nothing."""
    about = distribution.metadata
    if expression := about.get("License-Expression"):
        return str(expression)
    classified = [line.split(" :: ")[-1] for line in about.get_all("Classifier") or () if line.startswith("License ::")]
    free = " ".join((about.get("License") or "").split())
    return "; ".join(classified) or free[:80]


def forbidden(text: str) -> bool:
    """Whether a licence is GPL or AGPL with no other to choose. LGPL libraries may be used unchanged by any program."""
    choices = re.split(r"\s+OR\s+", text)
    return all(COPYLEFT.search(WEAK.sub("", choice)) for choice in choices)


def normal(name: str) -> str:
    """A distribution's name as the index compares it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def main() -> int:
    """Print the list."""
    status = 0
    for name, distribution in needed().items():
        text = licence(distribution)
        wrong = "  <- not permissive" if forbidden(text) else "" if text else "  <- says nothing"
        status |= bool(wrong)
        print(f"{name:28} {distribution.version:14} {text}{wrong}")
    return status


if __name__ == "__main__":
    sys.exit(main())
