"""The checklist of a booking: drafted when it is booked, and again the day before by the clock.

booked     drafted in the same transaction as the booking
moved      the day before moves along; what waited for the old day is no longer needed
called off nothing waits any more
told       by a person; by the clock where the house switched that on, and the customer needs
           no help on the way. It is a word of duty: never held back, and it counts.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

from django.db import transaction

from regulars.anticipation import guard
from regulars.anticipation.guard import purposes, ways
from regulars.anticipation.journeys import needs, services, wording
from regulars.anticipation.journeys.asking import Team
from regulars.anticipation.models import Briefing, BriefingWays, Service
from regulars.customers import bookings, channels, channels_out
from regulars.customers.channels import HAND
from regulars.customers.models import Booking
from regulars.customers.standing import the_one
from regulars.moments import journal
from regulars.moments.deadlines import handles, set_deadline
from regulars.moments.kinds import BriefingDrafted, BriefingTold, BriefingWaysKept
from regulars.moments.models import Deadline
from regulars.places.models import Place, Staff
from regulars.places.notices.channels import Trouble
from regulars.places.once import done

EVE, SEND, CLOCK = "briefing", "briefing_send", "clock"
MORNING, DAY = time(9), timedelta(days=1)
LEASE = timedelta(minutes=3)
TRIES = 3
State, Turn = Briefing.State, Briefing.Turn
WAITING = (State.OPEN, State.SENDING)


@bookings.watcher
def booked(booking: Booking, now: datetime) -> None:
    """A booking was written, changed or closed."""
    known = services.here(booking.place)
    if not known:
        return
    waiting = Briefing.objects.filter(booking=booking, state__in=WAITING)
    kinds = told_of(booking, known) if comes(booking, now) else []
    if not kinds:
        waiting.update(state=State.OVER, ended_at=now)
        return
    day = booking.place.day_of(booking.starts_at)
    waiting.filter(turn=Turn.EVE).exclude(on=day).update(state=State.OVER, ended_at=now)
    waiting.filter(turn=Turn.BOOKED).update(on=day)
    first = not Briefing.objects.filter(booking=booking, turn=Turn.BOOKED).exists()
    if first:
        draft(booking, Turn.BOOKED, now)
    if not set_eve(booking, now) and not first:
        draft(booking, Turn.EVE, now)


def comes(booking: Booking, now: datetime) -> bool:
    return booking.state == Booking.State.OPEN and booking.starts_at > now


def told_of(booking: Booking, known: list[Service] | None = None) -> list[Service]:
    """The kinds of service it is, of those that have anything to tell."""
    return [each for each in services.of_booking(booking, known) if each.items]


def set_eve(booking: Booking, now: datetime) -> bool:
    """The morning of the day before, by the place's wall; False where that has passed."""
    day = booking.place.day_of(booking.starts_at)
    eve = eve_of(booking.place, day)
    if eve > now:
        set_deadline(EVE, f"{booking.pk}/{day:%Y-%m-%d}", eve)
    return eve > now


def eve_of(place: Place, day: date) -> datetime:
    return datetime.combine(day - DAY, MORNING, place.zone).astimezone(UTC)


def attend(place: Place, now: datetime) -> int:
    """The days before of all who have booked already: a checklist was written, or changed."""
    rows = Booking.objects.filter(place__in=[place.pk, *below(place)], starts_at__gt=now,
                                  state=Booking.State.OPEN)  # fmt: skip
    known = services.here(place)
    return sum(
        set_eve(row, now) for row in rows.select_related("place").iterator()
        if any(each.items for each in services.of_booking(row, known))
    )  # fmt: skip


def below(place: Place) -> list[int]:
    rows = Place.objects.filter(top=place.book_id)
    return [each.pk for each in rows if place.pk in (each.parent_id, each.top_id)]


@handles(EVE, quick=True)
def the_day_before(deadline: Deadline, now: datetime) -> Callable[[], None]:
    """Draft it, if they still come on the day it was set for."""
    number, _slash, day = deadline.subject.partition("/")
    rows = Booking.objects.select_related("place", "customer__merged_into")
    booking = rows.filter(pk=int(number), customer__erased_at=None).first()

    def effect() -> None:
        if booking is None or not comes(booking, now):
            return
        if f"{booking.place.day_of(booking.starts_at):%Y-%m-%d}" == day and told_of(booking):
            draft(booking, Turn.EVE, now)

    return effect


def draft(booking: Booking, turn: str, now: datetime) -> Briefing:
    """It lies ready, once; one that was no longer needed and never told is needed again."""
    whom, place = the_one(booking.customer), booking.place
    row, new = Briefing.objects.get_or_create(
        booking=booking, turn=turn, on=place.day_of(booking.starts_at),
        defaults={"place": place, "customer": whom, "owner": Team(place).asks(booking),
                  "drafted_at": now},
    )  # fmt: skip
    if not new and (row.state != State.OVER or row.way):
        return row
    row.state, row.ended_at = State.OPEN, None
    if sends(place) and goes_out(row):
        row.state = State.SENDING
        due = min(ways.awake(place, now), booking.starts_at)
        set_deadline(SEND, f"{row.pk}/{now:%Y%m%dT%H%M%S%f}", due)
    row.save(update_fields=["state", "ended_at"])
    journal.record(BriefingDrafted(booking.pk, turn), about=whom.opaque, at=now, by=CLOCK,
                   place=place.pk)  # fmt: skip
    return row


def sends(place: Place) -> bool:
    return BriefingWays.objects.filter(place=place, sends=True).exists()


def goes_out(row: Briefing) -> bool:
    """By a way they have and allow; whoever needs help on the way is told by a person."""
    if needs.of(row.customer):
        return False
    return channels.of(row.customer, channels_out.ready()).way != HAND


@handles(SEND, lease=LEASE, slow=True)
def sending(deadline: Deadline, now: datetime) -> Callable[[], object]:
    """Send one. Killed in between, it goes again under the same id."""
    rows = Briefing.objects.select_related("booking__place", "customer", "place")
    row = rows.filter(pk=int(deadline.subject.partition("/")[0]), state=State.SENDING).first()
    if row is None or not comes(row.booking, now):
        return lambda: None
    customer = the_one(row.customer)
    reach = channels.of(customer, channels_out.ready())
    blocked = guard.may_touch(
        customer, row.place, purpose=purposes.DUTY, channel=reach.way, now=now
    )
    if reach.way == HAND or blocked is not None:
        return lambda: listed(row, "no_way")
    try:
        with channels_out.line() as send:
            send(wording.outgoing(row, reach, now))
    except Trouble as trouble:
        if trouble.code not in channels_out.FINAL and deadline.attempts < TRIES:
            raise
        code = trouble.code
        return lambda: listed(row, code)
    return lambda: told(row, reach.way, by=CLOCK, now=now)


def listed(row: Briefing, trouble: str) -> None:
    """The clock could not: a person does."""
    Briefing.objects.filter(pk=row.pk, state=State.SENDING).update(
        state=State.OPEN, trouble=trouble
    )


@transaction.atomic
def told(
    row: Briefing, way: str, *, by: Staff | str, now: datetime, key: str | None = None
) -> None:  # fmt: skip
    """They know. Raises ValueError for a way there is not."""
    fresh = Briefing.objects.select_for_update(of=("self",)).get(pk=row.pk)
    if done(key) or fresh.state not in WAITING:
        return
    actor = by if isinstance(by, str) else by.opaque
    guard.touched(fresh.customer, fresh.place, purpose=purposes.DUTY, channel=way, by=by, now=now,
                  key=f"briefing:{fresh.pk}")  # fmt: skip
    fresh.state, fresh.way, fresh.ended_at, fresh.by = State.TOLD, way, now, actor
    fresh.trouble = ""
    fresh.save(update_fields=["state", "way", "ended_at", "by", "trouble"])
    journal.record(
        BriefingTold(fresh.booking_id, fresh.turn, way), about=fresh.customer.opaque, at=now,
        by=actor, place=fresh.place_id, key=key,
    )  # fmt: skip


@transaction.atomic
def set_ways(
    place: Place, sending: bool, *, by: Staff, now: datetime, key: str | None = None
) -> None:  # fmt: skip
    """Whether the clock sends them; what waits for a person goes on waiting for one."""
    if done(key):
        return
    BriefingWays.objects.update_or_create(
        place=place, defaults={"sends": sending, "at": now, "by": by.opaque}
    )
    if not sending:
        Briefing.objects.filter(place=place, state=State.SENDING).update(state=State.OPEN)
    journal.record(BriefingWaysKept(sending), about=f"place:{place.pk}", at=now, by=by.opaque,
                   place=place.pk, key=key)  # fmt: skip


def waiting(place: Place, now: datetime) -> list[Briefing]:
    """What a person still has to tell: whoever needs help on the way first, then the nearest."""
    rows = Briefing.objects.filter(place=place, state=State.OPEN, customer__erased_at=None,
                                   booking__starts_at__gt=now)  # fmt: skip
    found = list(rows.select_related("customer", "booking", "owner")[:200])
    helped = needs.of_many([row.customer for row in found])
    return sorted(found, key=lambda row: (row.customer_id not in helped, row.on, row.pk))
