"""How a Chinese name is typed in letters: the right way first, then how it may be misread."""

import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice, product

from regulars.engines.names.folding import han
from regulars.engines.names.readings import (
    Stored,
    misreading,
    reading,
    surname,
    surname_readings,
)

_MOST_WAYS = 6

Way = tuple[str, ...]


def spellings(name: str, stored: Stored = None) -> tuple[Way, ...]:
    """Toneless ways to type a Chinese name, the right one first, then how it may be misread."""
    return _spellings(name, stored if isinstance(stored, str | None) else tuple(stored))


@lru_cache(maxsize=65_536)
def _spellings(name: str, stored: str | Way | None) -> tuple[Way, ...]:
    right = _toneless_all(reading(name, stored))
    own = len(surname(name))
    other = map(_toneless_all, (misreading(name), *surname_readings(name)))
    first = list(dict.fromkeys([right[:own], *other]))
    rest = [
        list(dict.fromkeys([right[own + i], *_heteronyms(char)]))[:3]
        for i, char in enumerate(han(name)[own:])
    ]
    ways = ((*head, *tail) for head in first for tail in product(*rest))
    return tuple(dict.fromkeys(_as_typed(islice(ways, _MOST_WAYS))))


def is_right(way: Way, right: Way) -> bool:
    """Whether a way is the right one, however the keyboard writes ü."""
    return way == right or way == tuple(each.replace("v", "u") for each in right)


def initials(syllables: Way) -> str:
    """First letters, as people type them: wxl for wang xiu lan, z also for zh."""
    return "".join(each[:1] for each in syllables)


@lru_cache(maxsize=16_384)
def _toneless(syllable: str) -> str:
    """Shàn to shan, and ü to v as keyboards without ü have it: Lǚ to lv."""
    apart = unicodedata.normalize("NFD", syllable.casefold()).replace("u\u0308", "v")
    return "".join(c for c in apart if c.isalpha())


def _toneless_all(syllables: Way) -> Way:
    return tuple(map(_toneless, syllables))


@lru_cache(maxsize=16_384)
def _heteronyms(char: str) -> Way:
    from pypinyin import Style, pinyin  # its dictionary: only who reads a name waits for it

    every = pinyin(char, style=Style.NORMAL, heteronym=True, errors="default")
    return _toneless_all(tuple(every[0]))


def _as_typed(ways: Iterable[Way]) -> Iterator[Way]:
    """Each way as it stands, and with u for the v that stands for ü."""
    for way in ways:
        yield way
        yield tuple(each.replace("v", "u") for each in way)
