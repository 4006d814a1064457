"""What becomes of promises and of who waited when customers are merged, forgotten or ask."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Q

from regulars.customers.erasure import eraser
from regulars.customers.export import chapter
from regulars.customers.models import Customer
from regulars.customers.movers import rows
from regulars.floor.models import Expectation, Promise, Wait
from regulars.moments import seal
from regulars.moments.models import Words
from regulars.notebook import noticing

rows("promises", Promise)
rows("waits", Wait)
rows("expectations", Expectation)


@eraser("promises")
def remove(pks: Sequence[int]) -> None:
    """That something was promised, kept or broken is counted; the words and the person go."""
    mine = Promise.objects.filter(customer__in=pks)
    subjects = [each.opaque for each in mine]
    moments = list(mine.values_list("moment", flat=True))
    waits = Wait.objects.filter(customer__in=pks)
    moments += waits.values_list("moment", flat=True)
    Words.objects.filter(Q(moment__in=moments) | Q(moment__subject__in=subjects)).delete()
    mine.update(customer=None, forgotten=True)
    waits.update(customer=None)
    Expectation.objects.filter(customer__in=pks).update(customer=None)


@chapter("promises")
def write(people: Sequence[Customer]) -> list[dict[str, Any]]:
    """Every word we gave them, until when, and what became of it; no colleague by name."""
    found = Promise.objects.filter(customer__in=people).select_related("place", "guarantee")
    said = {row.moment_id: row for row in Words.objects.filter(
        moment__in=[each.moment for each in found])}  # fmt: skip
    return [
        {"place": each.place.name, "made_at": each.made_at, "due_at": each.due_at,
         "guarantee": each.guarantee.name if each.guarantee else None,
         "words": words(said.get(each.moment)), "kept_at": each.kept_at,
         "broken_at": each.broken_at, "withdrawn_at": each.withdrawn_at}
        for each in found
    ]  # fmt: skip


def words(row: Words | None) -> str:
    """What was said, whole: it is theirs. Without the key of the house what is not sealed."""
    if row is None:
        return ""
    try:
        return row.told()
    except seal.Unreadable:
        return noticing.shown(row)


@chapter("waits")
def waited(people: Sequence[Customer]) -> list[dict[str, Any]]:
    """When they waited for us, and what they said is right."""
    fields = ("place__name", "at", "since", "party", "own_minutes", "served_at", "gone_at")
    told = Expectation.objects.filter(customer__in=people)
    return [
        *Wait.objects.filter(customer__in=people).values(*fields),
        *told.values("place__name", "touchpoint", "minutes", "at"),
    ]
