"""One box that finds anyone: phone or card tail, name, Chinese characters, pinyin, initials."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache, reduce
from operator import or_

from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from regulars.customers.models import Customer, Handle, Key, Tally
from regulars.engines import names
from regulars.places.models import Place

POOL = 400


@dataclass(frozen=True)
class Found:
    """One person who answers to what was typed, and why."""

    customer: Customer
    said: names.Said
    why: str
    visits: int
    last_on: date | None


def find(place: Place, text: str, limit: int = 12) -> tuple[Found, ...]:
    """Whoever answers to ``text`` at this place: strongest match first, then most recently seen."""
    people = candidates(place, text)
    numbers = _numbers(people)
    tallies = {t.customer_id: t for t in Tally.objects.filter(customer__in=people, place=place)}
    ranked = []
    for person in people:
        match = names.matches(person.name, person.reading or None, text, numbers[person.pk])
        if match is not None:
            ranked.append((match, person, tallies.get(person.pk)))
    ranked.sort(key=lambda row: (-row[0].strength, -_recency(row[2]), row[1].pk))
    return tuple(_found(*row) for row in ranked[:limit])


def candidates(place: Place, text: str) -> list[Customer]:
    """Everyone under one of the prefixes that the text stands for, at most POOL."""
    spans = [names.span(key) for key in names.query_keys(text)]
    if not spans:
        return []
    within = reduce(or_, (Q(key__gte=low, key__lt=high) for low, high in spans))
    pks = Key.objects.filter(within, book=place.book_id).values_list("customer", flat=True)[:POOL]
    return list(Customer.objects.filter(pk__in=set(pks)))


def _numbers(people: list[Customer]) -> dict[int, list[str]]:
    numbers: dict[int, list[str]] = {person.pk: [] for person in people}
    handles = Handle.objects.filter(customer__in=people)
    for customer, value in handles.values_list("customer", "value"):
        numbers[customer].append(value)
    return numbers


def _recency(tally: Tally | None) -> int:
    return tally.last_on.toordinal() if tally and tally.last_on else 0


def _found(match: names.Match, person: Customer, tally: Tally | None) -> Found:
    return Found(
        customer=person,
        said=said(person),
        why=why(match),
        visits=tally.visits if tally else 0,
        last_on=tally.last_on if tally else None,
    )


def said(person: Customer, language: str = "") -> names.Said:
    """The name as it is to be said, in the language now active; a stranger has none yet."""
    language = language or get_language() or "en"
    if not person.name:
        unnamed = person.called or str(_("A new face"))
        return names.Said(unnamed, "", ((unnamed, ""),))
    return _said(person.name, person.title, language, person.reading or None)


@lru_cache(maxsize=20_000)
def _said(name: str, title: str, language: str, reading: str | None) -> names.Said:
    """A board says the same two hundred names every time it is opened."""
    return names.said(name, title, language, reading)


def why(match: names.Match) -> str:
    """Why this person was found, in words."""
    reasons = {
        "characters": _("name has “{part}”"),
        "pinyin": _("sounds like it: {part}"),
        "initials": _("initials of {part}"),
        "word": _("name begins so: {part}"),
        "tail": _("number ends in {part}"),
        "number": _("number begins with {part}"),
    }
    return reasons[match.code].format(part=match.part)
