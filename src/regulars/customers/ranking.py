"""In which order people stand, and how few of them have to be read for it.

Here now, due today, seen lately, the rest; then how well they match; then who was seen last. Of
each place in the list the first are read, since it is kept in that order; whoever is here or due
might stand further down and is looked up by name.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from regulars.customers import findable
from regulars.customers.lookup import Hit, Index
from regulars.engines import names
from regulars.engines.names import Probe

LATELY = timedelta(days=60)
SPREAD = 400
SPARE = 4
LEAST_WORD = 3

Probes = tuple[Probe, ...]


class Ranked(NamedTuple):
    """One person in the order of the list; smaller is earlier."""

    guess: bool
    standing: int
    weakness: float
    unseen: int
    negated: int
    probe: Probe

    @property
    def customer(self) -> int:
        return -self.negated


class Search:
    """One asking of one book."""

    def __init__(
        self, index: Index, here: frozenset[int], due: frozenset[int], limit: int, now: datetime
    ) -> None:
        self.index, self.here, self.due, self.limit = index, here, due, limit
        self.around = here | due
        self.lately = findable.numbered((now - LATELY).date())
        self.exact, self.spread = limit + SPARE, max(limit + SPARE, SPREAD)

    def ranked(self, probes: Probes, guess: bool = False) -> list[Ranked]:
        """The first ``limit`` of all who stand under these probes."""
        best = self.latest([probe for probe in probes if not probe.high], guess)
        spans = [probe for probe in probes if probe.high]
        if spans:
            wide = [probe for probe in spans if not self.settled(best, probe)]
            narrow = [probe for probe in spans if probe not in wide]
            best += self.latest(wide, guess)
            best += self.placed(
                self.index.among(self.around, list(enumerate(narrow))), narrow, guess
            )
        return first_of_each(sorted(best), self.limit)

    def latest(self, probes: list[Probe], guess: bool) -> list[Ranked]:
        """Those seen last under each probe; and whoever is here or due, under those of which not
        everybody was read."""
        if not probes:
            return []
        hits = self.index.latest(probes, self.exact, self.spread)
        read = Counter(number for number, _customer, _seen in hits)
        full = [
            (number, probe) for number, probe in enumerate(probes)
            if read[number] >= (self.spread if probe.high else self.exact)
        ]  # fmt: skip
        hits = self.wanted(hits) + self.index.among(self.around, full)
        return self.placed(hits, probes, guess)

    def wanted(self, hits: list[Hit]) -> list[Hit]:
        """Of each probe only as many as can be shown, besides whoever is here or due."""
        people: defaultdict[int, set[int]] = defaultdict(set)
        kept = []
        for hit in hits:
            others = people[hit[0]]
            if len(others) < self.exact or hit[1] in self.around:
                others.add(hit[1])
                kept.append(hit)
        return kept

    def placed(self, hits: Iterable[Hit], probes: list[Probe], guess: bool) -> list[Ranked]:
        return [
            Ranked(guess, self.standing(who, seen), -probes[n].strength, -seen, -who, probes[n])
            for n, who, seen in hits
        ]

    def standing(self, customer: int, seen: int) -> int:
        if customer in self.around:
            return 0 if customer in self.here else 1
        return 2 if seen >= self.lately else 3

    def settled(self, best: list[Ranked], span: Probe) -> bool:
        """Whether nobody under this span, unless here or due, can stand among the first: so many
        match better and were seen lately."""
        better = {
            each.negated for each in best if each.standing <= 2 and -each.weakness > span.strength
        }
        return len(better) >= self.limit


def first_of_each(ranked: Iterable[Ranked], limit: int) -> list[Ranked]:
    """Each person once, by the surest reason."""
    first: dict[int, Ranked] = {}
    for each in ranked:
        first.setdefault(each.negated, each)
        if len(first) == limit:
            break
    return list(first.values())


def names_near(index: Index, text: str) -> dict[int, list[str]]:
    """The words of the book that are a slip away from a word that was typed, by its place."""
    if names.classify(text) != "latin":
        return {}
    typed = [(at, word) for at, word in enumerate(names.tokens(text)) if len(word) >= LEAST_WORD]
    wanted = {part for _at, word in typed for part in names.parts(word)}
    known = index.near(wanted) if wanted else []
    found = {at: names.slipped(word, known) for at, word in typed}
    return {at: words for at, words in found.items() if words}
