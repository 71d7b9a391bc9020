"""Documents that are cited and not held."""

from __future__ import annotations

from itertools import permutations

from kg.assembly.assemble import assemble
from kg.checking.missing import by_type, missing_documents
from tests.kg.plans import Draft


def drafts() -> list[Draft]:
    one = Draft("a.txt", number="1").cite("57-NQ/TW", relation="implements", strength="title")
    one.cite("31/QĐ-TTg", kind="Quyết định")
    two = Draft("b.txt", number="2", ward="Tân Lập").cite("57-NQ/TW", relation="based_on", strength="base")
    return [one, two.cite("Luật Thư viện")]


def test_those_that_most_files_cite_come_first_with_a_place_in_each() -> None:
    texts = {draft.source: draft.text for draft in drafts()}
    for order in permutations(drafts()):
        found = missing_documents(assemble([draft.plan() for draft in order]))
        assert [one.document.id for one in found] == ["doc:57-NQ/TW", "doc:31/QĐ-TTg", "doc:Luật Thư viện"]
        assert [[e.source for e in one.citations] for one in found] == [["a.txt", "b.txt"], ["a.txt"], ["b.txt"]]
        assert all(texts[e.source][e.start : e.end] == e.text for one in found for e in one.citations)
        assert dict(by_type(found)) == {"Luật": 1, "Nghị quyết": 1, "Quyết định": 1}


def test_what_is_added_is_missing_no_longer() -> None:
    held = Draft("c.txt", number="3")
    citing = Draft("a.txt", number="1", ward="Tân Lập").cite("3/KH-UBND@Ủy ban nhân dân phường Bình An")
    assert len(missing_documents(assemble([citing.plan()]))) == 1
    assert missing_documents(assemble([citing.plan(), held.plan()])) == []
