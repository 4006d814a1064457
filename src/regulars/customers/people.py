"""Getting to know somebody: a new customer, their handles, the keys they are found by."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction

from regulars.customers import findable
from regulars.customers.findable import NUMBER
from regulars.customers.models import Customer, Handle
from regulars.engines import names
from regulars.moments import journal
from regulars.moments.kinds import Named
from regulars.moments.models import Moment
from regulars.places.models import Place

BATCH = 2000


@transaction.atomic
def introduce(
    place: Place, *, handles: Iterable[tuple[str, str]] = (), **known: object
) -> Customer:
    """Keep a new customer with their handles (kind, value) and make them findable."""
    customer = Customer.objects.create(book=place.book, **known)
    Handle.objects.bulk_create(
        Handle(customer=customer, book=place.book, kind=kind, value=value)
        for kind, value in handles
    )
    make_findable([customer])
    return customer


@transaction.atomic
def name(
    customer: Customer,
    given: str,
    title: str,
    *,
    by: str,
    now: datetime,
    place: Place | None = None,
    key: str | None = None,
) -> Moment:
    """Learn, or correct, what somebody is called; the box finds them by it at once."""
    if key and (known := Moment.objects.filter(key=key).first()):
        return known
    customer.name, customer.title, customer.called = given, title, ""
    customer.save(update_fields=["name", "title", "called"])
    make_findable([customer])
    return journal.record(
        Named(),
        about=customer.opaque,
        at=now,
        by=by,
        place=place.pk if place else customer.book_id,
        words=given,
        key=key,
    )


@transaction.atomic
def meet(place: Place, text: str, *, by: str, now: datetime, key: str | None = None) -> Customer:
    """Write down somebody by all there is of them: a name, a phone or an e-mail address.

    Nobody stands twice in a book: whose number it is already is given back. Raises handles.Wrong
    with what is missing.
    """
    if key and (known := Moment.objects.filter(key=key).first()):
        return Customer.objects.get(pk=int(known.subject.partition(":")[2]))
    kind = {"digits": Handle.Kind.PHONE, "code": Handle.Kind.EMAIL}.get(names.classify(text))
    if kind is None or (kind == Handle.Kind.EMAIL and "@" not in text):
        newcomer = Customer.objects.create(book=place.book)
        name(newcomer, text.strip()[:80], "", by=by, now=now, place=place, key=key)
        return newcomer
    return met_by(kind, text, place, by, now, key)


def met_by(
    kind: Handle.Kind, text: str, place: Place, by: str, now: datetime, key: str | None
) -> Customer:
    from regulars.customers import handles  # it makes people findable by this module

    newcomer = Customer.objects.create(book=place.book)
    try:
        handles.add(newcomer, kind, text, by=by, now=now, place=place, key=key)
    except handles.Taken as taken:
        newcomer.delete()
        return taken.holder
    return newcomer


def numbered(code: str) -> str:
    """What somebody is called whom the till knows only by a number, until a name is known."""
    return f"{NUMBER}{code}"[:80]


def make_findable(customers: Sequence[Customer]) -> None:
    """Write the search keys of these customers anew from their names and handles.

    To be called after every change of a name, a reading, a title, a handle, a merge or an erasure.
    """
    for start in range(0, len(customers), BATCH):
        findable.write(customers[start : start + BATCH])
