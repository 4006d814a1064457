"""How long it really took, and how often within the hour each of them had."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from regulars.engines.charts.intervals import Interval, wilson
from regulars.floor.models import Wait
from regulars.floor.standards.touchpoints import CASE
from regulars.places.models import Place
from regulars.recovery.models import Case, Step

SPAN = timedelta(days=30)


@dataclass
class Measured:
    """What was measured at one touchpoint. ``minutes`` of those who were seen to; a miss is also
    who went away, and who waits beyond their hour; whoever waits within it counts neither way."""

    hits: int = 0
    misses: int = 0
    gone: int = 0
    minutes: list[float] = field(default_factory=list)

    @property
    def n(self) -> int:
        return self.hits + self.misses

    @property
    def rate(self) -> Interval:
        return wilson(self.hits, self.n)

    @property
    def median(self) -> float | None:
        return self.at(0.5)

    @property
    def nine_in_ten(self) -> float | None:
        return self.at(0.9)

    def at(self, share: float) -> float | None:
        """The smallest measured time that this share of them do not exceed; None without any."""
        ordered = sorted(self.minutes)
        return ordered[max(0, -int(-share * len(ordered) // 1) - 1)] if ordered else None

    def count(
        self, since: datetime, ended: datetime | None, due: datetime, now: datetime,
        gone: bool = False,
    ) -> None:  # fmt: skip
        """One who waited from ``since``: seen to at ``ended``, or gone then, or waiting."""
        if ended is not None and not gone:
            self.minutes.append((ended - since).total_seconds() / 60)
            self.hits += ended <= due
            self.misses += ended > due
        elif gone or due < now:
            self.gone += gone
            self.misses += 1


def read(place: Place, first_word: int, now: datetime) -> dict[str, Measured]:
    """By touchpoint, of the last thirty days. ``first_word``: the minutes a case has."""
    found: dict[str, Measured] = defaultdict(Measured)
    rows = Wait.objects.filter(place=place, since__gt=now - SPAN, since__lte=now)
    for at, since, due, served, gone in rows.values_list(
        "at", "since", "due_at", "served_at", "gone_at"
    ):
        found[at].count(since, served or gone, due, now, gone is not None)
    for since, ended in first_words(place, now):
        found[CASE].count(since, ended, since + timedelta(minutes=first_word), now)
    return found


def first_words(place: Place, now: datetime) -> Iterable[tuple[datetime, datetime | None]]:
    """When each case was opened, and when somebody first went to them."""
    cases = dict(
        Case.objects.filter(place=place, opened_at__gt=now - SPAN, opened_at__lte=now)
        .values_list("pk", "opened_at")
    )  # fmt: skip
    steps = Step.objects.filter(case__in=cases, kind=Step.Kind.APOLOGISED).order_by("-at")
    said = dict(steps.values_list("case", "at"))
    return [(at, said.get(pk)) for pk, at in cases.items()]
