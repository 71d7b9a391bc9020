"""Where boxes and lines of a layered drawing stand."""

from __future__ import annotations

from itertools import combinations, pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.pictures.layers import BOX, HEIGHT, Layout, layout

NAMES = [f"{i:02}" for i in range(18)]


@st.composite
def drawings(draw: st.DrawFn) -> tuple[list[list[str]], list[tuple[str, str]]]:
    sizes = draw(st.lists(st.integers(0, 6), min_size=1, max_size=3))
    names = iter(NAMES)
    bands = [[next(names) for _ in range(size)] for size in sizes]
    boxes = [name for band in bands for name in band]
    pairs = [(a, b) for a in boxes for b in boxes if a != b]
    return bands, draw(st.lists(st.sampled_from(pairs), max_size=25, unique=True)) if pairs else []


def hits(box: tuple[int, int], points: list[tuple[int, int]]) -> bool:
    """Whether an upright piece of a line runs through the inside of a box."""
    x, y = box
    return any(
        a[0] == b[0] and x < a[0] < x + BOX and min(a[1], b[1]) < y + HEIGHT and max(a[1], b[1]) > y
        for a, b in pairwise(points)
        if abs(a[1] - b[1]) == HEIGHT
    )


@given(drawings())
@settings(max_examples=60, deadline=None)
def test_no_boxes_overlap_and_no_line_runs_behind_one(drawing: tuple[list[list[str]], list[tuple[str, str]]]) -> None:
    bands, lines = drawing
    found = layout(bands, lines)
    assert set(found.boxes) == {name for band in bands for name in band}
    for (ax, ay), (bx, by) in combinations(found.boxes.values(), 2):
        assert abs(ax - bx) >= BOX or abs(ay - by) >= HEIGHT
    for line, points in found.lines.items():
        assert not [name for name, box in found.boxes.items() if hits(box, points)], line
        for end, (x, y) in zip(line, (points[0], points[-1]), strict=True):
            left, top = found.boxes[end]
            assert left < x < left + BOX
            assert y in (top, top + HEIGHT)


@given(drawings(), st.randoms(use_true_random=False))
@settings(max_examples=30, deadline=None)
def test_the_order_of_boxes_and_lines_makes_no_difference(drawing, random) -> None:  # type: ignore[no-untyped-def]
    bands, lines = drawing
    mixed = [random.sample(band, len(band)) for band in bands], random.sample(lines, len(lines))
    assert layout(bands, lines) == layout(*mixed)


def tops(found: Layout, *names: str) -> list[int]:
    return [found.boxes[name][1] for name in names]


def test_what_rests_on_another_of_its_band_stands_below_it_and_a_circle_ends() -> None:
    first, second, third = tops(layout([["a", "b", "c"]], [("b", "a"), ("c", "b")]), "a", "b", "c")
    assert first < second < third
    assert len(set(tops(layout([["a", "b"]], [("a", "b"), ("b", "a")]), "a", "b"))) == 2


def test_lines_that_need_not_cross_do_not() -> None:
    found = layout([["a", "b", "c"], ["x", "y", "z"]], [("x", "c"), ("y", "b"), ("z", "a")])
    upper = sorted("abc", key=lambda name: found.boxes[name][0])
    lower = sorted("xyz", key=lambda name: found.boxes[name][0])
    assert {"a": "z", "b": "y", "c": "x"}[upper[0]] == lower[0]


def test_a_long_rank_is_folded_and_an_empty_band_has_no_height() -> None:
    found = layout([[], NAMES], [])
    assert found.bands[0] == (0, 0)
    assert len(set(tops(found, *NAMES))) == 3


def test_very_many_lines_are_drawn_straight() -> None:
    bands = [[f"{band}{i:03}" for i in range(60)] for band in "abc"]
    lines = [(f"c{i:03}", f"a{j:03}") for i in range(60) for j in range(60)]
    assert {len(points) for points in layout(bands, lines).lines.values()} == {2}
