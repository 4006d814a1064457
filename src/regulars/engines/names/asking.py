"""What was typed, as the few places in the sorted list of keys where whoever is meant can stand."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Literal, NamedTuple

from regulars.engines.names.folding import digits, fold, han, is_han
from regulars.engines.names.forms import SPOKEN_AFTER, TITLED, TITLED_AFTER
from regulars.engines.names.keys import (
    FORWARDS,
    GRAM,
    LEAST_DIGITS,
    LONGEST,
    PREFIX,
    marks,
    national,
    titled,
    written,
)

Kind = Literal["digits", "chinese", "latin", "code"]
GUESS = 0.2
_TONES = re.compile(r"(?:[^\W\d_]+[1-5]\W*)+")
_END = "\U0010ffff"
_FORMER = "老小阿"
_UNTITLED = 0.6


class Probe(NamedTuple):
    """Keys from `low`, and below `high` where it is not ''; else `low` alone.

    `strength` is in (0, 1] and only for ranking; everybody under one probe matches equally well.
    """

    low: str
    high: str
    strength: float

    def holds(self, key: str) -> bool:
        return self.low <= key < self.high if self.high else key == self.low


def classify(text: str) -> Kind:
    """Digits without a letter; any Chinese character and no digit; letters and digits mixed, or
    an @, is a code (a room, a plate, an address); the rest is latin."""
    if is_number(text):
        return "digits"
    if digits(text) or "@" in text:
        return "code"
    return "chinese" if any(map(is_han, text)) else "latin"


@lru_cache(maxsize=4096)
def probes(text: str) -> tuple[Probe, ...]:
    """Where to look, the surest first; () where too little was typed."""
    ask = {"digits": _number, "code": _code, "chinese": _chinese, "latin": _latin}
    surest: dict[tuple[str, str], Probe] = {}
    for probe in sorted(ask[classify(text)](text), key=lambda probe: -probe.strength):
        surest.setdefault((probe.low, probe.high), probe)
    return tuple(surest.values())


def corrected(text: str, meant: Mapping[int, Iterable[str]]) -> tuple[Probe, ...]:
    """Where to look when one word was mistyped: `meant` has, by the word's place, the words near
    to it (see `slips`). Everybody found so is a guess."""
    typed = tokens(text)
    phrases = {(*typed[:at], word, *typed[at + 1 :]) for at, near in meant.items() for word in near}
    return tuple(
        probe
        for phrase in sorted(phrases)
        for joined in ["".join(phrase)[:LONGEST]]
        for probe in (_guessed_word(joined) if len(phrase) == 1 else _guessed_phrase(joined))
    )


def tokens(text: str) -> tuple[str, ...]:
    """The Latin words that were typed, without a form of address before them."""
    return tuple(word for word in untitled_latin(fold(text)).split() if not han(word))


def _guessed_word(word: str) -> Iterator[Probe]:
    return (Probe(lane + word, "", GUESS) for lane in "WL")


def _guessed_phrase(phrase: str) -> Iterator[Probe]:
    return (_range(lane, phrase, GUESS) for lane in "FL")


def _exactly(lanes: dict[str, float], text: str) -> Iterator[Probe]:
    return (Probe(lane + text, "", strength) for lane, strength in lanes.items())


def _range(lane: str, text: str, strength: float) -> Probe:
    return Probe(lane + text, lane + text + _END, strength)


def _latin(text: str) -> Iterator[Probe]:
    typed = letters(text)
    if not typed:
        return
    yield from _lettered(typed, 1.0)
    if "." in text or "_" in text:
        yield _range("E", written(text), 0.45)
    family, titles = parted_latin(text)
    if titles:
        yield from (Probe("S" + titled(family, title), "", 0.98) for title in titles)
        yield from _lettered(family, _UNTITLED)


def _lettered(typed: str, less: float) -> Iterator[Probe]:
    """All that stands so; by the beginnings of full names only what is too long to stand so."""
    lanes = {"W": 1.0, "F": 0.99, "L": 0.9, "B": 0.85, "I": 0.7, "N": 0.6, "n": 0.5, "M": 0.4}
    yield from _exactly({lane: strength * less for lane, strength in lanes.items()}, typed)
    if len(typed) > PREFIX:
        for lane, strength in (("F", 0.84), ("L", 0.69), ("X", 0.39)):
            yield _range(lane, typed, strength * less)


def _chinese(text: str) -> Iterator[Probe]:
    typed = han(fold(text))[:LONGEST]
    yield from _written(typed, 1.0)
    family, titles = parted(typed)
    if family != typed:
        yield from (Probe("S" + titled(family, title), "", 0.98) for title in titles)
        yield from _written(family, _UNTITLED)


def _written(typed: str, less: float) -> Iterator[Probe]:
    lanes = {"W": 1.0, "B": 0.9, "I": 0.8}
    if len(typed) <= GRAM:
        yield from _exactly({lane: strength * less for lane, strength in lanes.items()}, typed)
        return
    yield Probe("F" + typed, "", less)
    yield _range("F", typed, 0.9 * less)
    yield _range("L", typed, 0.8 * less)


def _number(text: str) -> Iterator[Probe]:
    typed = digits(text)[:LONGEST]
    yield Probe("R" + typed, "", 0.98)
    at_home = typed.lstrip("0") if len(typed) >= FORWARDS else typed
    for way in {typed, at_home or typed, national(text) or typed}:
        yield Probe("T" + way[::-1], "", 1.0)
        if len(way) == LEAST_DIGITS:
            yield Probe("t" + way[::-1], "", 0.8)
        elif len(way) > LEAST_DIGITS:
            yield _range("T", way[::-1], 0.8)
        if len(way) >= FORWARDS:
            yield _range("H", way, 0.7)
    if len(typed) >= LEAST_DIGITS:
        yield _range("p", typed[::-1], 0.75)


def _code(text: str) -> Iterator[Probe]:
    yield _range("E", written(text), 0.9)
    if "@" in text:
        return
    whole = marks(text)
    yield Probe("R" + whole, "", 0.98)
    if len(whole) >= GRAM:
        yield _range("P", whole, 0.9)
    if len(whole) >= LEAST_DIGITS:
        yield _range("p", whole[::-1], 0.8)
    if chinese := han(whole):
        yield from _written(chinese, 0.5)
    if _TONES.fullmatch(text.strip()):
        yield from _lettered(letters(text), 1.0)


def parted(chinese: str) -> tuple[str, frozenset[str]]:
    """(王, {mrs}) of 王太太, (王, {}) of 老王; the text itself where nothing is dropped."""
    ends = [form for form in SPOKEN_AFTER if chinese.endswith(form) and chinese != form]
    form = max(ends, key=len, default="")
    if form:
        return chinese.removesuffix(form), TITLED_AFTER.get(form, frozenset())
    if len(chinese) == GRAM and chinese[0] in _FORMER:
        return chinese[1:], frozenset()
    return chinese, frozenset()


def parted_latin(text: str) -> tuple[str, frozenset[str]]:
    """(smith, {mr}) of Mr Smith; ('', {}) where there is no form of address."""
    first, _space, rest = fold(text).partition(" ")
    titles = TITLED.get(first, frozenset()) if rest else frozenset()
    return (letters(rest), titles) if titles else ("", titles)


def untitled_latin(folded: str) -> str:
    first, _space, rest = folded.partition(" ")
    return rest if rest and first in TITLED else folded


def is_number(text: str) -> bool:
    """Digits, and no letter of any script."""
    return bool(digits(text)) and not any(c.isalpha() for c in text)


def letters(text: str) -> str:
    """The folded letters alone; tone numbers (wang2 xiu4) fall away."""
    return "".join(c for c in fold(text) if c.isalpha() and not is_han(c))[:LONGEST]
