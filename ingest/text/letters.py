"""The letters of Vietnamese by case, for character classes (a range such as "À-Ỹ" would mix the cases)."""

from __future__ import annotations

_ACCENTED = "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"

LOWER = "a-z" + _ACCENTED
"""The inside of a character class of small letters."""

UPPER = "A-Z" + _ACCENTED.upper()
"""The inside of a character class of capital letters."""


def lower(text: str) -> str:
    """`text` in lower case, letter for letter: the few letters whose lower case is longer stay."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c if len(c.lower()) != 1 else c.lower() for c in text)
