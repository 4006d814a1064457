"""Why this person answers to what was typed, and how strongly."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from regulars.engines.names.folding import digits, fold, han, is_han
from regulars.engines.names.keys import (
    Code,
    digits_keys,
    initials,
    is_number,
    letters,
    query_keys,
    spellings,
    untitled,
)
from regulars.engines.names.readings import Stored

Kind = Literal["digits", "chinese", "latin"]

_BASE: dict[Code, float] = {
    "characters": 0.9,
    "word": 0.85,
    "pinyin": 0.8,
    "initials": 0.6,
    "tail": 0.5,
    "number": 0.4,
}
_MISREAD = 0.1


@dataclass(frozen=True, slots=True)
class Match:
    """One reason. `strength` is in (0, 1], only for ranking; `part` is what of the name or number
    matched, as written, so that it can be marked; `misread` says that the surname was typed as
    it is not pronounced (dan for 单 Shàn), so that the screen can show the right reading."""

    code: Code
    strength: float
    part: str
    misread: bool = False


def classify(text: str) -> Kind:
    """What was typed: no letters is digits, any Chinese character is chinese, the rest latin."""
    if is_number(text):
        return "digits"
    return "chinese" if any(map(is_han, text)) else "latin"


def matches(name: str, reading: Stored, query: str, numbers: Iterable[str] = ()) -> Match | None:
    """The strongest reason why the query finds this person, or None."""
    kind = classify(query)
    if kind == "digits":
        found = _by_number(numbers, query)
    elif kind == "chinese":
        found = _by_characters(han(name), han(fold(query)))
    else:
        found = _by_letters(name, reading, letters(query))
    return max(found, key=lambda match: match.strength, default=None)


def _by_characters(name: str, typed: str) -> Iterator[Match]:
    simple = fold(name)
    for wanted, less in ((typed, 0.0), (untitled(typed), 0.05)):
        at = simple.find(wanted) if wanted else -1
        if at >= 0:
            part = name[at : at + len(wanted)]
            yield Match("characters", _strength("characters", at, part, name) - less, part)


def _by_letters(name: str, stored: Stored, typed: str) -> Iterator[Match]:
    if typed:
        yield from _by_pinyin(han(name), spellings(name, stored), typed)
        yield from _by_word(name, typed)


def _by_pinyin(name: str, ways: tuple[tuple[str, ...], ...], typed: str) -> Iterator[Match]:
    for way in ways:
        less = _MISREAD if way[:1] != ways[0][:1] and not _same_v(way, ways[0]) else 0.0
        for code, at, count in _pinyin_hits(way, typed):
            part = name[at : at + count]
            yield Match(code, _strength(code, at, part, name) - less, part, bool(less))


def _pinyin_hits(way: tuple[str, ...], typed: str) -> Iterator[tuple[Code, int, int]]:
    for at in range(len(way)):
        if "".join(way[at:]).startswith(typed):
            yield "pinyin", at, _covered(way[at:], len(typed))
        if initials(way[at:]).startswith(typed):
            yield "initials", at, len(typed)
    if way and (way[0] + initials(way[1:])).startswith(typed):
        yield "initials", 0, 1 + max(0, len(typed) - len(way[0]))


def _by_word(name: str, typed: str) -> Iterator[Match]:
    words = [word for word in fold(name).split() if not han(word)]
    for at in range(len(words)):
        turned = words[at:] + words[:at]
        if "".join(turned).startswith(typed):
            part = " ".join(turned[: _covered(tuple(turned), len(typed))])
            yield Match("word", _strength("word", at, typed, "".join(words)), part)


def _by_number(numbers: Iterable[str], query: str) -> Iterator[Match]:
    asked = query_keys(query)
    for number in numbers:
        for key in digits_keys(number):
            for wanted in asked:
                if wanted.code == key.code and key.text.startswith(wanted.text):
                    share = len(wanted.text) / len(digits(number))
                    part = wanted.text[::-1] if key.code == "tail" else wanted.text
                    yield Match(key.code, _BASE[key.code] + share / 2, part)


def _strength(code: Code, at: int, part: str, whole: str) -> float:
    """Base of the code, a little for the beginning, a little for how much is covered."""
    return _BASE[code] + (0.05 if at == 0 else 0.0) + 0.05 * len(part) / max(1, len(whole))


def _covered(pieces: tuple[str, ...], typed: int) -> int:
    """How many pieces the typed letters reach into."""
    count = 0
    while typed > 0 and count < len(pieces):
        typed -= len(pieces[count])
        count += 1
    return count


def _same_v(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return one[0].replace("v", "u") == other[0].replace("v", "u")
