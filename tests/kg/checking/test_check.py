"""Defects, each with its place."""

from __future__ import annotations

from typing import Any

import pytest

from kg.assembly.assemble import assemble
from kg.checking.check import Finding, check
from tests.kg.plans import Draft

CITY = "Ủy ban nhân dân thành phố Hải Phòng"


def findings(*drafts: Draft) -> dict[str, list[Finding]]:
    plans = [draft.plan() for draft in drafts]
    texts = {draft.source: draft.text for draft in drafts}
    found: dict[str, list[Finding]] = {}
    for finding in check(assemble(plans, texts), plans):
        if finding.start is not None:
            assert finding.text == texts[finding.source][finding.start : finding.end]
        found.setdefault(finding.kind, []).append(finding)
    return found


def sound(name: str = "a.txt", **fields: str | None) -> Draft:
    """A plan without defects."""
    draft = Draft(name, **{"number": "1", **fields}).cite("20-NQ/TW")  # type: ignore[arg-type]
    return draft.task("Thu gom rác", lead=("Công an phường",))


def test_a_sound_plan_has_no_findings() -> None:
    assert findings(sound().cite("57-NQ/TW", date="2024-12-22")) == {}


def test_what_the_plan_itself_shows_is_passed_on() -> None:
    (finding,) = findings(sound().anomaly("slip", "Có lẽ là lỗi gõ"))["slip"]
    assert finding.message == "Có lẽ là lỗi gõ"
    assert finding.node.startswith("doc:1/KH-UBND@")


def test_citations_that_are_not_made_out() -> None:
    (open_one,) = findings(sound().cite("5/KH-UBND"))["open-citation"]
    assert open_one.text == "Nghị quyết số 5/KH-UBND"
    draft = sound().cite(f"5/KH-UBND@{CITY}").cite("5/KH-UBND@Ủy ban nhân dân phường Bình An").cite("5/KH-UBND")
    (ambiguous,) = findings(draft)["ambiguous-citation"]
    assert "UBND phường Bình An" in ambiguous.message
    assert "UBND thành phố Hải Phòng" in ambiguous.message


def test_one_number_with_two_dates_over_two_plans() -> None:
    found = findings(
        sound().cite("31/QĐ-TTg", date="2026-01-05"), sound("b.txt", number="2").cite("31/QĐ-TTg", date="2025-01-05")
    )["two-dates"]
    assert [f.source for f in found] == ["a.txt", "b.txt"]
    assert "5/1/2025, 5/1/2026" in found[0].message


def test_a_date_against_the_documents_own() -> None:
    held = sound("city.txt", ward=None, number="12", issuer=CITY, date="2026-02-01")
    (finding,) = findings(held, sound("b.txt", number="2").cite(f"12/KH-UBND@{CITY}", date="2026-02-11"))["two-dates"]
    assert finding.source == "b.txt"


def test_a_document_cannot_carry_out_a_later_one() -> None:
    (finding,) = findings(sound(date="2026-03").cite("31/QĐ-TTg", date="2026-05-01"))["cited-before-issued"]
    assert "ban hành sau (1/5/2026)" in finding.message
    assert "cited-before-issued" not in findings(sound(date="2026").cite("31/QĐ-TTg", date="2026-05-01"))


def test_a_circle_of_documents() -> None:
    draft = sound()
    for one, other in (("1", "2"), ("2", "3"), ("3", "1")):
        draft.cite(f"{other}/QĐ-TTg", subject=f"{one}/QĐ-TTg", relation="implements", kind="Quyết định")
    (finding,) = findings(draft)["cycle"]
    names = ("1/QĐ-TTg", "2/QĐ-TTg", "3/QĐ-TTg", "1/QĐ-TTg")
    assert " → ".join(f"Quyết định {name}" for name in names) in finding.message


def test_a_plan_that_rests_on_a_replaced_document() -> None:
    newer = sound("new.txt").cite("47/QĐ-TTg", relation="replaces", strength="body")
    found = findings(newer, sound("b.txt", number="2", date="2026-02").cite("47/QĐ-TTg"))
    assert [f.source for f in found["replaced-basis"]] == ["b.txt"]
    assert "ngày 3/2026; cần rà soát lại" in found["replaced-basis"][0].message


def test_numbers_that_are_blank_or_twice() -> None:
    assert findings(sound(number=None))["no-number"][0].text == "Tăng cường vệ sinh môi trường"
    known = findings(sound(number=None).anomaly("blank-number", "Số văn bản bỏ trống"))
    assert list(known) == ["blank-number"]
    (twice,) = findings(sound(), sound("b.txt", title="Khác"))["same-number"]
    assert twice.source == "b.txt"


def test_plans_without_tasks_or_basis() -> None:
    found = findings(Draft("a.txt", number="1"))
    assert [f.text for f in found["no-tasks"] + found["no-basis"]] == ["Tăng cường vệ sinh môi trường"] * 2


def test_tasks_without_lead_are_summed_up_by_part() -> None:
    draft = sound().task("Trồng cây", headings=("NHIỆM VỤ", "Cây xanh")).task("Tưới cây", headings=("NHIỆM VỤ", "Nước"))
    draft.task("Báo cáo kết quả", part="organisation", headings=("TỔ CHỨC THỰC HIỆN",))
    body, organisation = findings(draft)["no-lead"]
    assert body.message == "2 nhiệm vụ ở phần nội dung “NHIỆM VỤ” không ghi đơn vị chủ trì"
    assert (body.text, [place.text for place in body.places]) == ("Trồng cây", ["Trồng cây", "Tưới cây"])
    assert all(place.node.startswith("task:") for place in body.places)
    assert [place.text for place in organisation.places] == ["Báo cáo kết quả"]


@pytest.mark.parametrize(
    ("stated", "again"),
    [
        ("Đẩy mạnh tuyên truyền phân loại rác tại nguồn", "Đẩy mạnh tuyên truyền phân loại rác tại nguồn."),
        (
            "Tăng cường tuyên truyền phân loại rác thải sinh hoạt tại nguồn trong các khu dân cư, nhất là vào dịp hè",
            "Tuyên truyền phân loại rác thải sinh hoạt tại nguồn trong các khu dân cư",
        ),
    ],
)
def test_a_task_that_a_table_gives_to_a_unit_has_a_lead(stated: str, again: str) -> None:
    draft = sound().task(stated).task(again, lead=("Tổ dân phố",), part="appendix", path="PL.1")
    assert "no-lead" not in findings(draft)
    assert "no-lead" in findings(sound().task(stated).task("Rác", lead=("Tổ dân phố",)))


def test_one_matter_led_by_two() -> None:
    text = "Tổ chức thu gom rác thải sinh hoạt tại các khu dân cư trên địa bàn phường"

    def plan(first: str, second: str) -> Draft:
        draft = sound().task(text, lead=(first,), path="II.1")
        return draft.task(text + ".", lead=(second,), path="IV.2", part="organisation")

    (finding,) = findings(plan("Công an phường", "Tổ dân phố"))["contradictory-lead"]
    assert "mục II.1 giao Công an phường chủ trì, mục IV.2 giao Tổ dân phố chủ trì" in finding.message
    assert [place.text for place in finding.places] == [text, text + "."]
    assert findings(plan("Các đơn vị liên quan", "Tổ dân phố")) == {}  # a group contradicts none of its members


def test_a_narrow_topic_led_from_two_sections() -> None:
    def plan(tasks: int, concept: str = "an-ninh-mang", lead: str = "Tổ dân phố") -> Draft:
        draft = Draft("a.txt", number="1").cite("57-NQ/TW")
        about: Any = {"topics": ("an ninh mạng",), "concepts": ("an-ninh-mang",)}
        for i in range(tasks):
            draft.task(f"Bảo đảm an toàn mạng số {i} của nhà văn hóa", lead=("Công an phường",), **about)
        about["concepts"] = (concept,)
        return draft.task("Giữ an ninh mạng cho người cao tuổi", lead=(lead,), part="appendix", path="PL.1", **about)

    (finding,) = findings(plan(1))["divided-topic"]
    assert finding.message.startswith("Việc về an ninh mạng giao cho hai nơi")
    assert "divided-topic" not in findings(plan(5))
    assert "divided-topic" not in findings(plan(1, concept="lua-dao-truc-tuyen"))
    assert "divided-topic" not in findings(plan(1, lead="Các đơn vị liên quan"))


def test_one_number_under_two_names() -> None:
    first = sound().cite("31/QĐ-TTg", title="về thu gom rác thải sinh hoạt tại nguồn")
    for title, kinds in [
        ("về bồi dưỡng cán bộ trẻ người dân tộc thiểu số", {"two-titles"}),
        ("về việc thu gom rác thải sinh hoạt", set()),
    ]:
        found = findings(first, sound("b.txt", number="2").cite("31/QĐ-TTg", title=title))
        assert set(found) == kinds


def test_one_short_name_for_two_documents() -> None:
    draft = sound().cite("31/QĐ-TTg").cite("9-KL/TW").alias("Chương trình", "31/QĐ-TTg")
    (finding,) = findings(draft.alias("chương trình", "9-KL/TW"))["duplicate-alias"]
    assert finding.text == "(sau đây gọi là chương trình)"
    assert "31/QĐ-TTg; 9-KL/TW" in finding.message
    assert "duplicate-alias" not in findings(sound().cite("31/QĐ-TTg").alias("A", "31/QĐ-TTg").alias("A", "31/QĐ-TTg"))
