"""What an embedding model needs beside its name: prefixes, joined words, fewer dimensions, its weight."""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

# How much a cosine counts for a row that holds none of the words that were typed; one that holds them all counts 1.
SHARE = 0.6


@dataclass(frozen=True, slots=True)
class Preset:
    """One model; `presets.toml` says what the fields mean."""

    model: str
    query: str = ""
    passage: str = ""
    segmented: bool = False
    dimensions: int | None = None
    share: float = SHARE

    def prepare(self, text: str, question: bool) -> str:
        """`text` as the model reads it."""
        return (self.query if question else self.passage) + (joined(text) if self.segmented else text)


def preset(name: str) -> Preset:
    """The preset of this short name or model; for any other model one without demands, save that a folder with a
    PhoBERT tokenizer gets joined words."""
    known = presets()
    if name in known:
        return known[name]
    return next((each for each in known.values() if each.model == name), Preset(name, segmented=_reads_words(name)))


@cache
def presets() -> dict[str, Preset]:
    """The presets of the package by short name."""
    table = tomllib.loads(files("search").joinpath("presets.toml").read_text("utf-8"))
    return {name: Preset(**fields) for name, fields in table.items()}


def joined(text: str) -> str:
    """`text` with the syllables of each word joined by "_": "an_ninh mạng"."""
    from ingest.text.words import words  # here: it loads a model, and only some embedding models want it

    return " ".join("_".join(word.text.split()) for word in words(text))


def _reads_words(folder: str) -> bool:
    """Whether the tokenizer of a model folder is PhoBERT's, which was trained on joined words."""
    for path in (Path(folder, "tokenizer_config.json"), Path(folder, "0_Transformer", "tokenizer_config.json")):
        if path.is_file():
            return str(json.loads(path.read_text("utf-8")).get("tokenizer_class", "")).startswith("Phobert")
    return False
