"""Vietnamese spelling variants that mean the same: where the tone mark stands, and text without marks.

`modern` and `traditional` keep the length of the text: an index into the result is an index into what was given.
"""

from __future__ import annotations

import re
import unicodedata

_OLD = "oàoáoảoãoạoèoéoẻoẽoẹuỳuýuỷuỹuỵ"
_NEW = "òaóaỏaõaọaòeóeỏeõeọeùyúyủyũyụy"
_TO_NEW = {_OLD[i : i + 2]: _NEW[i : i + 2] for i in range(0, len(_OLD), 2)}
_TO_NEW |= {old.upper(): new.upper() for old, new in _TO_NEW.items()}
_TO_NEW |= {old.capitalize(): new.capitalize() for old, new in list(_TO_NEW.items()) if old.islower()}
_TO_OLD = {new: old for old, new in _TO_NEW.items()}

# Only an open syllable has two spellings ("hoà", "hòa", but "hoàn" alone); in "quý" the u belongs to the consonant.
# The first letter comes before what must not stand in front of it, so that the search can skip to the next o or u.
_SECOND = "|".join(rf"(?<={a})[{''.join(old[1] for old in _TO_NEW if old[0] == a)}]" for a in "oOuU")
_OLD_SYLLABLE = re.compile(rf"[oOuU](?<![qQ].)(?:{_SECOND})(?!\w)")
_NEW_SYLLABLE = re.compile(rf"(?:{'|'.join(_TO_OLD)})(?!\w)")


def modern(text: str) -> str:
    """`text` (NFC) with tone marks in the new place: "Hoà" becomes "Hòa", "thuỷ" becomes "thủy"."""
    return _OLD_SYLLABLE.sub(lambda match: _TO_NEW[match[0]], text)


def traditional(text: str) -> str:
    """`text` (NFC) with tone marks in the old place, as the tagger's training text had them: "Hòa" becomes "Hoà"."""
    return _NEW_SYLLABLE.sub(lambda match: _TO_OLD[match[0]], text)


def unmarked(text: str) -> str:
    """`text` without diacritics; đ stays, because it is a letter of its own and no marked d."""
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
