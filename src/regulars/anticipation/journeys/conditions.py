"""One more question where a condition may stop the visit: asked when it is booked, not at the gate.

A yes shows what is offered instead. A sensitive answer is sealed, with the consent that stands for
it; without it nothing is kept but that it was talked about.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from regulars.anticipation.journeys import services
from regulars.anticipation.journeys.services import NotSo
from regulars.anticipation.models import Condition, ConditionAnswer, Service
from regulars.customers import consents
from regulars.customers.models import Booking, Customer
from regulars.customers.standing import the_one
from regulars.moments import journal, seal
from regulars.moments.kinds import ConditionAsked, ConditionSettled
from regulars.places.once import done

Said, Outcome = ConditionAnswer.Said, ConditionAnswer.Outcome
YES, NO = "yes", "no"
WAYS = ("desk", "api", "own")


@dataclass(frozen=True)
class Line:
    """One question of one booking: what was said, where anything was. ``said`` is empty while it
    stands open, and "shut" where no key of this house opens what is sealed."""

    condition: Condition
    said: str
    answer: ConditionAnswer | None = None

    @property
    def open(self) -> bool:
        return not self.said

    @property
    def in_the_way(self) -> bool:
        """They said yes, and nobody has settled what then."""
        return self.said == Said.STOPS and not (self.answer and self.answer.outcome)


def lines(booking: Booking, known: Sequence[Service] | None = None) -> list[Line]:
    """The questions of a booking, each with what was said of it."""
    return lines_of([booking], known)[booking.pk]


def lines_of(
    bookings: Iterable[Booking], known: Sequence[Service] | None = None
) -> dict[int, list[Line]]:
    """The same for several bookings of one place, in three statements."""
    rows = list(bookings)
    if not rows:
        return {}
    kinds = services.here(rows[0].place) if known is None else known
    given = answers_of(rows) if kinds else {}
    return {row.pk: list(lines_by(row, kinds, given)) for row in rows}


def lines_by(
    booking: Booking, kinds: Sequence[Service], given: Mapping[tuple[int, int], ConditionAnswer]
) -> Iterable[Line]:
    for service in services.of_booking(booking, kinds):
        for condition in services.asked_of(service):
            answer = given.get((booking.pk, condition.pk))
            told = read(answer) if answer and holds(answer, booking) else ""
            yield Line(condition, told, answer)


def answers_of(rows: Sequence[Booking]) -> dict[tuple[int, int], ConditionAnswer]:
    found = ConditionAnswer.objects.filter(booking__in=[row.pk for row in rows])
    return {(each.booking_id, each.condition_id): each for each in found}


def holds(answer: ConditionAnswer, booking: Booking) -> bool:
    """On another day, or for somebody else, it is asked again."""
    same_day = answer.day == booking.place.day_of(booking.starts_at)
    return same_day and answer.customer_id == the_one(booking.customer).pk


def read(answer: ConditionAnswer) -> str:
    """What was said; "shut" without the key."""
    if not answer.sealed:
        return answer.said
    try:
        return seal.open(answer.sealed)
    except seal.Unreadable:
        return "shut"


@transaction.atomic
def answer(
    booking: Booking, condition: Condition, said: str, *, how: str, by: str, now: datetime,
    agreed: bool = False, key: str | None = None,
) -> str:  # fmt: skip
    """Write down what they said, yes or no; gives what it means (``Said``). Raises NotSo.

    ``agreed``: they let us keep a sensitive one. A repeated key changes nothing.
    """
    if booking.state != Booking.State.OPEN:
        raise NotSo("said", _("This booking is closed already. There is nothing left to ask."))
    if said not in (YES, NO):
        raise NotSo("said", _("Say yes or no."))
    meant = Said.STOPS if said == YES else Said.FINE
    if done(key):
        return meant
    whom = Customer.objects.select_for_update(of=("self",)).get(pk=the_one(booking.customer).pk)
    if condition.sensitive and agreed:
        consents.give(whom, "sensitive", by=by, now=now, how=how, place=booking.place)
    kept = (
        {"said": meant, "sealed": None} if not condition.sensitive
        else {"said": "", "sealed": seal.seal(meant)} if agreed or consents.has(whom, "sensitive")
        else {"said": Said.ASKED, "sealed": None}
    )  # fmt: skip
    ConditionAnswer.objects.update_or_create(
        booking=booking, condition=condition,
        defaults={**kept, "customer": whom, "day": booking.place.day_of(booking.starts_at),
                  "how": how, "at": now, "by": by, "outcome": "", "settled_at": None,
                  "settled_by": ""},
    )  # fmt: skip
    journal.record(ConditionAsked(booking.pk, condition.pk, how), about=whom.opaque, at=now, by=by,
                   place=booking.place_id, key=key)  # fmt: skip
    return meant


@transaction.atomic
def settle(
    booking: Booking, condition: Condition, outcome: str, *, by: str, now: datetime,
    key: str | None = None,
) -> None:  # fmt: skip
    """What came of a yes: they took the other way, come all the same, or another time."""
    if outcome not in Outcome.values:
        raise NotSo("outcome", _("Say what came of it."))
    rows = ConditionAnswer.objects.select_for_update()
    row = rows.filter(booking=booking, condition=condition).first()
    if row is None:
        raise NotSo("outcome", _("This was not asked yet. Ask it first."))
    if read(row) == Said.FINE:
        raise NotSo("outcome", _("Nothing stands in the way here."))
    if done(key) or row.outcome == outcome:
        return
    row.outcome, row.settled_at, row.settled_by = outcome, now, by
    row.save(update_fields=["outcome", "settled_at", "settled_by"])
    journal.record(ConditionSettled(booking.pk, condition.pk, outcome), about=row.customer.opaque,
                   at=now, by=by, place=booking.place_id, key=key)  # fmt: skip


def of(booking: Booking, number: int) -> Condition | None:
    """The question by this number, if it is one of this booking."""
    return next((line.condition for line in lines(booking) if line.condition.pk == number), None)


@consents.withdrawal("sensitive")
def forget(customer: Customer) -> None:
    """Their consent is taken back: what they said goes, that it was talked about stays."""
    rows = ConditionAnswer.objects.filter(customer=customer).exclude(sealed=None)
    rows.update(sealed=None, said=Said.ASKED, outcome="")
