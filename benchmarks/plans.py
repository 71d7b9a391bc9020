"""Seconds that `parse_text` takes for an invented plan of forty pages, after a first plan has loaded the models.

    python -m benchmarks.plans [PAGES]

The plan has what real ones have: a letterhead, bases, sections of tasks with units, deadlines and figures, duties of
each unit, and a table of assignments. Words are drawn anew for every sentence, because repeated sentences would be read
from caches. Ends with status 1 when forty pages take a second or more.
"""

from __future__ import annotations

import argparse
import random
import sys
import time

from ingest.parse import parse_text
from ingest.read import SourceText

GOAL = 1.0  # seconds for forty pages
PAGES = 40
PAGE = 2200  # characters on a printed page
HEAD = """ỦY BAN NHÂN DÂN
PHƯỜNG BÌNH AN

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Số: {n}/KH-UBND

Bình An, ngày 05 tháng 3 năm 2026

KẾ HOẠCH
Phát triển chợ dân sinh và dịch vụ công trên địa bàn phường năm 2026

Căn cứ Quyết định số {n}/QĐ-TTg ngày 03/9/2025 của Thủ tướng Chính phủ về việc phê duyệt Đề án phát triển chợ;

Thực hiện Kế hoạch số {n}/KH-UBND ngày 02/02/2026 của Ủy ban nhân dân thành phố Sông Lam về phát triển chợ, Ủy ban nhân
dân phường ban hành Kế hoạch như sau:

"""
TAIL = """Trên đây là Kế hoạch của Ủy ban nhân dân phường./.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
"""
UNITS = (
    "Phòng Kinh tế, Hạ tầng và Đô thị", "Phòng Văn hóa - Xã hội", "Công an phường", "Trạm Y tế phường",
    "Trung tâm Phục vụ hành chính công", "Văn phòng HĐND và UBND phường", "Ban Chỉ huy Quân sự phường",
    "Ủy ban MTTQ Việt Nam phường", "Đoàn Thanh niên phường", "Hội Liên hiệp Phụ nữ phường", "các tổ dân phố",
)  # fmt: skip
WORDS = """
rà soát xây dựng hoàn thiện quy trình tiếp nhận giải quyết thủ tục hành chính cung cấp dịch vụ công trực tuyến hướng dẫn
người dân doanh nghiệp hộ kinh doanh nộp hồ sơ thanh toán không dùng tiền mặt chỉnh trang chợ vệ sinh môi trường kiểm
tra an toàn thực phẩm phòng cháy tuyên truyền phổ biến tập huấn kỹ năng số cán bộ công chức tổ công nghệ cộng đồng duy
trì cập nhật cơ sở dữ liệu trang thiết bị mạng lưới đường truyền khảo sát đánh giá nhu cầu học sinh trường học gia đình
""".split()  # noqa: SIM905
STATEMENTS = (
    "{w}.",
    "{w}; phấn đấu đạt trên {p}% {v} trước ngày {d}/{m}/2026.",
    "{w} theo Kế hoạch số {n}/KH-UBND ngày {d}/{m}/2025 của Ủy ban nhân dân thành phố.",
    "{u} chủ trì, phối hợp với {o} {w}. Thời gian hoàn thành: Quý {q}/2026.",
    "Giao {u} {w}, báo cáo Ủy ban nhân dân phường trước ngày {d} hằng tháng.",
)


def plan(characters: int, seed: int) -> str:
    """A plan of about so many characters."""
    chance = random.Random(seed)
    half = characters // 2
    lines = [HEAD.format(n=chance.randint(1, 999)), "I. NHIỆM VỤ VÀ GIẢI PHÁP"]
    size, item = 0, 0
    while size < half:
        item += 1
        part = [f"{item}. {words(chance, 8).capitalize()}", *(f"- {statement(chance)}" for _ in range(6))]
        size += sum(map(len, part))
        lines += part
    lines.append("II. TỔ CHỨC THỰC HIỆN")
    for k in range(1, 40):
        part = [f"{k}. {chance.choice(UNITS)}", *(f"- {words(chance, 24).capitalize()}." for _ in range(4))]
        size += sum(map(len, part))
        lines += part
    lines += [TAIL, "PHỤ LỤC", "TT\tNhiệm vụ\tĐơn vị chủ trì\tĐơn vị phối hợp\tThời gian\tSản phẩm"]
    while size < characters:
        item += 1
        row = [str(item), words(chance, 18).capitalize(), *chance.sample(UNITS, 2), f"Quý I{'I' * (item % 3)}/2026"]
        lines.append("\t".join([*row, words(chance, 4).capitalize()]))
        size += len(lines[-1])
    return "\n\n".join(lines)


def words(chance: random.Random, count: int) -> str:
    """Some words of what wards do, in no order."""
    return " ".join(chance.choices(WORDS, k=count))


def statement(chance: random.Random) -> str:
    """A task as plans state it, with or without unit, deadline, figure and citation."""
    lead, other = chance.sample(UNITS, 2)
    return chance.choice(STATEMENTS).format(
        w=words(chance, chance.randint(12, 30)), v=words(chance, 3), u=lead, o=other, p=chance.randint(50, 99),
        n=chance.randint(1, 300), d=chance.randint(1, 28), m=chance.randint(1, 12), q=chance.choice(["I", "II", "III"]),
    )  # fmt: skip


def main() -> int:
    """Measures and prints; 1 when the goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", nargs="?", type=int, default=PAGES, help="how long the plan is (default: 40)")
    pages = parser.parse_args().pages
    parse_text(SourceText("first.txt", plan(5 * PAGE, seed=0), "txt"))
    spent = []
    for seed in (1, 2, 3):
        source = SourceText("plan.txt", plan(pages * PAGE, seed), "txt")
        begin = time.process_time()
        read = parse_text(source)
        spent.append(time.process_time() - begin)
    seconds = min(spent)
    found = f"{len(read.tasks)} tasks, {len(read.citations)} citations, {len(read.targets)} targets"
    print(f"a plan of {pages} pages ({len(source.text):,} characters; {found}): {seconds:.2f} s")
    return 0 if seconds < GOAL * pages / PAGES else 1


if __name__ == "__main__":
    sys.exit(main())
