"""What a customer agreed to: given in one tap, taken back in one tap, and then truly gone."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from regulars.customers.models import Consent, Customer, Photo
from regulars.customers.purposes import CONSENTS, allows
from regulars.moments import journal
from regulars.moments.kinds import Consented, Withdrew
from regulars.moments.models import Moment
from regulars.places.models import Place

Effect = Callable[[Customer], object]
EFFECTS: dict[str, list[Effect]] = {}


class NoSuchPurpose(LookupError):
    """Nothing by this name is asked of a customer."""


def withdrawal(purpose: str) -> Callable[[Effect], Effect]:
    """Register what happens when a consent is taken back. Rooms join when the app starts."""

    def join(effect: Effect) -> Effect:
        EFFECTS.setdefault(purpose, []).append(effect)
        return effect

    return join


def has(customer: Customer | int, purpose: str) -> bool:
    """Whether this customer has agreed to a purpose and has not taken it back."""
    check(purpose)
    return allows(customer, purpose)


def open_of(customer: Customer) -> dict[str, Consent]:
    """The open consents of a customer by purpose."""
    return {row.purpose: row for row in customer.consents.filter(withdrawn_at=None)}


@transaction.atomic
def give(
    customer: Customer, purpose: str, *, by: str, now: datetime, how: str = "asked",
    place: Place | None = None, key: str | None = None,
) -> Consent:  # fmt: skip
    """Keep that a customer agreed. Agreed to already: nothing changes."""
    check(purpose)
    Customer.objects.select_for_update().get(pk=customer.pk)
    if known := customer.consents.filter(purpose=purpose, withdrawn_at=None).first():
        return known
    if key and Moment.objects.filter(key=key).exists():
        return customer.consents.filter(purpose=purpose).latest("pk")
    consent = Consent.objects.create(
        customer=customer, purpose=purpose, given_at=now, by=by, how=how
    )
    journal.record(
        Consented(purpose=purpose, how=how), about=customer.opaque, at=now, by=by, key=key,
        place=place.pk if place else customer.book_id,
    )  # fmt: skip
    return consent


@transaction.atomic
def withdraw(
    customer: Customer, purpose: str, *, by: str, now: datetime,
    place: Place | None = None, key: str | None = None,
) -> Consent | None:  # fmt: skip
    """Take a consent back, and with it what stood on it; None where none was open."""
    check(purpose)
    Customer.objects.select_for_update().get(pk=customer.pk)
    consent = customer.consents.filter(purpose=purpose, withdrawn_at=None).first()
    if consent is None or (key and Moment.objects.filter(key=key).exists()):
        return None
    consent.withdrawn_at, consent.withdrawn_by = now, by
    consent.save(update_fields=["withdrawn_at", "withdrawn_by"])
    take_effect(customer, purpose)
    journal.record(
        Withdrew(purpose=purpose), about=customer.opaque, at=now, by=by, key=key,
        place=place.pk if place else customer.book_id,
    )  # fmt: skip
    return consent


def take_effect(customer: Customer, purpose: str) -> None:
    """Remove what stood on a consent that is no longer there."""
    for effect in EFFECTS.get(purpose, ()):
        effect(customer)


def check(purpose: str) -> None:
    if purpose not in CONSENTS:
        raise NoSuchPurpose(purpose)


@withdrawal("photo")
def remove_photo(customer: Customer) -> None:
    Photo.objects.filter(customer=customer).delete()


@withdrawal("greetings")
def forget_birthday(customer: Customer) -> None:
    Customer.objects.filter(pk=customer.pk).update(birthday=None)
    customer.birthday = None
