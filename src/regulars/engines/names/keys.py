"""What to store so that every way of asking for a person is one place in a sorted list.

A stored key is a letter, its *lane*, and a text. The lane says how the text stands in the name, so
that all who match equally well stand together and the list can keep them by when they last came:

    W  the whole of a word, a surname or a short name      B  the beginning of the name
    I  a later part of it                                  N  all its initials
    n  some of its initials                                M  a misreading (dan for 单 Shàn)
    F  the name in full from its beginning                 L  in full from a later part
    X  in full, misread                                    S  surname and form of address
    T  a number backwards        t  its last three digits  H  a number forwards
    R  a room                    P  a plate or code        p  the same backwards
    E  an e-mail address

Lanes W to M are asked for exactly; F, L, X, T, H, P, p and E by their beginning.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import chain

import phonenumbers

from regulars.engines.names.folding import digits, fold, han, not_han
from regulars.engines.names.readings import PARTICLES, Stored, surname
from regulars.engines.names.sounds import Way, initials, is_right, spellings

LEAST_DIGITS = 3
FORWARDS = 7
PREFIX = 4
GRAM = 2
LONGEST = 40
MOST_WORDS = 12

_EXACT = "WBINnM"
_PLAIN = re.compile(r"\+86(1[3-9]\d{9})|\+1([2-9]\d{9})|\+886([2-9]\d{8})|\+85[23]([2-9]\d{7})")
Lanes = Iterator[tuple[str, str]]


def keys(name: str, reading: Stored = None, title: str = "") -> frozenset[str]:
    """Every key of a name; about two dozen for a Chinese name, fifteen for a Latin one."""
    lanes = _words(name)
    if chinese := han(fold(name)):
        lanes = chain(_characters(chinese), _pinyin(name, reading), lanes)
    return _best(chain(lanes, _titled(name, reading, title)))


def number_keys(number: str) -> frozenset[str]:
    """Keys of a phone or a card: backwards for its tail, forwards for its beginning.

    A number with its country (+86 …) is also kept without it, as it is said at home.
    """
    whole = digits(number)
    found = {"T" + whole[::-1]} if whole else set()
    if len(whole) > LEAST_DIGITS:
        found.add("t" + whole[: -LEAST_DIGITS - 1 : -1])
    if len(whole) >= FORWARDS:
        found |= {"H" + each for each in number_ways(number)}
    return frozenset(key[:LONGEST] for key in found)


def number_ways(number: str) -> frozenset[str]:
    """The digits of a number, and without the country's where it names its country."""
    whole = digits(number)
    return frozenset({whole, national(number) or whole} if whole else ())


def room_keys(room: str) -> frozenset[str]:
    """A room is asked for whole: 302, A-302; with or without the house it is in (corner 302)."""
    ways = {marks(room), marks(room.split()[-1] if room.strip() else "")}
    return frozenset("R" + way for way in ways if way)


def plate_keys(plate: str) -> frozenset[str]:
    """沪A·12345: in full, without its province, and by its end."""
    whole = marks(plate)
    bare = not_han(whole)
    forwards = {"P" + each for each in (whole, bare) if each}
    return frozenset(forwards | ({"p" + whole[::-1]} if whole else set()))


def email_keys(address: str) -> frozenset[str]:
    """An address is asked for by its beginning."""
    return frozenset({"E" + written(address)}) if written(address) else frozenset()


def words(name: str, reading: Stored = None) -> frozenset[str]:
    """The words in which a slip of the finger can be seen: Latin words, and the surname and the
    given name in pinyin."""
    own = len(surname(name))
    way = spellings(name, reading)[0] if han(name) else ()
    sounds = ("".join(way[:own]), "".join(way[own:]))
    return frozenset(w for w in (*latin_words(name), *sounds) if LEAST_DIGITS <= len(w) <= LONGEST)


def latin_words(name: str) -> list[str]:
    """The folded words of a name that are not Chinese, a dozen at most."""
    return not_han(fold(name)).split()[:MOST_WORDS]


def marks(text: str) -> str:
    """Letters, digits and characters, folded, and nothing between them."""
    return fold(text).replace(" ", "")[:LONGEST]


def written(address: str) -> str:
    """An e-mail address as it is compared: small letters, no spaces."""
    return re.sub(r"\s", "", address).casefold()[:LONGEST]


def national(number: str) -> str:
    """The digits without the country's, where the number names its country; else ''."""
    if plain := _PLAIN.fullmatch(number):
        return plain[plain.lastindex or 0]
    if not number.lstrip().startswith("+"):
        return ""
    try:
        return str(phonenumbers.parse(number).national_number)
    except phonenumbers.NumberParseException:
        return ""


def _characters(chinese: str) -> Lanes:
    """One and two characters anywhere; three and more from each that has as many after it."""
    chinese = chinese[:LONGEST]
    for at in range(len(chinese)):
        for end in range(at + 1, min(at + GRAM, len(chinese)) + 1):
            whole = end - at == len(chinese)
            yield "W" if whole else "I" if at else "B", chinese[at:end]
        if len(chinese) - at > GRAM:
            yield "L" if at else "F", chinese[at:]


def _pinyin(name: str, stored: Stored) -> Lanes:
    own, ways = len(surname(name)), spellings(name, stored)
    for way in ways:
        lanes = _sounded(way[:LONGEST], own)
        yield from lanes if is_right(way, ways[0]) else _misread(lanes)


def _sounded(way: Way, own: int) -> Lanes:
    if own:
        family = "".join(way[:own])
        yield "W", family
        yield "B", family + initials(way[own : own + 1])
        yield "N", family + initials(way[own:])
    for at in range(len(way)):
        rest = "".join(way[at:])
        yield "L" if at else "F", rest
        yield from _beginnings(rest, "I" if at else "B")
        yield from _initials(initials(way), at)


def _misread(lanes: Lanes) -> Lanes:
    return (("X" if lane in "FL" else "M", text) for lane, text in lanes)


def _beginnings(text: str, lane: str) -> Lanes:
    return ((lane, text[:end]) for end in range(1, min(PREFIX, len(text)) + 1))


def _initials(letters: str, at: int) -> Lanes:
    """Any two or more initials that stand together."""
    for end in range(at + 2, len(letters) + 1):
        yield "N" if end - at == len(letters) else "n", letters[at:end]


def _words(name: str) -> Lanes:
    """Each word, and the name turned so that any of its words comes first."""
    every = latin_words(name)
    plain = [word for word in every if word not in PARTICLES]
    for turned in {tuple(every), tuple(plain)}:
        for at, word in enumerate(turned):
            outer, rest = at in (0, len(turned) - 1), "".join(turned[at:] + turned[:at])
            yield "W", word
            yield from _beginnings(rest, "B" if outer else "I")
            yield "F" if outer else "L", rest
            yield from _initials(initials(turned), at)


def _titled(name: str, stored: Stored, title: str) -> Lanes:
    """王 with mrs, wang with mrs: for 王太太 and Mrs Wang."""
    own = surname(name)
    if not own or not title:
        return
    yield "S", titled(fold(own), title)
    if han(own):
        yield "S", titled("".join(spellings(name, stored)[0][: len(own)]), title)


def titled(family: str, title: str) -> str:
    return f"{family.replace(' ', '')}/{title}"


def _best(lanes: Iterable[tuple[str, str]]) -> frozenset[str]:
    """Of the lanes that are asked for exactly, each text stands in its best one only."""
    best: dict[str, int] = {}
    found = set()
    for lane, text in lanes:
        text = text[:LONGEST]
        at = _EXACT.find(lane)
        if at < 0:
            found.add(lane + text)
        elif text:
            best[text] = min(at, best.get(text, at))
    right = {key[1:] for key in found if key[0] in "FL"}
    found = {key for key in found if key[0] != "X" or key[1:] not in right}
    return frozenset(found.union(_EXACT[at] + text for text, at in best.items()))
