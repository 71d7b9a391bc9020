"""Throughput of `find_citations` in MB of UTF-8 a second, as a ratio to `eyecite.get_citations` on the same bytes.

    python -m benchmarks.citations

Measured is the reading of clean copies of the paragraphs (`ingest.text.mapped`), which are made beforehand. The text is
generated: paragraphs of law-like words, one document number in every second or third. With real plans at
hand (PLANKG_SHARED, else `../shared`) theirs is measured too. eyecite (extra `bench`) looks for American citations:
it finds none here, which is its fastest case; the ratio compares what a reader of the same text pays. Ends with status
1 below the goal of 3 MB/s on generated text.
"""

from __future__ import annotations

import os
import random
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from ingest.citing.citations import find_citations
from ingest.passages import Passage, Place
from ingest.text.mapped import mapped

GOAL = 3.0  # MB/s
PLACE = Place("Bình An", "phường", "Hải Phòng", "thành phố", "Ủy ban nhân dân phường Bình An")
WORDS = """
cơ quan tổ chức cá nhân có trách nhiệm thực hiện báo cáo theo quy định của pháp luật trong thời hạn kể từ hồ sơ
được tiếp nhận hợp lệ bảo đảm công khai minh bạch đơn vị sử dụng ngân sách lập dự toán quyết toán kinh phí hằng
năm người đứng đầu kiểm tra giám sát việc chấp hành chế độ chính sách đối với người lao động trên địa bàn phường
""".split()  # noqa: SIM905
CITED = (
    "Nghị định số {n}/{y}/NĐ-CP ngày {d}/{m}/{y} của Chính phủ",
    "Thông tư số {n}/{y}/TT-BTC",
    "Quyết định số {n}/QĐ-TTg ngày {d}/{m}/{y} của Thủ tướng Chính phủ về việc phê duyệt Đề án",
    "Kế hoạch số {n}/KH-UBND ngày {d}/{m}/{y} của Ủy ban nhân dân thành phố",
    "Luật Đất đai",
    "khoản {d} Điều {n}",
)


def generated(size: int, seed: int = 1) -> list[str]:
    """Paragraphs of together `size` bytes of UTF-8 that read like a law at a glance."""
    chance = random.Random(seed)
    paragraphs: list[str] = []
    while size > 0:
        words = chance.choices(WORDS, k=chance.randint(25, 90))
        if chance.random() < 0.4:
            numbers = {"n": chance.randint(1, 300), "y": chance.randint(2010, 2025)}
            numbers |= {"d": chance.randint(1, 28), "m": chance.randint(1, 12)}
            words.insert(chance.randint(0, len(words)), chance.choice(CITED).format(**numbers))
        paragraphs.append(" ".join(words).capitalize() + ".")
        size -= len(paragraphs[-1].encode())
    return paragraphs


def real(folder: Path) -> list[str]:
    """The paragraphs of the text files of real plans under `folder`."""
    files = sorted(
        f for part in ("corpus", "documents") for f in (folder / part).glob("*") if f.suffix in (".txt", ".md")
    )
    return [line for file in files for line in file.read_text("utf-8").splitlines() if line.strip()]


def best(run: Callable[[int], object], times: int = 3) -> float:
    """Seconds of processor time of the fastest of several runs; each is given its number."""
    spent = []
    for k in range(times):
        begin = time.process_time()
        run(k)
        spent.append(time.process_time() - begin)
    return min(spent)


def ours(paragraphs: Sequence[str]) -> tuple[float, int]:
    """(seconds, citations found) of `find_citations`; every run reads passages made for it."""
    runs = [tuple(Passage(mapped(text), "content") for text in paragraphs) for _ in range(3)]
    found = len(find_citations(runs[0], PLACE).citations)

    def run(k: int) -> None:
        find_citations((), PLACE)  # forgets the texts of the run before
        find_citations(runs[k], PLACE)

    return best(run), found


def theirs(paragraphs: Sequence[str]) -> tuple[float, int] | None:
    """(seconds, citations found) of `eyecite.get_citations`, None where it is not installed."""
    try:
        from eyecite import get_citations
    except ImportError:
        return None
    get_citations("1 U.S. 1")
    found = sum(len(get_citations(text)) for text in paragraphs)
    return best(lambda _: [get_citations(text) for text in paragraphs]), found


def main() -> int:
    """Measures and prints; 1 when the goal is missed on generated text."""
    shared = Path(os.environ.get("PLANKG_SHARED", Path(__file__).resolve().parents[2] / "shared"))
    texts = {"generated": generated(1_000_000)}
    if (shared / "corpus").is_dir():
        texts["real plans"] = real(shared)
    speeds = {}
    for name, paragraphs in texts.items():
        size = sum(len(text.encode()) for text in paragraphs) / 1e6
        seconds, found = ours(paragraphs)
        speeds[name] = size / seconds
        print(f"{name}: {size:.2f} MB, find_citations {speeds[name]:.1f} MB/s ({found} citations)")
        peer = theirs(paragraphs)
        if peer:
            print(f"{name}: eyecite.get_citations {size / peer[0]:.1f} MB/s ({peer[1]}); ratio {peer[0] / seconds:.1f}")
        else:
            print("eyecite is not installed: pip install '.[bench]'")
    return 0 if speeds["generated"] >= GOAL else 1


if __name__ == "__main__":
    sys.exit(main())
