"""Who stands in which segment, and why: read from what was told and seen, each time afresh."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet, Sum
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from regulars.customers.models import Customer, Segment, Tally
from regulars.customers.recognition import said
from regulars.engines import names
from regulars.floor.known import Empty, Unknown
from regulars.floor.segments.layers import KINDS, LAYERS, PROTECTED, pattern
from regulars.moments import journal
from regulars.moments.kinds import SegmentKept
from regulars.notebook import noticing
from regulars.notebook.models import Fact, Use
from regulars.notebook.options import split
from regulars.places.models import Place, Staff

SHOWN, MOST_WORDS, MOST_VISITS = 50, 12, 1000
OWN = "own-"


@dataclass(frozen=True)
class Group:
    """One segment: ``words`` it is known by, how many stand in it. ``own`` is the number of one of
    the house's own."""

    code: str
    label: Promise | str
    what: Promise | str
    words: tuple[str, ...]
    min_visits: int = 0
    own: int | None = None
    count: int = 0


@dataclass(frozen=True)
class Member:
    """Somebody who stands there, the facts that are the reason, and where else they stand."""

    pk: int
    opaque: str
    name: str
    why: tuple[str, ...]
    also: tuple[Promise | str, ...]


def groups(place: Place) -> list[Group]:
    """Every segment of the house, the layers first, uncounted."""
    layers = [Group(one.code, one.label, one.what, one.words) for one in LAYERS.values()]
    own = [Group(f"{OWN}{row.pk}", row.name, " · ".join(row.words), tuple(row.words),
                 row.min_visits, row.pk)
           for row in Segment.objects.filter(book=place.book_id)]  # fmt: skip
    return layers + own


def counted(place: Place) -> list[Group]:
    return [Group(each.code, each.label, each.what, each.words, each.min_visits, each.own,
                  people(place, each).count()) for each in groups(place)]  # fmt: skip


def group(place: Place, code: str) -> Group:
    """One segment by its code. Raises Unknown."""
    found = next((each for each in groups(place) if each.code == code), None)
    if found is None:
        raise Unknown(f"segment {code}")
    return found


def telling(words: Sequence[str]) -> QuerySet[Fact]:
    """Facts that may place somebody, by any of these words."""
    known = pattern([names.fold(word) for word in words])
    rows = Fact.objects.filter(
        folded__regex=known, kind__in=KINDS, gone_at=None, sealed=None, visit=""
    )
    return rows.exclude(use=Use.NEVER)


def people(place: Place, group: Group) -> QuerySet[Customer]:
    """Who stands in a segment, as a filter for any list of customers."""
    facts = telling(group.words)
    theirs = Q(pk__in=facts.values("customer")) | Q(household__in=facts.values("household"))
    rows = Customer.objects.filter(theirs, book=place.book_id, erased_at=None, merged_into=None)
    if group.min_visits:
        often = Tally.objects.values("customer").annotate(all=Sum("visits"))
        rows = rows.filter(pk__in=often.filter(all__gte=group.min_visits).values("customer"))
    return rows.order_by("pk")


def members(place: Place, group: Group) -> list[Member]:
    """The first of them, each with the reasons and the other segments they stand in."""
    rows = list(people(place, group)[:SHOWN])
    others = [each for each in groups(place) if each.code != group.code]
    stands = {each.code: set(people(place, each).filter(pk__in=[row.pk for row in rows])
                             .values_list("pk", flat=True)) for each in others}  # fmt: skip
    why = reasons(rows, group)
    return [
        Member(row.pk, row.opaque, said(row).text, why.get(row.pk, ()),
               tuple(each.label for each in others if row.pk in stands[each.code]))
        for row in rows
    ]  # fmt: skip


def reasons(rows: Collection[Customer], group: Group) -> dict[int, tuple[str, ...]]:
    homes = {row.household_id: row.pk for row in rows if row.household_id}
    owners = Q(customer__in=[row.pk for row in rows]) | Q(household__in=list(homes))
    found: dict[int, list[str]] = {}
    for fact in telling(group.words).filter(owners):
        for row in rows:
            if fact.customer_id == row.pk or (
                fact.household_id and fact.household_id == row.household_id
            ):
                found.setdefault(row.pk, []).append(fact.value)
    return {pk: tuple(words) for pk, words in found.items()}


def of(customer: Customer, place: Place) -> list[Group]:
    """The segments one customer stands in."""
    return [each for each in groups(place) if people(place, each).filter(pk=customer.pk).exists()]


@transaction.atomic
def keep(
    place: Place, name: str, words: str, min_visits: str = "", *, by: Staff, now: datetime,
    key: str | None = None,
) -> Segment:  # fmt: skip
    """A segment of the house's own. Raises Empty where it is no need, or touches what is
    protected."""
    called, chosen, often = checked(name, words, min_visits)
    row, made = Segment.objects.get_or_create(book=place.book, name=called, defaults={
        "words": list(chosen), "min_visits": often, "added_at": now,
        "added_by": by.opaque})  # fmt: skip
    if not made and (tuple(row.words), row.min_visits) != (chosen, often):
        raise Empty(_("There is one of this name. Choose another."))
    if made:
        journal.record(SegmentKept(row.pk), about=f"place:{place.book_id}", at=now, by=by.opaque,
                       place=place.pk, key=key)  # fmt: skip
    return row


def checked(name: str, words: str, min_visits: str) -> tuple[str, tuple[str, ...], int]:
    called, chosen = " ".join(name.split()), split(words)
    if not called or len(called) > 60:
        raise Empty(_("Give it a name of at most 60 characters."))
    if not chosen or len(chosen) > MOST_WORDS or any(len(each) > 40 for each in chosen):
        many = _("Write one to {most} words by which the need is known, commas between.")
        raise Empty(many.format(most=MOST_WORDS))
    folded = names.fold(f"{called} {' '.join(chosen)}")
    if noticing.tells(folded) or re.search(pattern(PROTECTED, whole=False), folded):
        raise Empty(_("Health, belief, origin and the like are nobody’s segment. Name a need."))
    told = min_visits.strip() or "0"
    if not (told.isascii() and told.isdecimal() and int(told[:9]) <= MOST_VISITS):
        raise Empty(_("Write visits as a whole number, 0 where it does not matter."))
    return called, chosen, int(told[:9])


@transaction.atomic
def take_out(
    place: Place, number: int, *, by: Staff, now: datetime, key: str | None = None
) -> None:
    """Raises Unknown."""
    row = Segment.objects.filter(pk=number, book=place.book_id).first()
    if row is None:
        raise Unknown(f"segment {number}")
    journal.record(SegmentKept(row.pk, gone=True), about=f"place:{place.book_id}", at=now,
                   by=by.opaque, place=place.pk, key=key)  # fmt: skip
    row.delete()
