"""At which touch results came, beside the claim that 80 % of sales come on the 4th to 11th."""

from dataclasses import dataclass

from django.db.models import Count
from django.utils.translation import gettext as _

from regulars.anticipation.followups.spacing import MOST
from regulars.anticipation.models import Sequence
from regulars.engines.charts import svg, wilson
from regulars.places.models import Place

CLAIM, FROM = 80, 4
LEFT, RIGHT, TOP, BASE, HEIGHT = 8.0, 320.0, 28.0, 132.0, 158.0


@dataclass(frozen=True)
class Curve:
    """``results[k]`` of the ``n`` sequences with a result ended after touch k + 1; ``ended`` all
    that are over. ``low`` and ``high`` are a 95 % interval of the share from the 4th on."""

    results: tuple[int, ...]
    n: int
    ended: int
    late: int
    low: int
    high: int

    @property
    def share(self) -> int:
        return round(100 * self.late / self.n) if self.n else 0


def of(place: Place) -> Curve:
    """Of everything that is over at a place. A result before any touch counts with the first."""
    over = Sequence.objects.filter(place=place, ended_at__isnull=False)
    rows = over.filter(ending=Sequence.Ending.RESULT).annotate(n=Count("steps"))
    results = [0] * MOST
    for touches in rows.values_list("n", flat=True):
        results[min(MOST, max(1, touches)) - 1] += 1
    n, late = sum(results), sum(results[FROM - 1 :])
    share = wilson(late, n) if n else None
    low, high = (round(100 * share.low), round(100 * share.high)) if share else (0, 100)
    return Curve(tuple(results), n, over.count(), late, low, high)


def drawing(curve: Curve) -> str:
    """A column for each touch with its count on top; those of the claim are filled."""
    step = (RIGHT - LEFT) / MOST
    most = max((*curve.results, 1))
    claim = _("claimed: {claim} of 100 from here on").format(claim=CLAIM)
    middle = LEFT + step * (FROM - 1)
    parts = [
        svg.line("ch-axis", LEFT, BASE, RIGHT, BASE), svg.line("ch-limit", middle, 6, middle, BASE),
        svg.text(claim, middle + 6, 16, anchor="start"),
        *(column(k, count, step, most) for k, count in enumerate(curve.results)),
    ]  # fmt: skip
    title = _("At which word it came to something")
    return svg.drawing("follow-curve", title, claim, 328, HEIGHT, *parts)


def column(k: int, count: int, step: float, most: int) -> str:
    left, tall = LEFT + k * step + 4, (BASE - TOP - 14) * count / most
    middle = left + step / 2 - 4
    number = svg.text(str(k + 1), middle, BASE + 18)
    if not count:
        return number
    css = "ch-bar" if k >= FROM - 1 else "ch-bar--base"
    bar = svg.element("rect", css, x=left, y=BASE - tall, width=step - 8, height=tall)
    return number + bar + svg.text(str(count), middle, BASE - tall - 5, "ch-fig")


def table(curve: Curve) -> list[list[str]]:
    """The same numbers, with their heads."""
    rows = [[_("Number"), _("Came to something")]]
    return rows + [[str(k + 1), str(count)] for k, count in enumerate(curve.results)]
