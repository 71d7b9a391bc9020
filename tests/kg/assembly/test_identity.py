"""Which document a mention means."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.citing.identity import DocumentId
from kg.assembly.assemble import assemble
from kg.assembly.identity import resolve
from kg.naming import city_name, issuer_key, locality, locality_of_issuer, needs_issuer, number_key
from tests.kg.plans import Draft

CITY = "Ủy ban nhân dân thành phố Hải Phòng"
WARD = "Ủy ban nhân dân phường Bình An"


def ids(*drafts: Draft) -> list[dict[str, tuple[str, str]]]:
    """For each plan: canonical name -> (node id, state). The same in every order of the plans, or the test fails."""
    results = []
    for order in permutations(range(len(drafts))):
        plans = [drafts[i].plan() for i in order]
        resolution = resolve(plans)
        found: dict[int, dict[str, tuple[str, str]]] = {}
        for place, i in enumerate(order):
            names = {c.canonical for c in plans[place].citations} | {"this"}
            nodes = {name: resolution.node_id(place, name) for name in sorted(names)}
            found[i] = {name: (node, resolution.identities[node].state) for name, node in nodes.items()}
        results.append([found[i] for i in range(len(drafts))])
    assert all(result == results[0] for result in results)
    return results[0]


def test_a_central_number_is_one_document_everywhere() -> None:
    a, b = ids(Draft("a.txt").cite("57-NQ/TW"), Draft("b.txt", ward="Tân Lập").cite("57-NQ/TW"))
    assert a["57-NQ/TW"] == b["57-NQ/TW"] == ("doc:57-NQ/TW", "resolved")


def test_a_shared_symbol_never_merges_across_issuers() -> None:
    a, b = ids(Draft("a.txt").cite(f"12/KH-UBND@{CITY}"), Draft("b.txt").cite(f"12/KH-UBND@{WARD}"))
    assert a[f"12/KH-UBND@{CITY}"] != b[f"12/KH-UBND@{WARD}"]


def test_a_ward_and_a_commune_of_one_name_are_two_issuers() -> None:
    a, b = ids(
        Draft("a.txt").cite("12/KH-UBND@Ủy ban nhân dân phường Bình An"),
        Draft("b.txt").cite("12/KH-UBND@Ủy ban nhân dân xã Bình An"),
    )
    assert a["12/KH-UBND@Ủy ban nhân dân phường Bình An"] != b["12/KH-UBND@Ủy ban nhân dân xã Bình An"]


def test_a_wards_name_in_two_cities_is_two_wards() -> None:
    name = "12/KH-UBND@Ủy ban nhân dân xã Tân Lập"
    a, b = ids(Draft("a.txt", city="Hải Phòng").cite(name), Draft("b.txt", city="Sơn La").cite(name))
    assert a[name][0] == f"doc:{name}, thành phố Hải Phòng"
    assert b[name][0] == f"doc:{name}, tỉnh Sơn La"


def test_organs_of_one_body_are_one_issuer() -> None:
    a, b = ids(
        Draft("a.txt").cite("12-KH/TU@Ban Thường vụ Thành ủy Hải Phòng"),
        Draft("b.txt").cite("12-KH/TU@Thành ủy Hải Phòng"),
    )
    assert a["12-KH/TU@Ban Thường vụ Thành ủy Hải Phòng"] == b["12-KH/TU@Thành ủy Hải Phòng"]


def test_a_number_without_issuer_joins_the_one_candidate_of_its_plan_first() -> None:
    plan = Draft("a.txt").cite(f"12/KH-UBND@{CITY}").cite("12/KH-UBND")
    other = Draft("b.txt").cite(f"12/KH-UBND@{WARD}")
    (a, _) = ids(plan, other)
    assert a["12/KH-UBND"] == (f"doc:12/KH-UBND@{CITY}", "resolved")


def test_two_candidates_leave_it_ambiguous_with_both_named() -> None:
    plan = Draft("a.txt").cite(f"12/KH-UBND@{CITY}").cite(f"12/KH-UBND@{WARD}").cite("12/KH-UBND").plan()
    resolution = resolve([plan])
    identity = resolution.identities[resolution.node_id(0, "12/KH-UBND")]
    assert identity.state == "ambiguous"
    assert identity.candidates == (f"doc:12/KH-UBND@{WARD}", f"doc:12/KH-UBND@{CITY}")


@pytest.mark.parametrize(
    ("here", "there", "state"),
    [
        (Draft("a.txt"), Draft("b.txt").cite(f"12/KH-UBND@{WARD}"), "resolved"),  # same ward
        (Draft("a.txt"), Draft("b.txt", ward="Tân Lập").cite(f"12/KH-UBND@{CITY}"), "resolved"),  # same city
        (Draft("a.txt", ward="Tân Lập"), Draft("b.txt").cite(f"12/KH-UBND@{WARD}"), "open"),  # another ward's own
        (Draft("a.txt", city="Sơn La"), Draft("b.txt").cite(f"12/KH-UBND@{CITY}"), "open"),  # another city
        (Draft("a.txt"), Draft("b.txt"), "open"),  # nobody names the issuer
    ],
)
def test_a_candidate_must_be_near(here: Draft, there: Draft, state: str) -> None:
    a, _ = ids(Draft(here.source, here.ward, here.city).cite("12/KH-UBND"), there)
    assert a["12/KH-UBND"][1] == state


def test_an_open_mention_is_closed_when_the_document_arrives() -> None:
    plan = Draft("a.txt").cite("12/KH-UBND")
    (alone,) = ids(plan)
    assert alone["12/KH-UBND"][1] == "open"
    a, b = ids(plan, Draft("city.txt", ward=None, number="12", issuer=CITY))
    assert a["12/KH-UBND"] == b["this"] == (f"doc:12/KH-UBND@{CITY}", "resolved")


def test_open_mentions_of_two_plans_stay_two() -> None:
    a, b = ids(Draft("a.txt", ward="Tân Lập").cite("5/KH-UBND"), Draft("b.txt").cite("5/KH-UBND"))
    assert a["5/KH-UBND"][0] != b["5/KH-UBND"][0]


def test_an_officer_who_issued_tells_documents_apart() -> None:
    (a,) = ids(Draft("a.txt").cite("1-TB/CQBCĐ", issuer="Bí thư Thành ủy Hải Phòng"))
    assert a["1-TB/CQBCĐ"][1] == "resolved"


def test_a_number_starts_again_every_year() -> None:
    a, b, c = ids(
        Draft("a.txt").cite("31/QĐ-TTg", date="2019-03-04", title="về thi đua yêu nước toàn quốc"),
        Draft("b.txt").cite("31/QĐ-TTg", date="2026-01-05", title="về thu gom rác thải sinh hoạt"),
        Draft("c.txt").cite("31/QĐ-TTg"),
    )
    assert a["31/QĐ-TTg"][0] == "doc:31/QĐ-TTg#2019"
    assert b["31/QĐ-TTg"][0] == "doc:31/QĐ-TTg#2026"
    assert c["31/QĐ-TTg"] == ("doc:31/QĐ-TTg", "ambiguous")


@pytest.mark.parametrize(
    ("date", "title"),
    [
        ("2025-01-05", "về việc khác"),  # day and month agree: a slip in the year
        ("2025-06-07", "về thu gom rác thải sinh hoạt"),  # the title agrees
        ("2026-06-07", "về việc khác"),  # the year agrees
        (None, ""),
    ],
)
def test_two_dates_for_one_number_stay_one_document(date: str | None, title: str) -> None:
    a, b = ids(
        Draft("a.txt").cite("31/QĐ-TTg", date="2026-01-05", title="về thu gom rác thải sinh hoạt"),
        Draft("b.txt").cite("31/QĐ-TTg", date=date, title=title),
    )
    assert a["31/QĐ-TTg"] == b["31/QĐ-TTg"] == ("doc:31/QĐ-TTg", "resolved")


def test_a_year_within_the_number_settles_the_year() -> None:
    a, b = ids(
        Draft("a.txt").cite("226/2025/QH15", date="2025-06-27"), Draft("b.txt").cite("226/2025/QH15", date="2024-01-01")
    )
    assert a["226/2025/QH15"] == b["226/2025/QH15"]


def test_an_explicit_year_is_kept() -> None:
    name = f"47/KH-UBND@{WARD}"
    (a,) = ids(Draft("a.txt").cite(f"{name}#2025", date="2025-02-05").cite(f"{name}#2026", date="2026-02-05"))
    assert {node for node, _ in a.values()} >= {f"doc:{name}#2025", f"doc:{name}#2026"}


def test_a_named_law_joins_its_number_where_a_plan_states_both() -> None:
    a, b = ids(
        Draft("a.txt").cite("59/2020/QH14", title="Bảo vệ môi trường", kind="Luật", level="law"),
        Draft("b.txt").cite("Luật Bảo vệ môi trường", level="law"),
    )
    assert a["59/2020/QH14"] == b["Luật Bảo vệ môi trường"]


def test_a_law_of_another_year_does_not_join() -> None:
    a, b = ids(
        Draft("a.txt").cite("59/2020/QH14", title="Bảo vệ môi trường", kind="Luật", level="law"),
        Draft("b.txt").cite("Luật Bảo vệ môi trường", level="law", date="2014-06-23"),
    )
    assert a["59/2020/QH14"] != b["Luật Bảo vệ môi trường"]


def test_tone_placement_and_case_make_no_other_law() -> None:
    a, b = ids(Draft("a.txt").cite("Luật Hoà giải ở cơ sở"), Draft("b.txt").cite("Luật hòa giải ở cơ sở"))
    assert a["Luật Hoà giải ở cơ sở"] == b["Luật hòa giải ở cơ sở"]


def test_a_blank_number_gets_an_id_of_issuer_date_and_title() -> None:
    a, b = ids(Draft("a.txt"), Draft("b.txt", title="Phòng cháy, chữa cháy"))
    assert a["this"][0].startswith("doc:?/KH-UBND@Ủy ban nhân dân phường Bình An#2026-03~")
    assert a["this"] != b["this"]


def test_two_files_of_one_number_are_told_apart_and_the_citation_means_one() -> None:
    held: Any = {"ward": None, "number": "12", "issuer": CITY}
    a, b, c = ids(
        Draft("a.txt", **held), Draft("b.txt", title="Khác", **held), Draft("c.txt").cite(f"12/KH-UBND@{CITY}")
    )
    assert a["this"] == (f"doc:12/KH-UBND@{CITY}", "resolved")
    assert b["this"][0].startswith(f"doc:12/KH-UBND@{CITY}~")
    assert b["this"][1] == "ambiguous"
    assert c[f"12/KH-UBND@{CITY}"][0] == a["this"][0]


def test_a_party_plan_is_numbered_with_a_hyphen() -> None:
    (a,) = ids(Draft("a.txt", number="23", symbol="KH/ĐU", issuer="Đảng ủy phường Bình An"))
    assert a["this"][0] == "doc:23-KH/ĐU@Đảng ủy phường Bình An"


@pytest.mark.parametrize(
    ("number", "needed"),
    [
        *[("57-NQ/TW", False), ("31/QĐ-TTg", False), ("226/2025/QH15", False), ("13/2023/NĐ-CP", False)],
        *[("98/KH-UBND", True), ("53/2025/NQ-HĐND", True), ("12-KH/TU", True), ("1-TB/CQBCĐ", True)],
        ("Luật Thư viện", False),
    ],
)
def test_which_symbols_need_an_issuer(number: str, needed: bool) -> None:
    assert needs_issuer(number) is needed


def test_keys() -> None:
    assert number_key("02-KH/ĐU") == number_key("2-KH/ĐU")
    assert issuer_key("Chủ tịch Ủy ban nhân dân xã A") == issuer_key("Uỷ ban nhân dân xã A")
    assert issuer_key("Ủy ban nhân dân xã A") != issuer_key("Ủy ban nhân dân phường A")
    assert city_name("Đà Nẵng") == "thành phố Đà Nẵng"
    assert city_name("Sơn La") == "tỉnh Sơn La"
    assert city_name(None) == ""
    place = locality_of_issuer("Đảng ủy phường Việt Hoà, thành phố Hải Phòng")
    assert (place.ward, place.city) == ("phường Việt Hòa", "thành phố Hải Phòng")
    assert locality_of_issuer("Thành ủy Hải Phòng").city == "thành phố Hải Phòng"
    commune = Draft("a.txt", ward="Lương Minh", city="Nghệ An", issuer="Ủy ban nhân dân xã Lương Minh")
    assert locality(commune.plan()).name == "xã Lương Minh, tỉnh Nghệ An"


@pytest.mark.parametrize("date", [None, "2025-06-27"])
@pytest.mark.parametrize("issuer", [None, "Quốc hội"])
def test_a_number_with_and_without_its_date_and_issuer_is_one_document(date: str | None, issuer: str | None) -> None:
    a, b = ids(
        Draft("a.txt").cite("226/2025/QH15", date=date, issuer=issuer),
        Draft("b.txt", ward="Tân Lập", city="Sơn La").cite("226/2025/QH15", date="2025-06-27", issuer="Quốc hội"),
    )
    assert a["226/2025/QH15"] == b["226/2025/QH15"] == ("doc:226/2025/QH15", "resolved")


def test_a_cited_document_that_is_added_later_is_the_same_node() -> None:
    cited = Draft("a.txt").cite(f"12/KH-UBND@{CITY}", relation="implements", date="2026-02-01")
    held = Draft("city.txt", ward=None, number="12", issuer=CITY, date="2026-02-01")
    known = assemble([cited.plan()]).node(f"doc:12/KH-UBND@{CITY}")
    graph = assemble([cited.plan(), held.plan()])
    assert known.attributes["held"] is False
    assert graph.node(known.id).attributes["held"] is True
    assert [e.predicate for e in graph.into(known.id)] == ["implements"]


def test_two_dates_and_two_titles_stand_side_by_side_with_their_places() -> None:
    drafts = [
        Draft("a.txt").cite("31/QĐ-TTg", date="2026-01-05", title="về thu gom rác thải sinh hoạt"),
        Draft("b.txt").cite("31/QĐ-TTg", date="2025-01-05", title="về phân loại rác thải tại nguồn"),
    ]
    about = assemble([draft.plan() for draft in drafts]).node("doc:31/QĐ-TTg").attributes
    assert [(d["date"], d["evidence"][0][0]) for d in about["dates"]] == [("2025-01-05", "b.txt"), ("2026-01-05", "a.txt")]  # fmt: skip  # noqa: E501
    assert len(about["titles"]) == 2


def test_a_committee_and_its_party_organisation_are_one_issuer() -> None:
    assert issuer_key("Ban Chấp hành Đảng bộ phường Bình An") == issuer_key("Đảng ủy phường Bình An")
    assert issuer_key("Đảng bộ tỉnh Sơn La") == issuer_key("Ban Thường vụ Tỉnh ủy Sơn La")
    assert issuer_key("Đảng bộ thành phố Hải Phòng") == issuer_key("Thành ủy Hải Phòng")


NUMBERS = st.from_regex(r"[1-9][0-9]{0,3}(/20[0-9]{2})?[/-](KH|QĐ|NQ|CTr)-(UBND|TTg|TU|HĐND)", fullmatch=True)
ISSUERS = st.sampled_from(["", CITY, WARD, "Ủy ban nhân dân xã Bình An", "Thành ủy Hải Phòng"])


@given(NUMBERS, ISSUERS, st.sampled_from(["", "2025", "2026"]))
@settings(max_examples=80, deadline=None)
def test_the_name_of_a_node_is_the_canonical_name_of_its_document(number: str, issuer: str, year: str) -> None:
    name = replace(DocumentId.parse(number), issuer=issuer, year=year).canonical
    (found,) = ids(Draft("a.txt").cite(name, date=f"{year}-02-03" if year else None))
    node, state = found[name]
    if state == "resolved":
        assert DocumentId.parse(node.removeprefix("doc:")).key == DocumentId.parse(name).key
    else:
        assert needs_issuer(number)
        assert not issuer
