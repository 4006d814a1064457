"""What becomes of a wait when two customers are merged, when one is forgotten or asks for all."""

from collections.abc import Sequence
from typing import Any

from regulars.customers.erasure import eraser
from regulars.customers.export import chapter
from regulars.customers.models import Customer
from regulars.customers.movers import rows
from regulars.floor.models import Party
from regulars.moments.models import Words

rows("parties", Party)


@eraser("full")
def remove(pks: Sequence[int]) -> None:
    """The count stays without the person; how to know them, and ideas made for them, go."""
    those = Party.objects.filter(customer__in=pks)
    moments = set(those.values_list("moment", flat=True))
    moments |= set(those.filter(tried__isnull=False).values_list("tried__moment", flat=True))
    Words.objects.filter(moment__in=moments).delete()
    those.update(customer=None)


@chapter("full_house")
def write(people: Sequence[Customer]) -> list[dict[str, Any]]:
    """Each time no table was free for them or they were in a hurry, and how it ended."""
    return [
        {
            "place": each.place.name, "opened_at": each.opened_at, "size": each.size,
            "hurry": each.hurry, "asked": each.checks, "told_no_at": each.told_no_at,
            "ended_at": each.ended_at, "outcome": each.outcome, "present": each.present,
            "offered": [
                {"at": way.at, "what": way.pastime.called() if way.pastime else "",
                 "taken": way.taken} for way in each.tried.select_related("pastime")
            ],
        } for each in Party.objects.filter(customer__in=people).select_related("place")
    ]  # fmt: skip
