"""A guard for PDF files, before any parser sees one: streams that are packed as no page of a document is.

A page's operators shrink to a fifth or a tenth. A hundredth and less is one operator over and over, or blanks, and
costs its parser seconds and hundreds of megabytes. Pictures are not looked at: an empty page packs as tightly, and
nothing unpacks one before it is drawn.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from ingest.errors import SourceError
from ingest.formats import limits

_STREAM = re.compile(rb"stream\r?\n")
_PACKED = re.compile(rb"/(?:FlateDecode|Fl)\b")
_PICTURE = re.compile(rb"/Subtype\s*/Image\b")
_DICTIONARY = 2048
"""Bytes before a stream that are looked at for its dictionary."""
_CHUNK = 1 << 16


def check_streams(data: bytes, name: str) -> None:
    """Let a harmless PDF pass. Raises SourceError ("refused") for one with more than `limits.STREAMS` streams, or one
    that is packed tighter than `limits.RATIO` : 1."""
    for number, start in enumerate(_streams(data), 1):
        if number > limits.STREAMS:
            reason = f"holds more than {limits.STREAMS:,} streams"
            raise SourceError(name, reason, "Split it into several files", "refused")
        if _is_bomb(data, start):
            reason = f"holds a stream that is packed more than {limits.RATIO} : 1"
            raise SourceError(name, reason, "Print it to PDF anew", "refused")


def _streams(data: bytes) -> Iterator[int]:
    """Where each packed stream that is no picture begins."""
    for match in _STREAM.finditer(data):
        before = data[max(match.start() - _DICTIONARY, 0) : match.start()].rpartition(b"obj")[2]
        if _PACKED.search(before) and not _PICTURE.search(before):
            yield match.end()


def _is_bomb(data: bytes, start: int) -> bool:
    packer = zlib.decompressobj()
    size, at = 0, start
    try:
        while at < len(data) and not packer.eof:
            fed = data[at : at + _CHUNK]
            size += len(packer.decompress(fed, limits.RATIO_FREE))
            at += len(fed) - len(packer.unconsumed_tail)
            if size > limits.RATIO_FREE and size > limits.RATIO * (at - start):
                return True
    except zlib.error:
        return False  # damaged or encrypted: its parser says so
    return False
