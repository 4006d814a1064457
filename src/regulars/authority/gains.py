"""What each kind of giving costs, beside who came back after it and who said that it pleased them.

Not an experiment: whoever is given something may be who comes anyway. So the interval stands
beside the share, and what everybody else did beside both. Fewer than ENOUGH is “not enough yet”.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import sqrt

from django.utils.translation import gettext as _

from regulars.authority import amounts
from regulars.authority.acts import Act, Kind
from regulars.authority.models import Entry
from regulars.customers.standing import standing_for
from regulars.customers.visits import MET
from regulars.moments.models import Moment
from regulars.places.models import Place

WITHIN = timedelta(days=60)
"""Whoever comes again within this came back."""
BACK = timedelta(days=365)
OTHERS = timedelta(days=90)
ENOUGH = 20
MOST_VISITS = 200_000
Z = 1.96

Delight = Callable[[Place, Sequence[str], datetime], tuple[int, int]]
DELIGHTS: list[Delight] = []
"""Rooms above join here: (place, customers, since) gives how many said it pleased them, of how
many who were asked."""


@dataclass(frozen=True)
class Share:
    """``k`` of ``n``, with Wilson's 95 % interval; shares from 0 to 1."""

    k: int
    n: int

    @property
    def middle(self) -> float:
        return self.k / self.n if self.n else 0.0

    def bound(self, sign: int) -> float:
        n = self.n
        if n == 0:
            return 0.0 if sign < 0 else 1.0
        p, z2 = self.middle, Z * Z
        centre = p + z2 / (2 * n)
        spread = Z * sqrt(p * (1 - p) / n + z2 / (4 * n * n))
        return min(1.0, max(0.0, (centre + sign * spread) / (1 + z2 / n)))

    @property
    def low(self) -> float:
        return self.bound(-1)

    @property
    def high(self) -> float:
        return self.bound(+1)

    @property
    def said(self) -> str:
        """In percent, alike in every language."""
        middle, low, high = (round(100 * one) for one in (self.middle, self.low, self.high))
        return f"{middle}% ({low}–{high})"


@dataclass(frozen=True)
class Gain:
    """One kind of giving. ``back`` counts each customer once, by what they were given last, of
    those whose sixty days are over; ``pleased`` whoever said so, None where nobody was asked."""

    name: str
    times: int
    cost: int
    worth: str
    each: str
    back: Share
    pleased: Share | None
    others: Share

    @property
    def thin(self) -> bool:
        return self.back.n < ENOUGH

    @property
    def gilding(self) -> bool:
        """Money spent again and again, and they come back no more than everybody else does."""
        praised = self.pleased is not None and self.pleased.n >= ENOUGH and self.pleased.low > 0.5
        return (not self.thin and self.cost > 0 and not praised and self.others.n >= ENOUGH
                and self.back.middle <= self.others.middle)  # fmt: skip

    @property
    def verdict(self) -> str:
        if self.thin:
            return _("not enough yet: {n} of {enough}").format(n=self.back.n, enough=ENOUGH)
        if self.gilding:
            return _("no gain seen")
        if self.back.low > self.others.high:
            return _("they come back more often")
        return _("not clear yet")


def found(place: Place, now: datetime) -> list[Gain]:
    """Each kind of giving of the last year at a place, the dearest first."""
    rows = Entry.objects.filter(
        place=place, kind=Kind.GIVEN, at__gt=now - BACK, at__lte=now
    ).exclude(act=Act.FIRST_AID)
    kinds: dict[str, list[Entry]] = defaultdict(list)
    for one in rows.select_related("mark__thing").order_by("at"):
        kinds[called(one)].append(one)
    people = standing_for(place.book_id)
    others = everybody(place, now, {whom(one.customer, people) for one in rows if one.customer})
    gains = [gain(name, given, people, others, place, now) for name, given in kinds.items()]
    return sorted(gains, key=lambda one: (-one.cost, one.name))


def called(entry: Entry) -> str:
    """The thing where it is one of the list, else the act."""
    mark = getattr(entry, "mark", None)
    return mark.thing.called() if mark and mark.thing else str(Act(entry.act).label)


def whom(customer: str, people: dict[int, int]) -> int:
    pk = int(customer.removeprefix("customer:") or 0)
    return people.get(pk, pk)


def gain(
    name: str, given: list[Entry], people: dict[int, int], others: Share, place: Place,
    now: datetime,
) -> Gain:  # fmt: skip
    cost = sum(one.amount for one in given)
    last = {whom(one.customer, people): one.at for one in given
            if one.customer and one.at <= now - WITHIN}  # fmt: skip
    came = again(place, last, people)
    return Gain(
        name, len(given), cost, amounts.said(cost, place.currency),
        amounts.said(round(cost / len(given)), place.currency), Share(came, len(last)),
        pleased(place, given, now), others,
    )  # fmt: skip


def again(place: Place, last: dict[int, datetime], people: dict[int, int]) -> int:
    """How many of these came again within sixty days, on a later day of the place."""
    names: dict[str, int] = {f"customer:{pk}": pk for pk in last}
    names |= {f"customer:{merged}": into for merged, into in people.items() if into in last}
    came: set[int] = set()
    subjects = list(names)
    for start in range(0, len(subjects), 500):
        part = subjects[start : start + 500]
        rows = Moment.objects.filter(subject__in=part, kind__in=MET, place=place.pk,
                                     happened_at__gt=min(last.values()))  # fmt: skip
        for subject, at in rows.values_list("subject", "happened_at"):
            pk = names[subject]
            if place.day_of(at) > place.day_of(last[pk]) and at <= last[pk] + WITHIN:
                came.add(pk)
    return len(came)


def everybody(place: Place, now: datetime, given: set[int]) -> Share:
    """Those who were given nothing: of whoever came in the ninety days before the last sixty, how
    many came again within sixty days of their first visit in it."""
    rows = Moment.objects.filter(kind__in=MET, place=place.pk, happened_at__lte=now,
                                 happened_at__gt=now - WITHIN - OTHERS)  # fmt: skip
    people = standing_for(place.book_id)
    seen: dict[int, list[datetime]] = defaultdict(list)
    latest = rows.order_by("-happened_at").values_list("subject", "happened_at")[:MOST_VISITS]
    for subject, at in latest:
        if subject.startswith("customer:"):
            seen[whom(subject, people)].append(at)
    shares = [came_again(place, sorted(days), now) for pk, days in seen.items() if pk not in given]
    known = [one for one in shares if one is not None]
    return Share(sum(known), len(known))


def came_again(place: Place, days: Sequence[datetime], now: datetime) -> bool | None:
    """By the first visit in these days whose sixty are over; None where there is none."""
    over = [at for at in days if at <= now - WITHIN]
    if not over:
        return None
    first = over[0]
    return any(place.day_of(at) > place.day_of(first) and at <= first + WITHIN for at in days)


def pleased(place: Place, given: Iterable[Entry], now: datetime) -> Share | None:
    people = sorted({one.customer for one in given if one.customer})
    asked = [ask(place, people, now - BACK) for ask in DELIGHTS] if people else []
    n = sum(all_ for _said, all_ in asked)
    return Share(sum(said for said, _all in asked), n) if n else None
