"""Numbers of documents: "709/QĐ-TTg", "226/2025/QH15", "57-NQ/TW", "154/CTPH-LĐLĐ-SVH,TT,DL".

State numbers are number, slash, perhaps year and slash, symbol; Party numbers are number, hyphen, symbol with a slash
before the body. The grammar is in `grammar/document_types.toml` and `grammar/bodies.toml`; numbers come with stray
blanks, a missing hyphen, capitals throughout, letters after the digits and a typed-over Đ.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from ingest.grammar import load
from ingest.text.folding import alternatives

# A part of a symbol. Commas occur only inside the names of departments and ministries (SVH,TT,DL), stops between the
# letter of a department and its numeral (VPCP-V.I).
_LETTER_AND_NUMERAL = r"[A-Z]\.[IVX]{1,4}(?!\w)"
_PART = (
    rf"(?:(?<=-){_LETTER_AND_NUMERAL}"
    r"|[SB][A-ZĐ]{1,6}(?:,[A-ZĐ]{2,4}){1,3}|[A-ZĐƯ](?:[A-Za-zĐđƯ]|&(?=[A-ZĐ])){0,24})\d{0,3}"
)
_JOIN = r"(?: ?[/_-] ?|\.(?=[A-ZĐ]{3}))"
# The first digit comes before what must not stand in front of it, so that the search can skip to the next digit.
_NUMBER = re.compile(
    r"(?P<digits>\d(?<![\w/:.].)(?<![\w/]-.)(?<!\d,.)\d{0,4}(?:\.\d{1,2}(?=/20\d\d/))?)(?P<letter>[A-Za-zđ](?= ?[/-]))?"
    r"(?: ?/ ?(?P<year>(?:19|20)\d{2})(?= ?[/-]|[A-ZĐ]{2,4}-[A-ZĐ]))?"
    rf"(?P<mark> ?[/-] ?|(?<=/20\d\d)(?=[A-ZĐ]{{2,4}}-[A-ZĐ])| (?=[A-ZĐ]{{2,5}} ?[/-] ?[A-ZĐ]))"
    rf"(?P<symbol>{_PART}(?:{_JOIN}{_PART}){{0,15}})(?![\w@])"
)
# A symbol in small letters ("57-nq/tw"); only known symbols are taken for one.
_SMALL = re.compile(
    r"\d(?<![\w/:.].)\d{0,4}(?:/(?:19|20)\d{2})?[/-][a-zđư]{2,5}[/-][a-zđư]{2,8}(?:-[a-zđư]{2,8})?(?![\w/-])"
)
_SPLIT = re.compile(rf"({_JOIN})")
_LEVEL_WORD = re.compile(r" (?:thành phố|tỉnh|phường|xã|quận|huyện|đặc khu)\b")


@dataclass(frozen=True, slots=True)
class Number:
    """A number found at `start:end`. `parts` are the pieces of the symbol in their usual spelling."""

    start: int
    end: int
    digits: str
    year: str | None
    parts: tuple[str, ...]
    party: bool

    @property
    def canonical(self) -> str:
        """Number and symbol without blanks: "57-NQ/TW", "226/2025/QH15"."""
        head = f"{self.digits}/{self.year}" if self.year else self.digits
        if self.party and len(self.parts) > 1:
            return f"{head}-{self.parts[0]}/{'-'.join(self.parts[1:])}"
        return f"{head}/{'-'.join(self.parts)}"

    @property
    def symbol(self) -> str:
        """The canonical number without its digits and year: "NQ/TW", "KH-UBND", "QH15"."""
        separator = "/" if self.party else "-"
        return separator.join([self.parts[0], "-".join(self.parts[1:])]) if len(self.parts) > 1 else self.parts[0]


@dataclass(frozen=True, slots=True)
class Body:
    """What a part of a symbol says about the issuing body. `level` is national, party (central) or local."""

    name: str
    level: str
    committee: str = ""


def find_numbers(plain: str) -> Iterator[Number]:
    """Everything in `plain` that has the shape of a document number, in order; whether it is one, the words around
    it decide (`is_known`)."""
    found = [number for match in _NUMBER.finditer(plain) if (number := _read(match, plain)) is not None]
    found += [number for match in _SMALL.finditer(plain) if (number := _read_small(match)) is not None]
    yield from sorted(found, key=lambda number: number.start)


def read_number(plain: str) -> Number | None:
    """The number that fills `plain` from its first to its last character, or None."""
    match = _NUMBER.match(plain)
    number = _read(match, plain) if match else None
    return number if number and number.end == len(plain) else None


def is_known(number: Number) -> bool:
    """True when the symbol alone shows a document: a known type and more, or a known body."""
    first = number.parts[0]
    if type_of_symbol(first) is not None:
        return len(number.parts) > 1
    if re.fullmatch(r"(?:UBTV)?QH\d{1,2}", first):
        return True
    return len(number.parts) > 1 and body(first) is not None


@cache
def type_of_symbol(part: str) -> str | None:
    """The document type that the first part of a symbol stands for: "QĐ" gives "Quyết định"; None when unknown."""
    return {symbol.lower(): entry["name"] for entry in _types() for symbol in entry.get("symbols", [])}.get(
        part.lower()
    )


@cache
def body(part: str, families: bool = True) -> Body | None:
    """The body that a part of a symbol stands for, None when unknown. Numbers of terms ("QH15") are left aside."""
    bare = part.rstrip("0123456789")
    for entry in load("bodies")["body"]:
        if bare in entry["symbols"]:
            return Body(entry["name"], entry["level"], entry.get("committee", ""))
    for entry in load("bodies")["family"] if families else []:
        if re.fullmatch(entry["pattern"], bare) and bare not in ("BC", "BB"):
            return Body("", entry["level"])
    return None


def level_of(number: Number) -> str:
    """ "national", "party" (central) or "local" by the symbol. An unknown symbol is local: it needs an issuer."""
    known = [found.level for part in number.parts if (found := body(part)) is not None]
    if "party" in known or (not known and number.parts[-1].endswith("TW")):
        return "party"
    return "national" if known[:1] == ["national"] else "local"


@cache
def type_pattern() -> str:
    """A regular expression for the words of all document types, lower case, the longest first."""
    return alternatives([word.lower() for word in _type_words()])


def type_of_words(words: str) -> str:
    """The name of the document type that is written `words` (any case, modern tone placement), with the words that
    make it a joint one ("Hướng dẫn liên ngành")."""
    known = _type_words()
    kind, more = words.lower(), ""
    while kind not in known:
        kind, _, last = kind.rpartition(" ")
        more = f" {last}{more}"
    return known[kind] + more


@cache
def _type_words() -> dict[str, str]:
    words = {entry["name"].lower(): str(entry["name"]) for entry in _types()}
    return words | {word.lower(): str(entry["name"]) for entry in _types() for word in entry.get("words", [])}


@cache
def _types() -> tuple[dict[str, Any], ...]:
    return tuple(load("document_types")["type"])


@cache
def _spelling() -> dict[str, str]:
    symbols = [s for entry in _types() for s in entry.get("symbols", [])]
    symbols += [s for entry in load("bodies")["body"] for s in entry["symbols"]]
    return {symbol.upper(): symbol for symbol in reversed(symbols)}


def _read(match: re.Match[str], plain: str) -> Number | None:
    pieces = _SPLIT.split(match["symbol"])
    parts, joins = pieces[::2], pieces[1::2]
    count = _complete(parts, joins, plain, match.start("symbol"))
    taken = "".join(pieces[: 2 * count - 1])
    usual = [_usual(part) for part in parts[:count]]
    if any(part is None for part in usual) or re.fullmatch(r"[A-Z]\d+", parts[0]):
        return None
    note = _footnote(parts[count - 1]) if count > 1 else ""
    usual[-1], taken = (usual[-1] or "").removesuffix(note), taken.removesuffix(note)
    spelled = _repaired([part for part in usual if part], joins)
    party = _is_party(match["mark"], spelled, joins[: count - 1], match["year"])
    digits = match["digits"] + (match["letter"] or "")
    return Number(match.start(), match.start("symbol") + len(taken), digits, match["year"], tuple(spelled), party)


def _footnote(part: str) -> str:
    """The digits of a footnote's mark behind a symbol ("NĐ-CP1"); assemblies count their terms, and banks, boards and
    schools have numbers of their own."""
    bare = part.rstrip("0123456789")
    known = body(part, families=False)
    named = known is not None and known.name != "" and "Quốc hội" not in known.name
    ministry = known is not None and known.level == "national" and bare.startswith("B")
    return part[len(bare) :] if named or ministry or bare in ("UBND", "TW") else ""


def _read_small(match: re.Match[str]) -> Number | None:
    number = read_number(match[0].upper())
    if number is None or not all(type_of_symbol(part) or body(part, families=False) for part in number.parts):
        return None
    return replace(number, start=match.start(), end=match.end())


def _complete(parts: list[str], joins: list[str], plain: str, start: int) -> int:
    """How many parts belong to the symbol: a dash between blanks after a whole symbol opens the next words."""
    position = start + len(parts[0])
    for k, join in enumerate(joins, start=1):
        end = position + len(join) + len(parts[k])
        if k > 1 and join != join.strip() and (len(join) > 2 or _LEVEL_WORD.match(plain, end)):
            return k
        position = end
    return len(parts)


def _usual(part: str) -> str | None:
    """The part in its usual spelling, None when it is not the part of a symbol but a word."""
    known = _spelling().get(part.upper().rstrip("0123456789"))
    digits = part[len(part.rstrip("0123456789")) :]
    if known is not None:
        return known + digits
    repair = load("bodies")["repairs"].get(part)
    if repair is not None:
        return str(repair)
    if re.fullmatch(rf"[A-Z]\d{{2,3}}|{_LETTER_AND_NUMERAL}", part):
        return part  # a department by its letter and number ("V03")
    capitals = sum(c.isupper() for c in part)
    return (
        part if capitals >= 2 and len(part) - capitals - len(digits) - part.count(",") - part.count("&") <= 2 else None
    )


def _repaired(parts: list[str], joins: list[str]) -> list[str]:
    """Parts with the hyphen put back that was left out ("CTTg"), misspelt pairs ("QD-TTg") corrected."""
    repairs: dict[str, str] = load("bodies")["repairs"]
    joined = repairs.get("-".join(parts), "-".join(parts))
    return re.split(r"[-/]", joined)


def _is_party(mark: str, parts: list[str], joins: list[str], year: str | None) -> bool:
    if year or len(parts) < 2:
        return False
    last = body(parts[-1], families=False)
    if parts[-1] in ("TW", "TƯ") or (last and last.committee):
        return True
    return "/" not in mark and any("/" in join for join in joins)
