"""What the ledger tells a customer about themselves, when they ask for everything."""

from collections.abc import Sequence
from typing import Any

from regulars.authority.models import Entry
from regulars.customers.export import chapter
from regulars.customers.models import Customer


@chapter("given")
def write(people: Sequence[Customer]) -> list[dict[str, Any]]:
    """What they were given or promised, and what was sent up for them."""
    rows = Entry.objects.filter(customer__in=[one.opaque for one in people])
    fields = ("act", "kind", "amount", "currency", "charge", "count", "reason", "at")
    return list(rows.order_by("at", "pk").values(*fields))
