"""Off for a customer, off for the house: then nothing is reckoned, nothing is kept."""

from datetime import datetime
from urllib.parse import urlsplit

from django.db import transaction
from django.utils.translation import gettext as _

from regulars.anticipation.journeys.services import NotSo
from regulars.anticipation.models import PromptsOff, PromptWays
from regulars.customers.models import Customer
from regulars.customers.standing import the_one
from regulars.moments import journal
from regulars.moments.kinds import PromptsSwitched, PromptWaysKept
from regulars.places.models import Place, Staff
from regulars.places.once import done

MOST_ORIGINS = 10


def on(place: Place, customer: Customer) -> bool:
    """Whether anything may be prompted here to them."""
    return PromptWays.objects.filter(place=place, on=True).exists() and not off(customer)


def off(customer: Customer) -> bool:
    return PromptsOff.objects.filter(customer=the_one(customer)).exists()


@transaction.atomic
def switch(
    customer: Customer, wanted: bool, *, by: str, now: datetime, place: Place,
    key: str | None = None,
) -> None:  # fmt: skip
    """No prompts from now on, or again; what it is already changes nothing."""
    if done(key):
        return
    person = the_one(customer)
    if wanted:
        changed = bool(PromptsOff.objects.filter(customer=person).delete()[0])
    else:
        told = {"at": now, "by": by}
        changed = PromptsOff.objects.get_or_create(customer=person, defaults=told)[1]
    if changed:
        journal.record(PromptsSwitched(wanted), about=person.opaque, at=now, by=by,
                       place=place.pk, key=key)  # fmt: skip


@transaction.atomic
def set_ways(
    place: Place, wanted: bool, origins: str, *, by: Staff, now: datetime, key: str | None = None
) -> None:
    """Whether the house prompts, and from which websites. Raises NotSo for what is no origin."""
    listed = [one for line in origins.replace("\0", "").split() if (one := origin(line))]
    if len(listed) > MOST_ORIGINS:
        raise NotSo("origins", _("Write {most} websites at most.").format(most=MOST_ORIGINS))
    if done(key):
        return
    told = {"on": wanted, "origins": "\n".join(dict.fromkeys(listed)), "at": now, "by": by.opaque}
    PromptWays.objects.update_or_create(place=place, defaults=told)
    journal.record(PromptWaysKept(wanted), about=f"place:{place.pk}", at=now, by=by.opaque,
                   place=place.pk, key=key)  # fmt: skip


def origin(text: str) -> str:
    """``https://shop.example`` as a browser sends it. Raises NotSo."""
    wrong = _("Write a website like https://shop.example, without a path: {text}").format(text=text)
    try:
        parts = urlsplit(text.strip().lower())
        port = parts.port
    except ValueError:
        raise NotSo("origins", wrong) from None
    local = parts.hostname in ("localhost", "127.0.0.1")
    bare = not (parts.path.strip("/") or parts.query or parts.fragment or parts.username)
    if not parts.hostname or not bare or parts.scheme not in (("https", "http")[: 1 + local]):
        raise NotSo("origins", wrong)
    return f"{parts.scheme}://{parts.hostname}{f':{port}' if port else ''}"


def listed(asking: str, place: Place | None = None) -> bool:
    """Whether a browser's page from there may ask: at this place, or at any (a preflight names
    nobody)."""
    rows = PromptWays.objects.filter(on=True, origins__contains=asking)
    rows = rows.filter(place=place) if place else rows
    return any(asking in row.origins.split("\n") for row in rows)
