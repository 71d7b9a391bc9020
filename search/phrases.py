"""The phrases by which a question says what it asks for: roles, kinds of record, outputs, times, and filler."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from search.terms import Token, tokens

Role = Literal["lead", "coordinate", "report_to"]
Phrase = tuple[tuple[str, str], ...]  # for each word: as it is written, and without marks


def _phrase(text: str) -> Phrase:
    return tuple((word.exact, word.folded) for word in tokens(text))


def phrases_of(alternatives: str) -> tuple[Phrase, ...]:
    """The phrases of a list that bars divide."""
    return tuple(_phrase(phrase) for phrase in alternatives.split("|"))


def is_said(words: Sequence[Token], phrase: Phrase) -> bool:
    """Whether `words` are `phrase`; without marks only phrases of two words are sure enough ("viec", but "cho"?)."""
    return len(words) == len(phrase) and all(
        word.exact == exact or (len(phrase) > 1 and not word.marked and word.exact == folded)
        for word, (exact, folded) in zip(words, phrase, strict=True)
    )


class Listed:
    """Phrases in the order in which they are tried, found by their first word."""

    def __init__(self, *alternatives: Sequence[Phrase]) -> None:
        self._begun: dict[str, list[Phrase]] = {}
        for phrase in (phrase for each in alternatives for phrase in each):
            for form in dict.fromkeys(phrase[0]):
                self._begun.setdefault(form, []).append(phrase)

    def size(self, words: Sequence[Token], at: int) -> int:
        """How many of `words` from the place `at` are the first of the phrases that stands there; 0 for none."""
        near = self._begun.get(words[at].exact, ())
        return next((len(phrase) for phrase in near if is_said(words[at : at + len(phrase)], phrase)), 0)

    def size_bare(self, words: Sequence[Token], at: int) -> int:
        """As `size`, where `words` were typed without marks and may be any phrase that is so without its own."""
        near = ([folded for _, folded in phrase] for phrase in self._begun.get(words[at].exact, ()))
        return next((len(bare) for bare in near if [word.exact for word in words[at : at + len(bare)]] == bare), 0)


ROLE_WORDS: tuple[tuple[Role, Phrase, str], ...] = (
    ("lead", _phrase("chủ trì"), "after"),
    ("coordinate", _phrase("phối hợp"), "after"),
    ("lead", _phrase("chịu trách nhiệm"), "after"),
    ("lead", _phrase("phụ trách"), "after"),
    ("lead", _phrase("đảm nhận"), "after"),
    ("lead", _phrase("đảm nhiệm"), "after"),
    ("lead", _phrase("đứng đầu"), "after"),
    ("lead", _phrase("làm đầu mối"), "after"),
    ("lead", _phrase("là đầu mối"), "after"),
    ("coordinate", _phrase("tham gia"), "after"),
    ("lead", _phrase("thực hiện"), "after"),
    ("coordinate", _phrase("phối hợp"), "before"),
    ("lead", _phrase("chủ trì"), "before"),
    ("report_to", _phrase("báo cáo"), "before"),
    ("lead", _phrase("giao"), "before"),
)
TYPES = frozenset(
    [
        *("nghi quyet", "quyet dinh", "ke hoach", "chi thi", "ket luan", "thong bao", "nghi dinh", "thong tu"),
        *(
            "chuong trinh",
            "thong bao ket luan",
            "ke hoach hanh dong",
            "chuong trinh cong tac",
            "chuong trinh hanh dong",
        ),
    ]
)
KIND_WORDS: tuple[tuple[Phrase, tuple[str, ...]], ...] = (
    (_phrase("kế hoạch"), ("plan",)),
    (_phrase("chỉ tiêu"), ("target",)),
    (_phrase("mục tiêu"), ("target",)),
    (_phrase("văn bản"), ("plan", "document")),
    (_phrase("đề mục"), ("section",)),
)
PLACE_WORDS = frozenset(["phuong", "xa", "tp", "tinh", "thanh", "pho", "cua", "o", "tai"])
BEFORE_KIND = frozenset(["các", "những", "danh", "sách", "liệt", "kê", "tìm"])
AFTER_KIND = frozenset(["về", "của", "ở", "tại", "cho", "nào", "năm", "trong", "liên"])
# Words before an output, longest first. "Sản phẩm" alone is none: plans speak of products, too.
OUTPUT = Listed(
    phrases_of(
        "sản phẩm đầu ra là|kết quả đầu ra là|sản phẩm phải có là|có sản phẩm là|cho ra sản phẩm là|ra sản phẩm là"
        "|sản phẩm đầu ra|kết quả đầu ra|có sản phẩm|cho ra sản phẩm|đầu ra là|sản phẩm là|kết quả là|kết quả phải là"
        "|sản phẩm phải có|đầu ra|output"
    )
)
# Words before an output that names a kind of paper: "phải nộp báo cáo", but not "phải nộp lại".
HAND_IN = Listed(phrases_of("phải nộp|cần nộp|phải có|phải ra|cần có"))
PAPERS = TYPES | {"bao cao", "van ban", "danh sach", "danh muc", "bien ban", "to trinh", "phuong an", "de an"}
# Who issues documents. Those of the second list say it only behind "của".
ISSUERS_LINKED = phrases_of("thành phố|tỉnh|phường|xã")
ISSUERS = (
    phrases_of(
        "thủ tướng chính phủ|thủ tướng|bộ chính trị|quốc hội|thành ủy|tỉnh ủy|ban chấp hành trung ương|ban bí thư"
        "|trung ương|ban thường vụ thành ủy|ban thường vụ tỉnh ủy|đảng ủy|đảng ủy phường|đảng ủy xã|chính phủ"
    )
    + ISSUERS_LINKED
)
ASKING = phrases_of(
    "danh sách|liệt kê|tìm|những|các|nhiệm vụ|công việc|việc|đơn vị nào chủ trì|cơ quan nào chủ trì|phòng nào chủ trì"
    "|ai chủ trì|đơn vị nào làm|cơ quan nào làm|phòng nào làm|đơn vị nào|cơ quan nào|phòng nào"
)
# What is asked of a unit, behind its name, and words that make what follows one.
DOING = phrases_of(
    "làm những việc gì|làm những việc nào|làm việc gì|làm việc nào|làm những gì|phải làm những gì|phải làm gì"
    "|phải làm|cần làm gì|cần làm|làm gì|có nhiệm vụ gì|có những nhiệm vụ gì|có những nhiệm vụ nào|có nhiệm vụ nào"
    "|có những việc gì|có những việc nào|có việc gì|có việc nào|được giao những gì|được giao việc gì|được giao gì"
)
OF_UNIT = phrases_of("nhiệm vụ của|công việc của|việc của|trách nhiệm của|giao cho")
LINKING = DOING + phrases_of(
    "trách nhiệm của|được giao|có sự|những gì|những nào|làm gì|làm những gì|gồm những gì"
    "|của|do|cho|với|ở|tại|trong|về|được|phải|gì|nào|là|có|bởi|để|theo"
)
DUE = phrases_of(
    "phải hoàn thành|cần hoàn thành|phải xong|cần xong|hoàn thành|thực hiện|làm|xong|hạn|đến hạn|hạn chót|đến|trong"
)
# Words that say nothing beside what was understood: [a name or time was understood][a time was].
FILLER = tuple(
    tuple(Listed(ASKING, LINKING if understood else (), DUE if timed else ()) for timed in (False, True))
    for understood in (False, True)
)
