"""Whether a text is Vietnamese, told by its syllables: a test for text layers of unknown origin."""

from __future__ import annotations

import re
import unicodedata

MIN_SHARE = 0.4
"""Twelve real plans as text have shares of 0.84 to 0.89, the pages of a sound PDF 0.86 to 0.91, those of a PDF that was
recognised as English 0.00."""

_WORD = re.compile(r"[^\W\d_]{2,}")
_SYLLABLE = re.compile(
    r"(?:b|ch?|d|đ|gh?|gi|h|kh?|l|m|n|ngh?|nh|p|ph|qu|r|s|t|th|tr|v|x)?[aăâeêioôơuưy]{1,3}(?:ch?|m|n|ng|nh|p|t)?"
)
_ONSETS = "b|ch|c|d|đ|gh|gi|g|h|kh|k|l|m|ngh|ng|nh|n|ph|p|r|s|th|tr|t|v|x|"
_RHYMES = (
    "a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây "
    "e ec em en eng eo ep et ê êch êm ên ênh êp êt êu i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu "
    "o oc oi om on ong op ot oong ooc oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt "
    "oe oen oeo oet ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u ua uc ui um un ung up ut uôc uôi uôm uôn uông uôt "
    "uê uêch uênh uêu uơ uy uya uych uynh uyt uyn uyên uyêt uyu uân uâng uât uây ư ưa ưc ưi ưm ưn ưng ưt ưu "
    "ươc ươi ươm ươn ương ươp ươt ươu y yêm yên yêng yêt yêu"
)
_POSSIBLE = re.compile(
    rf"(?:(?:{_ONSETS})(?:{'|'.join(_RHYMES.split())})|qu(?:{'|'.join(_RHYMES.split())})|gi|gin|giêng)"
)
_TONES = str.maketrans("", "", "\u0300\u0301\u0303\u0309\u0323")
_MARKED = re.compile(r"[đăâêôơư\u0300\u0301\u0303\u0309\u0323]")


def vietnamese_share(text: str, fewest: int = 10) -> float | None:
    """The share of the words of two letters and more that are Vietnamese syllables with a mark of their own (a tone,
    a hat, a hook, đ); None for a text of fewer words than `fewest`.

    A recognition that does not know Vietnamese leaves "phat trien" or "ph8i hqp" where "phát triển", "phối hợp" stand.
    """
    words = [word.lower() for word in _WORD.findall(unicodedata.normalize("NFC", text))]
    if len(words) < fewest:
        return None
    return sum(_is_marked_syllable(word) for word in words) / len(words)


def is_syllable(word: str) -> bool:
    """Whether a word could be a Vietnamese syllable, with marks or without."""
    toneless = unicodedata.normalize("NFD", word.lower()).translate(_TONES)
    return _SYLLABLE.fullmatch(unicodedata.normalize("NFC", toneless)) is not None


def is_possible(word: str) -> bool:
    """Whether the language has such a syllable, told by its rhyme, tone left aside: "doanh", and not "uoanh"."""
    toneless = unicodedata.normalize("NFD", word.lower()).translate(_TONES)
    return _POSSIBLE.fullmatch(unicodedata.normalize("NFC", toneless)) is not None


def _is_marked_syllable(word: str) -> bool:
    toneless = unicodedata.normalize("NFC", unicodedata.normalize("NFD", word).translate(_TONES))
    marked = _MARKED.search(unicodedata.normalize("NFD", word)) or _MARKED.search(toneless)
    return bool(marked and _SYLLABLE.fullmatch(toneless))
