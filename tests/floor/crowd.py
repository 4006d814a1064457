"""A full house: two hundred arrivals with everything a board can be asked to show of them."""

from datetime import timedelta

from regulars.anticipation.models import Act, Expected
from regulars.customers import bookings, consents
from regulars.customers.models import Customer
from regulars.floor import acts, preparing, relay, stepping_out
from regulars.moments import journal
from regulars.moments.kinds import Cued
from regulars.notebook import facts
from regulars.notebook.models import FactKind, Source
from regulars.places.models import SafetyRule
from tests import cast as casting
from tests.cast import MORNING, TODAY, Cast

SIZE = 200


def fill(cast: Cast) -> list[Customer]:
    """Every one expected, with two facts and an act; every fifth booked, every tenth in danger,
    one merged, some here, one handed on, one colleague out, one rule in force."""
    SafetyRule.objects.create(place=cast.place, name="No beer at the door", words="beer\n啤酒")
    guests = [casting.guest(cast.place, f"Guest {n}", "mr", f"+86154001{n:05d}")
              for n in range(SIZE)]  # fmt: skip
    Expected.objects.bulk_create(
        Expected(place=cast.place, day=TODAY, customer=g, chance=0.5, hour=9 + n % 12, basis="own")
        for n, g in enumerate(guests)
    )
    for n, guest in enumerate(guests):
        know(cast, guest, n)
    arrive(cast, guests)
    return guests


def know(cast: Cast, guest: Customer, n: int) -> None:
    remember(cast, guest, FactKind.PREFERENCE, f"black tea {n}")
    remember(cast, guest, FactKind.AVERSION, "a seat by the door")
    if n % 10 == 0:
        in_danger(cast, guest)
    if n % 5 == 0:
        bookings.book(
            cast.place, guest, MORNING + timedelta(minutes=10 + n), party=2, where=f"Table {n}",
            aim="dinner", by=cast.clerk.opaque, now=MORNING - timedelta(days=1),
        )  # fmt: skip
    foresee(cast, guest)


def remember(cast: Cast, guest: Customer, kind: str, words: str, **more: object) -> None:
    told = {"source": Source.TOLD, "place": cast.place, **seen(cast)} | more
    facts.remember(guest, kind, words, **told)


def in_danger(cast: Cast, guest: Customer, words: str = "peanuts") -> None:
    """They told us, and agreed that it is written down."""
    consents.give(guest, "sensitive", how="asked", place=cast.place, **seen(cast))
    remember(cast, guest, FactKind.ALLERGY, words)


def seen(cast: Cast) -> dict[str, object]:
    return {"by": cast.clerk.opaque, "now": MORNING - timedelta(days=20)}


def foresee(cast: Cast, guest: Customer) -> int:
    """A cue that the night put on the board; its moment's number."""
    cue = journal.record(
        Cued(need="tea", day=f"{TODAY}", owner=cast.clerk.opaque), about=guest.opaque, by="clock",
        at=MORNING - timedelta(hours=10), place=cast.place.pk,
    )  # fmt: skip
    Act.objects.create(
        place=cast.place, day=TODAY, customer=guest, kind=Act.Kind.READY, need=cast.tea,
        owner=cast.clerk, reason={"code": "own", "times": 9, "every": 7}, worth=0.6, cue=cue.pk,
    )  # fmt: skip
    return cue.pk


def arrive(cast: Cast, guests: list[Customer]) -> None:
    now = MORNING - timedelta(minutes=5)
    for guest in guests[:6]:
        acts.arrive(guest.pk, cast.place, by=cast.clerk, now=now)
    acts.write(guests[1].pk, "rubs his neck", "sign", cast.place, by=cast.clerk, now=now)
    relay.send(guests[2].pk, "till", cast.place, by=cast.clerk, now=MORNING, words="in a hurry")
    stepping_out.leave(cast.place, by=cast.manager, now=now, waits="the till roll")
    Customer.objects.filter(pk=guests[7].pk).update(merged_into=guests[3])
    items = [each.code for each in preparing.list_of(guests[9], cast.place, TODAY, now)]
    preparing.tick(guests[9].pk, items[:1], cast.place, on=TODAY, by=cast.clerk, now=now)
