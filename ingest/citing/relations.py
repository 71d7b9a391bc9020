"""Relations between documents, each with the words that say so (guidelines, "relations" and "Decided cases").

The plan itself ("this") is based on what stands under "Căn cứ", carries out what its title and preamble say, and
mentions the rest. A document nested in another's title is related to that one by the verb between them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from ingest.citing.identity import DocumentId
from ingest.citing.nesting import Nest, nest, verb_before
from ingest.citing.texts import CitingText, citing_texts
from ingest.grammar import load
from ingest.passages import Part, Passage, Place
from ingest.plan import AliasMention, Citation, Meta, Predicate, Relation, Strength
from ingest.text.folding import lower

_STRENGTHS: dict[Part, Strength] = {"title": "title", "preamble": "preamble", "basis": "base"}
_OF_THIS = re.compile(r"(?:kế hoạch|quyết định|chương trình|nghị quyết|chỉ thị|văn bản|đề án) này[^;.]{0,60}$")
_ASKED = re.compile(
    r"(?:(?:xét|theo) đề nghị|trên cơ sở (?:đề nghị|đề xuất|tham mưu)) của [^;]{0,120} (?:tại|theo) (?:các )?$"
)
_WEIGHED = re.compile(r"(?:^|[;,.] ?)(?:xét|theo) (?:nội dung |các )?$")
_LONGEST = 400  # characters of evidence before a document that is cited far behind its verb
_BY_NUMBER = re.compile(r"(\d{2})/QĐ-TTg")
_ENOUGH = 5  # words in which the title and the name of a programme must agree


@dataclass(frozen=True, slots=True)
class _Cited:
    """Mention number `k` of a text, with its canonical name and standing."""

    text: CitingText
    k: int
    name: str
    nest: Nest

    @property
    def start(self) -> int:
        return self.text.mentions[self.k].start

    @property
    def strength(self) -> Strength:
        return _STRENGTHS.get(self.text.part, "body")


def find_relations(
    passages: Sequence[Passage],
    citations: Sequence[Citation],
    meta: Meta,
    place: Place,
    aliases: Sequence[AliasMention] = (),
) -> tuple[Relation, ...]:
    """The relations that the passages of one plan state, one for each distinct subject, predicate and object.

    `citations` and `aliases` are those of the same passages; `meta` names the plan itself, which is related to others
    only.
    Evidence runs from the verb (for nested documents: from the citing document) to the cited document.
    """
    own = DocumentId(meta.number or "", meta.symbol or "", meta.issuer).key if meta.number else None
    cited = [one for one in _cited(passages, citations, place) if DocumentId.parse(one.name).key != own]
    title = next(iter(citing_texts([passage for passage in passages if passage.part == "title"], Place())), None)
    found: dict[tuple[str, str, str], Relation] = {}
    for relation in [
        *_of_plan(cited),
        *(_of_programme(title, cited) if title else ()),
        *(_of_short_name(title, cited, aliases) if title else ()),
        *_of_documents(cited),
        *_of_aliases(cited, aliases),
        *_of_changes(cited),
    ]:
        found.setdefault((relation.subject, relation.predicate, relation.object), relation)
    strong = {relation.object for relation in found.values() if relation.subject == "this"}
    for relation in _mentions([one for one in cited if one.name not in strong]):
        found.setdefault((relation.subject, relation.predicate, relation.object), relation)
    return tuple(found.values())


def _cited(passages: Sequence[Passage], citations: Sequence[Citation], place: Place) -> Iterator[_Cited]:
    names = {(citation.start, citation.end): citation.canonical for citation in citations}
    for text in citing_texts(passages, place) if citations else []:
        for k, one in enumerate(nest(text.text, text.mentions)):
            mention = text.mentions[k]
            span = text.text.mapped.starts[mention.start], text.text.mapped.ends[mention.end - 1]
            if span in names:
                yield _Cited(text, k, names[span], one)


def _of_plan(cited: Iterable[_Cited]) -> Iterator[Relation]:
    for one in cited:
        if one.nest.standing == "top":
            predicate = _predicate(one)
            if predicate:
                yield _relation("this", predicate, one, one.nest.verb_start, qualified=predicate == "based_on")


def _predicate(one: _Cited) -> Predicate | None:
    """What a document cited by the plan itself is to the plan; None for a mere mention."""
    verb, part = one.nest.verb, one.text.part
    if part == "basis":
        return verb if verb == "implements" and _opens_with(one, "implements") else "based_on"
    if part == "preamble":
        if verb is None and one.text.verb:
            return one.text.verb
        if verb is None and _asked_for(one):
            return "based_on"
        if verb is None:
            return "implements" if _through_programme(one) else None
        return None if verb != "based_on" and _narrates(one) else verb
    if part == "title":
        through = _carried_out(one) or _through_programme(one)
        return verb if verb not in (None, "based_on") else "implements" if through else None
    if verb in ("replaces", "amends") and one.nest.verb_start is not None:
        low = one.text.text.low
        return verb if _OF_THIS.search(low, max(0, one.nest.verb_start - 120), one.nest.verb_start) else None
    return None


def _asked_for(one: _Cited) -> bool:
    """True for the letter that asked for the plan: "xét đề nghị của Phòng Kinh tế tại Tờ trình số ...", "Xét Tờ trình
    số ..."."""
    low = one.text.text.low
    begin = low.rfind(";", max(0, one.start - 200), one.start) + 1
    begin = max(begin, one.start - 200)
    if one.text.mentions[one.k].type == "Tờ trình" and _WEIGHED.search(low, begin, one.start):
        return True
    return _ASKED.search(low, begin, one.start) is not None


def _opens_with(one: _Cited, predicate: str) -> bool:
    """True when the clause of the citation, not only its verb, begins with a verb of that predicate."""
    patterns = next(entry["patterns"] for entry in load("relations")["verb"] if entry["predicate"] == predicate)
    start = one.nest.verb_start or 0
    head = re.compile(rf"(?:^|[;.] ?)(?:để |nhằm )?(?:{'|'.join(patterns)})(?!\w)")
    return any(match.end() >= start for match in head.finditer(one.text.text.low, 0, one.start)) or bool(
        head.match(one.text.text.low)
    )


def _carried_out(one: _Cited) -> bool:
    """A title that carries something out and names a document further on ("triển khai các nhiệm vụ trọng tâm của")."""
    before = one.text.text.low[: one.start]
    patterns = next(entry["patterns"] for entry in load("relations")["verb"] if entry["predicate"] == "implements")
    return (
        re.match(rf"\W*(?:về )?(?:việc )?(?:{'|'.join(patterns)})(?!\w)", before) is not None
        and " theo " not in before[-40:]
    )


def _through_programme(one: _Cited) -> bool:
    """True for the decision behind a programme that is carried out ("Triển khai Đề án ... theo Quyết định số ...")."""
    low = one.text.text.low
    begin = max(low.rfind(mark, 0, one.start) for mark in (";", ". ")) + 1
    clause = low[max(begin, one.start - 300) : one.start]
    by = re.search(r"\b(?:theo|tại|kèm theo) $", clause)
    return by is not None and _programme_in(clause, "implements") is not None and not _narrates(one)


def _narrates(one: _Cited) -> bool:
    """True in a sentence that tells what was done before, by others."""
    low = one.text.text.low
    begin = max(low.rfind(". ", 0, one.start) + 1, 0)
    end = low.find(". ", one.start)
    sentence = low[begin : end if end >= 0 else len(low)].strip()
    return _narrative().search(sentence) is not None


@cache
def _narrative() -> re.Pattern[str]:
    return re.compile("|".join(load("relations")["narrative"]["patterns"]))


def _of_documents(cited: Sequence[_Cited]) -> Iterator[Relation]:
    """Relations of documents to those nested in their titles."""
    at = {(id(one.text), one.k): one for one in cited}
    for one in cited:
        outer = at.get((id(one.text), one.nest.parent)) if one.nest.parent is not None else None
        if (
            outer
            and one.nest.standing == "nested"
            and one.nest.verb not in (None, "based_on")
            and outer.name != one.name
        ):
            assert one.nest.verb is not None
            yield _relation(outer.name, one.nest.verb, one, outer.start)


def _of_aliases(cited: Sequence[_Cited], aliases: Sequence[AliasMention]) -> Iterator[Relation]:
    """Documents whose titles say that they carry out one by its short name: "Chỉ thị số 7/CT-TTg về việc đẩy mạnh
    triển khai Đề án 06"."""
    names = {lower(alias.alias): alias.canonical for alias in aliases if alias.canonical}
    if not names:
        return
    either = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    pattern = re.compile(rf"(?<!\w)(?:{either})(?!\w)(?= ?(?:[;,.()\"]|$|năm |giai đoạn |trên địa bàn|trong |đến ))")
    for one in cited:
        mention = one.text.mentions[one.k]
        if one.nest.title is None or one.nest.standing == "aside":
            continue
        for found in pattern.finditer(one.text.text.low, *one.nest.title):
            verb = verb_before(one.text.text.low, found.start(), mention.qualified)
            canonical = names[found[0]]
            cites = any(m.start < found.end() and found.start() < m.end for m in one.text.mentions)
            if verb is not None and verb[0] == "implements" and canonical != one.name and not cites:
                span = one.text.text.mapped.span(one.start, found.end())
                yield Relation(one.name, "implements", canonical, span.text, span.start, span.end, one.strength)


def _of_changes(cited: Sequence[_Cited]) -> Iterator[Relation]:
    """Documents said to be amended or replaced by the one named behind them."""
    at = {(id(one.text), one.k): one for one in cited}
    for one in cited:
        k, predicate = one.nest.changed or (None, None)
        changed = at.get((id(one.text), k)) if k is not None else None
        if changed and predicate and changed.name != one.name:
            span = one.text.text.mapped.span(changed.start, one.text.mentions[one.k].end)
            yield Relation(one.name, predicate, changed.name, span.text, span.start, span.end, one.strength)


def _of_programme(title: CitingText, cited: Sequence[_Cited]) -> Iterator[Relation]:
    """The title cites nothing but carries out a programme, and a cited decision approves or promulgates that one."""
    named = _programme_in(title.text.low, "implements")
    if named is None or any(one.text.part == "title" for one in cited):
        return
    seen: set[str] = set()
    for one in cited:
        words = one.text.text.low[slice(*one.nest.title)] if one.nest.title and one.nest.standing == "top" else ""
        approved = _programme_in(words, "approves")
        if (
            approved
            and one.name not in seen
            and one.strength != "body"
            and _agree(words[approved[1] :], title.text.low[named[1] :])
        ):
            seen.add(one.name)
            span = title.text.mapped.span(named[0], min(len(title.text), named[1] + len(words) - approved[1]))
            yield Relation("this", "implements", one.name, span.text, span.start, span.end, "title")


def _of_short_name(title: CitingText, cited: Sequence[_Cited], aliases: Sequence[AliasMention]) -> Iterator[Relation]:
    """The title carries out a document by its numbered short name: "Triển khai Đề án 06 ...", which a definition or
    its number ties to Quyết định 06/QĐ-TTg. A name without a number ("Nghị quyết", "Chương trình") is a common noun
    there."""
    verb = re.search(rf"(?<!\w)(?:{_carrying_out()}|gắn với)(?!\w)", title.text.low)
    if verb is None:
        return
    for name, canonical in _numbered_names(cited, aliases).items():
        found = re.compile(rf"(?<!\w){re.escape(name)}(?![\w/-])").search(title.text.low, verb.end())
        if found and not any(m.start < found.end() and found.start() < m.end for m in title.mentions):
            span = title.text.mapped.span(verb.start(), found.end())
            yield Relation("this", "implements", canonical, span.text, span.start, span.end, "title")


def _numbered_names(cited: Sequence[_Cited], aliases: Sequence[AliasMention]) -> dict[str, str]:
    """Short names of two words or more that hold a number, in lower case, with the document that each stands for."""
    defined = {lower(alias.alias): alias.canonical for alias in aliases if alias.canonical}
    numbers = ((one.name, _BY_NUMBER.fullmatch(one.name)) for one in cited)
    counted = {f"đề án {number[1]}": name for name, number in numbers if number}
    return {name: to for name, to in (defined | counted).items() if re.fullmatch(r".* .*\d.*", name)}


def _programme_in(low: str, predicate: str) -> tuple[int, int] | None:
    """(index of the verb, index of the programme's kind word) where `low` carries out or approves a programme."""
    kinds = "|".join(load("relations")["programmes"]["patterns"])
    if predicate == "implements":
        match = re.compile(rf"\b(?:{_carrying_out()})\b[^;.]{{0,60}}?(?P<kind>\b(?:{kinds})\b)").search(low)
    else:
        match = re.compile(rf"(?:phê duyệt|ban hành)(?: điều chỉnh)? \"?(?P<kind>(?:{kinds})\b)").search(low)
    return (match.start(), match.start("kind")) if match else None


def _carrying_out() -> str:
    """The verbs of carrying out, as alternatives of a pattern."""
    return "|".join(next(e["patterns"] for e in load("relations")["verb"] if e["predicate"] == "implements"))


def _agree(first: str, second: str) -> bool:
    """True when two names begin with the same words, quotes and capitals aside."""
    words, others = (re.findall(r"\w+", lower(text)) for text in (first, second))
    same = 0
    for a, b in zip(words, others, strict=False):
        if a != b:
            break
        same += 1
    return same >= min(_ENOUGH, max(3, min(len(words), len(others))))


def _mentions(cited: Sequence[_Cited]) -> Iterator[Relation]:
    """One mention for each document, in the body where it stands there, else where it stands first."""
    for one in sorted(cited, key=lambda c: c.strength != "body"):
        begin = _clause_start(one)
        yield _relation("this", "mentions", one, begin)


def _clause_start(one: _Cited) -> int:
    low = one.text.text.low
    begin = max(low.rfind(mark, max(0, one.start - 200), one.start) for mark in (". ", "; ", ": "))
    begin = begin + 2 if begin >= 0 else low.find(" ", one.start - 200) + 1 if one.start > 200 else 0
    return min(begin, one.start)


def _relation(subject: str, predicate: Predicate, one: _Cited, begin: int | None, qualified: bool = False) -> Relation:
    mention = one.text.mentions[one.k]
    end = mention.qualified if qualified else mention.end
    start = mention.start if begin is None or mention.end - begin > _LONGEST else min(begin, mention.start)
    span = one.text.text.mapped.span(start, end)
    return Relation(subject, predicate, one.name, span.text, span.start, span.end, one.strength)
