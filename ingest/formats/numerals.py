"""Counters as a word processor shows them: 3 -> "3", "03", "III", "c"."""

from __future__ import annotations

_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def numeral(value: int, style: str) -> str:
    """`value` in `style`, a name of WordprocessingML's ST_NumberFormat; decimal where the style cannot show it."""
    if style == "none":
        return ""
    if style == "decimalZero":
        return f"{value:02d}"
    if style in ("upperRoman", "lowerRoman") and 0 < value < 4000:
        return roman(value) if style == "upperRoman" else roman(value).lower()
    if style in ("upperLetter", "lowerLetter") and 0 < value <= 26 * 9:
        letter = chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)
        return letter.upper() if style == "upperLetter" else letter
    return str(value)


def roman(value: int) -> str:
    """`value` (1 to 3999) as a Roman numeral in capitals."""
    found = ""
    for worth, letters in _ROMAN:
        while value >= worth:
            found += letters
            value -= worth
    return found
