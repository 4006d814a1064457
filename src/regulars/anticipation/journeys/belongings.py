"""What becomes of answers and checklists when two customers are merged, or one is forgotten or
asks for all."""

from collections.abc import Sequence
from typing import Any

from regulars.anticipation.journeys import conditions, tongues
from regulars.anticipation.models import Briefing, ConditionAnswer
from regulars.customers.erasure import eraser
from regulars.customers.export import chapter
from regulars.customers.models import Customer
from regulars.customers.movers import rows
from regulars.notebook.health import under_seal

rows("condition_answers", ConditionAnswer)
rows("briefings", Briefing)
under_seal(ConditionAnswer)


@eraser("before_they_come")
def remove(pks: Sequence[int]) -> None:
    """Both go whole; the moments stay, about a bare number."""
    ConditionAnswer.objects.filter(customer__in=pks).delete()
    Briefing.objects.filter(customer__in=pks).delete()


@chapter("before_they_come")
def write(people: Sequence[Customer]) -> dict[str, Any]:
    """What we asked and they said, and when they were told what to bring."""
    given = ConditionAnswer.objects.filter(customer__in=people).select_related("condition")
    briefed = Briefing.objects.filter(customer__in=people).exclude(way="")
    return {
        "answers": [
            {"asked": tongues.told(row.condition.asks, "en"), "said": conditions.read(row),
             "for_day": row.day, "how": row.how, "at": row.at, "outcome": row.outcome}
            for row in given.order_by("pk")
        ],
        "told": list(briefed.order_by("pk").values("turn", "on", "way", "ended_at")),
    }  # fmt: skip
