"""A card in a person's hands: put in their words, signed, sent by a way the customer allows, put
aside; or the day passes, and that is said."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from regulars.anticipation import guard
from regulars.anticipation.guard import Blocked, Held, purposes, silencing
from regulars.anticipation.guard.ways import NotSo
from regulars.anticipation.lapses import discounts, reading
from regulars.anticipation.models import Touch, TouchCard
from regulars.customers import channels
from regulars.customers.channels import BY
from regulars.customers.models import ChannelWish, Handle
from regulars.moments import journal
from regulars.moments.kinds import CardEnded, CardReworded, CardSent, CardSigned, Kind
from regulars.places.models import Place, Staff
from regulars.places.once import done

State = TouchCard.State
LONGEST = 1200
SIGNED_FOR = timedelta(days=14)
"""So long a signed card may lie before it is said that it was never sent."""


def of(place: Place, number: int) -> TouchCard | None:
    rows = TouchCard.objects.filter(place=place, pk=number, customer__erased_at=None)
    return rows.select_related("customer", "owner", "signed_by", "place__top").first()


def locked(card: TouchCard) -> TouchCard:
    rows = TouchCard.objects.select_for_update(of=("self",))
    return rows.select_related("customer", "place__top").get(pk=card.pk)


def record(
    card: TouchCard, kind: Kind, by: str, now: datetime, key: str | None, words: str = ""
) -> None:
    journal.record(kind, about=card.customer.opaque, at=now, by=by, place=card.place_id, key=key,
                   words=words)  # fmt: skip


@transaction.atomic
def reword(
    card: TouchCard, words: str, *, by: Staff, now: datetime, key: str | None = None
) -> TouchCard:  # fmt: skip
    """Put it in one's own words; what was signed is to be signed anew. Raises NotSo."""
    text = clean(words)
    current = open_one(card)
    if done(key) or text == current.words:
        return current
    current.words, current.state = text, State.OPEN
    current.signed_at = current.signed_by = None
    current.save(update_fields=["words", "state", "signed_at", "signed_by"])
    record(current, CardReworded(current.pk), by.opaque, now, key, text)
    return current


def clean(words: str) -> str:
    """The words as they are kept. Raises NotSo for none, too many, and for a discount."""
    text = words.replace("\0", "").replace("\r\n", "\n").strip()
    if not text:
        raise NotSo("words", _("An empty card says nothing. Write at least a line."))
    if len(text) > LONGEST:
        raise NotSo("words", _("That is more than a card holds; {count} characters fit.").format(
            count=LONGEST))  # fmt: skip
    if hit := discounts.found(text):
        raise NotSo("words", _(
            "“{words}” makes it an advertisement. This card says that they are missed, and sells "
            "nothing. Take it out."
        ).format(words=hit))  # fmt: skip
    return text


def open_one(card: TouchCard) -> TouchCard:
    current = locked(card)
    if current.state not in (State.OPEN, State.SIGNED):
        raise NotSo("card", _("This card is done with. Open the list afresh."))
    return current


@transaction.atomic
def sign(card: TouchCard, *, by: Staff, now: datetime, key: str | None = None) -> TouchCard:
    """A person signs it. Raises NotSo where it is done with or sells something."""
    current = open_one(card)
    if done(key) or current.state == State.SIGNED:
        return current
    clean(current.words)
    current.state, current.signed_at, current.signed_by = State.SIGNED, now, by
    current.save(update_fields=["state", "signed_at", "signed_by"])
    record(current, CardSigned(current.pk), by.opaque, now, key)
    return current


def send(
    card: TouchCard, way: str, *, by: Staff, now: datetime, key: str | None = None
) -> TouchCard:  # fmt: skip
    """A person sent or gave it. Raises Held where the guard holds it back (that is written down),
    NotSo where it is unsigned or they have no such way."""
    blocked = sent_or_blocked(card, way, by, now, key)
    if blocked is not None:
        key = f"card:{card.pk}:{way}:{blocked.code}:{card.place.day_of(now)}"
        guard.silence(blocked, card.customer, card.place, what="card", owner=by, now=now, key=key,
                      purpose=purposes.GREETINGS, channel=way)  # fmt: skip
        raise Held(blocked)
    card.refresh_from_db()
    return card


@transaction.atomic
def sent_or_blocked(
    card: TouchCard, way: str, by: Staff, now: datetime, key: str | None
) -> Blocked | None:  # fmt: skip
    person = guard.held(card.customer)
    if done(key):
        return None
    current = open_one(card)
    if current.state != State.SIGNED:
        raise NotSo("card", _("It is not signed yet. Read it once more, then sign it."))
    if way not in {code for code, _name in ways_of(card)}:
        raise NotSo("way", _("Choose a way that they allow."))
    told: dict[str, Any] = {"purpose": purposes.GREETINGS, "channel": way, "now": now}
    if blocked := guard.may_touch(person, current.place, **told):
        return blocked
    guard.touched(person, current.place, by=by, key=f"card_touched:{current.pk}", **told)
    current.state, current.way, current.ended_at = State.SENT, way, now
    current.save(update_fields=["state", "way", "ended_at"])
    record(current, CardSent(current.pk, way), by.opaque, now, key)
    silencing.over(f"card:{person.pk}:{current.occasion}:{current.on}", now)
    return None


def ways_of(card: TouchCard) -> list[tuple[str, str]]:
    """[(code, name)] of the ways this customer allows and can be reached by; on paper first."""
    wishes = channels.wished(card.customer)
    held = set(Handle.objects.filter(customer=card.customer).values_list("kind", flat=True))
    codes = [Touch.Way.LETTER, Touch.Way.HAND]
    codes += [Touch.Way(way) for way, kind in BY.items()
              if kind in held and wishes.get(way) != ChannelWish.Wish.NOT]  # fmt: skip
    return [(code.value, str(code.label)) for code in codes]


@transaction.atomic
def put_aside(card: TouchCard, *, by: Staff, now: datetime, key: str | None = None) -> None:
    """Better not this time. Raises NotSo."""
    current = open_one(card)
    if not done(key):
        end(current, State.ASIDE, by.opaque, now, key)


def end(card: TouchCard, state: str, by: str, now: datetime, key: str | None = None) -> None:
    card.state, card.ended_at = state, now
    card.save(update_fields=["state", "ended_at"])
    record(card, CardEnded(card.pk, state), by, now, key)


@transaction.atomic
def expire(place: Place, now: datetime) -> int:
    """The day passed: unsigned cards on the day after, signed ones a fortnight later. Whoever
    came back meanwhile is not told that they are missed."""
    today, ended = place.day_of(now), 0
    rows = TouchCard.objects.select_for_update(of=("self",)).filter(place=place)
    for card in rows.filter(state__in=[State.OPEN, State.SIGNED]).select_related("customer"):
        if card.on < today - (SIGNED_FOR if card.state == State.SIGNED else timedelta(0)):
            end(card, State.EXPIRED, "clock", now)
        elif came_back(card, place):
            end(card, State.ASIDE, "clock", now)
        else:
            continue
        ended += 1
    return ended


def came_back(card: TouchCard, place: Place) -> bool:
    """Whether somebody who is told that they are missed was here since it was drafted."""
    if card.kind != TouchCard.Kind.MISSED:
        return False
    latest = reading.last_day(card.customer, place)
    return latest is not None and latest >= place.day_of(card.drafted_at)
