from __future__ import annotations

import pytest

from search.keys import typed_letters


@pytest.mark.parametrize(
    ("keys", "letters"),
    [
        ("kieens", "kiến"),
        ("chuyeenr", "chuyển"),
        ("ddooir", "đổi"),
        ("truwowngf", "trường"),
        ("phuowngf", "phường"),  # one w for both vowels
        ("quyeets", "quyết"),
        ("giaos", "giáo"),
        ("hoas", "hóa"),
        ("thuyr", "thủy"),
        ("quar", "quả"),
        ("nghiêpj", "nghiệp"),  # half of it was turned into letters
        ("kie61n", "kiến"),
        ("d9o6i3", "đổi"),
        ("tru7o7ng2", "trường"),
        ("khong", None),
        ("số", None),
        ("2026", None),
        ("kýs", None),  # it bears a tone already
    ],
)
def test_keys_of_telex_and_vni_are_read(keys: str, letters: str | None) -> None:
    assert typed_letters(keys) == letters
