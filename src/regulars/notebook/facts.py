"""What matters, written once: of a person, or of the household they belong to.

``remember`` keeps it, ``confirm`` asks again, ``correct`` puts a better one in its place, and
``forget`` takes it out; each ends in a moment that names the fact by its number alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from regulars.customers import purposes, visits
from regulars.customers.models import Customer, Household
from regulars.engines import names
from regulars.moments import journal, seal
from regulars.moments.kinds import Confirmed, Forgotten, Remembered, Rewritten
from regulars.moments.models import Moment, Words
from regulars.notebook import manners, noticing, rounds, search
from regulars.notebook.models import SENSITIVE, Fact, FactKind, Source, Use
from regulars.places.models import Place

OF_A_VISIT = frozenset({FactKind.MOOD, FactKind.AIM})
"""These end with the visit they belong to, and are never what somebody is like."""

LONGEST = 200


class NotKept(ValueError):
    """It cannot be kept so; the message says why, and what would do."""


@transaction.atomic
def remember(
    owner: Customer | Household, kind: str, value: str, *, source: Source | str, by: str,
    now: datetime, use: Use | str | None = None, lasting: bool = True, place: Place | None = None,
    visit: str = "", brought_by: str = "", plan: Mapping[str, str] | None = None,
    moment: int | None = None, key: str | None = None,
) -> Fact | None:  # fmt: skip
    """Keep one fact, owned by a person or by the household; None where the key came before.

    ``use`` is what may be done with it, by default the most its source allows. Mood and aim are
    bound to today's visit; a new one takes the old one's place. What is known already is
    confirmed instead of written twice. ``moment`` is the note it was read from, ``brought_by``
    who brought a want to light. Raises NotKept, or purposes.NoConsent for what needs consent;
    bound to a ``visit`` it may be kept without, until that visit ends.
    """
    if key and Moment.objects.filter(key=key).exists():
        return None
    words = refuse_empty(kind, value)
    used = use_of(kind, source, use)
    visit = visit or visit_of(owner, kind, place, now)
    refuse_unagreed(owner, kind, source, visit)
    untold = "" if moment or sealed(kind, words) else words
    note(owner, source, untold, by=by, now=now, place=place, key=key)
    if known := known_already(owner, kind, words, visit):
        return renewed(known, by, now, lasting)
    fact = Fact(
        kind=kind, source=source, use=used, lasting=lasting and not visit, said_at=now, by=by,
        confirmed_at=now, confirmed_by=by, brought_by=brought_by, visit=visit, moment=moment,
        plan=dict(plan or {}), **owned(owner),
    )  # fmt: skip
    write(fact, words)
    if visit and kind in OF_A_VISIT:
        replace_older(fact, by, now)
    if visit and fact.sealed:
        rounds.until_tonight(fact, place or book_of(owner), now)
    return fact


def book_of(owner: Customer | Household) -> Place:
    return owner.book


def refuse_empty(kind: str, value: str) -> str:
    if kind not in FactKind.values:
        raise NotKept(_("There is no such kind of thing: {kind}.").format(kind=kind))
    words = " ".join(value.split())
    if not words:
        raise NotKept(_("Write a word or two first."))
    if len(words) > LONGEST:
        raise NotKept(_("Say it in {most} characters or fewer.").format(most=LONGEST))
    return words


def use_of(kind: str, source: str, use: Use | str | None) -> str:
    """What may be done with it. Raises NotKept where that is more than its source allows."""
    if use and not manners.within(kind, source, use):
        raise NotKept(
            _("What we know this way may not be said to them; act on it, or leave it.")
            if manners.most(kind, source) == Use.SILENT
            else _("What was only found out somewhere about this is not to be used.")
        )
    return str(use or manners.most(kind, source))


def visit_of(owner: Customer | Household, kind: str, place: Place | None, now: datetime) -> str:
    """Today's visit for what belongs to one; nothing for all else."""
    if kind not in OF_A_VISIT:
        return ""
    if isinstance(owner, Household):
        raise NotKept(_("A mood and an aim belong to one person."))
    return visits.visit_name(owner.pk, (place or book_of(owner)).day_of(now))


def refuse_unagreed(owner: Customer | Household, kind: str, source: str, visit: str) -> None:
    """Health and belief: told, with consent; or for the safety of this one visit."""
    if kind not in SENSITIVE:
        return
    if source in manners.FOUND_OUT:
        raise NotKept(_("Health and belief are kept only when somebody told us."))
    if not visit and not agreed(owner):
        asked = owner if isinstance(owner, Customer) else owner.members.order_by("pk").first()
        purposes.require(asked or 0, "sensitive")


def agreed(owner: Customer | Household) -> bool:
    """Whether they, or anybody of the household, agreed to have such things written down."""
    people = [owner] if isinstance(owner, Customer) else list(owner.members.all())
    return any(purposes.allows(person, "sensitive") for person in people)


def owned(owner: Customer | Household) -> dict[str, Any]:
    return {"household" if isinstance(owner, Household) else "customer": owner}


def subject(fact: Fact) -> str:
    return f"household:{fact.household_id}" if fact.household_id else f"customer:{fact.customer_id}"


def note(
    owner: Customer | Household, source: str, words: str, *, by: str, now: datetime,
    place: Place | None, key: str | None,
) -> None:  # fmt: skip
    """The moment. What was read from a note has its words there, what is sealed in the fact."""
    of_home = isinstance(owner, Household)
    journal.record(
        Remembered(source=str(source)), at=now, by=by, key=key, words=words,
        about=f"household:{owner.pk}" if of_home else f"customer:{owner.pk}",
        place=place.pk if place else owner.book_id,
    )  # fmt: skip


def sealed(kind: str, words: str) -> bool:
    """Health and belief go under seal, whatever kind they were written down as."""
    return kind in SENSITIVE or noticing.tells(words)


def write(fact: Fact, words: str) -> None:
    """Put the words into the fact, and make it findable or seal it together with its note."""
    if sealed(fact.kind, words):
        fact.value, fact.folded, fact.sealed = "", "", seal.seal(words)
        hide_note(fact)
    else:
        fact.value, fact.folded, fact.sealed = words, names.fold(words)[:LONGEST], None
    fact.save()
    search.trace_fact(fact)


def hide_note(fact: Fact) -> None:
    if fact.moment:
        journal.hide(fact.moment)
        search.untrace(fact.moment)


def known_already(owner: Customer | Household, kind: str, words: str, visit: str) -> Fact | None:
    """The same thing, standing already."""
    standing = Fact.objects.filter(kind=kind, visit=visit, gone_at=None, **owned(owner))
    wanted = names.fold(words)
    return next((fact for fact in standing if names.fold(reading(fact)) == wanted), None)


def reading(fact: Fact) -> str:
    """Its words; empty where the key is missing."""
    try:
        return fact.told()
    except seal.Unreadable:
        return ""


def renewed(fact: Fact, by: str, now: datetime, lasting: bool) -> Fact:
    """Heard again: surer, and lasting once anybody says so."""
    fact.confirmed_at, fact.confirmed_by = now, by
    fact.lasting = fact.lasting or (lasting and not fact.visit)
    fact.save(update_fields=["confirmed_at", "confirmed_by", "lasting"])
    return fact


def replace_older(fact: Fact, by: str, now: datetime) -> None:
    """One mood and one aim to a visit: the last word counts, the others stand behind it."""
    older = Fact.objects.filter(customer=fact.customer, kind=fact.kind, visit=fact.visit)
    older.filter(gone_at=None).exclude(pk=fact.pk).update(
        gone_at=now, gone_by=by, replaced_by=fact.pk
    )


@transaction.atomic
def confirm(
    fact: Fact, by: str, now: datetime, *, place: Place | None = None, key: str | None = None
) -> Fact:
    """It was asked, or seen, again: still so. A key that came before changes nothing."""
    if fact.gone_at is not None or (key and Moment.objects.filter(key=key).exists()):
        return fact
    record(Confirmed(fact=fact.pk), fact, by, now, place, key)
    return renewed(fact, by, now, lasting=fact.lasting)


@transaction.atomic
def correct(
    fact: Fact, value: str, *, by: str, now: datetime, source: Source | str | None = None,
    place: Place | None = None, key: str | None = None,
) -> Fact:  # fmt: skip
    """Put a better one in its place; the old one stands behind it. Corrected already: that one."""
    if fact.replaced_by is not None:
        return fact.replaced_by
    words = refuse_empty(fact.kind, value)
    refuse_gone(fact)
    fresh = Fact(
        customer=fact.customer, household=fact.household, kind=fact.kind, lasting=fact.lasting,
        source=source or fact.source, use=fact.use, said_at=now, by=by, confirmed_at=now,
        confirmed_by=by, brought_by=fact.brought_by, visit=fact.visit, plan=fact.plan,
        moment=fact.moment,
    )  # fmt: skip
    fresh.use = use_of(fact.kind, fresh.source, fact.use) if source else fact.use
    write(fresh, words)
    leave(fact, by, now, fresh)
    record(Rewritten(fact=fresh.pk, before=fact.pk), fact, by, now, place, key)
    return fresh


def refuse_gone(fact: Fact) -> None:
    if fact.gone_at is not None:
        raise NotKept(_("Somebody has taken this out already. Write it down anew."))


@transaction.atomic
def forget(
    fact: Fact, by: str, now: datetime, *, place: Place | None = None, key: str | None = None
) -> Fact:
    """No longer so. What it was stays in the history; of health and belief nothing stays."""
    if fact.gone_at is None:
        leave(fact, by, now)
        record(Forgotten(fact=fact.pk), fact, by, now, place, key)
    return fact


def leave(fact: Fact, by: str, now: datetime, instead: Fact | None = None) -> None:
    fact.gone_at, fact.gone_by, fact.replaced_by = now, by, instead
    if fact.sealed:
        fact.value, fact.sealed, fact.plan = "", None, {}
    fact.save()
    fact.traces.all().delete()


def record(
    kind: Confirmed | Rewritten | Forgotten, fact: Fact, by: str, now: datetime,
    place: Place | None, key: str | None,
) -> None:  # fmt: skip
    book = fact.household.book_id if fact.household else fact.customer.book_id  # type: ignore[union-attr]
    journal.record(
        kind, about=subject(fact), at=now, by=by, key=key, place=place.pk if place else book
    )


def of(customer: Customer) -> Q:
    """Facts of the person and of their household."""
    own = Q(customer=customer)
    return own | Q(household=customer.household_id) if customer.household_id else own


def about(customer: Customer, visit: str = "") -> list[Fact]:
    """What holds now, of the person and of their household, latest first; of what belongs to a
    visit only what belongs to this one."""
    standing = Fact.objects.filter(of(customer), gone_at=None, visit__in={"", visit})
    return list(standing.order_by("-said_at", "-pk"))


@dataclass(frozen=True)
class Past:
    """Something that no longer stands: what it was, until when, and what came after it."""

    fact: Fact
    words: str
    after: str


def history(customer: Customer) -> list[Past]:
    """What no longer holds: corrected, taken out, or of a visit that is over; latest first."""
    gone = Fact.objects.filter(of(customer)).exclude(gone_at=None).select_related("replaced_by")
    return [
        Past(fact, reading(fact), reading(fact.replaced_by) if fact.replaced_by else "")
        for fact in gone.order_by("-gone_at", "-pk")
    ]


@transaction.atomic
def withdraw(customer: Customer) -> int:
    """Their consent is taken back: nothing of their health or belief stays, in facts or in notes.

    What belongs to the household goes too, unless another member agreed. Returns how many facts.
    """
    theirs = Q(customer=customer)
    if customer.household and not agreed(customer.household):
        theirs |= Q(household=customer.household)
    sensitive = Fact.objects.filter(theirs).filter(Q(kind__in=SENSITIVE) | ~Q(sealed=None))
    Words.objects.filter(moment__subject=customer.opaque).exclude(sealed=None).delete()
    return sensitive.delete()[0]
