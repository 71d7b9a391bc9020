from __future__ import annotations

import unicodedata
from collections import Counter
from importlib.resources import files
from pathlib import Path

import pytest

from search.lexicon import Entry, LexiconError, built_in, held_out, parse, read, split

LINES = [
    (file.name, number, line)
    for file in sorted(files("search").joinpath("lexicon").iterdir(), key=lambda file: file.name)
    for number, line in enumerate(file.read_text("utf-8").splitlines(), 1)
]


def test_the_files_are_composed_and_without_stray_blanks() -> None:
    wrong = [
        (name, number)
        for name, number, line in LINES
        if line != unicodedata.normalize("NFC", line) or line != line.strip() or "  " in line
    ]
    assert wrong == []


def test_every_line_has_two_sides_that_differ() -> None:
    assert all(" = " in line for _, _, line in LINES if line and not line.startswith("#"))
    assert [entry.official for entry in built_in() if entry.official in entry.everyday] == []
    assert sum(len(entry.everyday) for entry in built_in()) >= 4000


def test_no_pair_stands_twice_in_all_files_and_no_wording_everywhere() -> None:
    pairs = Counter((e.official.lower(), said.lower()) for e in built_in() for said in e.everyday)
    assert [pair for pair, times in pairs.items() if times > 1] == []
    lines = Counter(said.lower() for entry in built_in() for said in entry.everyday)
    assert [said for said, times in lines.items() if times > 3] == []


def test_a_tenth_is_held_out_always_the_same() -> None:
    kept, out = split(built_in())
    pairs = sum(len(entry.everyday) for entry in built_in())
    assert 0.08 < len(out) / pairs < 0.12
    assert sum(len(entry.everyday) for entry in kept) + len(out) == pairs
    assert all(held_out(*pair) for pair in out)
    assert not any(held_out(entry.official, said) for entry in kept for said in entry.everyday)
    assert held_out("một", "hai") == held_out("một", "hai")


def test_a_file_of_one_s_own_is_read(tmp_path: Path) -> None:
    path = tmp_path / "cua_toi.txt"
    path.write_text("\ufeff# của tôi\n\nbờ kè = kè đá; kè đá ;  bờ sông lở\r\n", encoding="utf-8")
    assert read(path) == (Entry("bờ kè", ("kè đá", "bờ sông lở"), "cua_toi"),)


@pytest.mark.parametrize("line", ["bờ kè", "bờ kè = ", " = kè đá", "bờ kè = ; ;"])
def test_a_line_without_both_sides_is_named(line: str) -> None:
    with pytest.raises(LexiconError, match=r"mine\.txt:2: not of the form"):
        list(parse(f"# x\n{line}\n", "mine.txt"))


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match="absent"):
        read(tmp_path / "absent.txt")
    (tmp_path / "latin.txt").write_bytes(b"b\xe9 = k\xe9")
    with pytest.raises(LexiconError, match="latin"):
        read(tmp_path / "latin.txt")
