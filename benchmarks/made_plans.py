"""Plans of invented wards in any number, for measuring at size: letterhead, bases, tasks under headings, a table.

Every task is worded from the official wordings of the lexicon (`search/lexicon`), two of them with whom it is for and
where, so that no two of a million are the same by chance; one in ten is copied from the plan of the ward before, as
wards do. The same number gives the same plan.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from search.lexicon import built_in

TASKS = 100  # of one plan
UNITS = (
    "Phòng Kinh tế, Hạ tầng và Đô thị", "Phòng Văn hóa - Xã hội", "Công an phường", "Trạm Y tế phường",
    "Trung tâm Phục vụ hành chính công", "Văn phòng HĐND và UBND phường", "Ban Chỉ huy Quân sự phường",
    "Ủy ban MTTQ Việt Nam phường", "Đoàn Thanh niên phường", "Hội Liên hiệp Phụ nữ phường", "Hội Cựu chiến binh phường",
    "Hội Nông dân phường",
)  # fmt: skip
CITIES = (
    "thành phố Hải Phòng", "thành phố Hà Nội", "thành phố Đà Nẵng", "thành phố Cần Thơ", "thành phố Huế",
    "thành phố Hồ Chí Minh", "tỉnh Ninh Bình", "tỉnh Quảng Ninh",
)  # fmt: skip
FIRST = "An Bình Cẩm Đông Gia Hải Kim Lạc Minh Nam Phú Quang Sơn Tân Thanh Trung Vĩnh Xuân Yên Hưng".split()  # noqa: SIM905
SECOND = "Châu Dương Đức Giang Hà Hòa Khê Lâm Long Mỹ Nghĩa Phong Phúc Sơn Thịnh Thủy Trạch Vân Viên Xá".split()  # noqa: SIM905
VERBS = (
    "Triển khai", "Tổ chức thực hiện", "Rà soát, đề xuất giải pháp", "Tăng cường kiểm tra việc", "Tuyên truyền về",
    "Hướng dẫn nội dung", "Tham mưu kế hoạch", "Tổng kết, đánh giá việc", "Xây dựng mô hình điểm về",
    "Tập huấn nội dung", "Phối hợp giải quyết vướng mắc trong", "Lập danh sách phục vụ", "Bố trí kinh phí cho",
    "Giám sát việc",
)  # fmt: skip
WHOM = (
    "cho cán bộ, công chức", "cho người cao tuổi", "cho hộ kinh doanh", "cho đoàn viên, thanh niên", "cho phụ nữ",
    "cho học sinh", "đối với doanh nghiệp nhỏ", "đối với hộ nghèo, hộ cận nghèo", "cho tổ công nghệ số cộng đồng", "",
)  # fmt: skip
WHERE = (
    "tại các tổ dân phố", "tại trụ sở phường", "tại các trường học trên địa bàn", "tại các chợ dân sinh",
    "trên không gian mạng", "tại khu công nghiệp", "dọc các tuyến phố chính", "",
)  # fmt: skip
OUTPUT = ("Báo cáo", "Kế hoạch", "Danh sách", "Biên bản", "Hồ sơ", "Lớp tập huấn", "Quyết định", "Công văn")
HEAD = """ỦY BAN NHÂN DÂN
PHƯỜNG {upper}

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Số: {n}/KH-UBND

{ward}, ngày {d:02} tháng {m} năm {year}

KẾ HOẠCH
Thực hiện nhiệm vụ {subject} trên địa bàn phường {ward} năm {year}

Căn cứ Quyết định số {q}/QĐ-TTg ngày 03/9/2025 của Thủ tướng Chính phủ về việc phê duyệt Đề án;

Thực hiện Kế hoạch số {k}/KH-UBND ngày 12/8/2025 của Ủy ban nhân dân {city}, Ủy ban nhân dân phường {ward}, {city} ban
hành Kế hoạch như sau:

I. NHIỆM VỤ VÀ GIẢI PHÁP
"""
TAIL = """
Trên đây là Kế hoạch của Ủy ban nhân dân phường {ward}./.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH

PHỤ LỤC
PHÂN CÔNG NHIỆM VỤ

TT\tNhiệm vụ\tĐơn vị chủ trì\tĐơn vị phối hợp\tThời gian hoàn thành\tSản phẩm"""


def write(folder: Path, tasks: int) -> None:
    """Writes as many plans into `folder` as give about so many tasks."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, text in enumerate(plans(max(1, tasks // TASKS))):
        (folder / f"plan{number:05}.txt").write_text(text, encoding="utf-8")


def plans(count: int) -> Iterator[str]:
    """The texts of the first `count` plans."""
    before: list[str] = []
    for number in range(count):
        chance = random.Random(number)
        tasks = [chance.choice(before) if before and chance.random() < 0.1 else task(chance) for _ in range(TASKS)]
        yield _plan(number, tasks, chance)
        before = tasks


def task(chance: random.Random) -> str:
    """What is to be done, in one sentence without a full stop."""
    one, other = chance.sample(officials(), 2)
    parts = (chance.choice(VERBS), one, chance.choice(WHOM), chance.choice(WHERE))
    return f"{' '.join(part for part in parts if part)}, gắn với {other}"


@cache
def officials() -> tuple[str, ...]:
    """The official wordings of the lexicon."""
    return tuple(entry.official for entry in built_in())


def _plan(number: int, tasks: list[str], chance: random.Random) -> str:
    """Three tenths of the tasks under headings, the others as rows of a table."""
    ward = f"{FIRST[number % len(FIRST)]} {SECOND[number // len(FIRST) % len(SECOND)]}"
    facts = {
        "ward": ward, "upper": ward.upper(), "n": number % 900 + 1, "d": chance.randint(1, 28), "q": number % 97 + 700,
        "m": chance.randint(3, 12), "year": 2025 + number % 2, "k": number % 61 + 100,
        "city": CITIES[number // 7 % len(CITIES)], "subject": chance.choice(officials()),
    }  # fmt: skip
    lines = [HEAD.format(**facts)]
    listed = len(tasks) * 3 // 10
    for heading in range(0, listed, 6):
        lines.append(f"{heading // 6 + 1}. {chance.choice(officials()).capitalize()}")
        lines += [f"- {chance.choice(UNITS)} chủ trì {t[0].lower()}{t[1:]}." for t in tasks[heading : heading + 6]]
    lines.append(TAIL.format(**facts))
    for row, text in enumerate(tasks[listed:], 1):
        lead, other = chance.sample(UNITS, 2)
        lines.append("\t".join((str(row), text, lead, other, _time(chance), chance.choice(OUTPUT))))
    return "\n\n".join(lines)


def _time(chance: random.Random) -> str:
    month = chance.randint(1, 12)
    forms = (f"Tháng {month}/2026", f"Trước {chance.randint(1, 28)}/{month}/2026", f"Quý {'I' * (month % 3 + 1)}/2026")
    return chance.choice((*forms, "Thường xuyên", "Hằng năm"))
