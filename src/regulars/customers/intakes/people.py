"""Whom the house knows, as far as the rows at hand ask; what they teach, written all at once."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import phonenumbers
from django.db.models import Q

from regulars.customers import people
from regulars.customers.models import Customer, Handle, Household
from regulars.engines import names
from regulars.places.models import Place

BATCH = 400
OWN = ("name", "reading", "title", "language", "birthday")
HOME = {"household": "size", "address": "address"}
Number = tuple[str, str]
"""A handle: its kind and its value."""


@dataclass(eq=False)
class Person:
    """One customer; ``customer`` has no number yet where they are new. ``learnt`` names fields."""

    customer: Customer
    home: Household | None = None
    numbers: dict[str, set[str]] = field(default_factory=dict)
    added: list[Number] = field(default_factory=list)
    learnt: set[str] = field(default_factory=set)

    @property
    def new(self) -> bool:
        return self.customer.pk is None

    @property
    def name(self) -> str:
        return self.customer.name

    def learn(self, values: Mapping[str, Any]) -> set[str]:
        """Take over what is given and differs; return the names of those fields."""
        fresh = set()
        for name in OWN:
            value = values.get(name)
            if value and getattr(self.customer, name) != value:
                setattr(self.customer, name, value)
                fresh.add(name)
        for name, own in HOME.items():
            value = values.get(name)
            if value and (self.home is None or getattr(self.home, own) != value):
                self.home = self.home or Household(book_id=self.customer.book_id)
                setattr(self.home, own, value)
                fresh.add(name)
        self.learnt |= fresh
        return fresh


class People:
    """Customers of one book by their numbers and names; grows by what rows bring."""

    def __init__(self, place: Place, source: str) -> None:
        self.place, self.source = place, source
        self.by_number: dict[Number, Person] = {}
        self.by_pk: dict[int, Person] = {}
        self.by_name: dict[str, list[Person]] = {}
        self.asked: set[Number] = set()
        self.asked_names: set[str] = set()
        self.homes: dict[int, Household] = {}

    def look_for(self, numbers: Collection[Number], called: Collection[str] = ()) -> None:
        """Read whoever holds these numbers or bears these names, unless asked before."""
        wanted = {each for number in numbers for each in spellings(number)} - self.asked
        self.asked |= wanted
        found = {pk for values in parts(wanted) for pk in holders(self.place.book_id, values)}
        fresh = set(called) - self.asked_names
        self.asked_names |= fresh
        for some in slices(sorted(fresh)):
            rows = Customer.objects.filter(book=self.place.book_id, name__in=some, erased_at=None)
            found |= {merged or pk for pk, merged in rows.values_list("pk", "merged_into")}
        self.read(found - set(self.by_pk))

    def read(self, pks: Collection[int]) -> None:
        for some in slices(sorted(pks)):
            rows = Customer.objects.filter(pk__in=some, erased_at=None).select_related("household")
            for customer in rows:
                home = customer.household
                shared = self.homes.setdefault(home.pk, home) if home else None
                self.keep(Person(customer, shared))
            both = Q(customer__in=some) | Q(customer__merged_into__in=some)
            held = Handle.objects.filter(both).values_list(
                "customer", "customer__merged_into", "kind", "value"
            )
            for pk, merged, kind, value in held:
                if person := self.by_pk.get(merged or pk):
                    self.hold(person, (kind, value))

    def keep(self, person: Person) -> None:
        if person.customer.pk:
            self.by_pk[person.customer.pk] = person
        if person.name:
            self.by_name.setdefault(person.name, []).append(person)

    def hold(self, person: Person, number: Number) -> None:
        self.by_number[number] = person
        person.numbers.setdefault(number[0], set()).add(number[1])

    def holder(self, number: Number) -> Person | None:
        """Who holds a number, however it was written when it was learnt."""
        return next((p for each in spellings(number) if (p := self.by_number.get(each))), None)

    def give(self, person: Person, number: Number) -> bool:
        """Let somebody hold a number from now on; False where they do."""
        if self.holder(number) is person:
            return False
        self.hold(person, number)
        person.added.append(number)
        person.learnt.add(number[0])
        return True

    def meet(self, numbers: Iterable[Number], values: Mapping[str, Any]) -> Person:
        """Somebody whom the house has not known until now."""
        person = Person(Customer(book_id=self.place.book_id))
        person.learn(values)
        for number in numbers:
            self.give(person, number)
        if not person.name and person.added:
            person.customer.called = people.numbered(person.added[0][1])
        self.keep(person)
        return person

    def save(self, touched: Iterable[Person]) -> int:
        """Write all that was learnt of these; return how many are new."""
        everybody = [person for person in dict.fromkeys(touched) if person.learnt]
        self.save_homes(everybody)
        new = [person for person in everybody if person.new]
        Customer.objects.bulk_create([person.customer for person in new], batch_size=BATCH)
        self.by_pk.update((person.customer.pk, person) for person in new)
        known = [p.customer for p in everybody if p not in set(new)]
        Customer.objects.bulk_update(known, [*OWN, "household"], batch_size=BATCH)
        Handle.objects.bulk_create(
            (
                Handle(customer=person.customer, book_id=self.place.book_id, kind=kind,
                       value=value, source=self.source)
                for person in everybody for kind, value in person.added
            ),
            batch_size=BATCH,
        )  # fmt: skip
        people.make_findable([person.customer for person in everybody])
        for person in everybody:
            person.added, person.learnt = [], set()
        return len(new)

    def save_homes(self, everybody: list[Person]) -> None:
        homes = {id(p.home): p.home for p in everybody if p.home and p.learnt & set(HOME)}
        for person in everybody:
            if person.home and person.home.pk is None:
                person.home.name = person.name
        new = [home for home in homes.values() if home.pk is None]
        old = [home for home in homes.values() if home.pk is not None]
        Household.objects.bulk_create(new, batch_size=BATCH)
        Household.objects.bulk_update(old, ["size", "address"], batch_size=BATCH)
        for person in everybody:
            person.customer.household = person.home


def holders(book: int, numbers: Collection[Number]) -> set[int]:
    """The customers who hold any of these, the survivor where two records were joined."""
    kinds = {kind for kind, _value in numbers}
    rows = Handle.objects.filter(book=book, value__in={value for _kind, value in numbers})
    held = rows.filter(kind__in=kinds).values_list(
        "kind", "value", "customer", "customer__merged_into"
    )
    return {merged or pk for kind, value, pk, merged in held if (kind, value) in numbers}


@lru_cache(maxsize=65_536)
def spellings(number: Number) -> tuple[Number, ...]:
    """A phone number may have been written down without its country code."""
    kind, value = number
    if kind != Handle.Kind.PHONE or not value.startswith("+"):
        return (number,)
    try:
        parsed = phonenumbers.parse(value)
    except phonenumbers.NumberParseException:
        return (number,)
    home = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.NATIONAL)
    others = (value[1:], phonenumbers.national_significant_number(parsed), names.digits(home))
    return (number, *((kind, other) for other in dict.fromkeys(others)))


def parts(numbers: Collection[Number]) -> Iterable[set[Number]]:
    return (set(some) for some in slices(sorted(numbers)))


def slices(values: list[Any]) -> Iterable[list[Any]]:
    return (values[start : start + BATCH] for start in range(0, len(values), BATCH))
