"""Citations of a plan: every mention of a document, with the document that it means.

`citing_texts` finds the mentions; here each gets its canonical name (guidelines, "citations"): numbers of local and
Party-committee bodies take `@issuer`, stated at the mention or elsewhere in the plan; documents
that would still be taken for one another take `#year`. What remains open stays open: an issuer is never guessed.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, pairwise

from ingest.citing.aliases import Definition, find_definitions
from ingest.citing.issuers import body_key, is_central, is_complete, is_local
from ingest.citing.mentions import Mention, standard_spans
from ingest.citing.nesting import Nest, nest
from ingest.citing.numbers import Number, level_of, type_of_symbol
from ingest.citing.pinpoints import pinpoint_before
from ingest.citing.texts import CitingText, citing_texts
from ingest.grammar import load
from ingest.passages import Passage, Place
from ingest.plan import AliasMention, Citation, Standard
from ingest.text.folding import lower
from ingest.text.spelling import modern

_LONGEST_LIST = 12  # numbers that share one symbol, documents that a definition may mean, dates of one document


@dataclass(frozen=True, slots=True)
class Citations:
    """Everything that a plan cites: mentions in reading order, definitions of short names, technical standards."""

    citations: tuple[Citation, ...]
    aliases: tuple[AliasMention, ...]
    standards: tuple[Standard, ...]


def find_citations(passages: Sequence[Passage], place: Place) -> Citations:
    """The citations, aliases and standards in the passages of one plan. `place` completes "UBND thành phố"."""
    texts = citing_texts(passages, place)
    names = canonical_names(texts)
    cited = [
        _citation(text, mention, name)
        for text, row in zip(texts, names, strict=True)
        for mention, name in zip(text.mentions, row, strict=True)
        if name
    ]
    cited = _with_full_issuers(cited)
    aliases = [alias for k, text in enumerate(texts) for alias in _aliases(text, names[k], texts, names)]
    standards = [standard for text in texts for standard in _standards_in(text)]
    cited.sort(key=lambda citation: (citation.start, citation.end))
    return Citations(tuple(cited), tuple(sorted(aliases, key=lambda a: a.start)), tuple(standards))


def canonical_names(texts: Sequence[CitingText]) -> list[list[str]]:
    """For each text the canonical names of its mentions, in order; "" for a number that is nowhere given in full."""
    mentions = [mention for text in texts for mention in text.mentions]
    bases = _bases(texts)
    issuers = _issuers(zip(mentions, bases, strict=True))
    named = [f"{base}@{issuer}" if base and issuer else base for base, issuer in zip(bases, issuers, strict=True)]
    years = _years(mentions, named)
    flat = iter(f"{name}#{year}" if year else name for name, year in zip(named, years, strict=True))
    return [[next(flat) for _ in text.mentions] for text in texts]


def _bases(texts: Sequence[CitingText]) -> list[str]:
    """Canonical names without issuer: names of laws whose number is known become it, short numbers become full."""
    mentions = [mention for text in texts for mention in text.mentions]
    numbers = {m.name: m.base for m in mentions if m.number and m.name}
    full: dict[tuple[str, str], set[str]] = defaultdict(set)
    for mention in mentions:
        if mention.number:
            full[_kind(mention), mention.number.digits.lstrip("0")].add(mention.base)
    found: list[str] = []
    for text in texts:
        for k, mention in enumerate(text.mentions):
            if mention.base:
                found.append(numbers.get(mention.base, mention.base))
            else:
                found.append(
                    _from_list(text, k)
                    or _only(full[mention.type, mention.digits.lstrip("0")])
                    or _from_issuer(mention)
                )
    return found


def _kind(mention: Mention) -> str:
    return (type_of_symbol(mention.number.parts[0]) if mention.number else None) or mention.type


def _only(names: Iterable[str]) -> str:
    """The one name among `names`; "" when there are none or several: what is ambiguous stays open."""
    several = sorted(set(names))
    return several[0] if len(several) == 1 else ""


def _from_list(text: CitingText, k: int) -> str:
    """ "18" in "Nghị quyết số 18, 19-NQ/TW" shares the symbol, in "18, 19 của Bộ Chính trị" the issuer, of the last."""
    near = text.mentions[k : k + _LONGEST_LIST]
    for before, after in pairwise(near):
        if not re.fullmatch(r"(?:,| và) (?:số )?", text.text.low[before.end : after.start]):
            return ""
        if after.number and _kind(after) != text.mentions[k].type:
            return ""  # "Nghị định 351 và Thông tư số 7/2021/TT-BYT": another kind has a symbol of its own
        if after.number:
            return _with_digits(after.number, text.mentions[k].digits)
        if after.issuer:
            return _from_issuer(replace(text.mentions[k], issuer=after.issuer))
    return ""


def _with_digits(number: Number, digits: str) -> str:
    return digits + number.canonical.removeprefix(number.digits)


def _from_issuer(mention: Mention) -> str:
    """The full number of "Nghị quyết 57 của Bộ Chính trị": central Party bodies share one symbol."""
    symbols = {"Nghị quyết": "NQ", "Chỉ thị": "CT", "Kết luận": "KL", "Thông báo": "TB"}
    central = mention.issuer and mention.issuer.name.startswith(
        ("Bộ Chính trị", "Ban Bí thư", "Ban Chấp hành Trung ương")
    )
    return f"{mention.digits}-{symbols[mention.type]}/TW" if central and mention.type in symbols else ""


def _issuers(mentions: Iterable[tuple[Mention, str]]) -> list[str]:
    """For each mention the issuer that its canonical name needs, "" where it needs none or none is known."""
    rows = list(mentions)
    departments = _departments(rows)
    stated: dict[str, dict[str, str]] = defaultdict(dict)
    dated: dict[tuple[str, str | None], str] = {}
    for mention, base in rows:
        issuer = _stated(mention) or _department_of(mention, departments)
        if issuer and _needs_issuer(mention, issuer):
            name = stated[base].setdefault(body_key(issuer), issuer)
            dated.setdefault((base, mention.date), name)
    local = {base for mention, base in rows if base in stated}
    return [_issuer_of(mention, base, stated[base], dated, base in local) for mention, base in rows]


def _departments(rows: Iterable[tuple[Mention, str]]) -> dict[str, str]:
    """Which department a symbol such as SCT means in this plan, where a mention states it."""
    named: dict[str, set[str]] = defaultdict(set)
    for mention, _ in rows:
        part = _department_symbol(mention.number)
        if part and "sở " in lower(_stated(mention)):
            named[part].add(_stated(mention))
    return {part: _only(names) for part, names in named.items()}


def _department_of(mention: Mention, departments: Mapping[str, str]) -> str:
    return departments.get(_department_symbol(mention.number), "")


def _department_symbol(number: Number | None) -> str:
    """The part of a symbol that stands for a department of the province, "" when there is not exactly one."""
    return _only(part for part in number.parts if re.fullmatch(r"S[A-ZĐ,&]{2,}", part)) if number else ""


def _issuer_of(
    mention: Mention,
    base: str,
    stated: dict[str, str],
    dated: dict[tuple[str, str | None], str],
    local: bool,
) -> str:
    issuer = _stated(mention)
    if issuer:
        return stated[body_key(issuer)] if local and _needs_issuer(mention, issuer) else ""
    if local:
        return _only(stated.values()) or (dated.get((base, mention.date), "") if mention.date else "")
    return ""  # never guessed from the symbol: a committee and its standing board both sign with TU


def _stated(mention: Mention) -> str:
    """The issuing body that the mention states in full; an officer's person or a body without its place is none."""
    body = mention.issuer or mention.sender
    return body.name if body and not body.person and is_complete(body.name) else ""


def _needs_issuer(mention: Mention, issuer: str) -> bool:
    """Whether documents of `issuer` need it in their name: those of bodies below the central level do."""
    if mention.number is None:
        return False
    return is_local(issuer) or (level_of(mention.number) == "local" and not is_central(issuer))


def _years(mentions: Sequence[Mention], names: Sequence[str]) -> list[str]:
    """`#year` for mentions of different documents under one name: both year and day differ (a date that differs in
    the year alone is a slip of the pen, as is one that differs in the day alone)."""
    dates: dict[str, set[str]] = defaultdict(set)
    for mention, name in zip(mentions, names, strict=True):
        if mention.date and name and not (mention.number and mention.number.year):
            dates[name].add(mention.date)
    apart = {name for name, found in dates.items() if _differ(found)}
    return [m.date[:4] if m.date and name in apart else "" for m, name in zip(mentions, names, strict=True)]


def _differ(dates: set[str]) -> bool:
    some = sorted(dates)[:_LONGEST_LIST]
    return any(a[:4] != b[:4] and (a[4:] != b[4:] or len(a) == 4) for a, b in combinations(some, 2))


def _citation(text: CitingText, mention: Mention, name: str) -> Citation:
    span = text.text.mapped.span(mention.start, mention.end)
    number = mention.number
    written = text.text.mapped.span(number.start, number.end).text if number else mention.digits
    body = mention.issuer or mention.sender
    issuer = body.name if body else None
    place = pinpoint_before(text.text.mapped.text, mention.start)
    return Citation(
        *(span.text, span.start, span.end),
        canonical=name,
        type=mention.type,
        number_symbol=re.sub(r"\s+", "", written) or None,
        date=mention.date,
        issuer=issuer,
        pinpoint=text.text.mapped.text[slice(*place)] if place else None,
    )


def _with_full_issuers(cited: Sequence[Citation]) -> list[Citation]:
    """A body named in short ("Ban Chỉ đạo Trung ương", "Tỉnh ủy") under the full name that another mention of the
    same document gives it ("... về chuyển đổi số", "... Sóc Trăng")."""
    full: dict[str, str] = {}
    for one in cited:
        if one.issuer and len(one.issuer) > len(full.get(one.canonical, "")):
            full[one.canonical] = one.issuer
    return [
        replace(one, issuer=full[one.canonical])
        if one.issuer and _is_short_for(one.issuer, full[one.canonical])
        else one
        for one in cited
    ]


def _is_short_for(issuer: str, full: str) -> bool:
    """Whether `issuer` is `full` without its field, without the name of its place, or without "Đảng"."""
    if full.startswith(f"{issuer} "):
        return full.startswith(f"{issuer} về ") or not is_complete(issuer)
    return issuer.replace("Trung ương ", "Trung ương Đảng ") == full


def _aliases(
    text: CitingText, row: Sequence[str], texts: Sequence[CitingText], names: Sequence[Sequence[str]]
) -> list[AliasMention]:
    definitions = list(find_definitions(text.text, text.mentions))
    nests = nest(text.text, text.mentions) if definitions else []
    first = {name: k for k, name in reversed(list(enumerate(row)))}
    found = []
    for definition in definitions:
        canonical = _defined(definition, text, row, nests, first) or _promulgated(definition, texts, names)
        if canonical:
            span = text.text.mapped.span(definition.start, definition.end)
            found.append(AliasMention(definition.alias, canonical, span.text, span.start, span.end))
    return found


def _defined(
    definition: Definition, text: CitingText, row: Sequence[str], nests: Sequence[Nest], first: Mapping[str, int]
) -> str:
    """The document that a definition gives a short name to: the one named in it, else one cited before it. `first`
    tells where in the text each document is mentioned first."""
    if definition.mention is not None:
        name = row[definition.mention]
        return name if definition.explicit or first[name] < definition.mention else ""
    count = bisect_right(text.mentions, definition.start, key=lambda mention: mention.start)
    before = [k for k in range(max(0, count - _LONGEST_LIST), count) if text.mentions[k].end <= definition.start]
    alias = lower(modern(definition.alias))
    clause = nests[before[-1]].clause if before else 0
    same = [k for k in before if alias and alias.startswith(lower(text.mentions[k].type)) and text.mentions[k].type]
    near = [k for k in same if nests[k].clause == clause and nests[k].standing != "aside"]
    if near or same:
        return row[near[0] if near else same[-1]]
    return next((row[k] for k in reversed(before) if _promulgates(text, k, nests[k], alias)), "")


def _promulgates(text: CitingText, k: int, one: Nest, alias: str) -> bool:
    """True when the title of mention `k` approves or promulgates what `alias` calls by its kind ("Chương trình")."""
    if one.title is None or not re.match(_programme(), alias):
        return False
    kind = re.escape(alias.partition(" ")[0])
    promulgated = re.compile(rf"(?:về )?(?:việc )?(?:phê duyệt|ban hành)(?: điều chỉnh)? \"?{kind}")
    return promulgated.match(text.text.low, one.title[0]) is not None


def _promulgated(definition: Definition, texts: Sequence[CitingText], names: Sequence[Sequence[str]]) -> str:
    """Where the text of the definition cites nothing fitting: the one cited decision that approves such a thing."""
    alias = lower(modern(definition.alias))
    if not re.match(_programme(), alias):
        return ""
    return _only(
        names[j][k]
        for j, text in enumerate(texts)
        for k, one in enumerate(nest(text.text, text.mentions) if text.mentions else [])
        if _promulgates(text, k, one, alias)
    )


def _programme() -> str:
    return rf"(?:{'|'.join(load('relations')['programmes']['patterns'])})(?!\w)"


def _standards_in(text: CitingText) -> list[Standard]:
    found = []
    for start, end in standard_spans(text.text):
        span = text.text.mapped.span(start, end)
        found.append(Standard(span.text, span.start, span.end, re.sub(r"\s+", " ", span.text).strip()))
    return found
