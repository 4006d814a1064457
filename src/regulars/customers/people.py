"""Getting to know somebody: a new customer, their handles, the keys they are found by."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from django.db import transaction

from regulars.customers.models import Customer, Handle, Key
from regulars.engines import names
from regulars.moments import journal
from regulars.moments.kinds import Named
from regulars.moments.models import Moment
from regulars.places.models import Place

NUMBER = "№ "


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


def numbered(code: str) -> str:
    """What somebody is called whom the till knows only by a number, until a name is known."""
    return f"{NUMBER}{code}"[:80]


def make_findable(customers: Sequence[Customer]) -> None:
    """Write the search keys of these customers anew from their names and handles."""
    wanted = Handle.objects.filter(customer__in=customers)
    numbers: dict[int, list[Handle]] = {}
    for handle in wanted:
        numbers.setdefault(handle.customer_id, []).append(handle)
    Key.objects.filter(customer__in=customers).delete()
    Key.objects.bulk_create(
        (
            Key(customer=customer, book_id=customer.book_id, key=key)
            for customer in customers
            for key in keys_of(customer, numbers.get(customer.pk, ()))
        ),
        batch_size=5000,
    )


def keys_of(customer: Customer, handles: Iterable[Handle]) -> set[str]:
    """Every string whose prefix finds this customer."""
    return {key.stored[:80] for key in _keys(customer, handles)}


def _keys(customer: Customer, handles: Iterable[Handle]) -> Iterator[names.Key]:
    yield from names.keys(customer.name, customer.reading or None)
    if customer.called and not customer.called.startswith(NUMBER):
        yield from names.keys(customer.called)
    for handle in handles:
        yield from names.digits_keys(handle.value)
