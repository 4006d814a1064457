"""Who proposes at night, for those expected the next day: rooms and modules join here.

A source is asked for a place, the day, the customers expected and the place's history; it reads
only, and gives drafts. Each draft is then proposed like any other: checked, ranked, written down.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from regulars.anticipation.reading import Shop
from regulars.places.models import Place


@dataclass(frozen=True)
class Night:
    """What a source is told: for which place and day, who is expected, and what is known."""

    place: Place
    day: date
    expected: Collection[int]
    shop: Shop
    now: datetime


@dataclass(frozen=True)
class Draft:
    """One proposal before it is checked; ``told`` are further arguments of ``propose``."""

    customer: int
    source: str
    what: str
    evidence: str | Mapping[str, Any]
    worth: float
    confidence: str
    key: str
    told: Mapping[str, Any] = field(default_factory=dict)


Source = Callable[[Night], Iterable[Draft]]
SOURCES: dict[str, Source] = {}


def source(name: str) -> Callable[[Source], Source]:
    """Join the night's work. Called once, when the app starts."""

    def join(ask: Source) -> Source:
        if name in SOURCES:
            raise KeyError(f"two sources of proposals are called {name}")
        SOURCES[name] = ask
        return ask

    return join


def gather(night: Night) -> Iterator[Draft]:
    """Everything the sources propose for a day, before it is checked."""
    for ask in SOURCES.values():
        yield from ask(night)
