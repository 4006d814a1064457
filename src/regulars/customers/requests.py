"""What a customer asked of us on their own page, and by when a person answers it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from regulars.customers.models import Customer
from regulars.customers.standing import standing_for
from regulars.moments import journal
from regulars.moments.deadlines import set_deadline
from regulars.moments.kinds import Requested, Unanswered
from regulars.moments.models import Deadline, Moment
from regulars.places.models import Place

KIND = "customer_request"
ANSWER = timedelta(days=14)
WHATS = ("export", "erasure")


@dataclass(frozen=True)
class Request:
    """One open request: what was asked, when, and by which day of the place it is answered."""

    customer: Customer
    what: str
    asked_at: datetime
    answer_by: date
    late: bool


@transaction.atomic
def ask(
    customer: Customer, what: str, *, place: Place, now: datetime, key: str | None = None
) -> date:
    """Keep a customer's request and give back the day of the answer. Asked twice: the same day."""
    if what not in WHATS:
        raise LookupError(what)
    Customer.objects.select_for_update().get(pk=customer.pk)
    if known := waiting(customer, what):
        return date.fromisoformat(known.facts["answer_by"])
    by = place.day_of(now + ANSWER)
    asked = journal.record(
        Requested(what=what, answer_by=f"{by:%Y-%m-%d}"), about=customer.opaque, at=now,
        by=customer.opaque, place=place.pk, key=key,
    )  # fmt: skip
    set_deadline(
        KIND, f"{customer.pk}/{what}", now + ANSWER, place=place.pk, moment=asked.pk,
        answer_by=f"{by:%Y-%m-%d}",
    )  # fmt: skip
    return by


def waiting(customer: Customer, what: str) -> Deadline | None:
    """The request of a customer that still waits for its answer."""
    return Deadline.objects.filter(kind=KIND, subject=f"{customer.pk}/{what}").first()


def answer(customers: Iterable[int], what: str) -> None:
    """What was asked has been done: it waits no longer. What was asked stands in the journal."""
    subjects = [f"{pk}/{what}" for pk in customers]
    Deadline.objects.filter(kind=KIND, subject__in=subjects).delete()


def read(deadline: Deadline) -> tuple[int, str]:
    pk, what = deadline.subject.split("/")
    return int(pk), what


def open_at(place: Place, now: datetime) -> list[Request]:
    """Requests in the book of this place that wait for somebody, the earliest day first."""
    survivors = standing_for(place.book_id)
    rows = list(Deadline.objects.filter(kind=KIND).order_by("due_at", "pk"))
    who = {row.pk: survivors.get(read(row)[0], read(row)[0]) for row in rows}
    people = Customer.objects.filter(book=place.book_id, erased_at=None).in_bulk(who.values())
    asked = Moment.objects.in_bulk([row.facts["moment"] for row in rows])
    return [
        Request(people[who[row.pk]], read(row)[1], asked[row.facts["moment"]].happened_at,
                date.fromisoformat(row.facts["answer_by"]), row.due_at <= now)
        for row in rows if who[row.pk] in people
    ]  # fmt: skip


def fall_due(deadline: Deadline, now: datetime) -> None:
    """The day has come and nobody has answered: the journal says so."""
    pk, what = read(deadline)
    journal.record(
        Unanswered(what=what), about=f"customer:{pk}", at=now, by="clock",
        place=deadline.facts["place"], key=f"unanswered:{deadline.facts['moment']}",
    )  # fmt: skip
