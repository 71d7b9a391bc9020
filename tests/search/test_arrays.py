from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from search.arrays import Postings, sorted_strings, with_prefix

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
