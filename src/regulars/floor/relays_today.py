"""How the day's hand-offs went: sent, taken, lost, and how long an entry takes to another post."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from regulars.customers.models import Customer
from regulars.customers.recognition import said
from regulars.customers.standing import standing_for
from regulars.engines.names import Said
from regulars.floor import delays, posts, relay
from regulars.floor.posts import Wall
from regulars.floor.relay import Relay
from regulars.moments.models import Moment
from regulars.places.models import Place

KINDS = ("handed_off", "met", "passed_on", "relay_lost")


@dataclass(frozen=True)
class Counted:
    """Hand-offs of a day: sent; taken, and of these within the minute; lost, open; ``half`` is the
    usual number of seconds until somebody came."""

    sent: int
    taken: int
    in_time: int
    lost: int
    half: int | None

    @property
    def open(self) -> int:
        return self.sent - self.taken - self.lost


@dataclass(frozen=True)
class Line:
    """One hand-off in the list of the day."""

    at: str
    said: Said
    customer: int
    origin: str
    to: str
    sender: str
    taker: str
    seconds: int | None
    lost: bool


def read(place: Place, now: datetime) -> dict[str, Any]:
    """Everything the page shows."""
    on = place.day_of(now)
    found = of_day(place, on)
    return {
        "day": on, "relays": counted(found), "lines": lines(place, found, now),
        "delays": delays.measured(place, on),
        "handoff_delays": delays.measured(place, on, "handed_off"),
        "within": delays.WITHIN // 1000,
    }  # fmt: skip


def of_day(place: Place, on: date) -> list[Relay]:
    """All of them, the newest first."""
    start, end = place.hours_of(on)
    rows = Moment.objects.filter(
        place=place.pk, kind__in=KINDS, happened_at__gte=start, happened_at__lt=end
    )
    happened = list(rows.select_related("words").order_by("happened_at", "pk"))
    stands_for = standing_for(place.book_id)
    sent = [row for row in happened if row.kind == "handed_off"]
    found = [relay.relay(whom(row, stands_for), row, happened) for row in sent]
    return found[::-1]


def whom(row: Moment, stands_for: dict[int, int]) -> int:
    number = int(row.subject.partition(":")[2])
    return stands_for.get(number, number)


def counted(found: list[Relay]) -> Counted:
    seconds = sorted(each.seconds for each in found if each.seconds is not None)
    return Counted(
        sent=len(found), taken=len(seconds),
        in_time=sum(each <= relay.PATIENCE.seconds for each in seconds),
        lost=sum(each.lost and each.open for each in found), half=delays.at(seconds, 0.5),
    )  # fmt: skip


def lines(place: Place, found: list[Relay], now: datetime) -> list[Line]:
    wall = posts.wall(place, now)
    people = Customer.objects.in_bulk({each.customer for each in found})
    return [line(place, each, people[each.customer], wall) for each in found]


def line(place: Place, each: Relay, who: Customer, wall: Wall) -> Line:
    return Line(
        f"{each.sent_at.astimezone(place.zone):%H:%M:%S}", said(who), each.customer,
        wall.name(each.origin), wall.name(each.to), wall.who(each.sender),
        wall.who(each.taker) if each.taker else "", each.seconds, each.lost,
    )  # fmt: skip
