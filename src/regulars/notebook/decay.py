"""How the ink of a fact dries: what one knew for certain a year ago is worth asking again.

    confidence = start(how we know it) · 2 ^ (−days since it was last confirmed / half-life(kind))

The figures are the house's own assumptions, not measured: docs/algorithms/decay.md says where they
come from and what would better them. Allergy, health and belief never fade.
"""

from datetime import datetime, timedelta

from regulars.notebook.models import Fact, FactKind, Source

K = FactKind
NEVER = None
FRESH, FADING = 0.7, 0.4
DAY = timedelta(days=1)

HALF_LIFE: dict[str, int | None] = {
    K.ALLERGY: NEVER, K.MEDICAL: NEVER, K.BELIEF: NEVER, K.CLOSED: NEVER,
    K.AVERSION: 730, K.RELATION: 730,
    K.PREFERENCE: 365, K.REQUIREMENT: 365, K.NEED: 365, K.OTHER: 365,
    K.ACCESS: 180, K.WANT: 180, K.EXPECTATION: 180, K.TALK: 180,
    K.CONSUMPTION: 90, K.OCCASION: 30, K.AIM: 1, K.MOOD: 1,
}  # fmt: skip
"""Days until we are half as sure. What is fresh stays fresh for half of it, and is asked again
after one and a third of it."""

ONE_OFF = 30
"""The half-life of what was so once, and may never be so again."""

START: dict[str, float] = {
    Source.TOLD: 1.0, Source.SEEN: 0.9, Source.THIRD: 0.8, Source.PUBLIC: 0.75, Source.DERIVED: 0.7,
}  # fmt: skip


def half_life(fact: Fact) -> int | None:
    """In days; None where it never fades."""
    kept = HALF_LIFE.get(fact.kind, HALF_LIFE[K.OTHER])
    return kept if kept is NEVER or fact.lasting else min(kept, ONE_OFF)


def confidence(fact: Fact, now: datetime) -> float:
    """Between 0 and 1: how likely it still holds, by its kind, its age and how we know it."""
    return sureness(fact.kind, fact.source, fact.lasting, now - (fact.confirmed_at or fact.said_at))


def sureness(kind: str, source: str, lasting: bool, age: timedelta) -> float:
    """The same from the bare figures; an age below nothing counts as none."""
    life = HALF_LIFE.get(kind, HALF_LIFE[K.OTHER])
    start = START.get(source, START[Source.DERIVED])
    if life is NEVER:
        return start
    days = max(0.0, age / DAY)
    return float(start * 0.5 ** (days / (life if lasting else min(life, ONE_OFF))))


def ink(fact: Fact, now: datetime) -> str:
    """``fresh``, ``fading`` or ``ask``: below the threshold a fact becomes a question."""
    return shade(fact.kind, confidence(fact, now))


def shade(kind: str, sure: float) -> str:
    """What never fades is always fresh, however we know it."""
    if sure >= FRESH or HALF_LIFE.get(kind, 1) is NEVER:
        return "fresh"
    return "fading" if sure >= FADING else "ask"
