"""The chance that somebody has left for good without a word, by their own rhythm.

Known rate of coming 1/``gap``, and after each visit the chance ``drop`` that it was the last (the
BG model of Fader, Hardie and Lee 2005 for one person). After a silence:

    left = drop / (drop + (1 - drop) * exp(-silence / gap))

Goodwill lowers ``drop``: each happy sign takes a tenth off, down to half. A failure that nobody
put right raises it to at least a half. Evidence and limits: docs/algorithms/touches.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import exp, isfinite

DROP, HURT = 0.1, 0.5
CREDIT, MOST_CREDIT = 0.1, 0.5
LAPSED, LEAST = 0.9, 60
FURTHEST = 700.0


@dataclass(frozen=True)
class Rhythm:
    """``gap`` in days between visits, ``visits`` so far, ``last`` the day of the latest."""

    gap: float
    visits: int
    last: date


@dataclass(frozen=True)
class Silence:
    """How long they have been silent, in days and in their own gaps, and the chance they left."""

    rhythm: Rhythm
    days: int
    left: float

    @property
    def gaps(self) -> float:
        return self.days / self.rhythm.gap

    @property
    def lapsed(self) -> bool:
        """Whether it is time to say that they are missed: nobody is within two months."""
        return self.left >= LAPSED and self.days >= LEAST


def rhythm_of(days: Sequence[date], usual: float) -> Rhythm | None:
    """The rhythm of visit days (any order, repeats allowed), drawn towards the house's ``usual``
    gap by the weight of one gap. None without a visit."""
    seen = sorted(set(days))
    if not seen:
        return None
    span = (seen[-1] - seen[0]).days
    gap = (span + usual) / len(seen)
    return Rhythm(max(1.0, gap if isfinite(gap) else 1.0), len(seen), seen[-1])


def drop(happy: int, hurt: bool) -> float:
    """The chance that a visit was the last one, after ``happy`` good signs."""
    base = max(DROP, HURT) if hurt else DROP
    return base * (1.0 - min(MOST_CREDIT, CREDIT * max(0, happy)))


def silence(rhythm: Rhythm, today: date, *, happy: int = 0, hurt: bool = False) -> Silence:
    """How it stands on a day. Before the last visit: no silence at all."""
    days = max(0, (today - rhythm.last).days)
    chance = drop(happy, hurt)
    still = exp(-min(FURTHEST, days / rhythm.gap))
    left = chance / (chance + (1.0 - chance) * still) if days else 0.0
    return Silence(rhythm, days, left)
