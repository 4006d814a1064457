"""Once a day: cards for the days that come, at most one for a customer and an occasion.

Whoever stayed away longer than their own rhythm allows gets, on the birthday, the card that names
the last goodbye. Whoever wishes to be left in peace gets none, and that is written down.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from regulars.anticipation import guard
from regulars.anticipation.guard import purposes, silencing, ways
from regulars.anticipation.lapses import letters, reading
from regulars.anticipation.lapses.reading import Known
from regulars.anticipation.models import Touch, TouchCard
from regulars.anticipation.occasions import coming
from regulars.anticipation.occasions.coming import Coming
from regulars.customers.models import Customer
from regulars.customers.recognition import said
from regulars.moments import journal
from regulars.moments.kinds import CardDrafted
from regulars.places import notices
from regulars.places.models import Place, Staff

Kind, State = TouchCard.Kind, TouchCard.State
APART = timedelta(days=14)
CLOCK = "clock"
ORDER = {"birthday": 0, "anniversary": 1, "festival": 2}


@dataclass(frozen=True)
class Drafted:
    """What one morning came to."""

    cards: int
    held_back: int


def draft(place: Place, now: datetime) -> Drafted:
    """Draft what is due at a place; done again on the same day it changes nothing."""
    today, hours = place.day_of(now), ways.of(place)
    usual, cards, back = reading.usual_gap(place), 0, 0
    due = sorted(coming.within(place, hours, today), key=lambda one: (ORDER[one.kind], one.on))
    people = Customer.objects.in_bulk([one.customer for one in due])
    for one in due:
        person = people[one.customer]
        if not person.name or beside(one) or reading.home_of(person) != place.pk:
            continue
        made, blocked = offer(one, person, place, today, usual, now)
        cards, back = cards + (made is not None), back + blocked
    return Drafted(cards, back)


def beside(one: Coming) -> bool:
    """Whether there is a card for this day already, or for one so near that two would crowd."""
    rows = TouchCard.objects.filter(customer=one.customer)
    if rows.filter(occasion=one.occasion, on=one.on).exists():
        return True
    near = rows.filter(on__gt=one.on - APART, on__lt=one.on + APART)
    return near.filter(state__in=[State.OPEN, State.SIGNED, State.SENT]).exists()


@transaction.atomic
def offer(
    one: Coming, customer: Customer, place: Place, today: date, usual: float, now: datetime
) -> tuple[TouchCard | None, bool]:
    """The card, or that the guard holds it back."""
    person, owner = guard.held(customer), reading.owner_of(customer, place)
    key = f"card:{person.pk}:{one.occasion}:{one.on}"
    told: dict[str, Any] = {"purpose": purposes.GREETINGS, "channel": Touch.Way.LETTER, "now": now}
    if blocked := guard.may_touch(person, place, **told):
        if blocked.code != "no_consent":
            guard.silence(blocked, person, place, what="card", owner=owner, key=key, **told)
        return None, True
    silencing.over(key, now)
    known = reading.known(person, place, today, usual) if one.kind == "birthday" else None
    made = write(one, person, place, owner, known, now)
    tell(made, owner, today, now)
    return made, False


def write(
    one: Coming, person: Customer, place: Place, owner: Staff | None, known: Known | None,
    now: datetime,
) -> TouchCard:  # fmt: skip
    missed = known is not None and known.silence.lapsed
    kind = Kind.MISSED if missed else Kind(one.kind)
    goodbye = known.goodbye if known and missed else None
    language = letters.language_of(person.language, place.language)
    with translation.override(language):
        name, house = said(person, language).text, place.called()
    words = letters.draft(kind, one.occasion, name=name, house=house, language=language, on=one.on,
                          years=one.years, goodbye=goodbye)  # fmt: skip
    made = TouchCard.objects.create(
        place=place, customer=person, owner=owner, kind=kind, occasion=one.occasion, on=one.on,
        language=language, words=words, facts=facts(known if missed else None, one),
        drafted_at=now,
    )  # fmt: skip
    journal.record(CardDrafted(made.pk, kind, one.on.isoformat()), about=person.opaque, at=now,
                   by=CLOCK, place=place.pk, key=f"card_drafted:{made.pk}")  # fmt: skip
    return made


def facts(known: Known | None, one: Coming) -> dict[str, object]:
    told: dict[str, object] = {"years": one.years}
    if known is None:
        return told
    silence = known.silence
    return told | {
        "goodbye": known.goodbye.isoformat(), "silent": silence.days,
        "every": round(silence.rhythm.gap), "visits": silence.rhythm.visits,
        "left": round(silence.left, 3),
    }  # fmt: skip


def tell(made: TouchCard, owner: Staff | None, today: date, now: datetime) -> None:
    """One notice a day, however many cards lie there; it names nobody."""
    if owner is None:
        return
    with translation.override(owner.reads(made.place)):
        notices.tell(
            owner, _("A card waits for your hand"),
            _("Read it, put it in your own words, sign it. The day comes within a week or so."),
            reverse("cards", args=[made.place.slug]), urgent=False,
            key=f"cards:{made.place_id}:{today}", now=now,
        )  # fmt: skip
