"""Which letters make a Vietnamese syllable: an onset, a rhyme and a tone, each with what it may stand beside.

The inventory is that of the written standard language (e.g. Đoàn Thiện Thuật, Ngữ âm tiếng Việt), with the rhymes of a
few loans (oong, êng is none). Stopped rhymes bear the tones sắc and nặng alone.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_ONSETS = ("", *"b c ch d đ g gh gi h k kh l m n ng ngh nh p ph r s t th tr v x".split())  # noqa: SIM905
_RHYMES = frozenset(
    """
a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
e ec em en eng eo ep et ê êch êm ên ênh êp êt êu i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu
o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong ooc oong op ot
ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
u ua uc ui um un ung up ut uân uâng uât uây uê uêch uên uênh uêt uêu uơ uôc uôi uôm uôn uông uôt
uy uya uych uym uyn uyên uyêt uynh uyp uyt uyu
ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu y ych yêm yên yêng yêt yêu ynh yt
""".split()  # noqa: SIM905
)
_AFTER_QU = frozenset(
    """
a ac ach ai an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt ân âng ât âu ây e en eng eo et ê ên ênh êch êt êu
i ich in inh it iu o on ot ôc ôi ôn ơ ơi ơn y ych yên yêt yn ynh yt
""".split()  # noqa: SIM905
)
_AFTER_G = frozenset({"i", "in", "ia", "iêng", "iêc", "iêt", "iêm"})  # one i for onset and rhyme: gì, gìn, giếng
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_SHARP_OR_HEAVY = frozenset("\u0301\u0323")
_LONGEST = 7


@lru_cache(maxsize=4096)
def is_possible(syllable: str) -> bool:
    """Whether `syllable` (NFC, lower case, with its marks) could be a Vietnamese one: "được", not "đuợc" or "thưc"."""
    parts = unicodedata.normalize("NFD", syllable[: _LONGEST + 1])
    tones = [c for c in parts if c in _TONES]
    bare = unicodedata.normalize("NFC", "".join(c for c in parts if c not in _TONES))
    if len(bare) > _LONGEST or len(tones) > 1:
        return False
    if bare.endswith(("c", "ch", "p", "t")) and not _SHARP_OR_HEAVY.issuperset(tones or "-"):
        return False
    return any(_fit(bare[: len(onset)], bare[len(onset) :]) for onset in (*_ONSETS, "qu") if bare.startswith(onset))


def _fit(onset: str, rhyme: str) -> bool:
    if onset == "qu":
        return rhyme in _AFTER_QU
    if onset == "g" and rhyme in _AFTER_G:
        return True
    if rhyme not in _RHYMES:
        return False
    front = rhyme[0] in "eêiy"
    if onset in ("c", "g", "ng"):
        return not front
    if onset in ("k", "gh", "ngh"):
        return front
    return not (rhyme.startswith("yê") if onset else rhyme.startswith("iê"))


def is_run_together(word: str) -> bool:
    """Whether `word` (lower case) is several syllables without blanks, as loans ("ôtô") and glued words are; all but
    the first begin with a consonant ("nguời" is not "ngu" and "ời")."""
    ends = {0}
    for j in range(1, min(len(word), 4 * _LONGEST) + 1):
        begins = (i for i in range(max(0, j - _LONGEST), j) if i in ends and (i == 0 or _is_consonant(word[i])))
        if any(is_possible(word[i:j]) for i in begins):
            ends.add(j)
    return len(word) in ends


def _is_consonant(letter: str) -> bool:
    return unicodedata.normalize("NFD", letter)[0] not in "aeiouy"
