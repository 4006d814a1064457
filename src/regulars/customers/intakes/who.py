"""Who a row is about: by the strongest number it gives; two people are never made one."""

from collections.abc import Mapping
from typing import Any

from regulars.customers.intakes.people import Number, People, Person
from regulars.customers.models import Handle
from regulars.engines import names

TILL, CARD = Handle.Kind.TILL.value, Handle.Kind.CARD.value
KINDS = {"customer": TILL, "card": CARD, "phone": Handle.Kind.PHONE.value,
         "email": Handle.Kind.EMAIL.value}  # fmt: skip
"""Fields and the kinds of handle they are, the strongest first."""
STRONG = ("customer", "card")


class NotSo(Exception):
    """A row cannot be taken: the field to blame, and why (a key of REASONS)."""

    def __init__(self, field: str, problem: str) -> None:
        super().__init__(field, problem)
        self.field, self.problem = field, problem


def numbers_of(row: Mapping[str, Any]) -> dict[str, Number]:
    """{field: handle} of the numbers that a row gives, the strongest first."""
    return {field: (kind, row[field]) for field, kind in KINDS.items() if row.get(field)}


def asked_for(row: Mapping[str, Any]) -> set[Number]:
    """All handles by which somebody in a row may be known here."""
    return {each for number in numbers_of(row).values() for each in (number, other_kind(number))}


def recognised(people: People, row: Mapping[str, Any], *, by_name: bool) -> Person | None:
    """The customer of a row, or None where nobody holds any of its numbers. Raises NotSo.

    ``by_name`` lets a row without any number be about the only person who bears its name.
    """
    numbers = numbers_of(row)
    held = {field: person for field, number in numbers.items()
            if (person := holder(people, number, numbers))}  # fmt: skip
    if len({id(person) for person in held.values()}) > 1:
        raise NotSo(list(held)[-1], "two_people")
    if held:
        field, person = next(iter(held.items()))
        check_strong(person, field, numbers)
        return person
    if not numbers and by_name:
        return the_only(people, row.get("name"))
    return None


def holder(people: People, number: Number, numbers: Mapping[str, Number]) -> Person | None:
    """Who holds it. A till's number may be what another list calls the card, and the reverse."""
    found = people.holder(number)
    if found is None and number[0] in (TILL, CARD) and not {"customer", "card"} <= set(numbers):
        return people.holder(other_kind(number))
    return found


def other_kind(number: Number) -> Number:
    kind, value = number
    return {TILL: CARD, CARD: TILL}.get(kind, kind), value


def check_strong(person: Person, by: str, numbers: Mapping[str, Number]) -> None:
    """Whoever is known only by something weaker must not have another card or code already."""
    order = list(KINDS)
    for field in STRONG:
        weaker = order.index(by) > order.index(field)
        if field in numbers and weaker and person.numbers.get(KINDS[field]):
            raise NotSo(by, "another_number")


def check_name(person: Person, row: Mapping[str, Any]) -> None:
    """A family may share a telephone: known by it alone, the name must not be another."""
    numbers, name = numbers_of(row), row.get("name")
    known = any(people_hold(person, numbers[field]) for field in STRONG if field in numbers)
    if not known and name and person.name and names.fold(name) != names.fold(person.name):
        raise NotSo(
            next(iter(f for f in ("phone", "email") if f in numbers), "name"), "another_name"
        )


def people_hold(person: Person, number: Number) -> bool:
    held = person.numbers.get(number[0], set()) | person.numbers.get(other_kind(number)[0], set())
    return number[1] in held


def the_only(people: People, name: str | None) -> Person | None:
    if not name:
        raise NotSo("customer", "nobody")
    bearers = people.by_name.get(name, [])
    if len(bearers) > 1:
        raise NotSo("name", "several")
    if not bearers:
        raise NotSo("name", "unknown")
    return bearers[0]
