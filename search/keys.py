"""Keystrokes of Vietnamese input methods that were not turned into letters: "kieens" and "kie61n" for "kiến"."""

from __future__ import annotations

import unicodedata

from search.terms import normalise


def typed_letters(written: str) -> str | None:
    """The syllable that Telex or VNI keys spell, also where some letters bear their marks already ("nghiêpj").

    None where no key would change anything, or the keys spell no syllable.
    """
    base = unicodedata.normalize("NFC", written.lower())
    for read in (_telex, _vni):
        letters = read(base)
        if letters and letters != base:
            return normalise(letters)
    return None


def _telex(written: str) -> str | None:
    tone, letters = "", ""
    for place, key in enumerate(written):
        if key in _TELEX_TONES and place and not tone and any(c in _VOWELS for c in _plain(letters)):
            tone = _TELEX_TONES[key]
        elif key == "w" and letters:
            letters = _shaped(letters, {"a": "ă", "o": "ơ", "u": "ư"})
        elif key in "aeo" and (at := _plain(letters).rfind(key)) >= 0 and letters[at] == key:
            letters = letters[:at] + {"a": "â", "e": "ê", "o": "ô"}[key] + letters[at + 1 :]
        elif key == "d" and letters[:1] == "d":
            letters = "đ" + letters[1:]
        else:
            letters += key
    return _toned(letters, tone)


def _vni(written: str) -> str | None:
    if not any(c in "123456789" for c in written) or not written[:1].isalpha():
        return None
    tone, letters = "", ""
    for key in written:
        if key in _VNI_TONES:
            tone = _VNI_TONES[key]
        elif key in _VNI_SHAPES:
            letters = _shaped(letters, _VNI_SHAPES[key])
        elif key == "9" and letters[:1] == "d":
            letters = "đ" + letters[1:]
        else:
            letters += key
    return _toned(letters, tone)


def _shaped(letters: str, shapes: dict[str, str]) -> str:
    """`letters` with the last vowel that takes the shape in it; "uo" takes the horn on both."""
    if letters.endswith("uo") and "u" in shapes:
        return letters[:-2] + "ươ"
    for at in range(len(letters) - 1, -1, -1):
        if letters[at] in shapes:
            horned = at and letters[at - 1] == "u" and shapes[letters[at]] == "ơ" and at + 1 < len(letters)
            before = letters[: at - 1] + "ư" if horned else letters[:at]
            return before + shapes[letters[at]] + letters[at + 1 :]
    return letters


def _toned(letters: str, tone: str) -> str | None:
    """`letters` with the tone over the vowel that bears it; None where a tone finds none or another is there."""
    if not tone:
        return letters
    plain = _plain(letters)
    if any(c in _TONES for c in unicodedata.normalize("NFD", letters)):
        return None
    vowels = [i for i, c in enumerate(plain) if c in _VOWELS and not _glide(plain, i)]
    if not vowels:
        return None
    shaped = [i for i in vowels if letters[i] != plain[i]]
    closed = vowels[-1] + 1 < len(letters)
    open_at = vowels[-1] if closed or len(vowels) == 1 else vowels[-2]
    at = shaped[-1] if shaped else open_at
    return unicodedata.normalize("NFC", letters[: at + 1] + tone + letters[at + 1 :])


def _glide(plain: str, place: int) -> bool:
    """Whether a vowel letter belongs to the consonant before it: "qu", and "gi" before another vowel."""
    followed = place + 1 < len(plain) and plain[place + 1] in _VOWELS
    return followed and plain[:2] in ("qu", "gi") and place == 1


def _plain(letters: str) -> str:
    """`letters` without shapes and tones, letter for letter."""
    return "".join(unicodedata.normalize("NFD", c)[0] for c in letters)


_VOWELS = "aeiouy"
_TELEX_TONES = {"s": "\u0301", "f": "\u0300", "r": "\u0309", "x": "\u0303", "j": "\u0323"}
_VNI_TONES = dict(zip("12345", _TELEX_TONES.values(), strict=True))
_VNI_SHAPES = {"6": {"a": "â", "e": "ê", "o": "ô"}, "7": {"o": "ơ", "u": "ư"}, "8": {"a": "ă"}}
_TONES = set(_TELEX_TONES.values())
