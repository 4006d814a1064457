"""What help on the way somebody needs, as far as it may be said to them."""

from collections.abc import Iterable

from django.db.models import Q

from regulars.customers.models import Customer
from regulars.notebook.models import Fact, FactKind, Use


def of(customer: Customer) -> tuple[str, ...]:
    """In their words, the latest first."""
    return of_many([customer]).get(customer.pk, ())


def of_many(people: Iterable[Customer]) -> dict[int, tuple[str, ...]]:
    """{customer: what help}; one statement. Of the household too: who comes along counts."""
    rows = list(people)
    homes = {each.household_id for each in rows if each.household_id}
    mine = Q(customer__in=[each.pk for each in rows]) | Q(household__in=homes)
    found = Fact.objects.filter(
        mine, kind=FactKind.ACCESS, use=Use.SAY, gone_at=None, visit="", sealed=None
    )
    facts = list(found.order_by("-said_at", "-pk"))
    told = {
        each.pk: tuple(dict.fromkeys(fact.value for fact in facts if belongs(fact, each)))
        for each in rows
    }
    return {pk: words for pk, words in told.items() if words}


def belongs(fact: Fact, who: Customer) -> bool:
    home = fact.household_id is not None and fact.household_id == who.household_id
    return fact.customer_id == who.pk or home
