"""What a page may be fitted to: what its customer told us themselves and lets us use online."""

from collections.abc import Sequence

from regulars.customers import consents
from regulars.customers.models import Customer
from regulars.customers.recognition import said
from regulars.notebook import facts
from regulars.notebook.models import SENSITIVE, Fact, FactKind, Source, Use

PURPOSE = "online"
KINDS = frozenset({
    FactKind.PREFERENCE, FactKind.AVERSION, FactKind.REQUIREMENT, FactKind.WANT, FactKind.ACCESS,
}) - SENSITIVE  # fmt: skip
MOST = 20


def agreed(customer: Customer) -> bool:
    return consents.has(customer, PURPOSE)


def preferences(customer: Customer) -> Sequence[Fact]:
    """Their own words, that may be said; nothing of a visit, nothing of the household, nothing
    under seal."""
    found = [
        fact for fact in facts.about(customer)
        if fact.kind in KINDS and fact.source == Source.TOLD and fact.use == Use.SAY
        and not fact.visit and not fact.sealed and fact.customer_id == customer.pk
    ]  # fmt: skip
    return found[:MOST]


def name(customer: Customer) -> str:
    return said(customer).text if customer.name else ""
