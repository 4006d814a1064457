"""A purchase found without a receipt: by who they are, what it was and when."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from regulars.customers.models import Customer
from regulars.customers.recognition import candidates, said
from regulars.engines import names
from regulars.moments.models import Line, Moment
from regulars.places.models import Article, Need, Place

MOST = 20


@dataclass(frozen=True)
class Bought:
    """One line of a basket; ``amount`` in minor units of the place's currency."""

    name: str
    quantity: float
    amount: int | None
    asked: bool


@dataclass(frozen=True)
class Receipt:
    """A basket as proof of purchase."""

    moment: int
    customer: Customer
    said: names.Said
    bought_at: datetime
    lines: tuple[Bought, ...]

    @property
    def total(self) -> int | None:
        amounts = [line.amount for line in self.lines if line.amount is not None]
        return sum(amounts) if amounts else None


def find(
    place: Place, who: str, item: str = "", since: date | None = None, until: date | None = None
) -> tuple[Receipt, ...]:
    """Baskets of whoever answers to ``who``, latest first, at most MOST.

    ``item`` is a part of what it is called in any language; ``since`` and ``until`` are days of
    the place, both included.
    """
    people = {person.opaque: person for person in candidates(place, who)}
    rows = Moment.objects.filter(subject__in=people, kind="purchased", place=place.pk)
    if since:
        rows = rows.filter(happened_at__gte=place.start_of(since))
    if until:
        rows = rows.filter(happened_at__lt=place.hours_of(until)[1])
    wanted = articles(item) if item.strip() else None
    if wanted is not None:
        holding = Line.objects.filter(moment__in=rows, article__in=wanted.values("pk"))
        rows = rows.filter(pk__in=holding.values("moment"))
    latest = rows.order_by("-happened_at")[:MOST]
    return tuple(receipt(row, people[row.subject], wanted) for row in latest)


def articles(item: str) -> QuerySet[Article]:
    """Articles with this very code, or whose need is called so in any language."""
    text = names.fold(item)
    needs = [need.pk for need in Need.objects.all() if any(text in word for word in words_of(need))]
    return Article.objects.filter(Q(code=item.strip()) | Q(need__in=needs))


def words_of(need: Need) -> tuple[str, ...]:
    return tuple(names.fold(word) for word in (need.code, need.name, need.name_zh_hans))


def receipt(moment: Moment, customer: Customer, wanted: QuerySet[Article] | None) -> Receipt:
    rows = list(Line.objects.filter(moment=moment))
    shelf = Article.objects.select_related("need").in_bulk({row.article for row in rows})
    asked = set(wanted.filter(pk__in=shelf).values_list("pk", flat=True)) if wanted else set()
    lines = (
        Bought(shelf[row.article].need.called(), row.quantity, row.amount, row.article in asked)
        for row in rows
    )
    return Receipt(moment.pk, customer, said(customer), moment.happened_at, tuple(lines))
