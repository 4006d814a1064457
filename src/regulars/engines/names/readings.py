"""How a Chinese name is pronounced: surnames by table, given names by dictionary, facts first."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from regulars.engines.names.folding import fold, han, simplified
from regulars.engines.names.surnames import COMPOUND, SINGLE

Stored = str | Sequence[str] | None

PARTICLES = frozenset(
    [
        *("van", "von", "der", "den", "de", "del", "della", "di", "da", "dos", "la", "le"),
        *("ter", "ten", "bin", "al", "el", "st"),
    ]
)
_HONORIFICS = frozenset(
    [
        *("mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "sir", "dame", "rev"),
        *("jr", "sr", "ii", "iii", "iv"),
    ]
)


def surname(name: str) -> str:
    """The surname as written: one or two characters in Chinese, the last word in Latin script.

    Latin particles stay with their surname (Anna *van der Berg*); titles are not part of a name.
    A Chinese name with a dot in it (阿卜杜·热合曼) has no surname and gives ''.
    """
    chinese = han(name)
    if chinese:
        return "" if _dotted(name) else chinese[: _surname_length(chinese)]
    return _latin_surname(name)


def surname_readings(name: str) -> tuple[tuple[str, ...], ...]:
    """Every reading families use for this Chinese surname, the likeliest first.

    More than one means: ask the person once and store the answer.
    """
    own = surname(name)
    if not own or not han(own):
        return ()
    simple = fold(own)
    if len(own) == 2:
        return (COMPOUND[simple],)
    known = SINGLE.get(own) or SINGLE.get(simple)
    return tuple((r,) for r in known) if known else ((_syllables(own)[0].capitalize(),),)


def reading(name: str, stored: Stored = None) -> tuple[str, ...]:
    """Pinyin with tone marks, one syllable per Chinese character; () when there are none.

    `stored` is the fact someone noted ("Shàn", or the whole "Shàn xiù lán") and overrides what it
    covers. One that fits neither the surname nor the name is passed over: see `fits`.
    """
    chinese = han(name)
    if not chinese:
        return ()
    noted = _noted(stored)
    if len(noted) == len(chinese):
        return noted
    own = surname(name)
    first = noted if own and len(noted) == len(own) else _surname_default(name)
    return first + _syllables(chinese[len(own) :])


def heard(name: str, stored: Stored, part: str) -> str:
    """How these characters of a name sound in it: Shàn for the 单 of 单雄信."""
    at = han(name).find(part)
    return " ".join(reading(name, stored)[at : at + len(part)]) if at >= 0 else ""


def fits(name: str, stored: Stored) -> bool:
    """Whether a stored reading has a syllable for each character of the name or of its surname."""
    chinese = len(han(name))
    return not chinese or len(_noted(stored)) in {chinese, len(surname(name)) or chinese}


def misreading(name: str) -> tuple[str, ...]:
    """What someone who does not know the surname's reading would say: Dān for 单."""
    return _syllables(han(surname(name)))


def _noted(stored: Stored) -> tuple[str, ...]:
    parts = stored.replace("'", " ").split() if isinstance(stored, str) else stored or ()
    return tuple(parts)


def _surname_default(name: str) -> tuple[str, ...]:
    every = surname_readings(name)
    return every[0] if every else ()


def _surname_length(chinese: str) -> int:
    return 2 if "".join(map(simplified, chinese[:2])) in COMPOUND else 1


def _dotted(name: str) -> bool:
    return any(mark in name.strip() for mark in "·•・‧")


def _latin_surname(name: str) -> str:
    words = name.replace(",", " ").split()
    while len(words) > 1 and fold(words[-1]) in _HONORIFICS:
        words.pop()
    start = len(words) - 1
    while start > 1 and fold(words[start - 1]) in PARTICLES:
        start -= 1
    return " ".join(words[max(start, 0) :])


@lru_cache(maxsize=16_384)
def _syllables(chinese: str) -> tuple[str, ...]:
    """Dictionary reading of a run of characters; a rare one without an entry stands for itself."""
    if not chinese:
        return ()
    from pypinyin import Style, lazy_pinyin  # its dictionary: only who reads a name waits for it

    return tuple(lazy_pinyin(chinese, style=Style.TONE, errors=_one_by_one))


def _one_by_one(rare: str) -> Any:
    """pypinyin keeps a list as one syllable each; its own hints allow only a string."""
    return list(rare)
