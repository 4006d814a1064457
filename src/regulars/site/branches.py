"""The places under a brand or a region, and how each stands today."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count

from regulars.anticipation.models import Expected
from regulars.customers.models import Booking
from regulars.moments.models import Moment
from regulars.places import tree
from regulars.places.models import Level, Place


@dataclass(frozen=True)
class Branch:
    """One place, or a region with the sum of its places: expected today, and here now."""

    node: Place
    places: int
    expected: int
    here: int

    @property
    def is_place(self) -> bool:
        return self.node.level == Level.PLACE


def under(node: Place, now: datetime) -> list[Branch]:
    """What stands directly under a node, in the order of its names."""
    known = tree.nodes(node)
    parts = {part.pk: tree.branch(part, known) for part in known if part.parent_id == node.pk}
    figures = today([place for part in parts.values() for place in part], now)
    rows = [branch(part, figures) for part in parts.values()]
    return sorted(rows, key=lambda row: (row.is_place, row.node.called(), row.node.pk))


def each(places: Sequence[Place], now: datetime) -> list[Branch]:
    """These places, one by one."""
    figures = today(places, now)
    return [branch([place], figures) for place in places]


def branch(part: Sequence[Place], figures: dict[int, tuple[int, int]]) -> Branch:
    places = [place for place in part if place.level == Level.PLACE]
    sums = [figures.get(place.pk, (0, 0)) for place in places]
    return Branch(part[0], len(places), sum(e for e, _h in sums), sum(h for _e, h in sums))


def today(places: Iterable[Place], now: datetime) -> dict[int, tuple[int, int]]:
    """{place: (expected today, here now)}, asked once per time zone however many there are."""
    zones: dict[str, list[Place]] = defaultdict(list)
    for place in places:
        if place.level == Level.PLACE:
            zones[place.time_zone].append(place)
    found: dict[int, tuple[int, int]] = {}
    for alike in zones.values():
        day = alike[0].day_of(now)
        due, met = expected(alike, day), here(alike, day)
        found |= {place.pk: (due.get(place.pk, 0), met.get(place.pk, 0)) for place in alike}
    return found


def expected(places: Sequence[Place], day: date) -> dict[int, int]:
    """How many are expected on a day: foreseen or booked, each person once."""
    start, end = places[0].hours_of(day)
    pks = [place.pk for place in places]
    who: dict[int, set[int]] = defaultdict(set)
    foreseen = Expected.objects.filter(place__in=pks, day=day).values_list("place", "customer")
    booked = Booking.objects.filter(
        place__in=pks, starts_at__gte=start, starts_at__lt=end, state=Booking.State.OPEN
    ).values_list("place", "customer")
    for place, customer in (*foreseen, *booked):
        who[place].add(customer)
    return {place: len(people) for place, people in who.items()}


def here(places: Sequence[Place], day: date) -> dict[int, int]:
    """How many have come today and not left."""
    start, end = places[0].hours_of(day)
    rows = Moment.objects.filter(
        place__in=[place.pk for place in places], kind__in=["arrived", "departed"],
        happened_at__gte=start, happened_at__lt=end,
    )  # fmt: skip
    counted = rows.values_list("place", "kind").annotate(n=Count("subject", distinct=True))
    found: dict[int, int] = defaultdict(int)
    for place, kind, n in counted:
        found[place] += n if kind == "arrived" else -n
    return {place: max(0, n) for place, n in found.items()}
