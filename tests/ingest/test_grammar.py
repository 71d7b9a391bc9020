"""Every entry of the grammar of citations matches its examples and none of its counter-examples."""

from __future__ import annotations

import re
from typing import Any

import pytest

from ingest.citing.aliases import find_definitions
from ingest.citing.issuers import read_any_issuer, read_issuer
from ingest.citing.laws import find_laws
from ingest.citing.mentions import find_mentions, standard_spans
from ingest.citing.nesting import opens_title, verb_before
from ingest.citing.numbers import body, level_of, read_number
from ingest.grammar import load, names
from ingest.passages import Place
from ingest.text.folding import lower, reading
from ingest.text.mapped import mapped
from tests.ingest.citing_passages import PLACE

TYPES = load("document_types")["type"]
BODIES = [*load("bodies")["body"], *load("bodies")["family"]]
LAWS = load("laws")
RELATIONS = load("relations")


def read(text: str) -> list[Any]:
    return find_mentions(reading(mapped(text)), PLACE)


def pairs(entries: list[dict[str, Any]], key: str) -> list[tuple[dict[str, Any], str]]:
    return [(entry, text) for entry in entries for text in entry.get(key, [])]


@pytest.mark.parametrize(("entry", "text"), pairs(TYPES, "examples"))
def test_type_example_is_one_whole_mention(entry: dict[str, Any], text: str) -> None:
    found = read(text)
    assert [(m.start, m.end, m.type) for m in found] == [(0, len(text), entry["name"])]


@pytest.mark.parametrize(
    "text", [t for _, t in pairs(TYPES, "counter")] + load("document_types")["not_a_number"][0]["examples"]
)
def test_counter_example_is_no_mention(text: str) -> None:
    assert [m for m in read(text) if m.base] == []


def test_type_words_and_symbols_are_unambiguous() -> None:
    symbols = [symbol.upper() for entry in TYPES for symbol in entry.get("symbols", [])]
    words = [word.lower() for entry in TYPES for word in [entry["name"], *entry.get("words", [])]]
    assert len(symbols) == len(set(symbols))
    assert len(words) == len(set(words))


@pytest.mark.parametrize(("entry", "text"), pairs(BODIES, "examples"))
def test_body_example_has_its_level(entry: dict[str, Any], text: str) -> None:
    number = read_number(text)
    assert number is not None
    assert level_of(number) == entry["level"]


def test_symbols_of_bodies_are_listed_once() -> None:
    symbols = [symbol for entry in load("bodies")["body"] for symbol in entry["symbols"]]
    assert len(symbols) == len(set(symbols))
    assert all(body(symbol) is not None for symbol in symbols)


@pytest.mark.parametrize(("wrong", "right"), load("bodies")["repairs"].items())
def test_repair_leads_to_a_known_symbol(wrong: str, right: str) -> None:
    separator = "-" if "/" in right else "/"
    number = read_number(f"12{separator}{wrong}")
    assert number is not None
    assert number.symbol.endswith(right)


@pytest.mark.parametrize("title", LAWS["luat"])
def test_law_title_is_read_back_from_running_text(title: str) -> None:
    text = f"theo quy định của Luật {title}, Luật Khuyến học thôn bản và các văn bản liên quan"
    found = list(find_laws(reading(mapped(text))))
    assert found[0].name == f"Luật {title}"
    assert [law.name for law in found][-1] == "Luật Khuyến học thôn bản"


@pytest.mark.parametrize(("kind", "table"), [("Bộ luật", "bo_luat"), ("Pháp lệnh", "phap_lenh")])
def test_codes_and_ordinances_are_read_back(kind: str, table: str) -> None:
    for title in LAWS[table]:
        assert [law.name for law in find_laws(reading(mapped(f"thi hành {kind} {title} trên địa bàn")))] == [
            f"{kind} {title}"
        ]


def test_titles_stand_sorted_and_once() -> None:
    folded = [lower(title) for title in LAWS["luat"]]
    assert len(folded) == len(set(folded))


@pytest.mark.parametrize("text", LAWS["ends"]["examples"])
def test_name_of_unlisted_law_ends(text: str) -> None:
    assert next(find_laws(reading(mapped(text)))).name == "Luật Bảo trợ cộng đồng"


@pytest.mark.parametrize("text", LAWS["not_before"]["counter"])
def test_law_as_a_subject_is_no_law(text: str) -> None:
    assert list(find_laws(reading(mapped(text)))) == []


@pytest.mark.parametrize("example", load("issuers")["example"], ids=lambda e: e["text"])
def test_issuer_example(example: dict[str, str]) -> None:
    issuer = read_any_issuer(reading(mapped(example["text"])), 0, PLACE)
    assert issuer is not None
    assert issuer.name == example["issuer"]


@pytest.mark.parametrize("table", ["ministries", "departments"])
def test_ministries_and_departments(table: str) -> None:
    for text in load("issuers")[table]["examples"]:
        issuer = read_issuer(reading(mapped(text)), 0, PLACE)
        assert issuer is not None, text
        assert issuer.end == len(text), text
    for text in load("issuers")[table]["counter"]:
        assert read_issuer(reading(mapped(text)), 0, PLACE) is None, text


@pytest.mark.parametrize("example", load("issuers")["counter"], ids=lambda e: e["text"])
def test_what_is_no_issuer(example: dict[str, str]) -> None:
    assert read_any_issuer(reading(mapped(example["text"])), 0, PLACE) is None


def test_fixed_issuers_are_written_in_lower_case_with_modern_tones() -> None:
    for table in ("fixed", "level_heads", "city_committees", "levels", "steering"):
        for form in load("issuers")[table]:
            assert form == lower(reading(mapped(form)).plain), form


@pytest.mark.parametrize(("entry", "text"), pairs(RELATIONS["verb"], "examples"))
def test_verb_stands_before_the_document(entry: dict[str, Any], text: str) -> None:
    low = reading(mapped(text)).low
    found = verb_before(low, len(low) - 1)
    assert found is not None
    assert found[0] == entry["predicate"]


@pytest.mark.parametrize(("entry", "text"), pairs(RELATIONS["verb"], "counter"))
def test_verb_is_not_seen(entry: dict[str, Any], text: str) -> None:
    low = reading(mapped(text)).low
    found = verb_before(low, len(low) - 1)
    assert found is None or found[0] != entry["predicate"]


@pytest.mark.parametrize("table", ["fillers", "narrative", "programmes"])
def test_word_lists_of_relations(table: str) -> None:
    pattern = "|".join(RELATIONS[table]["patterns"])
    whole = re.compile(rf"(?:(?:{pattern})[ ,]*)+" if table == "fillers" else pattern)
    match = whole.fullmatch if table == "fillers" else whole.search
    assert all(match(text) for text in RELATIONS[table]["examples"])
    assert not any(match(text) for text in RELATIONS[table]["counter"])


def test_titles_of_documents_open_with_these_words() -> None:
    assert all(opens_title(text, 0) for text in RELATIONS["titles"]["examples"])
    assert not any(opens_title(text, 0) for text in RELATIONS["titles"]["counter"])


@pytest.mark.parametrize("phrase", load("aliases")["phrases"]["examples"])
def test_alias_phrase_defines(phrase: str) -> None:
    text = reading(mapped(f"Luật Thư viện ({phrase} Luật)"))
    found = list(find_definitions(text, find_mentions(text, Place())))
    assert [one.alias for one in found] == ["Luật"]


@pytest.mark.parametrize("phrase", load("aliases")["phrases"]["counter"])
def test_other_phrases_define_nothing(phrase: str) -> None:
    text = reading(mapped(f"Luật Thư viện ({phrase} Luật)"))
    assert list(find_definitions(text, find_mentions(text, Place()))) == []


def test_standards() -> None:
    for text in load("aliases")["standards"]["examples"]:
        assert standard_spans(reading(mapped(text))) == [(0, len(text))], text
    for text in load("aliases")["standards"]["counter"]:
        assert standard_spans(reading(mapped(text))) == [], text


def test_load_names_what_there_is() -> None:
    assert {"bodies", "document_types", "issuers", "laws", "relations", "aliases"} <= set(names())
    with pytest.raises(FileNotFoundError, match="document_types"):
        load("no_such_grammar")
