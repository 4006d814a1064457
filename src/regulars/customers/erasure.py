"""A customer asked to be forgotten: everything personal goes, the counts stay without a name.

The moments remain as they are, about a bare number; what was said in them is deleted. Each room
removes its own. A ledger outside the database (``forgotten``) keeps an old backup from bringing
anybody back.
"""

from collections.abc import Callable, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from regulars.customers import forgotten, people, requests
from regulars.customers.models import (
    Booking,
    Consent,
    Customer,
    Handle,
    Household,
    Merge,
    NotTheSame,
    OwnLink,
    Photo,
)
from regulars.customers.standing import the_one
from regulars.moments import journal
from regulars.moments.kinds import Erased
from regulars.moments.models import Deadline, Moment
from regulars.places.models import Place

Eraser = Callable[[Sequence[int]], object]
ERASERS: dict[str, Eraser] = {}
OWN = (Handle, Consent, Photo, OwnLink)


def eraser(name: str) -> Callable[[Eraser], Eraser]:
    """Register what a room removes; it is given the numbers of the records that are one person."""

    def join(remove: Eraser) -> Eraser:
        if name in ERASERS:
            raise KeyError(f"two erasers are called {name}")
        ERASERS[name] = remove
        return remove

    return join


@transaction.atomic
def erase(
    customer: Customer, *, by: str, now: datetime, place: Place | None = None, again: bool = False
) -> Moment:
    """Remove everything personal of a customer and of the records merged into them.

    Done once, all of it or nothing; the moment it gives is the proof. Asked again, it changes
    nothing and gives the same proof.
    """
    whom = the_one(customer)
    chosen = Q(pk=whom.pk) | Q(merged_into=whom.pk)
    records = list(Customer.objects.select_for_update().filter(chosen).order_by("pk"))
    if done := proof(whom):
        return done
    pks = [one.pk for one in records]
    forgotten.wipe_what_is_freed()
    words = sum(journal.erase_words(f"customer:{pk}") for pk in pks)
    for remove in ERASERS.values():
        remove(pks)
    requests.answer(pks, "export")
    requests.answer(pks, "erasure")
    Customer.objects.filter(pk__in=pks).update(
        name="", reading="", title="", called="", language="", birthday=None, household=None,
        erased_at=now,
    )  # fmt: skip
    people.make_findable(list(Customer.objects.filter(pk__in=pks)))
    told = journal.record(
        Erased(records=len(pks), words=words, again=again or None), about=whom.opaque, at=now,
        by=by, place=place.pk if place else whom.book_id,
    )  # fmt: skip
    forgotten.note(pks, now)
    return told


def proof(customer: Customer) -> Moment | None:
    """The moment that says a customer was erased; None while they are not."""
    current = Customer.objects.get(pk=customer.pk)
    if current.erased_at is None:
        return None
    return journal.of(current.opaque, ["erased"]).first()


def erase_again(now: datetime) -> int:
    """After a backup was put back: whoever had been erased since is erased once more."""
    if highest := max(forgotten.noted(), default=0):
        forgotten.never_again(highest)
    back = forgotten.returned()
    for customer in back:
        erase(customer, by="restore", now=now, again=True)
    return len(back)


@eraser("customers")
def remove_own(pks: Sequence[int]) -> None:
    """Handles, consents, the photo, links to their own page, and what they were merged with."""
    for model in OWN:
        model._default_manager.filter(customer__in=pks).delete()
    merges = Merge.objects.filter(Q(survivor__in=pks) | Q(merged__in=pks))
    settling = [str(pk) for pk in merges.values_list("pk", flat=True)]
    Deadline.objects.filter(kind="merge_settled", subject__in=settling).delete()
    merges.delete()
    NotTheSame.objects.filter(Q(one__in=pks) | Q(other__in=pks)).delete()


@eraser("bookings")
def blank_bookings(pks: Sequence[int]) -> None:
    """That somebody had booked is counted; what for, where and under which number is not kept."""
    bookings = Booking.objects.filter(customer__in=pks)
    bookings.update(aim="", where="", code=None, source="")
    bookings.filter(state=Booking.State.OPEN).update(state=Booking.State.CANCELLED)


@eraser("household")
def leave_home(pks: Sequence[int]) -> None:
    """Out of their household; one that nobody lives in any more is removed with all that is its."""
    homes = Household.objects.filter(members__in=pks).distinct()
    for home in list(homes):
        if not home.members.exclude(pk__in=pks).exists():
            journal.erase_words(f"household:{home.pk}")
            home.delete()
