"""The letters of Vietnamese by case, for character classes (a range such as "À-Ỹ" would mix the cases)."""

from __future__ import annotations

_ACCENTED = "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"

LOWER = "a-z" + _ACCENTED
"""The inside of a character class of small letters."""

UPPER = "A-Z" + _ACCENTED.upper()
"""The inside of a character class of capital letters."""
