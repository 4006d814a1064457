"""A purchase found without a receipt, attached as proof to what the customer brings back."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from regulars.customers.models import Customer
from regulars.customers.standing import the_one
from regulars.moments import journal
from regulars.moments.kinds import Proved
from regulars.moments.models import Moment
from regulars.places.models import Place

LONGEST = 300


class NoSuchPurchase(LookupError):
    """Nothing of that kind was bought at this place."""


class Empty(ValueError):
    """Say for what it is the proof; the message says so."""


@transaction.atomic
def attach(
    place: Place, purchase: int, words: str, *, by: str, now: datetime, key: str | None = None
) -> Moment:
    """Take a purchase as proof for a return or a claim; ``words`` say what is brought back.

    Raises NoSuchPurchase, or Empty.
    """
    text = words.strip()[:LONGEST]
    if not text:
        raise Empty(_("Say in a few words what they bring back, or what was wrong."))
    bought = Moment.objects.filter(pk=purchase, place=place.pk, kind="purchased").first()
    customer = buyer(bought, place) if bought else None
    if customer is None:
        raise NoSuchPurchase(f"purchase {purchase}")
    return journal.record(
        Proved(purchase=purchase), about=customer.opaque, at=now, by=by, place=place.pk,
        words=text, key=key,
    )  # fmt: skip


def buyer(bought: Moment, place: Place) -> Customer | None:
    """Whoever bought it, by the record that stands for them today."""
    pk = bought.subject.removeprefix("customer:")
    rows = Customer.objects.select_related("merged_into")
    found = rows.filter(pk=pk, book=place.book_id, erased_at=None).first()
    return the_one(found) if found else None


def of(place: Place, purchases: list[int]) -> dict[int, list[Moment]]:
    """Proofs already given for these purchases, the latest first: nobody is paid twice unseen."""
    rows = Moment.objects.filter(
        place=place.pk, kind="proved", facts__purchase__in=purchases
    ).select_related("words")
    found: dict[int, list[Moment]] = {}
    for row in rows.order_by("-pk"):
        found.setdefault(row.facts["purchase"], []).append(row)
    return found
