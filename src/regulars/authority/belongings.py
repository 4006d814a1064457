"""What the ledger tells a customer about themselves, when they ask for everything."""

from collections.abc import Sequence
from typing import Any

from regulars.authority.models import Entry, Exempted, Offered, Refusal
from regulars.customers.export import chapter
from regulars.customers.models import Customer


@chapter("given")
def write(people: Sequence[Customer]) -> list[dict[str, Any]]:
    """What they were given or promised, and what was sent up for them."""
    rows = Entry.objects.filter(customer__in=[one.opaque for one in people])
    fields = ("act", "kind", "amount", "currency", "charge", "count", "reason", "at")
    return list(rows.order_by("at", "pk").values(*fields))


@chapter("offered")
def write_offered(people: Sequence[Customer]) -> list[dict[str, Any]]:
    """What was laid before them to choose from, and what became of each."""
    rows = Offered.objects.filter(offer__customer__in=[one.opaque for one in people])
    return [{**row} for row in rows.order_by("pk").values("offer__at", "thing__name", "outcome")]


@chapter("refused")
def write_refused(people: Sequence[Customer]) -> list[dict[str, Any]]:
    """Returns that were refused, and why."""
    rows = Refusal.objects.filter(customer__in=[one.opaque for one in people])
    return [{**row} for row in rows.values("at", "because", "looked")]


@chapter("excepted")
def write_excepted(people: Sequence[Customer]) -> list[dict[str, Any]]:
    """Rules that were set aside for them."""
    rows = Exempted.objects.filter(customer__in=[one.opaque for one in people])
    return [{**row} for row in rows.values("at", "rule__words")]
