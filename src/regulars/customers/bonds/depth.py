"""How deep the relation to one customer goes: months known, needs known, what we know of their
trade, and the circle around them."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Min, Q

from regulars.customers.models import Customer, Introduction


@dataclass(frozen=True)
class Depth:
    """Counts only. ``needs`` and ``trade`` come from the notebook; ``circle`` are people they
    brought, and whoever brought them."""

    months: int
    needs: int
    trade: tuple[str, ...]
    circle: int


def months(customer: Customer, today: date) -> int:
    """Whole months since the first visit anywhere in the house."""
    first = customer.tallies.aggregate(first=Min("first_on"))["first"]
    if first is None:
        return 0
    return max(0, (today.year - first.year) * 12 + today.month - first.month
               - (today.day < first.day))  # fmt: skip


def circle(customer: Customer) -> int:
    return Introduction.objects.filter(Q(introducer=customer) | Q(customer=customer)).count()
