"""The lexicon of everyday wordings: how people say what plans and laws word officially, read from `lexicon/*.txt`.

A file has one line for each official wording: "official = everyday; everyday; ...". Lines that begin with # are
comments. A user's own file of this form adds to it. A tenth of the pairs, chosen by their hash, is held out: it trains
nothing, so that what the search makes of the rest can be measured on wordings that it has not seen.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from pathlib import Path

from ingest.errors import PlankgError

ENVIRONMENT = "PLANKG_LEXICON"


class LexiconError(PlankgError):
    """A file of wordings that cannot be read; the message names the file, the line and the form that it must have."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One official wording, what people say for it, and the subject (the file's stem) that it belongs to."""

    official: str
    everyday: tuple[str, ...]
    subject: str = ""


@cache
def built_in() -> tuple[Entry, ...]:
    """The entries that the package ships, by file and line."""
    folder = files("search").joinpath("lexicon")
    texts = sorted((file.name, file.read_text("utf-8")) for file in folder.iterdir() if file.name.endswith(".txt"))
    return tuple(entry for name, text in texts for entry in parse(text, name))


def read(path: Path) -> tuple[Entry, ...]:
    """The entries of a user's file. Raises LexiconError when it is absent, not UTF-8 or not of the form."""
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise LexiconError(f"{path}: cannot be read ({error}). Give a UTF-8 text file of wordings") from None
    return tuple(parse(text, str(path)))


def parse(text: str, name: str) -> Iterable[Entry]:
    """The entries in the text of a file called `name`. Raises LexiconError for a line without both sides."""
    subject = Path(name).stem
    for number, line in enumerate(unicodedata.normalize("NFC", text).splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        official, _, rest = line.partition(" = ")
        everyday = tuple(dict.fromkeys(part.strip() for part in rest.split(";") if part.strip()))
        if not official.strip() or not everyday:
            raise LexiconError(f'{name}:{number}: not of the form "official = everyday; everyday": {line[:60]!r}')
        yield Entry(official.strip(), everyday, subject)


def held_out(official: str, everyday: str) -> bool:
    """Whether a pair belongs to the tenth that trains nothing."""
    digest = hashlib.sha256(f"{official}={everyday}".encode()).digest()
    return int.from_bytes(digest[:4], "big") % 10 == 0


def split(entries: Iterable[Entry]) -> tuple[list[Entry], list[tuple[str, str]]]:
    """The entries without what is held out, and the held-out pairs (official, everyday)."""
    kept, out = [], []
    for entry in entries:
        stays = tuple(said for said in entry.everyday if not held_out(entry.official, said))
        out += [(entry.official, said) for said in entry.everyday if said not in stays]
        kept.append(replace(entry, everyday=stays))
    return kept, out
