"""The phrases by which a question says what it asks for: roles, kinds of record, outputs, times, and filler."""

from __future__ import annotations

from typing import Literal

from search.terms import tokens

Role = Literal["lead", "coordinate", "report_to"]
Phrase = tuple[tuple[str, str], ...]  # for each word: as it is written, and without marks


def _phrase(text: str) -> Phrase:
    return tuple((word.exact, word.folded) for word in tokens(text))


def _phrases(alternatives: str) -> tuple[Phrase, ...]:
    return tuple(_phrase(phrase) for phrase in alternatives.split("|"))


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
OUTPUT = _phrases(
    "sản phẩm đầu ra là|kết quả đầu ra là|sản phẩm phải có là|có sản phẩm là|cho ra sản phẩm là|ra sản phẩm là"
    "|sản phẩm đầu ra|kết quả đầu ra|có sản phẩm|cho ra sản phẩm|đầu ra là|sản phẩm là|kết quả là|kết quả phải là"
    "|sản phẩm phải có|đầu ra|output"
)
# Words before an output that names a kind of paper: "phải nộp báo cáo", but not "phải nộp lại".
HAND_IN = _phrases("phải nộp|cần nộp|phải có|phải ra|cần có")
PAPERS = TYPES | {"bao cao", "van ban", "danh sach", "danh muc", "bien ban", "to trinh", "phuong an", "de an"}
# Who issues documents. Those of the second list say it only behind "của".
ISSUERS_LINKED = _phrases("thành phố|tỉnh|phường|xã")
ISSUERS = (
    _phrases(
        "thủ tướng chính phủ|thủ tướng|bộ chính trị|quốc hội|thành ủy|tỉnh ủy|ban chấp hành trung ương|ban bí thư"
        "|trung ương|ban thường vụ thành ủy|ban thường vụ tỉnh ủy|đảng ủy|đảng ủy phường|đảng ủy xã|chính phủ"
    )
    + ISSUERS_LINKED
)
ASKING = _phrases(
    "danh sách|liệt kê|tìm|những|các|nhiệm vụ|công việc|việc|đơn vị nào chủ trì|cơ quan nào chủ trì|phòng nào chủ trì"
    "|ai chủ trì|đơn vị nào làm|cơ quan nào làm|phòng nào làm|đơn vị nào|cơ quan nào|phòng nào"
)
# What is asked of a unit, behind its name, and words that make what follows one.
DOING = _phrases(
    "làm những việc gì|làm những việc nào|làm việc gì|làm việc nào|làm những gì|phải làm những gì|phải làm gì"
    "|phải làm|cần làm gì|cần làm|làm gì|có nhiệm vụ gì|có những nhiệm vụ gì|có những nhiệm vụ nào|có nhiệm vụ nào"
    "|có những việc gì|có những việc nào|có việc gì|có việc nào|được giao những gì|được giao việc gì|được giao gì"
)
OF_UNIT = _phrases("nhiệm vụ của|công việc của|việc của|trách nhiệm của|giao cho")
LINKING = DOING + _phrases(
    "trách nhiệm của|được giao|có sự|những gì|những nào|làm gì|làm những gì|gồm những gì"
    "|của|do|cho|với|ở|tại|trong|về|được|phải|gì|nào|là|có|bởi|để|theo"
)
DUE = _phrases(
    "phải hoàn thành|cần hoàn thành|phải xong|cần xong|hoàn thành|thực hiện|làm|xong|hạn|đến hạn|hạn chót|đến|trong"
)
