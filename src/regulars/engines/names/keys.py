"""What to store so that every way of asking for a person is a prefix of something stored."""

import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice, product
from typing import Literal, NamedTuple

import phonenumbers
from pypinyin import Style, pinyin

from regulars.engines.names.folding import digits, fold, han, is_han
from regulars.engines.names.forms import SPOKEN_AFTER
from regulars.engines.names.readings import Stored, misreading, reading, surname

Code = Literal["characters", "pinyin", "initials", "word", "tail", "number"]

LEAST_DIGITS = 3
_MOST_WAYS = 6
_LETTER: dict[Code, str] = {
    "characters": "c",
    "pinyin": "p",
    "initials": "i",
    "word": "w",
    "tail": "t",
    "number": "n",
}


class Key(NamedTuple):
    """One row of the search table. `text` is folded; a query finds it by prefix."""

    code: Code
    text: str

    @property
    def stored(self) -> str:
        """One sortable string: a letter for the code, then the text."""
        return _LETTER[self.code] + self.text


def span(key: Key) -> tuple[str, str]:
    """The half-open range [low, high) of `Key.stored` that begins with this key.

    The column must sort by code point: SQLite's BINARY (the default), PostgreSQL's COLLATE "C".
    """
    return key.stored, key.stored + "\U0010ffff"


def keys(name: str, reading: Stored = None) -> frozenset[Key]:
    """Every key of a name; about a dozen for a Chinese name, one a word for a Latin one."""
    return frozenset([*_chinese_keys(name, reading), *_word_keys(name)])


def query_keys(text: str) -> frozenset[Key]:
    """The alternatives to scan for what was typed; a person under any of them is found."""
    if is_number(text):
        return _number_query(text)
    chinese = han(fold(text))
    if chinese:
        return frozenset(Key("characters", each) for each in {chinese, untitled(chinese)})
    typed = letters(text)
    codes: tuple[Code, ...] = ("pinyin", "initials", "word")
    return frozenset(Key(code, typed) for code in codes if typed)


def digits_keys(number: str) -> frozenset[Key]:
    """Keys of a phone or a card: backwards for its tail, forwards for its beginning.

    A number with its country (+86 …) is also kept without it, as it is said at home.
    """
    whole = digits(number)
    if len(whole) < LEAST_DIGITS:
        return frozenset()
    forwards = {whole, _national(number) or whole}
    return frozenset({Key("tail", whole[::-1])} | {Key("number", each) for each in forwards})


def spellings(name: str, stored: Stored = None) -> tuple[tuple[str, ...], ...]:
    """Toneless ways to type a Chinese name, the right one first, then how it may be misread."""
    right = _toneless_all(reading(name, stored))
    own = len(surname(name))
    first = list(dict.fromkeys([right[:own], _toneless_all(misreading(name))]))
    rest = [
        list(dict.fromkeys([right[own + i], *_heteronyms(char)]))[:3]
        for i, char in enumerate(han(name)[own:])
    ]
    ways = ((*head, *tail) for head in first for tail in product(*rest))
    return tuple(dict.fromkeys(_as_typed(islice(ways, _MOST_WAYS))))


def _chinese_keys(name: str, stored: Stored) -> Iterator[Key]:
    chinese = han(fold(name))
    for start in range(len(chinese)):
        yield Key("characters", chinese[start:])
    for syllables in spellings(name, stored) if chinese else ():
        for start in range(len(syllables)):
            yield Key("pinyin", "".join(syllables[start:]))
            yield Key("initials", initials(syllables[start:]))
        yield Key("initials", syllables[0] + initials(syllables[1:]))


def _word_keys(name: str) -> Iterator[Key]:
    words = ["".join(c for c in word if not is_han(c)) for word in fold(name).split()]
    words = [word for word in words if word]
    for start in range(len(words)):
        yield Key("word", "".join(words[start:] + words[:start]))


def initials(syllables: tuple[str, ...]) -> str:
    """First letters, as people type them: wxl for wang xiu lan, z also for zh."""
    return "".join(each[:1] for each in syllables)


def _number_query(text: str) -> frozenset[Key]:
    typed = digits(text)
    if len(typed) < LEAST_DIGITS:
        return frozenset()
    ways = {typed, typed.lstrip("0") or typed, _national(text) or typed}
    ways = {each for each in ways if len(each) >= LEAST_DIGITS}
    return frozenset(
        {Key("tail", each[::-1]) for each in ways} | {Key("number", each) for each in ways}
    )


def untitled(chinese: str) -> str:
    """Simplified text without a form of address at its end: 王太太 to 王."""
    ends = (title for title in SPOKEN_AFTER if chinese.endswith(title) and chinese != title)
    return chinese.removesuffix(max(ends, key=len, default=""))


def is_number(text: str) -> bool:
    """Digits, and no letter of any script."""
    return bool(digits(text)) and not any(c.isalpha() for c in text)


def _national(number: str) -> str:
    if not number.lstrip().startswith("+"):
        return ""
    try:
        return str(phonenumbers.parse(number).national_number)
    except phonenumbers.NumberParseException:
        return ""


def letters(text: str) -> str:
    """The folded letters alone; tone numbers (wang2 xiu4) fall away."""
    return "".join(c for c in fold(text) if c.isalpha())


@lru_cache(maxsize=16_384)
def _toneless(syllable: str) -> str:
    """Shàn to shan, and ü to v as keyboards without ü have it: Lǚ to lv."""
    apart = unicodedata.normalize("NFD", syllable.casefold()).replace("u\u0308", "v")
    return "".join(c for c in apart if c.isalpha())


def _toneless_all(syllables: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(_toneless, syllables))


@lru_cache(maxsize=16_384)
def _heteronyms(char: str) -> tuple[str, ...]:
    every = pinyin(char, style=Style.NORMAL, heteronym=True, errors="default")
    return _toneless_all(tuple(every[0]))


def _as_typed(ways: Iterable[tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    """Each way as it stands, and with u for the v that stands for ü."""
    for way in ways:
        yield way
        yield tuple(each.replace("v", "u") for each in way)
