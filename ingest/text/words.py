"""Words and parts of speech, from underthesea; no other module may touch that library.

Measured traps of underthesea 9.5.0 that this module keeps out, each held by a contract test:

- importing it puts a handler on the root logger and loads torch and transformers where they are installed;
- its token normaliser rewrites the text and moves tone marks away from where its models learned them, so words are
  split on a copy with the old placement, without that normaliser, and mapped back to the given text;
- `fixed_words` changes later calls, and `pos_tag(model="v2.0")` fails on its second call: neither is used; the bundled
  2023 model is run directly on the words that were split.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from ingest.text.spelling import traditional

_HEAVY = ("torch", "transformers")
_TAG_MODEL = Path("pipeline", "pos_tag", "models", "pos_crf_vlsp2013_20230303")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of one or more syllables: `text == given[start:end]`, `tag` a VLSP part of speech (N, Np, V, A, E, CH)."""

    text: str
    tag: str
    start: int
    end: int


def words(text: str) -> list[Word]:
    """The words of `text` (NFC) in order, with offsets into `text`. The first call loads the models (about 0.5 s)."""
    return list(_words(text))


@lru_cache(maxsize=4096)
def _words(text: str) -> tuple[Word, ...]:
    split, tag = _models()
    found = split(traditional(text))
    if not found:
        return ()
    tags = tag([[word] for word in found])
    return tuple(_aligned(text, found, tags))


def _aligned(text: str, found: list[str], tags: list[str]) -> Iterator[Word]:
    """The split words at their places in `text`: the splitter changes nothing but white space."""
    position = 0
    for word, tag in zip(found, tags, strict=True):
        syllables = word.split()
        start = end = None
        for syllable in syllables:
            while text[position].isspace():
                position += 1
            start = position if start is None else start
            position += len(syllable)
            end = position
        if start is not None and end is not None:
            yield Word(text[start:end], tag.removeprefix("B-"), start, end)


@cache
def _models() -> tuple[Callable[[str], list[str]], Callable[[list[list[str]]], list[str]]]:
    with _quiet_import():
        import underthesea
        from underthesea.models.fast_crf_sequence_tagger import FastCRFSequenceTagger
        from underthesea.pipeline.word_tokenize import word_tokenize

    tagger: Any = FastCRFSequenceTagger()
    tagger.load(str(Path(underthesea.__file__).parent / _TAG_MODEL))

    def split(text: str) -> list[str]:
        return list(word_tokenize(text, use_token_normalize=False))

    return split, tagger.predict


@contextmanager
def _quiet_import() -> Iterator[None]:
    """Import without side effects: the root logger as it was, and no heavy library loaded that was not loaded yet."""
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    absent = [name for name in _HEAVY if name not in sys.modules]
    sys.modules.update(dict.fromkeys(absent))  # type: ignore[arg-type]  # None makes an import fail at once
    try:
        yield
    finally:
        for name in absent:
            del sys.modules[name]
        root.handlers[:] = handlers
        root.setLevel(level)
