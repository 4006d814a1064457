"""Who brought whom: written once, thanked within fourteen days, and nobody hears of anybody's
visit unless that person agreed."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from regulars.customers.models import Customer, Introduction
from regulars.customers.standing import the_one
from regulars.engines import names
from regulars.moments import journal
from regulars.moments.deadlines import set_deadline
from regulars.moments.kinds import Brought, IntroductionThanked
from regulars.moments.models import Moment
from regulars.places.models import Place, Staff

WITHIN = timedelta(days=14)
REMIND = timedelta(days=4)
"""So long before the end whoever is to thank is reminded."""
SHORTEST = 2


class NotSo(ValueError):
    """It cannot be so; the message says why and what to do."""


@transaction.atomic
def bring(
    customer: Customer, introducer: Customer, place: Place, *, by: Staff, now: datetime,
    may_name: bool = False, key: str | None = None,
) -> Introduction:  # fmt: skip
    """Write down who brought somebody; whoever writes it thanks them within fourteen days.

    Raises NotSo where it is the same person, the two brought each other, or somebody else stands
    there already.
    """
    if key and Moment.objects.filter(key=key).exists():
        return Introduction.objects.get(customer=the_one(customer))
    guest, friend = the_one(customer), the_one(introducer)
    if guest == friend:
        raise NotSo(_("Nobody brings themselves. Choose somebody else."))
    if Introduction.objects.filter(customer=friend, introducer=guest).exists():
        raise NotSo(_("It is written the other way round already: they brought each other."))
    known = Introduction.objects.filter(customer=guest).first()
    if known is not None:
        if known.introducer_id == friend.pk:
            return known
        raise NotSo(_("Somebody else is written down already. Take that out first."))
    due = now + WITHIN
    row = Introduction.objects.create(
        customer=guest, introducer=friend, place=place, may_name=may_name, told_at=now,
        told_by=by.opaque, owner=by, due_at=due,
    )  # fmt: skip
    journal.record(Brought(row.pk), about=guest.opaque, at=now, by=by.opaque, place=place.pk,
                   key=key)  # fmt: skip
    set_deadline("introduction", f"{row.pk}/remind", due - REMIND)
    set_deadline("introduction", f"{row.pk}/late", due)
    return row


@transaction.atomic
def take_back(row: Introduction, *, by: Staff, now: datetime, key: str | None = None) -> None:
    """It was a mistake; what was thanked already stays in the journal."""
    journal.record(Brought(row.pk, gone=True), about=row.customer.opaque, at=now, by=by.opaque,
                   place=row.place_id, key=key)  # fmt: skip
    row.delete()


@transaction.atomic
def agree(row: Introduction, agreed: bool) -> None:
    """Whether the one who brought them may hear that they came."""
    Introduction.objects.filter(pk=row.pk).update(may_name=agreed)
    row.may_name = agreed


@transaction.atomic
def thanked(
    row: Introduction, words: str, *, by: Staff, now: datetime, key: str | None = None
) -> Introduction:
    """They were thanked, in these words. Raises NotSo without words, or where the words tell of
    the other one's visit without their consent."""
    if row.thanked_at is not None or (key and Moment.objects.filter(key=key).exists()):
        return row
    text = " ".join(words.replace("\0", "").split())[:300]
    if len(text) < SHORTEST:
        raise NotSo(_("Write what you said, or will say: a sentence is enough."))
    if not row.may_name and names_them(text, row.customer):
        raise NotSo(_("They have not agreed that their name is said. Thank without it."))
    late = now > row.due_at
    journal.record(IntroductionThanked(row.pk, late), about=row.introducer.opaque, at=now,
                   by=by.opaque, place=row.place_id, words=text, key=key)  # fmt: skip
    Introduction.objects.filter(pk=row.pk).update(thanked_at=now, thanked_by=by.opaque)
    row.refresh_from_db()
    return row


def names_them(words: str, who: Customer) -> bool:
    """Whether words name somebody: the whole name, what they are called, or a part of it."""
    text = names.fold(words)
    parts = {part for name in (who.name, who.called) for part in (name, *name.split())}
    if names.is_han(who.name[:1]) and len(who.name) > 1:
        parts |= {who.name[1:] if len(who.name) > 2 else who.name, f"{who.name[0]}先生",
                  f"{who.name[0]}女士", f"{who.name[0]}小姐", f"{who.name[0]}太太"}  # fmt: skip
    return any(len(part) > 1 and names.fold(part) in text for part in parts if part)


@dataclass(frozen=True)
class Circle:
    """Around one customer: who brought them, and whom they brought."""

    by: Introduction | None
    brought: tuple[Introduction, ...]


def of(customer: Customer) -> Circle:
    rows = Introduction.objects.select_related("customer", "introducer", "place")
    return Circle(rows.filter(customer=customer).first(),
                  tuple(rows.filter(introducer=customer).order_by("-told_at")))  # fmt: skip


def owed(place: Place) -> list[Introduction]:
    """Whom this place still has to thank, the most urgent first."""
    rows = Introduction.objects.filter(place=place, thanked_at=None)
    return list(rows.select_related("customer", "introducer", "owner").order_by("due_at", "pk"))
