"""One box that finds anyone: phone or card tail, room, plate, name, pinyin, initials, one slip.

``find`` is for pages, ``rows`` for the API: the same people in the same order. First whoever is
really called so, and after them, where there is room, whoever is a slip of the finger away. Among
each: who is here now, who is due today, who was seen lately, the rest; then how well they match;
then who was seen last.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any, Literal, NamedTuple

from django.db import connection
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from regulars.customers import findable, lookup
from regulars.customers.lookup import Index
from regulars.customers.models import Customer
from regulars.customers.ranking import SPREAD, Probes, Ranked, Search, first_of_each, names_near
from regulars.engines import names
from regulars.engines.names import Probe
from regulars.moments import clock
from regulars.places.models import Place

Standing = Literal["here", "due", "recent", "rest"]
STANDINGS: tuple[Standing, ...] = ("here", "due", "recent", "rest")
HANDLED = frozenset("TtHRPpE")
"""Lanes of keys that come from a handle, not from a name."""


class Row(NamedTuple):
    """One person as plain values: their number; name, reading, title, what they are called while
    no name is known, language; ``here``, ``due``, ``recent`` or ``rest``; why they were found
    (a code, see ``why``, and what of the name or number matched); visits at this place and
    the last of them (2026-03-24 or None)."""

    id: int
    name: str
    reading: str
    title: str
    called: str
    language: str
    standing: Standing
    code: str
    part: str
    visits: int
    last_on: str | None


@dataclass(frozen=True)
class Found:
    """One person who answers to what was typed, and why."""

    customer: Customer
    said: names.Said
    why: str
    visits: int
    last_on: date | None
    standing: Standing = "rest"


def find(
    place: Place, text: str, *, here: Collection[int] = (), due: Collection[int] = (),
    limit: int = 12, now: datetime | None = None,
) -> tuple[Found, ...]:  # fmt: skip
    """Whoever answers to ``text`` in this place's book, in the order told above. ``here`` and
    ``due`` are the customers who are at the place now, and who are expected today."""
    found = rows(place.book_id, place.pk, text, here=here, due=due, limit=limit, now=now)
    people = Customer.objects.in_bulk([row.id for row in found])
    return tuple(
        Found(
            customer=people[row.id],
            said=said(people[row.id]),
            why=why(row.code, row.part),
            visits=row.visits,
            last_on=date.fromisoformat(row.last_on) if row.last_on else None,
            standing=row.standing,
        )
        for row in found
        if row.id in people
    )


def candidates(place: Place, text: str, limit: int = SPREAD) -> list[Customer]:
    """Everyone who answers to ``text``, at most ``limit``, the likeliest first."""
    found = [row.id for row in rows(place.book_id, place.pk, text, limit=limit)]
    people = Customer.objects.in_bulk(found)
    return [people[pk] for pk in found if pk in people]


def rows(
    book_id: int, place_id: int, text: str, *, here: Collection[int] = (),
    due: Collection[int] = (), limit: int = 20, now: datetime | None = None,
) -> list[Row]:  # fmt: skip
    """The same as ``find`` in plain values and without the ORM: see ``Row``."""
    now, probes = now or clock.now(), names.probes(text)
    with lookup.index(book_id) as index:
        search = Search(index, frozenset(here), frozenset(due), limit, now)
        ranked = search.ranked(probes)
        if len(ranked) < limit and (slips := names_near(index, text)):
            guesses = search.ranked(names.corrected(text, slips), guess=True)
            ranked = first_of_each([*ranked, *guesses], limit)
        return described(index, place_id, without_expired(index, ranked, probes, now))


PEOPLE = """
    SELECT c.id, c.name, c.reading, c.title, c.called, c.language, c.merged_into_id,
           c.erased_at IS NOT NULL, t.visits, t.last_on
    FROM customers_customer c
    LEFT JOIN customers_tally t ON t.customer_id = c.id AND t.place_id = {mark}
    WHERE c.id {these}
"""


def described(index: Index, place: int, ranked: list[Ranked]) -> list[Row]:
    """The rows of these people: a merged one as the survivor, an erased one not at all."""
    wanted = [each.customer for each in ranked]
    told = {row[0]: row for row in index.rows(PEOPLE, place, wanted)} if wanted else {}
    merged = {pk: row[6] for pk, row in told.items() if row[6]}
    if merged:
        survivors = {row[0]: row for row in index.rows(PEOPLE, place, list(merged.values()))}
        told.update((pk, survivors[one]) for pk, one in merged.items() if one in survivors)
    found: dict[int, Row] = {}
    for each in ranked:
        person = told.get(each.customer)
        if person and not person[7] and person[0] not in found:
            found[person[0]] = row_of(person, each)
    return list(found.values())


def row_of(person: tuple[Any, ...], ranked: Ranked) -> Row:
    pk, name, reading, title, called, language, _merged, _erased, visits, last_on = person
    match = names.explain(name or called, reading or None, ranked.probe)
    code: str = "misread" if match.misread else match.code
    part = match.part or earlier_name(pk, ranked.probe)
    if match.misread and match.part:
        part = names.heard(name, reading or None, part)
    return Row(
        pk, name, reading, title, called, language, STANDINGS[ranked.standing], code, part,
        visits or 0, str(last_on) if last_on else None,
    )  # fmt: skip


def earlier_name(customer: int, probe: Probe) -> str:
    """What of the name of a record merged into this one was asked for."""
    records = Customer.objects.filter(merged_into=customer, erased_at=None)
    for name, reading in records.values_list("name", "reading"):
        if part := names.explain(name, reading or None, probe).part:
            return part
    return ""


EXPIRED = """
    SELECT DISTINCT customer_id FROM customers_handle WHERE customer_id {these} AND until <= {mark}
"""


def without_expired(
    index: Index, ranked: list[Ranked], probes: Probes, now: datetime
) -> list[Ranked]:
    """Nobody is found by a room they have left; by something else they still are."""
    by_handle = [each.customer for each in ranked if each.probe.low[0] in HANDLED]
    if not by_handle:
        return ranked
    instant = connection.ops.adapt_datetimefield_value(now)
    expired = {pk for (pk,) in index.rows(EXPIRED, by_handle, instant)}
    if not expired:
        return ranked
    keys = findable.keys_at(expired, now)
    still = []
    for each in ranked:
        held = keys.get(each.customer)
        probe = each.probe if held is None else first_held(probes, held)
        if probe is not None:
            still.append(each._replace(probe=probe, weakness=-probe.strength))
    return sorted(still)


def first_held(probes: Probes, keys: Collection[str]) -> Probe | None:
    return next((probe for probe in probes if any(map(probe.holds, keys))), None)


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


def why(code: str, part: str) -> str:
    """Why this person was found, in words."""
    reasons = {
        "characters": _("name has “{part}”"),
        "pinyin": _("sounds like it: {part}"),
        "misread": _("it is read {part}"),
        "initials": _("initials of {part}"),
        "word": _("name begins so: {part}"),
        "title": _("is addressed so"),
        "tail": _("number ends in {part}"),
        "number": _("number begins with {part}"),
        "room": _("is in room {part}"),
        "plate": _("number plate with {part}"),
        "email": _("e-mail begins with {part}"),
        "meant": _("did you mean {part}?"),
    }
    return reasons[code].format(part=part)
