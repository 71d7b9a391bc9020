"""Identity of documents: canonical names, their parts, keys and IRIs."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.citing.identity import DocumentId

HOUSE = "Ủy ban nhân dân thành phố Sông Lam"


@pytest.mark.parametrize(
    ("canonical", "number", "symbol", "issuer", "year", "name"),
    [
        ("709/QĐ-TTg", "709", "QĐ-TTg", "", "", ""),
        ("57-NQ/TW", "57", "NQ/TW", "", "", ""),
        ("226/2025/QH15", "226/2025", "QH15", "", "", ""),
        ("30c/NQ-CP", "30c", "NQ-CP", "", "", ""),
        ("66.19/2026/NQ-CP", "66.19/2026", "NQ-CP", "", "", ""),
        (f"98/KH-UBND@{HOUSE}", "98", "KH-UBND", HOUSE, "", ""),
        (f"98/KH-UBND@{HOUSE}#2026", "98", "KH-UBND", HOUSE, "2026", ""),
        (f"?/KH-UBND@{HOUSE}#2026-04~1a2b3c4d", "?", "KH-UBND", HOUSE, "2026-04~1a2b3c4d", ""),
        ("154/CTPH-LĐLĐ-SVH,TT,DL", "154", "CTPH-LĐLĐ-SVH,TT,DL", "", "", ""),
        (
            "Luật Khoa học, công nghệ và đổi mới sáng tạo",
            "",
            "",
            "",
            "",
            "Luật Khoa học, công nghệ và đổi mới sáng tạo",
        ),
        ("Luật Đất đai#2024", "", "", "", "2024", "Luật Đất đai"),
    ],
)
def test_parse(canonical: str, number: str, symbol: str, issuer: str, year: str, name: str) -> None:
    found = DocumentId.parse(canonical)
    assert (found.number, found.symbol, found.issuer, found.year, found.name) == (number, symbol, issuer, year, name)
    assert found.canonical == canonical
    assert DocumentId.from_iri(found.iri) == found
    assert found.iri.isascii()


@pytest.mark.parametrize("empty", ["", "  ", "@Chính phủ", "#2024"])
def test_nothing_is_no_document(empty: str) -> None:
    with pytest.raises(ValueError, match="57-NQ/TW"):
        DocumentId.parse(empty)


def test_other_iris_are_refused() -> None:
    with pytest.raises(ValueError, match="urn:plankg:document:"):
        DocumentId.from_iri("urn:plankg:unit:x")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("02-KH/ĐU@Đảng ủy phường Bình An", "2-KH/ĐU@Ban Thường vụ Đảng ủy phường Bình An"),
        ("12-KH/TU@Ban Thường vụ Thành ủy Sông Lam", "12-KH/TU@Thành ủy Sông Lam"),
        ("27-CTr/TU@Ban Chấp hành Đảng bộ tỉnh Sông Lam", "27-CTr/TU@Tỉnh ủy Sông Lam"),
        (f"98/KH-UBND@Chủ tịch {HOUSE}", f"98/KH-UBND@{HOUSE}"),
        ("57-NQ/TW", "57/NQ-TW"),
        ("01-CTr/BCĐ", "01-Ctr/BCĐ"),
        ("Luật Di sản văn hoá", "Luật di sản văn hóa"),
        ("5/TTr-SYT@Sở Y tế Sông Lam", "05/TTr-SYT@Sở Y tế tỉnh Sông Lam"),
    ],
)
def test_one_document_has_one_key(one: str, other: str) -> None:
    assert DocumentId.parse(one).key == DocumentId.parse(other).key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (f"98/KH-UBND@{HOUSE}", "98/KH-UBND@Ủy ban nhân dân phường Bình An"),
        ("36/QĐ-TTg#2021", "36/QĐ-TTg#2024"),
        ("57-NQ/TW", "57-KL/TW"),
        ("12/NQ-CP", "112/NQ-CP"),
        ("20/NQ-CP", "2/NQ-CP"),
    ],
)
def test_different_documents_have_different_keys(one: str, other: str) -> None:
    assert DocumentId.parse(one).key != DocumentId.parse(other).key


def test_labels_for_people() -> None:
    assert DocumentId.parse("57-NQ/TW").label == "57-NQ/TW"
    assert DocumentId.parse(f"98/KH-UBND@{HOUSE}").label == f"98/KH-UBND ({HOUSE})"
    assert DocumentId.parse(f"?/KH-UBND@{HOUSE}#2026-04~1a2b3c4d").label == f"(không số)/KH-UBND ({HOUSE}, 2026-04)"
    assert DocumentId.parse("Luật Thư viện").with_issuer("Quốc hội").label == "Luật Thư viện (Quốc hội)"


@settings(max_examples=50)
@given(st.text(st.characters(exclude_characters="@#", exclude_categories=("Cs", "Cc")), min_size=1).filter(str.strip))
def test_canonical_is_the_inverse_of_parse(text: str) -> None:
    found = DocumentId.parse(text)
    assert DocumentId.parse(found.canonical) == found
    assert DocumentId.from_iri(found.iri) == found
