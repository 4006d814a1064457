"""What a customer is worth to the house in all, beside what a case is about: on one line.

Read from what they bought here and, where another room has reckoned it, from the notebook's
estimate. Asked for only after the comfort: nobody is comforted by their purse.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Sum
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from regulars.authority import amounts
from regulars.customers.standing import subjects_of
from regulars.moments.models import Line, Moment
from regulars.notebook.models import Estimate
from regulars.places.models import Place
from regulars.recovery.models import Case, Step

VALUE = "value"
ENOUGH = 3
"""Below so many purchases nobody can say what somebody is worth."""


@dataclass(frozen=True)
class Worth:
    """In minor units of the place's currency: what the case is about (None: no money named), what
    they have spent so far in how many purchases (None: not known yet), and the span of what they
    are reckoned to spend in all (None: nobody has reckoned it)."""

    currency: str
    disputed: int | None
    spent: int | None
    purchases: int
    reckoned: tuple[int, int] | None

    @property
    def line(self) -> str:
        """Both on one line, in words."""
        about = (
            _("{sum} in dispute").format(sum=amounts.said(self.disputed, self.currency))
            if self.disputed is not None else _("no money in dispute")
        )  # fmt: skip
        return _("{about} · {worth}").format(about=about, worth=self.worth)

    @property
    def worth(self) -> str:
        if self.reckoned is not None:
            low, high = (amounts.said(each, self.currency) for each in self.reckoned)
            return _("with us over the years: {low} to {high}").format(low=low, high=high)
        if self.spent is None:
            return _("with us over the years: not known yet")
        return ngettext(
            "with us so far: {sum} in {n} purchase", "with us so far: {sum} in {n} purchases",
            self.purchases,
        ).format(sum=amounts.said(self.spent, self.currency), n=self.purchases)  # fmt: skip


def of(case: Case, now: datetime) -> Worth | None:
    """None before somebody has apologised."""
    kinds = set(case.steps.values_list("kind", flat=True))
    if Step.Kind.APOLOGISED not in kinds:
        return None
    heard = case.steps.filter(kind=Step.Kind.HEARD).last()
    spent, purchases = bought(case, now)
    return Worth(
        case.place.currency, heard.disputed if heard else None,
        spent if purchases >= ENOUGH else None, purchases, reckoned(case),
    )  # fmt: skip


def bought(case: Case, now: datetime) -> tuple[int, int]:
    """All they paid at the places of this book that count in the same currency, until now."""
    if case.customer is None:
        return 0, 0
    places = Place.objects.filter(currency=case.place.currency)
    mine = [place.pk for place in places if place.book_id == case.place.book_id]
    rows = Moment.objects.filter(
        subject__in=subjects_of(case.customer), kind="purchased", place__in=mine,
        happened_at__lte=now,
    )  # fmt: skip
    paid = Line.objects.filter(moment__in=rows, amount__isnull=False)
    return (
        paid.aggregate(all=Sum("amount"))["all"] or 0,
        paid.values("moment").distinct().count(),
    )


def reckoned(case: Case) -> tuple[int, int] | None:
    """The notebook's estimate of their value, in minor units; None without one."""
    row = Estimate.objects.filter(customer=case.customer_id, kind=VALUE).first()
    return (round(row.low), round(row.high)) if row else None
