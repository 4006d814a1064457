"""Why this person answers to what was typed, and how strongly."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from regulars.engines.names.asking import GUESS, Probe, probes
from regulars.engines.names.folding import fold, han, is_han
from regulars.engines.names.keys import keys, latin_words, number_keys
from regulars.engines.names.readings import Stored
from regulars.engines.names.sounds import Way, is_right, spellings

Code = Literal[
    "characters", "pinyin", "initials", "word", "title", "tail", "number", "room", "plate",
    "email", "meant",
]  # fmt: skip

_SIMPLE: dict[str, Code] = {
    "S": "title", "T": "tail", "t": "tail", "H": "number", "R": "room", "P": "plate",
    "p": "plate", "E": "email",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Match:
    """One reason. `strength` is in (0, 1], only for ranking; `part` is what of the name or number
    matched, as written, so that it can be marked; `misread` says that the surname was typed as
    it is not pronounced (dan for 单 Shàn), so that the screen can show the right reading."""

    code: Code
    strength: float
    part: str
    misread: bool = False


def matches(
    name: str, reading: Stored, query: str, numbers: Iterable[str] = (), title: str = ""
) -> Match | None:
    """The strongest reason why the query finds this person, or None."""
    stored = keys(name, reading, title).union(*map(number_keys, numbers))
    for probe in probes(query):
        if any(map(probe.holds, stored)):
            return explain(name, reading, probe)
    return None


def explain(name: str, reading: Stored, probe: Probe) -> Match:
    """Why this probe holds a key of this person; the part is '' where the name does not show it
    (they were found by an earlier name)."""
    lane, text = probe.low[0], probe.low[1:]
    if probe.strength == GUESS:
        return Match("meant", GUESS, _word(name, text) or name)
    if lane in _SIMPLE:
        return Match(_SIMPLE[lane], probe.strength, _simple(name, lane, text))
    if any(map(is_han, text)):
        return Match("characters", probe.strength, _characters(name, text))
    return _lettered(name, reading, probe.strength, lane, text)


def _simple(name: str, lane: str, text: str) -> str:
    if lane == "S":
        return name
    return text[::-1] if lane in "Ttp" else text


def _characters(name: str, typed: str) -> str:
    chinese = han(name)
    at = fold(chinese).find(typed)
    return chinese[at : at + len(typed)] if at >= 0 else ""


def _lettered(name: str, stored: Stored, strength: float, lane: str, typed: str) -> Match:
    chinese, misread = han(name), lane in "MX"
    ways = spellings(name, stored) if chinese else ()
    for way in ways:
        if is_right(way, ways[0]) != misread:
            for code, at, count in _hits(way, typed, lane):
                return Match(code, strength, chinese[at : at + count], misread)
    part = _word(name, typed) or _turned(name, typed)
    return Match("initials" if lane in "Nn" else "word", strength, part)


def _hits(way: Way, typed: str, lane: str) -> Iterator[tuple[Code, int, int]]:
    """(code, first character, how many): pinyin first, unless the lane is one of initials."""
    if lane not in "Nn":
        for at in range(len(way)):
            if "".join(way[at:]).startswith(typed):
                yield "pinyin", at, _covered(way[at:], len(typed))
    letters = "".join(each[:1] for each in way)
    if (at := letters.find(typed)) >= 0:
        yield "initials", at, len(typed)
    for own in (1, 2):
        if ("".join(way[:own]) + letters[own:]).startswith(typed):
            yield "initials", 0, own + len(typed) - len("".join(way[:own]))


def _word(name: str, typed: str) -> str:
    """The word of the name that begins so, as written."""
    written = name.split()
    return next((word for word in written if fold(word).replace(" ", "").startswith(typed)), "")


def _turned(name: str, typed: str) -> str:
    """The words that what was typed reaches into, folded; '' where none does."""
    words = latin_words(name)
    for at in range(len(words)):
        turned = (*words[at:], *words[:at])
        if "".join(turned).startswith(typed):
            return " ".join(turned[: _covered(turned, len(typed))])
        if "".join(word[0] for word in turned).startswith(typed):
            return " ".join(turned[: len(typed)])
    return ""


def _covered(pieces: tuple[str, ...], typed: int) -> int:
    """How many pieces the typed letters reach into."""
    count = 0
    while typed > 0 and count < len(pieces):
        typed -= len(pieces[count])
        count += 1
    return count
