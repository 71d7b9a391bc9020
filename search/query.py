"""What a question asks for: the text to look for, and the units, roles, wards, documents and times that it names."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from search import phrases
from search.names import Name, Names
from search.phrases import Role, is_said
from search.spelling import is_word
from search.terms import Token, tokens
from search.times import Time, find_times

USUAL = ("task", "document", "section")  # the kinds of record that are looked for when nothing else is said
ROLE_NAMES: dict[Role, str] = {"lead": "chủ trì", "coordinate": "phối hợp", "report_to": "nhận báo cáo"}


@dataclass(frozen=True, slots=True)
class Filters:
    """What a result must satisfy: one of the values of each field that has any.

    Units are canonical names by generic kind ("Công an phường"), in any spelling, with marks or without; `role`
    ("lead", "coordinate", "report_to") is the role that one of the units must have; `ward` a ward's name, `city` a
    city's or province's, `year` the year of the plan; `plan` a plan's id, source or file stem; `cites` a document that
    the task cites; `due_after` and `due_before` ISO dates, both included. `having` is for several units with a role of
    its own each ("Công an phường chủ trì, Trạm y tế phối hợp"): for each role and its units one of these must have it.
    """

    unit: tuple[str, ...] = ()
    role: tuple[Role, ...] = ()
    ward: tuple[str, ...] = ()
    plan: tuple[str, ...] = ()
    cites: tuple[str, ...] = ()
    topic: tuple[str, ...] = ()
    city: tuple[str, ...] = ()
    year: tuple[str, ...] = ()
    due_before: str | None = None
    due_after: str | None = None
    having: tuple[tuple[Role, tuple[str, ...]], ...] = ()

    def __bool__(self) -> bool:
        return self != Filters()

    def merged(self, other: Filters) -> Filters:
        """These filters, and for the fields that they leave open those of `other`; a unit or role is one field."""
        absent = {name: value for name in self.__slots__ if not getattr(self, name) and (value := getattr(other, name))}
        if self.unit or self.role:
            absent.pop("having", None)
        return replace(self, **absent)


@dataclass(frozen=True, slots=True)
class Label:
    """One thing that was understood, for people: its kind, the value, and the words that said it.

    Kinds: unit, role, ward, city, document, time, output, kind (of record); spelling (a corrected word), abbreviation
    (its full words), and unmet (what was understood but fits no record together, so that the words were looked for
    instead).
    """

    kind: str
    value: str
    said: str


@dataclass(frozen=True, slots=True)
class Understood:
    """A question taken apart. `text` is what remains to be looked for; filters exclude, documents and times prefer, and
    so does `output`, the words of `text` that say what a task is to bring about."""

    text: str
    filters: Filters = Filters()
    documents: tuple[str, ...] = ()
    times: tuple[Time, ...] = ()
    labels: tuple[Label, ...] = ()
    only: tuple[str, ...] = ()
    output: str = ""

    def kinds(self, asked: Sequence[str] | None) -> Sequence[str]:
        """The kinds of record to look for: those that were `asked` for, else those that the question's words name."""
        return asked or self.only or USUAL


@dataclass(slots=True)
class _Reading:
    """A question being taken apart: its text, its tokens, and for each token whether it has been understood."""

    text: str
    words: list[Token]
    used: list[bool]
    literal: frozenset[int] = frozenset()
    filters: Filters = field(default_factory=Filters)
    documents: tuple[str, ...] = ()
    times: list[Time] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)
    only: tuple[str, ...] = ()
    output: str = ""
    names: Sequence[Name] = ()
    units: list[tuple[Role | None, tuple[str, ...]]] = field(default_factory=list)

    def use(self, start: int, end: int, kind: str, value: str) -> None:
        """Marks tokens as understood, and says as what."""
        said = self.text[self.words[start].start : self.words[end - 1].end]
        self.labels.append(Label(kind, value, said))
        self.used[start:end] = [True] * (end - start)


_COMMITTEE = "Ủy ban nhân dân"


def understand(text: str, names: Names, literal: Sequence[str] = (), today: str | None = None) -> Understood:
    """Takes a question apart with the names that the collection knows; unknown words stay text.

    So do the words in `literal`, as a label's `said` gives them. `today` (ISO) is the day from which "quá hạn" and
    "tháng này" are reckoned; without it they are text. Raises ValueError for a day that is none.
    """
    text = unicodedata.normalize("NFC", text).strip()
    words = tokens(text)
    reading = _Reading(text, words, [False] * len(words), _literal_places(words, literal))
    found = names.find(words)
    reading.names = found
    for name in found:
        if not reading.literal & set(range(name.start, name.end)):
            _read_name(reading, name)
    _read_units(reading)
    _read_times(reading, today)
    _read_kinds(reading)
    _read_output(reading)
    rest = _rest(reading)
    if not rest and not reading.labels:
        rest = text
    documents, times, labels = reading.documents, tuple(reading.times), tuple(reading.labels)
    return Understood(rest, reading.filters, documents, times, labels, reading.only, reading.output)


def _read_name(reading: _Reading, name: Name) -> None:
    if name.kind == "document":
        start = name.start - _type_before(reading.words, name.start)
        reading.documents += name.values
        reading.use(start, name.end, "document", ", ".join(name.values))
        if any(c.isdigit() for word in reading.words[start : name.end] for c in word.exact):
            _skip_issuer(reading, name.end)
        else:
            reading.used[start : name.end] = [False] * (name.end - start)  # a law's name is also what it is about
    elif name.kind == "city":
        start = _place_word(reading, name, ("tp", "tinh", "pho"))
        if start < name.start or reading.text[reading.words[name.start].start].isupper():
            start -= start > 0 and reading.words[start].folded == "pho" and reading.words[start - 1].folded == "thanh"
            reading.filters = replace(reading.filters, city=reading.filters.city + name.values)
            reading.use(start, name.end, "city", ", ".join(name.values))
    elif name.kind in ("ward", "old ward"):
        if _means_ward(reading, name):
            start = _place_word(reading, name, ("phuong", "xa"))
            reading.filters = replace(reading.filters, ward=reading.filters.ward + name.values)
            reading.use(start, name.end, "ward", ", ".join(name.values))
    elif not reading.used[name.start] and _written_as_name(reading, name):  # used: it issued a document
        role = _role_beside(reading, name)
        if role is None and not _surely_unit(reading, name):
            return
        reading.units.append((role[0] if role else None, name.values))
        reading.use(name.start, name.end, "unit", ", ".join(name.values))
        if role:
            reading.use(role[1], role[2], "role", ROLE_NAMES[role[0]])


def _read_units(reading: _Reading) -> None:
    """The units as filters: any of them in any of the roles, but each in its own where each has one and they differ."""
    having: dict[Role | None, tuple[str, ...]] = {}
    for role, values in reading.units:
        having[role] = having.get(role, ()) + values
    own = tuple((role, units) for role, units in having.items() if role is not None)
    if len(own) > 1 and len(own) == len(having):
        reading.filters = replace(reading.filters, having=own)
    else:
        units = tuple(unit for _, values in reading.units for unit in values)
        reading.filters = replace(reading.filters, unit=units, role=tuple(role for role, _ in own))


def _skip_issuer(reading: _Reading, at: int) -> None:
    """Marks who issued a document, said behind its number, as understood: "Quyết định 709 của Thủ tướng"."""
    linked = at < len(reading.words) and reading.words[at].exact in ("của", "cua", "do")
    start = at + linked
    said = [name.end for name in reading.names if name.kind == "unit" and name.start == start]
    for phrase in phrases.ISSUERS:
        words = reading.words[start : start + len(phrase)]
        alike = [word.folded for word in words] == [folded for _, folded in phrase]
        if alike and (linked or phrase not in phrases.ISSUERS_LINKED):
            said.append(start + len(phrase))
    if said:
        reading.used[at : max(said)] = [True] * (max(said) - at)


def _place_word(reading: _Reading, name: Name, said: Sequence[str]) -> int:
    """Where a place's name begins when the word for its kind, one of `said`, stands before it."""
    return name.start - (name.start > 0 and reading.words[name.start - 1].folded in said)


def _means_ward(reading: _Reading, name: Name) -> bool:
    """A ward's name may be two common words ("hòa bình"), so it counts after "phường" or "xã", with capitals, or with
    marks (or three syllables) when law text does not know it as a word."""
    words = reading.words[name.start : name.end]
    near = [word.folded for word in reading.words[max(0, name.start - 1) : name.start + 1]]
    if "phuong" in near or "xa" in near or all(reading.text[word.start].isupper() for word in words):
        return True
    sure = len(words) > 2 or (len(words) == 2 and any(word.marked for word in words))
    return sure and not is_word([word.exact for word in words])


def _written_as_name(reading: _Reading, name: Name) -> bool:
    """Whether the letters of a unit are in capitals: "CAP chủ trì", but not "cap phep" typed without marks."""
    written = reading.text[reading.words[name.start].start : reading.words[name.end - 1].end]
    return name.kind != "acronym" or written.isupper()


def _surely_unit(reading: _Reading, name: Name) -> bool:
    """Whether a name means a unit though no role stands beside it: what it does is asked for ("công an làm gì")."""
    words = reading.words
    if name.start and words[name.start - 1].folded == "thuoc":
        return False  # "các phòng thuộc UBND phường" says whose they are
    if _owns(reading, name):
        return False
    asked = any(is_said(words[name.end : name.end + len(said)], said) for said in phrases.DOING)
    asked = asked or any(is_said(words[max(0, name.start - len(said)) : name.start], said) for said in phrases.OF_UNIT)
    return name.kind in ("unit", "acronym") or asked


def _owns(reading: _Reading, name: Name) -> bool:
    """Whether something belongs to a people's committee rather than being done by it: "kế hoạch của UBND phường", not
    "nhiệm vụ của UBND phường"."""
    before = reading.words[max(0, name.start - 1) : name.start]
    if [word.folded for word in before] != ["cua"] or not all(value.startswith(_COMMITTEE) for value in name.values):
        return False
    said = reading.words[: name.start]
    return name.start > 1 and not any(is_said(said[-len(phrase) :], phrase) for phrase in phrases.OF_UNIT)


def _role_beside(reading: _Reading, name: Name) -> tuple[Role, int, int] | None:
    """The role that the words after or before a unit's name give it, and the tokens that say so.

    A place may stand between: "phòng Kinh tế phường Hòa Bình chủ trì".
    """
    words = reading.words
    behind = _past_places(reading, name.end)
    for role, said, side in phrases.ROLE_WORDS:
        size = len(said)
        if side == "after":
            start = behind
        else:
            linked = name.start > 0 and words[name.start - 1].folded in ("voi", "la", "cho", "cua", "ve", "boi")
            start = name.start - linked - size
        if start >= 0 and is_said(words[start : start + size], said):
            return role, start, start + size
    return None


def _past_places(reading: _Reading, at: int) -> int:
    """The index after the places that stand at token `at`, with the words for their kind."""
    places = {name.start: name for name in reading.names if name.kind in ("ward", "old ward", "city")}
    for skipped in (0, 1, 2):
        before = [word.folded for word in reading.words[at : at + skipped]]
        place = places.get(at + skipped)
        if (
            place is not None
            and set(before) <= phrases.PLACE_WORDS
            and (place.kind == "city" or _means_ward(reading, place))
        ):
            return _past_places(reading, place.end)
    return at


def _type_before(words: Sequence[Token], at: int) -> int:
    """How many tokens before a document's number say its type."""
    if at and words[at - 1].folded == "so":
        return 1 + _type_before(words, at - 1)
    for size in (3, 2):
        if " ".join(word.folded for word in words[max(0, at - size) : at]) in phrases.TYPES:
            return size
    return 0


def _literal_places(words: Sequence[Token], literal: Sequence[str]) -> frozenset[int]:
    """The places of the words that are to be looked for as they stand."""
    found: set[int] = set()
    for said in literal:
        wanted = [token.folded for token in tokens(said)]
        for start in range(len(words) - len(wanted) + 1):
            if wanted and [word.folded for word in words[start : start + len(wanted)]] == wanted:
                found.update(range(start, start + len(wanted)))
    return frozenset(found)


def _read_kinds(reading: _Reading) -> None:
    """A kind of record is asked for by a word at the beginning, when something else is said as well: "kế hoạch về an
    ninh mạng". "Nhiệm vụ" asks for what is found anyway, and is filler."""
    start = next((i for i, w in enumerate(reading.words) if w.exact not in phrases.BEFORE_KIND), 0)
    for said, kind in phrases.KIND_WORDS:
        end = start + len(said)
        free = not any(reading.used[start:end]) and not reading.literal & set(range(start, end))
        if free and end < len(reading.words) and is_said(reading.words[start:end], said):
            after = reading.words[end].exact
            linked = reading.used[end] or after in phrases.AFTER_KIND or after.isdigit()
            if linked:
                reading.only = kind
                reading.use(start, end, "kind", ", ".join(kind))
            return


def _read_output(reading: _Reading) -> None:
    """What a task is to bring about is asked for by words such as "sản phẩm là": what follows them is the output."""
    words = reading.words
    for start in range(len(words)):
        size = phrases.OUTPUT.size(words, start)
        if not size and " ".join(word.folded for word in words[start + 2 : start + 4]) in phrases.PAPERS:
            size = phrases.HAND_IN.size(words, start)
        end = start + size
        free = size and not any(reading.used[start:end]) and not reading.literal & set(range(start, end))
        if not free or end >= len(words) or reading.used[end]:
            continue
        stop = next((i for i in range(end, len(words)) if reading.used[i]), len(words))
        reading.output = reading.text[words[end].start : words[stop - 1].end]
        reading.labels.append(Label("output", reading.output, reading.text[words[start].start : words[stop - 1].end]))
        reading.used[start:end] = [True] * size
        return


def _read_times(reading: _Reading, today: str | None) -> None:
    for time in find_times(reading.text, today):
        places = [i for i, w in enumerate(reading.words) if time.start <= w.start < time.end]
        if not places or any(reading.used[i] or i in reading.literal for i in places):
            continue
        of_document = reading.documents and places[0] and reading.used[places[0] - 1]
        if of_document:  # "Nghị quyết 57-NQ/TW ngày 22/12/2024": the day belongs to the document
            reading.used[places[0] : places[-1] + 1] = [True] * len(places)
            continue
        if time.ongoing and not _only_asks_for_tasks(reading, places):
            continue
        reading.times.append(time)
        reading.use(places[0], places[-1] + 1, "time", reading.text[time.start : time.end])


def _only_asks_for_tasks(reading: _Reading, places: Sequence[int]) -> bool:
    """Whether nothing but filler stands beside: "nhiệm vụ thường xuyên", but not "thường xuyên kiểm tra vệ sinh"."""
    others = [w for i, w in enumerate(reading.words) if i not in places and not reading.used[i]]
    known = {exact for phrase in phrases.ASKING + phrases.LINKING + phrases.DUE for exact, _ in phrase}
    return all(word.exact in known for word in others)


def _rest(reading: _Reading) -> str:
    """The words that were not understood, without the filler at the edges of what was.

    In a question without any marks a word of filler may be another word as well ("cua" is cua and của), so it is left
    out only where nothing but filler stands beside.
    """
    words = reading.words
    filler = phrases.FILLER[any(reading.used)][bool(reading.times)]
    used = _without_filler(reading, filler.size)
    if not any(word.marked for word in words) and any(reading.used):
        bare = _without_filler(reading, filler.size_bare)
        used = bare if all(bare) else used
    return " ".join(reading.text[w.start : w.end] for w, u in zip(words, used, strict=True) if not u)


def _without_filler(reading: _Reading, filler: Callable[[Sequence[Token], int], int]) -> list[bool]:
    """Which words are understood or are filler at the edges of what is; `filler` says how many are from a place on."""
    words = reading.words
    sizes = [filler(words, start) for start in range(len(words))]
    used = [u or word.exact in ("task", "tasks") for u, word in zip(reading.used, words, strict=True)]
    changed = True
    while changed:
        changed = False
        for start, size in enumerate(sizes):
            span = range(start, start + size)
            at_edge = start == 0 or used[start - 1] or start + size == len(words) or used[start + size]
            if size and at_edge and not any(used[i] for i in span):
                used[start : start + size] = [True] * size
                changed = True
    return used
