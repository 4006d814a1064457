"""How often prompts were right, step by step, beside the simple rule on the same occasions."""

from dataclasses import dataclass

from django.db.models import Count, F, Q

from regulars.anticipation.models import Prompt
from regulars.engines import charts
from regulars.places.models import Place

ENOUGH = 20
"""Below so many told outcomes no share is said."""


@dataclass(frozen=True)
class Rate:
    """Of ``n`` prompts with a told outcome ``right`` were taken; the simple rule would have been
    right ``naive`` times. ``silent``: nobody told us what came of it."""

    n: int = 0
    right: int = 0
    naive: int = 0
    silent: int = 0

    @property
    def enough(self) -> bool:
        return self.n >= ENOUGH

    @property
    def ours(self) -> charts.Interval:
        return charts.wilson(self.right, self.n)

    @property
    def simple(self) -> charts.Interval:
        return charts.wilson(self.naive, self.n)


def rates(place: Place) -> dict[int, Rate]:
    """{step: rate}, in one statement."""
    told = ~Q(outcome="")
    rows = Prompt.objects.filter(place=place).values("step").annotate(
        n=Count("pk", filter=told),
        right=Count("pk", filter=told & Q(took=F("need"))),
        naive_right=Count("pk", filter=told & Q(took=F("naive"))),
        silent=Count("pk", filter=~told),
    )  # fmt: skip
    return {
        row["step"]: Rate(row["n"], row["right"], row["naive_right"], row["silent"])
        for row in rows.order_by()
    }
