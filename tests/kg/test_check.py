"""Defects, each with its place."""

from __future__ import annotations

from kg.assemble import assemble
from kg.check import Finding, check
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
    return Draft(name, **{"number": "1", **fields}).task("Thu gom rác", lead=("Công an phường",))  # type: ignore[arg-type]


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
    found = findings(newer, sound("b.txt", number="2").cite("47/QĐ-TTg"))
    assert [f.source for f in found["replaced-basis"]] == ["b.txt"]


def test_numbers_that_are_blank_or_twice() -> None:
    assert findings(sound(number=None))["no-number"][0].text == "Tăng cường vệ sinh môi trường"
    known = findings(sound(number=None).anomaly("blank-number", "Số văn bản bỏ trống"))
    assert list(known) == ["blank-number"]
    (twice,) = findings(sound(), sound("b.txt", title="Khác"))["same-number"]
    assert twice.source == "b.txt"


def test_tasks_without_lead_and_plans_without_tasks() -> None:
    (bare,) = findings(sound().task("Trồng cây"))["no-lead"]
    assert bare.text == "Trồng cây"
    assert "no-tasks" in findings(Draft("a.txt", number="1"))


def test_one_matter_led_by_two() -> None:
    text = "Tổ chức thu gom rác thải sinh hoạt tại các khu dân cư trên địa bàn phường"
    draft = Draft("a.txt", number="1").task(text, lead=("Công an phường",), path="II.1")
    draft.task(text + ".", lead=("Tổ dân phố",), path="IV.2", part="organisation")
    (finding,) = findings(draft)["contradictory-lead"]
    assert "mục II.1 giao Công an phường chủ trì, mục IV.2 giao Tổ dân phố chủ trì" in finding.message


def test_a_narrow_topic_led_from_two_sections() -> None:
    def plan(tasks: int) -> Draft:
        draft = Draft("a.txt", number="1")
        for i in range(tasks):
            draft.task(
                f"Bảo đảm an toàn mạng số {i} của nhà văn hóa", lead=("Công an phường",), topics=("an ninh mạng",)
            )
        words = "Tuyên truyền kỹ năng số cho người cao tuổi"
        return draft.task(words, lead=("Tổ dân phố",), topics=("an ninh mạng",), part="appendix", path="PL.1")

    (finding,) = findings(plan(1))["divided-topic"]
    assert finding.message.startswith("Việc về an ninh mạng giao cho hai nơi")
    assert "divided-topic" not in findings(plan(5))
