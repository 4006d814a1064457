"""Names for the demo's households: invented, seeded, and marked as invented."""

from collections.abc import Sequence

from django.db import transaction

from regulars.customers import people
from regulars.customers.models import Customer, Handle, Household
from regulars.engines import names
from regulars.places.models import Place

SEED = 4_711
TITLES = {"mr", "mrs", "ms"}


@transaction.atomic
def name_everyone(place: Place, sizes: dict[str, int]) -> int:
    """Give every nameless customer a name, a phone, a birthday and a household."""
    nameless = list(Customer.objects.filter(book=place.book, name="").order_by("pk"))
    till = dict(
        Handle.objects.filter(book=place.book, kind=Handle.Kind.TILL).values_list(
            "customer", "value"
        )
    )
    invented = names.invent(SEED, len(nameless))
    for customer, person in zip(nameless, invented, strict=True):
        become(customer, person)
    settle(place, nameless, [sizes.get(till.get(c.pk, "")) for c in nameless])
    Customer.objects.bulk_update(
        nameless, ["name", "title", "called", "language", "birthday", "invented", "household"],
        batch_size=500,
    )  # fmt: skip
    give_phones(place, nameless, invented)
    people.make_findable(nameless)
    return len(nameless)


def become(customer: Customer, person: names.Invented) -> None:
    customer.name, customer.language = person.name, person.language
    customer.title = person.title if person.title in TITLES else ""
    customer.birthday, customer.invented, customer.called = person.birthday, True, ""


def settle(place: Place, customers: Sequence[Customer], sizes: Sequence[int | None]) -> None:
    """Each has a household of its own, with its size where the data tell."""
    households = Household.objects.bulk_create(
        Household(book=place.book, name=customer.name, size=size)
        for customer, size in zip(customers, sizes, strict=True)
    )
    for customer, household in zip(customers, households, strict=True):
        customer.household = household


def give_phones(
    place: Place, customers: Sequence[Customer], invented: Sequence[names.Invented]
) -> None:
    Handle.objects.bulk_create(
        (
            Handle(customer=customer, book=place.book, kind=Handle.Kind.PHONE, value=person.phone)
            for customer, person in zip(customers, invented, strict=True)
        ),
        ignore_conflicts=True,
    )
