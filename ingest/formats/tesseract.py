"""Tesseract through its command line: images -> words with their boxes and confidence.

https://tesseract-ocr.github.io/tessdoc/Command-Line-Usage.html describes the options and the columns of TSV.
"""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.errors import SourceError

if TYPE_CHECKING:
    from ingest.formats.scan_image import Image

INSTALL = "Install Debian's packages tesseract-ocr and tesseract-ocr-vie, or give the document as text or .docx"
PAGE_LAYOUT = 3
"""Tesseract finds columns and paragraphs itself."""
ONE_BLOCK = 6
"""The image holds lines of one width, as a cell of a table does."""
ONE_LINE = 7
ONE_WORD = 8
SPARSE = 11
"""Tesseract looks for text anywhere, in no order."""

_FIGURES = "0123456789."
SURE = 50.0
"""Confidence below which a word is doubtful: specks, seals and damaged words of two real scans have 0 to 50."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word with its box in pixels from the upper left. `confidence` is 0 to 100; `line` tells words of one line,
    `image` which of the images it stands in."""

    text: str
    confidence: float
    left: int
    top: int
    right: int
    bottom: int
    line: tuple[int, int, int]
    image: int = 0


def check_installed(name: str, fault: str) -> None:
    """Let pass where Tesseract and its Vietnamese data are installed, else raise SourceError ("refused"); `fault` says
    why the file cannot be read without."""
    missing = missing_part()
    if missing:
        raise SourceError(name, f"{fault}, and {missing}", INSTALL, "refused")


@cache
def missing_part() -> str | None:
    """What is not installed, as a clause; None where all is there."""
    if shutil.which("tesseract") is None:
        return "Tesseract is not installed"
    return None if "vie" in _languages() else "Tesseract's Vietnamese data are not installed"


@cache
def _languages() -> tuple[str, ...]:
    listed = subprocess.run(["tesseract", "--list-langs"], capture_output=True, text=True, check=False, timeout=30)
    return tuple(listed.stdout.split())


def words(images: Sequence[Image], layout: int, dpi: float) -> list[Word]:
    """The words in images, read with one page layout mode. Raises OSError or subprocess.CalledProcessError when
    Tesseract cannot be started or gives up."""
    return _read(images, layout, dpi, "vie")


def figures(images: Sequence[Image], layout: int, dpi: float) -> list[Word]:
    """The same with figures and full stops as the only letters there are: by the English data, which come with
    Tesseract and know them best, else the Vietnamese ones."""
    language = "eng" if "eng" in _languages() else "vie"
    return _read(images, layout, dpi, language, "-c", f"tessedit_char_whitelist={_FIGURES}")


def _read(images: Sequence[Image], layout: int, dpi: float, language: str, *options: str) -> list[Word]:
    with tempfile.TemporaryDirectory() as folder:
        names = []
        for number, image in enumerate(images):
            path = Path(folder, f"{number}.pgm")
            path.write_bytes(b"P5 %d %d 255\n" % (image.shape[1], image.shape[0]) + image.tobytes())
            names.append(str(path))
        listing = Path(folder, "images.txt")
        listing.write_text("\n".join(names) + "\n", "utf-8")
        asked = ["-l", language, "--dpi", f"{dpi:.0f}", "--psm", str(layout), *options]
        return _words(_run([str(listing), "stdout", *asked, "tsv"]))


def turn(image: Image, dpi: float) -> int:
    """By how many degrees clockwise the page must be turned to stand upright (0, 90, 180, 270); 0 when Tesseract
    cannot tell, or has no data to tell it by."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "page.pgm")
        path.write_bytes(b"P5 %d %d 255\n" % (image.shape[1], image.shape[0]) + image.tobytes())
        try:
            told = _run([str(path), "stdout", "--dpi", f"{dpi:.0f}", "--psm", "0", "-l", "osd"])
        except subprocess.CalledProcessError:
            return 0
    for line in told.splitlines():
        label, _, value = line.partition(":")
        if label.strip() == "Rotate" and value.strip().isdigit():
            return int(value)
    return 0


def _run(arguments: Sequence[str]) -> str:
    ended = subprocess.run(["tesseract", *arguments], capture_output=True, check=True)
    return ended.stdout.decode("utf-8", "replace")


def _words(table: str) -> list[Word]:
    found = []
    for row in csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE):
        text = (row["text"] or "").strip()
        if row["level"] != "5" or not text:
            continue
        left, top = int(row["left"]), int(row["top"])
        line = (int(row["block_num"]), int(row["par_num"]), int(row["line_num"]))
        box = (left, top, left + int(row["width"]), top + int(row["height"]))
        found.append(Word(text, float(row["conf"]), *box, line, int(row["page_num"]) - 1))
    return found
