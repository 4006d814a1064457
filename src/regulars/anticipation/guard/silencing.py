"""What was held back is written down, told to its owner in their language, and shown."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from regulars.anticipation.guard.blocked import Blocked
from regulars.anticipation.models import Silenced
from regulars.customers.models import Customer
from regulars.moments import journal
from regulars.moments.kinds import TouchSilenced
from regulars.places import notices
from regulars.places.models import Place, Staff

WHAT = {
    "card": pgettext_lazy("held back", "A card"),
    "follow_up": pgettext_lazy("held back", "Keeping in touch"),
    "touch": gettext_lazy("A word to them"),
}
MOST = 60


@transaction.atomic
def silence(
    blocked: Blocked, customer: Customer, place: Place, *, what: str, purpose: str, channel: str,
    owner: Staff | None, now: datetime, key: str,
) -> Silenced:  # fmt: skip
    """Write down that something was held back, once for a ``key``, and tell its owner why.

    What is told leaves the house, so it names nobody; who it is stands behind the address.
    """
    made, new = Silenced.objects.get_or_create(key=key, defaults={
        "customer": customer, "place": place, "owner": owner, "what": what, "purpose": purpose,
        "way": channel, "code": blocked.code, "facts": dict(blocked.facts),
        "until": blocked.until, "at": now,
    })  # fmt: skip
    if new:
        until = blocked.until.isoformat() if blocked.until else ""
        journal.record(TouchSilenced(what, purpose, blocked.code, until), about=customer.opaque,
                       at=now, by="clock", place=place.pk, key=f"silenced:{made.pk}")  # fmt: skip
        if owner is not None:
            tell(made, owner, now)
    return made


def tell(made: Silenced, owner: Staff, now: datetime) -> None:
    with translation.override(owner.reads(made.place)):
        notices.tell(
            owner, _("Held back, and why"), f"{WHAT[made.what]}: {said(made)}",
            reverse("touches", args=[made.place.slug]), urgent=False, key=f"silenced:{made.pk}",
            now=now,
        )  # fmt: skip


def said(row: Silenced) -> str:
    """Why, in the language now active."""
    return Blocked(row.code, row.until, row.facts).said()


def over(key: str, now: datetime) -> None:
    """It is held back no more."""
    Silenced.objects.filter(key=key, over_at=None).update(over_at=now)


@dataclass(frozen=True)
class Quiet:
    """One line of the list: whom, what, why, and whose it is."""

    row: Silenced
    what: str
    why: str
    owner: str


def here(place: Place, now: datetime) -> list[Quiet]:
    """What is held back at a place just now, the latest first."""
    rows = Silenced.objects.filter(place=place, over_at=None, customer__erased_at=None)
    rows = rows.exclude(until__lte=now).select_related("customer", "owner")
    return [line(row) for row in rows[:MOST]]


def line(row: Silenced) -> Quiet:
    return Quiet(row, str(WHAT[row.what]), said(row), row.owner.name if row.owner else "")
