"""Who ought to be found, by looking at everybody: no index, no key table, no limit but the list's.

Phones, characters and slips are judged by their own plain rules (ends with, contains, one edit);
letters by the documented lanes of every single name.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field

from rapidfuzz import process
from rapidfuzz.distance import OSA

from regulars.engines import names


@dataclass
class Book:
    """Everybody in plain lists: the n-th customer has the n-th entry of each."""

    ids: list[int]
    names: list[str]
    titles: list[str]
    numbers: list[list[str]]
    seen: list[int]
    here: frozenset[int]
    due: frozenset[int]
    lately: int
    distinct: dict[str, list[int]] = field(default_factory=dict)
    folded: dict[str, str] = field(default_factory=dict)
    keys: dict[str, list[str]] = field(default_factory=dict)
    vocabulary: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        for at, name in enumerate(self.names):
            self.distinct.setdefault(name, []).append(at)
        self.folded = {name: only_han(names.fold(name)) for name in self.distinct}
        self.keys = {name: list(names.keys(name)) for name in self.distinct}
        words = {word for name in self.distinct for word in names.words(name)}
        self.vocabulary = sorted(words)

    def first(self, strong: dict[int, float], limit: int = 20) -> list[int]:
        """The first of these {place in the lists: strength}, in the order of the box."""
        order = sorted(
            (self.standing(at), -strength, -self.seen[at], -self.ids[at])
            for at, strength in strong.items()
        )
        return [-negated for *_rest, negated in order[:limit]]

    def standing(self, at: int) -> int:
        if self.ids[at] in self.here:
            return 0
        if self.ids[at] in self.due:
            return 1
        return 2 if self.seen[at] >= self.lately else 3


def only_han(folded: str) -> str:
    return "".join(filter(names.is_han, folded))


def by_tail(book: Book, typed: str) -> dict[int, float]:
    found = {}
    for at, numbers in enumerate(book.numbers):
        for number in numbers:
            if number.endswith(typed):
                found[at] = max(found.get(at, 0), 1.0 if number == typed else 0.8)
    return found


def by_characters(book: Book, typed: str) -> dict[int, float]:
    wanted, found = only_han(names.fold(typed)), {}
    for name, places in book.distinct.items():
        at = book.folded[name].find(wanted)
        if at >= 0:
            strength = 1.0 if book.folded[name] == wanted else 0.9 if at == 0 else 0.8
            found.update(dict.fromkeys(places, strength))
    return found


def by_letters(book: Book, typed: str) -> dict[int, float]:
    exact = {p.low: p.strength for p in names.probes(typed) if not p.high}
    spans = [p for p in names.probes(typed) if p.high]
    found = {}
    for name, places in book.distinct.items():
        strengths = [exact[key] for key in book.keys[name] if key in exact]
        strengths += [p.strength for p in spans for key in book.keys[name] if p.holds(key)]
        if strengths:
            found.update(dict.fromkeys(places, max(strengths)))
    return found


def by_slip(book: Book, typed: str) -> dict[int, float]:
    """Whoever is called so, and else whoever is one edit of one word away."""
    found = by_letters(book, typed)
    tokens = typed.lower().split()
    phrases = {
        "".join([*tokens[:at], word, *tokens[at + 1 :]])
        for at, token in enumerate(tokens)
        for word, distance, _place in process.extract(
            token, book.vocabulary, scorer=OSA.distance, score_cutoff=1, limit=None
        )
        if distance == 1
    }
    for place in called(book, phrases, whole=len(tokens) == 1):
        found.setdefault(place, 0.0)
    return found


def called(book: Book, phrases: set[str], whole: bool) -> Iterator[int]:
    """Whoever has one of these words, or a name that begins so from one of its words."""
    begun = tuple(phrases)
    for name, places in book.distinct.items():
        for key in book.keys[name]:
            lane, text = key[0], key[1:]
            if (lane in "WL" and text in phrases) if whole else (
                lane in "FL" and text.startswith(begun)
            ):  # fmt: skip
                yield from places
                break


def ordered(book: Book, found: dict[int, float], limit: int = 20) -> list[int]:
    """Those who are called so first, then those who are only near."""
    real = {at: strength for at, strength in found.items() if strength > 0}
    guesses = {at: strength for at, strength in found.items() if strength == 0}
    first = book.first(real, limit)
    return (first + book.first(guesses, limit))[:limit]


JUDGES: dict[str, Callable[[Book, str], dict[int, float]]] = {
    "tail": by_tail,
    "two characters": by_characters,
    "one character": by_characters,
    "initials": by_letters,
    "typo": by_slip,
}


def recall(found: Collection[int], wanted: Collection[int]) -> float:
    """How much of what ought to be shown is shown."""
    return len(set(found) & set(wanted)) / len(wanted) if wanted else 1.0
