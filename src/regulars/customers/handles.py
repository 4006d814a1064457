"""What somebody is recognised by, added and removed by hand; each with where it was learnt."""

from datetime import datetime

import phonenumbers
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from regulars.customers import people
from regulars.customers.models import Customer, Handle
from regulars.customers.recognition import said
from regulars.engines import names
from regulars.moments import journal
from regulars.moments.kinds import Handled
from regulars.moments.models import Moment
from regulars.places.models import Place

BY_HAND = (Handle.Kind.PHONE, Handle.Kind.EMAIL, Handle.Kind.CARD, Handle.Kind.PLATE)
LEAST_DIGITS = 5


class Wrong(ValueError):
    """This cannot be kept; the message says why and what helps."""


class Taken(Wrong):
    """Somebody else has this handle: ``holder`` may be the same person."""

    def __init__(self, holder: Customer, words: str) -> None:
        super().__init__(words)
        self.holder = holder


@transaction.atomic
def add(
    customer: Customer, kind: str, value: str, *, by: str, now: datetime, source: str = "asked",
    place: Place | None = None, key: str | None = None,
) -> Handle:  # fmt: skip
    """Keep a handle. Kept already: nothing changes. Raises Wrong, or Taken with whose it is."""
    value = checked(kind, value)
    Customer.objects.select_for_update().get(pk=customer.pk)
    known = Handle.objects.filter(book=customer.book_id, kind=kind, value=value).first()
    if known and known.customer_id == customer.pk:
        return known
    if known:
        words = _("That belongs to {name} already. Are they one person? Then merge the two.")
        raise Taken(known.customer, words.format(name=said(known.customer).text))
    handle = Handle.objects.create(
        customer=customer, book_id=customer.book_id, kind=kind, value=value, source=source
    )
    people.make_findable([customer])
    told(Handled(sort=kind), customer, by, now, place, key)
    return handle


@transaction.atomic
def remove(
    customer: Customer, handle: int, *, by: str, now: datetime, place: Place | None = None,
    key: str | None = None,
) -> bool:  # fmt: skip
    """Forget a handle; False where it is not there any more."""
    known = Handle.objects.filter(pk=handle, customer=customer).first()
    if known is None:
        return False
    known.delete()
    people.make_findable([customer])
    told(Handled(sort=known.kind, gone=True), customer, by, now, place, key)
    return True


def checked(kind: str, value: str) -> str:
    """The value as it is kept. Raises Wrong with what is missing."""
    value = value.strip()
    if kind not in BY_HAND:
        raise Wrong(_("Choose phone, e-mail, card or number plate."))
    if kind == Handle.Kind.EMAIL:
        try:
            validate_email(value)
        except ValidationError:
            raise Wrong(_("That is no e-mail address yet, such as mei@example.org.")) from None
        return value.casefold()
    if kind == Handle.Kind.PHONE:
        return phone(value)
    if not value:
        raise Wrong(_("Write the number as it stands there."))
    return value[:80]


def phone(value: str) -> str:
    """A number with its country as +86…; without one as it was said, digits only."""
    if len(names.digits(value)) < LEAST_DIGITS:
        raise Wrong(_("That is too short for a phone number: at least five digits."))
    if value.startswith(("+", "＋")):
        try:
            parsed = phonenumbers.parse(value)
        except phonenumbers.NumberParseException:
            return f"+{names.digits(value)}"[:80]
        return str(phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164))
    return names.digits(value)[:80]


def told(
    kind: Handled, customer: Customer, by: str, now: datetime, place: Place | None, key: str | None
) -> Moment:
    where = place.pk if place else customer.book_id
    return journal.record(kind, about=customer.opaque, at=now, by=by, place=where, key=key)
