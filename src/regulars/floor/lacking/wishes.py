"""Writing down what was asked for and not there, and each way out with how it was received.

Both are moments; nothing else is kept. What a known customer wished stands in their notebook too.
"""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from regulars.customers.models import Customer
from regulars.customers.purposes import NoConsent
from regulars.floor.known import Empty, Unknown
from regulars.floor.lacking.ways import BY_CODE
from regulars.moments import journal
from regulars.moments.kinds import LackAnswered, Lacked
from regulars.moments.models import Moment
from regulars.notebook import facts, noticing
from regulars.notebook.models import FactKind, Source
from regulars.places import shifts
from regulars.places.models import Place, Staff

LONGEST = 120


@transaction.atomic
def lack(
    place: Place, words: str, *, by: Staff, now: datetime, customer: Customer | None = None,
    key: str | None = None,
) -> Moment:  # fmt: skip
    """They asked for something that is not there. Raises Empty without words."""
    if key and (known := Moment.objects.filter(key=key).first()):
        return known
    text = trimmed(words)
    if not text:
        raise Empty(_("What did they ask for? A word is enough."))
    told = journal.record(
        Lacked(touchpoint=standing(by, now)), at=now, by=by.opaque, place=place.pk, words=text,
        about=customer.opaque if customer else f"place:{place.pk}", key=key,
        secret=noticing.tells(text),
    )  # fmt: skip
    if customer is not None:
        wish(customer, text, told, place, by, now)
    return told


def wish(
    customer: Customer, text: str, told: Moment, place: Place, by: Staff, now: datetime
) -> None:
    """Into the notebook; what needs a consent that is not there stays out of it."""
    try:
        with transaction.atomic():
            facts.remember(
                customer, FactKind.WANT, text, source=Source.TOLD, by=by.opaque, now=now,
                place=place, moment=told.pk, brought_by=by.opaque, key=f"lack:{told.pk}",
            )  # fmt: skip
    except (facts.NotKept, NoConsent):
        return


@transaction.atomic
def answer(
    place: Place, number: int, way: str, *, taken: bool, words: str = "", by: Staff,
    now: datetime, key: str | None = None,
) -> Moment:  # fmt: skip
    """One way out was proposed. The same way is answered once; what they then liked after all is
    written as another. Raises Unknown."""
    told = of(place, number)
    if way not in BY_CODE:
        raise Unknown(f"way {way}")
    seconds = max(0, round((now - told.happened_at).total_seconds()))
    kind = LackAnswered(told.pk, way, taken, seconds, standing(by, now))
    text = trimmed(words)
    return journal.record(
        kind, about=told.subject, at=now, by=by.opaque, place=place.pk, words=text,
        key=f"lack:{told.pk}:{way}:{'yes' if taken else 'no'}", secret=noticing.tells(text),
    )  # fmt: skip


def of(place: Place, number: int) -> Moment:
    """What was asked for at this place. Raises Unknown."""
    rows = Moment.objects.filter(pk=number, place=place.pk, kind="lacked")
    known = rows.select_related("words").first()
    if known is None:
        raise Unknown(f"lack {number}")
    return known


def trimmed(words: str) -> str:
    return " ".join(words.replace("\0", "").split())[:LONGEST]


def standing(staff: Staff, now: datetime) -> str:
    here = shifts.post_now(staff, now) or staff.post
    return here.code if here else ""
