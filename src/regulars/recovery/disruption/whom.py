"""The filter that says whom a disruption touches: by what they booked, or by what they bought.

It is explicit and can be read aloud; what it finds is shown before anybody is told.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Literal

from django.db.models import (
    BigIntegerField,
    Case,
    Count,
    IntegerField,
    Max,
    Min,
    Q,
    QuerySet,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, Substr
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from regulars.customers.models import Booking
from regulars.moments.models import Line
from regulars.places import walls
from regulars.places.models import Article, Place

By = Literal["booking", "purchase"]
NAMED = len("customer:") + 1
"""Where the number begins in the journal's name of a customer, counted from one."""


@dataclass(frozen=True)
class Whom:
    """Whoever booked for, or bought within, ``begins`` ≤ hour < ``ends``.

    Of bookings: ``where`` is the room, table or flight as it stands there, ``source`` the list
    they came from, ``aim`` words in what they come for. Of purchases: ``articles`` are codes.
    Empty ones do not narrow.
    """

    begins: datetime
    ends: datetime
    by: By = "booking"
    where: str = ""
    source: str = ""
    aim: str = ""
    articles: tuple[str, ...] = ()

    def kept(self) -> dict[str, Any]:
        """As JSON holds it."""
        told = {**asdict(self), "articles": list(self.articles)}
        told["begins"], told["ends"] = self.begins.isoformat(), self.ends.isoformat()
        return told

    @classmethod
    def read(cls, kept: dict[str, Any]) -> "Whom":
        spans = {name: datetime.fromisoformat(kept[name]) for name in ("begins", "ends")}
        return cls(**{**kept, **spans, "articles": tuple(kept["articles"])})

    def said(self, place: Place) -> str:
        """The filter in words, by the place's wall."""
        shape = walls.day_and_hour()
        begins, ends = (date_format(at.astimezone(place.zone), shape)
                        for at in (self.begins, self.ends))  # fmt: skip
        told = (_("Whoever bought from {begins} to before {ends}") if self.by == "purchase"
                else _("Whoever booked from {begins} to before {ends}"))  # fmt: skip
        parts = [told.format(begins=begins, ends=ends)]
        parts += [
            words.format(it=it)
            for words, it in (
                (_("room, table or flight “{it}”"), self.where),
                (_("from “{it}”"), self.source),
                (_("who come for “{it}”"), self.aim),
                (_("article {it}"), ", ".join(self.articles)),
            )
            if it
        ]
        return " · ".join(parts)


def booked(place: Place, whom: Whom, past: bool = False) -> QuerySet[Any]:
    """The bookings it finds. ``past``: also of whoever did not come, for a rehearsal."""
    states = [Booking.State.OPEN, *([Booking.State.NO_SHOW] if past else [])]
    rows = Booking.objects.filter(
        place=place, starts_at__gte=whom.begins, starts_at__lt=whom.ends, state__in=states,
        customer__erased_at=None,
    )  # fmt: skip
    if whom.where:
        rows = rows.filter(where__iexact=whom.where)
    if whom.source:
        rows = rows.filter(source=whom.source)
    if whom.aim:
        rows = rows.filter(aim__icontains=whom.aim)
    return rows.annotate(who=Coalesce("customer__merged_into", "customer")).order_by()


def by_person(rows: QuerySet[Any]) -> Iterable[dict[str, Any]]:
    """One row for each person: first hour, how many bookings and heads, and whether online.

    What came by a booking system's number or with a list counts as booked online.
    """
    online = Case(When(Q(source="") & Q(code=None), then=Value(0)), default=Value(1),
                  output_field=IntegerField())  # fmt: skip
    return rows.values("who").annotate(
        first=Min("starts_at"), many=Count("pk"), heads=Sum("party"), row=Min("pk"),
        online=Max(online),
    )  # fmt: skip


def bought(place: Place, whom: Whom) -> Any:
    """One row for each customer who bought: ``who``, first hour and how many baskets."""
    rows = Line.objects.filter(
        moment__kind="purchased", moment__place=place.pk, moment__subject__startswith="customer:",
        moment__happened_at__gte=whom.begins, moment__happened_at__lt=whom.ends,
    )  # fmt: skip
    if whom.articles:
        known = Article.objects.filter(code__in=whom.articles).values("pk")
        rows = rows.filter(article__in=known)
    named = Cast(Substr("moment__subject", NAMED), BigIntegerField())
    return (
        rows.annotate(who=named).order_by().values("who")
        .annotate(first=Min("moment__happened_at"), many=Count("moment_id", distinct=True))
    )  # fmt: skip
