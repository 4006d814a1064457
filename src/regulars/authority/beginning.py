"""Where a house begins: room for everybody on the first day, by trade. Managers change it later.

The figures are in whole units of a price that people of the trade know (a coffee, a main course,
a haircut, a room); ``UNIT`` says what that is in each currency.
"""

from datetime import datetime
from typing import NamedTuple

from django.db import transaction

from regulars.authority import amounts, limits
from regulars.authority.acts import Act, Condition, Span
from regulars.authority.models import Limit
from regulars.places import tree
from regulars.places.models import Place, Role, Trade

UNIT = {"USD": 10, "EUR": 10, "GBP": 10, "CNY": 50, "TWD": 200, "HKD": 50, "THB": 200, "JPY": 1000,
        "KRW": 10000, "VND": 100000, "SGD": 10, "AUD": 15}  # fmt: skip
"""A small kindness, in the currency's own units; ten where it is not listed."""


class Start(NamedTuple):
    """What a clerk and a manager decide alone, in UNITs; the day's and the month's sums."""

    clerk: int
    clerk_day: int
    manager: int
    manager_day: int
    month: int


STARTS: dict[str, Start] = {
    Trade.SHOP: Start(2, 20, 20, 100, 300),
    Trade.HOTEL: Start(10, 30, 60, 200, 400),
    Trade.RESTAURANT: Start(4, 16, 20, 80, 200),
    Trade.SALON: Start(4, 12, 20, 60, 100),
    Trade.COUNTER: Start(2, 20, 20, 100, 300),
}
ACTS = (Act.DISCOUNT, Act.REPLACEMENT, Act.EXTRA, Act.GESTURE, Act.COMFORT, Act.UPGRADE,
        Act.UNFORESEEN)  # fmt: skip


@transaction.atomic
def set_up(place: Place, *, by: str, now: datetime) -> int:
    """Write the trade's first limits where nothing stands yet, here or above; how many."""
    chain = tree.above(place)
    if Limit.objects.filter(place__in=chain).exists():
        return 0
    drafts = list(first(place, now))
    for draft in drafts:
        limits.write(place, draft, by=by, now=now)
    return len(drafts)


def first(place: Place, now: datetime) -> list[limits.Draft]:
    """The lines of a beginning, in force from today."""
    start, unit = STARTS.get(place.trade, STARTS[Trade.SHOP]), UNIT.get(place.currency, 10)
    worth = unit * 10 ** amounts.decimals(place.currency)
    today = place.day_of(now)

    def line(
        act: str, span: str, units: int | None, role: str = "", *conditions: str
    ) -> limits.Draft:  # fmt: skip
        money = None if units is None else units * worth
        return limits.Draft(act, span, today, money, role=role, conditions=frozenset(conditions))

    found = [line("", Span.MONTH, start.month), line("", Span.MONTH, None, Role.OWNER)]
    for role, each, day in (
        (Role.CLERK, start.clerk, start.clerk_day),
        (Role.MANAGER, start.manager, start.manager_day),
    ):
        found += [line(act, Span.EACH, each, role) for act in ACTS]
        found.append(line(Act.REFUND, Span.EACH, each, role))
        found.append(line(Act.REFUND, Span.EACH, 5 * each, role, Condition.PURCHASE_FOUND))
        found.append(line("", Span.DAY, day, role))
    found += [line(act, Span.EACH, None, Role.OWNER) for act in (*ACTS, Act.REFUND)]
    return found
