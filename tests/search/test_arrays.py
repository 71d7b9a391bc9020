from __future__ import annotations

from pathlib import Path

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from search.arrays import Postings, best, found_in, sorted_strings, with_prefix

LISTS = st.dictionaries(st.text(alphabet="abđệ ", max_size=4), st.sets(st.integers(0, 50), max_size=5), max_size=12)


@settings(max_examples=50, deadline=None)
@given(LISTS)
def test_postings_give_back_every_list(lists: dict[str, set[int]]) -> None:
    postings = Postings.of({key: sorted(rows) for key, rows in lists.items()})
    for key, rows in lists.items():
        assert postings.get(key).tolist() == sorted(rows)
        assert postings.count(key) == len(rows)
    assert postings.get("không có").size == 0


@settings(max_examples=50, deadline=None)
@given(st.sets(st.text(alphabet="abđ:", max_size=4)), st.text(alphabet="abđ:", max_size=2))
def test_prefixes_find_what_a_scan_finds(strings: set[str], prefix: str) -> None:
    found = [text for _, text in with_prefix(sorted_strings(strings), prefix)]
    assert found == sorted(text for text in strings if text.startswith(prefix))


def test_postings_open_memory_mapped(tmp_path: Path) -> None:
    Postings.of({"một": [1, 2], "hai": []}).save(tmp_path, "facets")
    opened = Postings.open(tmp_path, "facets")
    assert opened.get("một").tolist() == [1, 2]
    assert opened.get("hai").size == 0


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 9), st.booleans()), max_size=200), st.integers(0, 4))
def test_the_best_are_those_of_a_full_sort(rows: list[tuple[int, bool]], limit: int) -> None:
    scores = np.array([score for score, _ in rows], dtype=np.float32)
    among = np.array([here for _, here in rows], dtype=np.bool_)
    order = sorted((row for row in range(len(rows)) if among[row]), key=lambda row: (-scores[row], row))
    assert best(scores, limit, among).tolist() == order[:limit]


@settings(max_examples=50, deadline=None)
@given(st.sets(st.integers(0, 30)), st.lists(st.integers(0, 31), max_size=8))
def test_rows_are_found_where_they_stand(rows: set[int], sought: list[int]) -> None:
    held = np.array(sorted(rows), dtype=np.int32)
    places, here = found_in(held, np.array(sought, dtype=np.int32))
    assert here.tolist() == [row in rows for row in sought]
    assert held[places[here]].tolist() == [row for row in sought if row in rows]
