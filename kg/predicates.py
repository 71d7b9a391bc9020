"""The closed lists of node kinds and predicates, each readable from both ends in Vietnamese and English.

The order of `KINDS` and of `PREDICATES` is stored in snapshots (a kind or predicate is one byte there): append only,
and raise `kg.snapshots.snapshot.SCHEMA_VERSION` when the meaning of an entry changes.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of node; `prefix` opens the ids of its nodes."""

    name: str
    prefix: str
    vi: str
    en: str


@dataclass(frozen=True, slots=True)
class Predicate:
    """A predicate from nodes of kind `source` to nodes of kind `target`.

    `vi` and `en` read from source to target ("A thực hiện B"), `vi_reverse` and `en_reverse` from target to source.
    """

    name: str
    source: str
    target: str
    vi: str
    vi_reverse: str
    en: str
    en_reverse: str


KINDS: tuple[Kind, ...] = (
    Kind("document", "doc", "văn bản", "document"),
    Kind("task", "task", "nhiệm vụ", "task"),
    Kind("unit", "unit", "đơn vị", "unit"),
    Kind("place", "place", "địa bàn", "place"),
    Kind("topic", "topic", "chủ đề", "topic"),
    Kind("target", "target", "chỉ tiêu", "target"),
)

PREDICATES: tuple[Predicate, ...] = (
    Predicate("implements", "document", "document", "thực hiện", "được thực hiện bởi", "implements", "implemented by"),
    Predicate("based_on", "document", "document", "căn cứ", "là căn cứ của", "based on", "basis for"),
    Predicate("promulgates", "document", "document", "ban hành", "được ban hành bởi", "promulgates", "promulgated by"),
    Predicate("approves", "document", "document", "phê duyệt", "được phê duyệt bởi", "approves", "approved by"),
    Predicate("amends", "document", "document", "sửa đổi, bổ sung", "được sửa đổi bởi", "amends", "amended by"),
    Predicate("replaces", "document", "document", "thay thế", "bị thay thế bởi", "replaces", "replaced by"),
    Predicate("guides", "document", "document", "hướng dẫn", "được hướng dẫn bởi", "guides", "guided by"),
    Predicate("mentions", "document", "document", "viện dẫn", "được viện dẫn trong", "mentions", "mentioned in"),
    Predicate("has_task", "document", "task", "giao nhiệm vụ", "là nhiệm vụ của", "has task", "task of"),
    Predicate("has_target", "document", "target", "đặt chỉ tiêu", "là chỉ tiêu của", "has target", "target of"),
    Predicate("sets_target", "task", "target", "có chỉ tiêu", "là chỉ tiêu của nhiệm vụ", "sets target", "set by"),
    Predicate("lead", "task", "unit", "do chủ trì", "chủ trì", "led by", "leads"),
    Predicate("coordinate", "task", "unit", "phối hợp với", "phối hợp", "coordinated with", "coordinates"),
    Predicate("report_to", "task", "unit", "báo cáo", "nhận báo cáo về", "reported to", "receives report on"),
    Predicate("instance_of", "unit", "unit", "là một", "gồm", "instance of", "has instance"),
    Predicate("of_place", "unit", "place", "thuộc địa bàn", "có đơn vị", "of place", "has unit"),
    Predicate("part_of", "place", "place", "thuộc", "gồm", "part of", "has part"),
    Predicate("issued_in", "document", "place", "ban hành tại", "là nơi ban hành", "issued in", "place of issue of"),
    Predicate("cites", "task", "document", "viện dẫn", "được nhiệm vụ viện dẫn", "cites", "cited by task"),
    Predicate("about", "task", "topic", "về chủ đề", "là chủ đề của", "about", "topic of"),
    Predicate("has_member", "unit", "unit", "gồm đơn vị", "thuộc nhóm", "has member", "member of"),
)

KIND_NAMES: tuple[str, ...] = tuple(kind.name for kind in KINDS)
PREDICATE_NAMES: tuple[str, ...] = tuple(predicate.name for predicate in PREDICATES)
KIND_CODES: dict[str, int] = {name: code for code, name in enumerate(KIND_NAMES)}
PREDICATE_CODES: dict[str, int] = {name: code for code, name in enumerate(PREDICATE_NAMES)}

LINEAGE: tuple[str, ...] = PREDICATE_NAMES[: PREDICATE_CODES["mentions"] + 1]
"""The predicates between documents, the strongest tie first: the order in which `trace` prefers them."""

ROLES: tuple[str, ...] = ("lead", "coordinate", "report_to")


def predicate(name: str) -> Predicate:
    """The entry of that name. Raises KeyError, listing the known names."""
    try:
        return PREDICATES[PREDICATE_CODES[name]]
    except KeyError:
        raise KeyError(f"no predicate {name!r}; known: {', '.join(PREDICATE_NAMES)}") from None
