"""What is read and under which name: folders, archives, names that mislead, links that lead out."""

from __future__ import annotations

import io
import os
import stat
import unicodedata
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.errors import SourceError
from ingest.formats import limits
from kg.building.archives import shown_name
from kg.building.inputs import Input, find_inputs
from kg.building.reading import read_input

PLAN = "KẾ HOẠCH\nCông an phường chủ trì, phối hợp với các tổ dân phố tuần tra ban đêm.\n".encode()


def archive(path: Path, members: dict[str | zipfile.ZipInfo, bytes], compression: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", compression) as package:
        for name, content in members.items():
            package.writestr(name, content)
    return path


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("a/b.txt", "a/b.txt"),
        ("../../etc/passwd.txt", "etc/passwd.txt"),
        ("/etc/a.txt", "etc/a.txt"),
        ("C:\\Users\\a.txt", "Users/a.txt"),
        ("a\0b.txt", "a_b.txt"),
        ("ke-hoach\u202etxt.exe", "ke-hoach_txt.exe"),
        ("\udcff.txt", "_.txt"),
        ("..", "unnamed"),
        ("a" * 400 + ".docx", "a" * 194 + "….docx"),
        ("Kế hoạch số 5.docx", "Kế hoạch số 5.docx"),
    ],
)
def test_names_are_shown_without_what_could_mislead(path: str, name: str) -> None:
    assert shown_name(path) == name


@settings(max_examples=200)
@given(st.text(max_size=300))
def test_every_name_is_safe(path: str) -> None:
    name = shown_name(path)
    assert 0 < len(name) <= limits.NAME
    assert not name.startswith("/")
    assert ".." not in name.split("/")
    assert not {unicodedata.category(c) for c in name} & {"Cc", "Cf", "Cs"}
    name.encode("utf-8")


def test_members_of_an_archive_are_inputs_of_their_own(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    names: dict[str | zipfile.ZipInfo, bytes] = {
        "phường/a.txt": PLAN, "../b.txt": PLAN, "__MACOSX/c.txt": PLAN, ".d.txt": PLAN, "e/": b"", "f/b.txt": PLAN,
    }  # fmt: skip
    archive(tmp_path / "in" / "x.zip", names)
    items = find_inputs([tmp_path / "in"])
    assert [item.name for item in items] == ["x.zip/b.txt", "x.zip/f/b.txt", "x.zip/phường/a.txt"]
    assert [read_input(item).record.status for item in items] == ["read"] * 3
    assert [item.name for item in find_inputs([tmp_path / "in" / "x.zip"])] == [item.name for item in items]
    assert list(tmp_path.rglob("*.txt")) == []


def test_members_of_one_name_are_told_apart(tmp_path: Path) -> None:
    archive(tmp_path / "x.zip", {"a.txt": PLAN, "../a.txt": PLAN})
    names = [item.name for item in find_inputs([tmp_path / "x.zip"])]
    assert len(set(names)) == 2
    assert all(name.endswith("x.zip/a.txt") for name in names)


def test_names_that_an_archive_does_not_declare_as_utf8(tmp_path: Path) -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as package:
        package.writestr("phuong/kH.txt", PLAN)
    raw = data.getvalue().replace(b"phuong/kH.txt", "ph/ế hH.txt".encode()[:13])
    (tmp_path / "x.zip").write_bytes(raw)
    (item,) = find_inputs([tmp_path / "x.zip"])
    assert item.name == "x.zip/ph/ế hH.txt"
    assert item.load() == PLAN


def link() -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo("link.txt")
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    return entry


@pytest.mark.parametrize(
    ("member", "content", "reason"),
    [
        (link(), b"/etc/passwd", "a link within an archive"),
        ("inner.zip", b"PK", "an archive within an archive"),
        ("zeros.txt", bytes(30 * limits.MB), "packed more than 1000 : 1"),
    ],
    ids=["link", "nested", "bomb"],
)
def test_members_that_are_not_opened_are_records(
    tmp_path: Path, member: str | zipfile.ZipInfo, content: bytes, reason: str
) -> None:
    found = read_input(find_inputs([archive(tmp_path / "x.zip", {member: content})])[0]).record
    assert (found.status, reason in (found.reason or ""), bool(found.hint)) == ("refused", True, True)


def test_archives_beyond_the_limits_are_one_record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.zip").write_bytes(b"PK\x03\x04 cut")
    archive(tmp_path / "b.zip", {f"{i}.txt": b"" for i in range(limits.MEMBERS + 1)})
    monkeypatch.setattr(limits, "ARCHIVE_INFLATED", 10)
    archive(tmp_path / "c.zip", {"a.txt": PLAN})
    found = [read_input(item).record for item in find_inputs([tmp_path])]
    assert [(r.name, r.status, (r.reason or "")[:12]) for r in found] == [
        ("a.zip", "failed", "is a damaged"),
        ("b.zip", "refused", "holds 2001 m"),
        ("c.zip", "refused", "inflates to "),
    ]


def test_a_member_is_measured_while_it_is_inflated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (item,) = find_inputs([archive(tmp_path / "x.zip", {"a.txt": PLAN})])
    monkeypatch.setattr(limits, "FILE_BYTES", 10)
    with pytest.raises(SourceError, match="larger than"):
        item.load()
    archive(tmp_path / "x.zip", {"b.txt": PLAN})
    with pytest.raises(SourceError, match="not in the archive any more"):
        item.load()


def test_links_out_of_a_folder_are_refused_and_others_read(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_bytes(PLAN)
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "own.txt").write_bytes(PLAN)
    (folder / "inside.txt").symlink_to(folder / "own.txt")
    (folder / "outside.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "up").symlink_to(tmp_path)
    os.mkfifo(folder / "pipe.txt")
    found = {item.name: read_input(item).record for item in find_inputs([folder])}
    assert {name: record.status for name, record in found.items()} == {
        "inside.txt": "read", "own.txt": "read", "outside.txt": "refused", "pipe.txt": "refused",
    }  # fmt: skip
    assert "leads out of the folder" in (found["outside.txt"].reason or "")


def test_a_file_given_itself_may_be_a_link(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(PLAN)
    (tmp_path / "b.txt").symlink_to(tmp_path / "a.txt")
    assert find_inputs([tmp_path / "b.txt"]) == [Input("b.txt", tmp_path / "b.txt")]


def test_a_name_that_cannot_be_written_does_not_stop_the_others(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(PLAN)
    Path(os.fsdecode(bytes(tmp_path) + b"/\xff.txt")).write_bytes(PLAN)
    items = find_inputs([tmp_path])
    assert [item.name for item in items] == ["_.txt", "a.txt"]
    assert [read_input(item).record.status for item in items] == ["read", "read"]


def test_a_member_without_a_name_is_an_input(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("#.txt", "Kế hoạch")
        archive.writestr("b.txt", "Kế hoạch")
    (tmp_path / "a.zip").write_bytes(out.getvalue().replace(b"#.txt", b"\0.txt"))  # a name ends at a zero byte
    found = find_inputs([tmp_path / "a.zip"])
    assert [item.name for item in found] == ["a.zip/b.txt", "a.zip/unnamed"]
    assert [read_input(item).record.status in ("read", "warnings", "failed", "refused") for item in found] == [
        True,
        True,
    ]
