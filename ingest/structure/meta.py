"""Letterhead, title, signature and recipients -> who issued the plan, where, when, under which number.

The issuer is put together from what there is: the letterhead, else the enacting sentence, else the level named in the
text with the place of the dateline.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise, zip_longest

from ingest.grammar import load
from ingest.passages import Place
from ingest.plan import Meta
from ingest.structure.blocks import Paragraph
from ingest.structure.foot import ELISION, FULL_NAME, PERSON
from ingest.structure.labels import find_label
from ingest.structure.places import KINDS, PLACE_NAME, WARD_KINDS, of_ward, where
from ingest.structure.sections import SIGNATURE, Piece, Zone, heading_type, offices
from ingest.text.letters import LOWER, UPPER
from ingest.text.mapped import MappedText, join
from ingest.text.spelling import modern

_VOWELS = LOWER.removeprefix("a-z").replace("đ", "") + "aeiouy"
# The motto may be broken over lines, or stand beside the issuing body in a second column.
_MOTTO = re.compile(
    r"CỘNG\s+H(?:ÒA|OÀ)\s+XÃ\s+HỘI|CHỦ\s+NGHĨA\s+VIỆT\s+NAM|Độc\s+lập\s*[-–]\s*Tự\s+do\s*[-–]\s*Hạnh\s+phúc"
    r"|ĐẢNG\s+CỘNG\s+SẢN\s+VIỆT\s+NAM|(?<=\n)[ \t]*MẶT\s+TRẬN\s+TỔ\s+QUỐC\s+VIỆT\s+NAM[ \t]*(?=\n|\Z)"
    r"|\A\s*MẶT\s+TRẬN\s+TỔ\s+QUỐC\s+VIỆT\s+NAM\s*\Z"
)
_NUMBER = re.compile(
    r"Số\s*:?\s*(?P<number>\d[\dA-Za-z]*(?:/\d{4}(?=/))?)?[\s.…_]*(?P<sep>[-–/])\s*(?P<symbol>[A-ZĐƯ][\wĐƯ]*(?:\s?[-–/.,&]\s?[A-ZĐƯ][\wĐƯ]*)*)"
)
_DATE = re.compile(
    r"ngày\s*(?P<day>\d{1,2})?[\s.…_/]*tháng\s*(?P<month>\d{1,2})?[\s.…_/]*năm\s*(?P<year>\d{4})?", re.IGNORECASE
)
_PLACE = re.compile(rf"(?<![\w'’])(?P<place>(?:(?:{KINDS}|TP\.?)\s+)?(?:{PLACE_NAME}))\s*,\s*(?:ngày\b)", re.IGNORECASE)
_LONGEST_PLACE = 150  # characters before the date of a dateline, number and place together
_PERSON = re.compile(rf"(?<!\w){PERSON}(?!\w)")
_PERSON_IN_CAPITALS = re.compile(rf"(?<!\w)[{UPPER}]+(?: [{UPPER}]+){{1,5}}(?!\w)")
_LAST_NAME = re.compile(rf"(?:^|(?<=[{UPPER}] ))(?:{ELISION}[{UPPER}][{LOWER}]+ ?){{2,6}}$")
_BODY = re.compile(rf"(?:UBND|Ủy ban nhân dân|Uỷ ban nhân dân)\s+(?P<kind>{KINDS})(?:\s+(?P<name>{PLACE_NAME}))?")
_OF_PLACE = re.compile(rf"(?<=\w)\s+(?P<kind>{KINDS})\s+(?P<name>\w[^,]*)$", re.IGNORECASE)
_JOINED = re.compile(r"\s*[-–]$")
_BOARD_OF = re.compile(r"(Ban Chấp hành|Ban Thường vụ|Ban Thường trực) ((?:tỉnh|thành phố|xã|phường|đặc khu) .+)")
_ASSOCIATION = re.compile(r"((?:Hội|Đoàn|Liên đoàn) .+?)(?: Việt Nam)?")
# A committee of a place that does not say so: the body above it in the letterhead does.
_PLACELESS = ("Ban Chỉ đạo", "Ban Chỉ huy", "Ban Điều hành", "Ban Tổ chức", "Ban Vận động", "Hội đồng", "Tổ công tác")
_COMMITTEE_OF = re.compile(rf"(?:Ủy ban nhân dân|UBND|Đảng ủy) ((?:{KINDS}) .+)")
_COMMITTEES = ("Tỉnh ủy", "Thành ủy", "Huyện ủy", "Quận ủy", "Đảng ủy")
_PARTY_OF = re.compile(r"Đảng bộ (?:tỉnh|thành phố) (\S.*)")
_FRONT_OF = re.compile(r"[*_\s]*MẶT TRẬN TỔ QUỐC VIỆT NAM[*_\s]*\n[*_\s]*(?:XÃ|PHƯỜNG|ĐẶC KHU|TỈNH|THÀNH PHỐ)\s")
_MAKER = re.compile(
    r"(?:^|[;.,]\s)(?P<board>(?:Ban (?:Điều hành|Chỉ đạo|Tổ chức|Vận động)|Tiểu ban|Hội đồng|Tổ công tác)"
    r"\s[^;.,]{3,100}?)"
    r"\s(?:ban hành|xây dựng)\s[Kk]ế hoạch"
)
_ENACTS = re.compile(r"\s*(?:ban hành|xây dựng|triển khai|lập|đề ra|tổ chức)")


def read_meta(pieces: Sequence[Piece], raw: str) -> tuple[Meta, Place]:
    """The letterhead facts of a plan, and the place that completes names found in it (guidelines, "meta")."""
    front = _Front(pieces, raw)
    dated = front.dateline()
    issuer = modern(front.issuer(dated.place)).replace("Hội LHPN", "Hội Liên hiệp Phụ nữ")
    ward_kind, ward, city = where(issuer, raw, front.above())
    kind = "thành phố" if city in load("letterhead")["provinces"]["cities"] else "tỉnh" if city else ""
    if city and issuer.startswith("Sở ") and city not in issuer:
        issuer = f"{issuer} {kind} {city}"
    number, symbol = front.number()
    doc_type, title = front.title()
    signer_role, signer = front.signer()
    meta = Meta(
        doc_type=doc_type,
        number=number,
        symbol=symbol,
        issuer=issuer,
        ward=ward if of_ward(ward, issuer, front.above(), dated.place) else None,
        city=city,
        place=dated.place,
        date_raw=dated.raw,
        date=dated.iso,
        title=title.written() if title else "",
        title_start=title.start if title else 0,
        title_end=title.end if title else 0,
        signer=signer,
        signer_role=signer_role,
        recipients=front.recipients(),
    )
    return meta, Place(ward, ward_kind, city, kind, issuer)


@dataclass(frozen=True, slots=True)
class _Dateline:
    place: str | None = None
    raw: str | None = None
    iso: str | None = None


class _Front:
    """The zones around the body, as text."""

    def __init__(self, pieces: Sequence[Piece], raw: str) -> None:
        # A second document in the file (the plan that a decision promulgates) has its own heading: leave it out.
        headings = [i for i, piece in enumerate(pieces) if piece.zone == "heading"]
        self.pieces = pieces[: headings[1]] if len(headings) > 1 else pieces
        self.raw = raw

    def texts(self, *zones: Zone) -> list[MappedText]:
        return [p.block.text for p in self.pieces if isinstance(p.block, Paragraph) and p.zone in zones]

    def letterhead(self) -> list[str]:
        found = [text.text for text in self.texts("letterhead")]
        later = [text.text for text in self.texts("title", "preamble", "basis")]
        return found + [text for text in later if text.startswith("Số")] + ([] if found else later[:6])

    def number(self) -> tuple[str | None, str | None]:
        for text in self.letterhead():
            if match := _NUMBER.search(text):
                symbol = re.sub(r"\s+", "", match["symbol"]).replace("–", "-")
                return match["number"], symbol
        return None, None

    def dateline(self) -> _Dateline:
        for text in [*self.letterhead(), *(t.text for t in self.texts("signature"))]:
            if match := _DATE.search(text):
                place = _PLACE.search(_NUMBER.sub("", text[max(0, match.start() - _LONGEST_PLACE) : match.end()]))
                return _Dateline(
                    " ".join(place["place"].split()) if place else None, match.group().strip(" .,"), _iso(match)
                )
        return _Dateline()

    def title(self) -> tuple[str, MappedText | None]:
        headings = self.texts("heading")
        if not headings:
            return "", None
        name, after = heading_type(headings[0].text) or (headings[0].text, len(headings[0]))
        parts = [text for text in [headings[0].cut(after), *self.texts("title")] if text]
        return name.capitalize(), join(parts) if parts else None

    # ---- issuer

    def issuer(self, place: str | None) -> str:
        return self._from_letterhead() or self._from_sentence() or self._from_place(place) or self._from_maker()

    def above(self) -> str:
        """The body that the letterhead names above the issuer, or ""."""
        return self._named[-2] if len(self._named) > 1 else ""

    @cached_property
    def _named(self) -> list[str]:
        return [self._cased(_JOINED.sub("", body)) for body in self._bodies]

    @cached_property
    def _bodies(self) -> list[str]:
        """The bodies that the letterhead names at the head of a line, as written there."""
        bodies: list[str] = []
        texts = self.texts("letterhead")
        for text, below in zip_longest(texts, texts[1:]):
            lines = re.sub(r"<br\s?/?>", "\n", self.raw[text.start : text.end])
            if _FRONT_OF.match(f"{lines}\n{below.text if below else ''}"):
                lines = f"ỦY BAN {lines.lstrip('*_ ')}"  # of the commune that is named below it, not a motto
            written = _MOTTO.sub("\n", re.sub(r"[*|_]|-{3,}", " ", lines)).replace("UỶ", "ỦY")
            for piece in _body_heads().split(written):
                line = " ".join(re.split(r"\sSố\s?:?\s?(?=[\d.…])", " ".join(piece.split()))[0].split())
                if not line or not line.isupper() or _NUMBER.search(line):
                    continue
                if _body_head(line):
                    bodies.append(line)
                elif bodies:
                    bodies[-1] += " " + line
        return [body for body in bodies if len(body.split()) > 1]

    def _from_letterhead(self) -> str:
        """The last body named at the head of a line; committees of a body go before it."""
        bodies, named = self._bodies, self._named
        if not named:
            return ""
        if len(named) > 1 and named[-1].startswith("Ban Chỉ đạo") and (self.number()[1] or "").endswith("-UBND"):
            return named[-2]  # the board makes it, the committee issues it under a number of its own
        if named[-1].startswith(_COMMITTEES) and self._signs_for("BAN THƯỜNG VỤ"):
            of = _PARTY_OF.fullmatch(named[-2]) if len(named) > 1 and named[-1] in _COMMITTEES[:2] else None
            return f"Ban Thường vụ {named[-1]} {of[1]}" if of else f"Ban Thường vụ {named[-1]}"
        board = _BOARD_OF.fullmatch(named[-1]) if len(named) > 1 else None
        if board is not None and (above := _ASSOCIATION.fullmatch(named[-2])):  # "Ban Chấp hành" of the province's
            name = "Ban Thường vụ" if self._signs_for("BAN THƯỜNG VỤ") else board[1]
            return f"{name} {above[1]} {board[2]}"
        if len(named) > 1 and named[-1] in ("Ban Thường trực", "Ban Thường vụ", "Ban Chấp hành"):
            return f"{named[-1]} {named[-2]}"
        if len(named) > 1 and _JOINED.search(bodies[-2]):
            return f"{named[-2]} - {named[-1]}"  # bodies that issue it together, a dash between them
        above = _COMMITTEE_OF.fullmatch(named[-2]) if len(named) > 1 and named[-1].startswith(_PLACELESS) else None
        if above is not None and not re.search(rf"\b(?:{KINDS})\b", named[-1]):
            return f"{named[-1]} {above[1]}"
        return "" if named[-1] in ("Ủy ban nhân dân", "Hội đồng nhân dân") else named[-1]

    def _signs_for(self, board: str) -> bool:
        """Whether the signature is given in the name of `board` of the body in the letterhead ("T/M BAN THƯỜNG VỤ")."""
        return any(re.search(rf"[TK]/?M\.?\s*{board}(?!\w)", text.text) for text in self.texts("signature"))

    def _cased(self, body: str) -> str:
        """A body in capitals as it would be written in running text: as the plan writes it, else by rule."""
        head = _body_head(body) or ""
        rest = body[len(head) :].strip()
        written = load("letterhead")["bodies"].get(head, head.capitalize())
        if not rest:
            return str(written)
        if (whole := self._as_written(body)).startswith(f"{written} "):
            return whole
        found = self._as_written(rest)
        if not found and (place := _OF_PLACE.search(rest)) and (before := self._as_written(rest[: place.start()])):
            found = f"{before} {place['kind'].lower()} {' '.join(map(_titled, place['name'].split()))}"
        if not found:
            kind = re.match(rf"(?:{KINDS})\b", rest.lower())
            cut = kind.end() if kind else 0
            found = rest[:cut].lower() + " ".join(map(_titled, rest[cut:].split(" ")))
            found = re.sub(rf" (?:{KINDS}) ", lambda level: level[0].lower(), found, flags=re.IGNORECASE)
        kind = re.match(rf"(?:{KINDS})\b", found, re.IGNORECASE)
        return f"{written} {found[: kind.end()].lower() + found[kind.end() :] if kind else found}"

    def _as_written(self, capitals: str) -> str:
        """A name in capitals as the plan writes it elsewhere, or ""."""
        pattern = re.compile(r"\s+".join(map(re.escape, modern(capitals).split())), re.IGNORECASE)
        found = (" ".join(match.group().split()) for match in pattern.finditer(modern(self.raw)))
        return next((name for name in found if not name.isupper()), "")

    def _from_sentence(self) -> str:
        opening = " ".join(t.text for t in self.texts("preamble", "basis", "title"))
        named = [m for m in _BODY.finditer(opening) if m["name"]]
        for match in named:
            # "Kế hoạch số 187/KH-UBND của UBND thành phố triển khai ..." names the issuer of the plan cited.
            cited = re.search(r"\bcủa\s+$", opening[max(0, match.start() - 8) : match.start()])
            if not cited and _ENACTS.match(opening, match.end()):
                return f"Ủy ban nhân dân {match['kind']} {match['name']}"
        return ""

    def _from_place(self, place: str | None) -> str:
        """The level that "UBND phường" names without a name, with the place of the dateline."""
        levels: Counter[str] = Counter()
        names: Counter[tuple[str, str]] = Counter()
        for match in _BODY.finditer(self.raw):
            if match["name"]:
                names[match["kind"], " ".join(match["name"].split())] += 1
            else:
                levels[match["kind"]] += 1
        signed = any("ỦY BAN NHÂN DÂN" in t.text.replace("UỶ", "ỦY") for t in self.texts("signature"))
        if place and levels and signed:
            kind = next((k for k in WARD_KINDS if levels[k]), levels.most_common(1)[0][0])
            name = re.sub(rf"^(?:{KINDS})\s+", "", place, flags=re.IGNORECASE)
            return f"Ủy ban nhân dân {kind} {name}"
        if names and signed:
            lowest = [item for item in names.most_common() if item[0][0] in WARD_KINDS] or names.most_common()
            return "Ủy ban nhân dân " + " ".join(lowest[0][0])
        return ""

    def _from_maker(self) -> str:
        """The board that the preamble says makes the plan ("...; Ban Điều hành ... tỉnh xây dựng Kế hoạch"), with the
        name that its "tỉnh" bears elsewhere; of a scan whose letterhead cannot be read."""
        made = _MAKER.search(" ".join(text.text for text in self.texts("preamble", "basis")))
        if made is None:
            return ""
        level = re.search(rf"\b({KINDS})$", made["board"])
        names = Counter(re.findall(rf"\b{level[1]}\s+({PLACE_NAME})", self.raw)) if level else None
        name = names.most_common(1)[0][0] if names else ""
        return " ".join(f"{made['board']} {name}".split())

    # ---- foot

    def signer(self) -> tuple[str | None, str | None]:
        """(office or offices, name): the offices before the first name that is not in capitals. Of bodies that sign
        together each has its own, parted by "; "."""
        texts = [text.text for text in self.texts("signature")]
        if not texts:
            texts = [t.text[m.start() :] for t in self.texts("recipients") if (m := SIGNATURE.search(t.text))][:1]
        names = [i for i, text in enumerate(texts) if FULL_NAME.fullmatch(text)]
        begins = [0, *(i + 1 for i in names[:-1])] if len(names) > 1 else [0]
        signed = [_signer(" ".join(texts[a:b])) for a, b in pairwise([*begins, len(texts)])]
        roles, found = (dict.fromkeys(value for value in values if value) for values in zip(*signed, strict=True))
        return "; ".join(roles) or None, "; ".join(found) or None

    def recipients(self) -> tuple[str, ...]:
        found: list[str] = []
        for text in self.texts("recipients"):
            written = text.written()
            line = re.sub(r"^n[ơƠ]i nh[ậẬ]n\s*:?\s*", "", written, flags=re.IGNORECASE)
            listed = line != written or find_label(line) is not None
            line = SIGNATURE.split(line)[0]
            for entry in re.split(r"[;.]\s+-\s+", line) if listed else [line]:
                label = find_label(entry)
                entry = (entry[label.end :] if label else entry).strip().rstrip(" ;.,")
                if entry and (listed or not entry.isupper()):
                    found.append(entry)
        return tuple(found)


def _signer(text: str) -> tuple[str | None, str | None]:
    text = re.sub(r"\([^()]{0,20}ký\)|\[daky\]|-{3,}", " ", text).replace("UỶ", "ỦY").strip()
    held = list(offices().finditer(text))
    if not held:
        # A body signs without its office, or under a seal that hides it.
        name = _LAST_NAME.search(text)
        return None, name.group().strip() if name else None
    names = list(_PERSON.finditer(text, held[0].end()))
    names = names or list(_PERSON_IN_CAPITALS.finditer(text, held[-1].end()))
    until = names[0].start() if names else len(text)
    found = [
        f"{m['for'].replace(' ', '')} {m['office']}" if m["for"] else m["office"] for m in held if m.end() <= until
    ]
    return ", ".join(dict.fromkeys(found)) or None, names[0].group() if names else None


@cache
def _heads() -> str:
    heads = sorted(load("letterhead")["bodies"], key=len, reverse=True)
    return "|".join(re.escape(head).replace(r"\ ", r"\s+") for head in heads)


@cache
def _body_heads() -> re.Pattern[str]:
    """Where a body begins: at the head of a line, and a school also after the body above it."""
    # Each run of blanks is looked at once, from its first: a file of blanks must not cost their square.
    place = "".join(rf"(?<!{kind.upper()})" for kind in ("phường", "xã", "khu", "trấn", "quận", "huyện", "phố", "tỉnh"))
    line = rf"(?:^\s*|(?<!\s)(?=\s*\n)\s+)(?=(?:{_heads()})(?:\s|$))"
    return re.compile(rf"{line}|(?<!MÔI)(?<!THỊ){place}(?<!\s)\s+(?=TRƯỜNG\s)")


def _body_head(line: str) -> str | None:
    match = re.match(rf"(?:{_heads()})(?=\s|$)", line)
    return match.group() if match else None


def _titled(word: str) -> str:
    """A word in capitals as a proper name; an abbreviation (no vowel: "THPT", "GDĐT") stays as it is."""
    return word.capitalize() if re.search(f"[{_VOWELS}]", word.lower()) else word


def _iso(match: re.Match[str]) -> str | None:
    year, month, day = match["year"], match["month"], match["day"]
    if not year:
        return None
    if not month or not 1 <= int(month) <= 12:
        return str(year)
    return f"{year}-{int(month):02d}" + (f"-{int(day):02d}" if day and 1 <= int(day) <= 31 else "")
