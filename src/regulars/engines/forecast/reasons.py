"""Why a forecast says what it says: a code and facts for the screens, a sentence in English."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum


class Basis(IntEnum):
    """What a forecast rests on (stored as uint8)."""

    THIN = 0
    """Not enough yet: no date is given."""
    SHRUNK = 1
    """Few own intervals: leans on the item's rhythm and the customer's pace."""
    OWN = 2
    """The customer's own intervals."""
    CONTAINER = 3
    """A known container, its mouths and their daily use."""
    GROUP = 4
    """The rhythm of comparable customers."""


@dataclass(frozen=True)
class Reason:
    """``code`` names the sentence, ``facts`` fill it; both are stable for translation.

    Codes: ``own``, ``shrunk``, ``thin``, ``container``, ``popular``,
    ``visits_own``, ``visits_group``. Facts (where they apply):
    ``times`` bought so far, ``every`` days between, ``item_every`` days between for others,
    ``size`` of the last filling beside the usual, ``lasts`` days by the pack, ``overdue`` true
    when the usual limit passed.
    """

    code: str
    facts: dict[str, float | int | bool]

    def english(self) -> str:
        """One plain sentence without a full stop."""
        facts = self.facts
        return _SENTENCES[self.code](facts) + _size(facts) + _lasts(facts) + _overdue(facts)


Facts = dict[str, float | int | bool]


def _own(facts: Facts) -> str:
    return f"bought {_times(facts)}, about every {_days(facts['every'])}"


def _shrunk(facts: Facts) -> str:
    said = f"bought {_times(facts)} so far"
    if "item_every" in facts:
        said += f"; others need it about every {_days(facts['item_every'])}"
    return said


def _thin(facts: Facts) -> str:
    return f"bought {_times(facts)}: not enough yet"


def _popular(facts: Facts) -> str:
    return "many customers buy it; not yet bought here by this one"


def _container(facts: Facts) -> str:
    return f"{facts['amount']:g} filled, {facts['daily_use']:g} used a day"


def _visits_own(facts: Facts) -> str:
    return f"came {_times(facts)}, about every {_days(facts['every'])}"


def _visits_group(facts: Facts) -> str:
    return f"came {_times(facts)} so far; the rhythm is that of comparable customers"


_SENTENCES = {
    "visits_own": _visits_own,
    "visits_group": _visits_group,
    "own": _own,
    "shrunk": _shrunk,
    "thin": _thin,
    "popular": _popular,
    "container": _container,
}


def _times(facts: Facts) -> str:
    times = int(facts["times"])
    return {1: "once", 2: "twice"}.get(times, f"{times} times")


def _days(days: float) -> str:
    whole = max(1, round(float(days)))
    return "day" if whole == 1 else f"{whole} days"


def _size(facts: Facts) -> str:
    size = float(facts.get("size", 1.0))
    if size >= 1.5:
        return f"; the last filling was {_fold(size)} the usual, so later"
    if size <= 0.67:
        return "; the last filling was smaller than usual, so sooner"
    return ""


def _lasts(facts: Facts) -> str:
    return f"; the pack should last about {_days(facts['lasts'])}" if "lasts" in facts else ""


def _fold(size: float) -> str:
    return "double" if 1.75 <= size < 2.5 else f"{size:.1f} times"


def _overdue(facts: Facts) -> str:
    return "; later than usual" if facts.get("overdue") else ""
