"""A purchase found without a receipt: by who they are, what it was and when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from regulars.customers import proofs
from regulars.customers.models import Customer
from regulars.customers.recognition import candidates, said
from regulars.customers.standing import absorbed_by, the_one
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
class Proof:
    """The basket was taken as proof before: when, and for what."""

    at: datetime
    words: str


@dataclass(frozen=True)
class Receipt:
    """A basket as proof of purchase."""

    moment: int
    customer: Customer
    said: names.Said
    bought_at: datetime
    lines: tuple[Bought, ...]
    proofs: tuple[Proof, ...] = ()

    @property
    def total(self) -> int | None:
        amounts = [line.amount for line in self.lines if line.amount is not None]
        return sum(amounts) if amounts else None


def find(
    place: Place, who: str, item: str = "", since: date | None = None, until: date | None = None
) -> tuple[Receipt, ...]:
    """Baskets of whoever answers to ``who`` (a name, a phone, a card's tail), latest first, at
    most MOST; of anybody where ``who`` is empty.

    ``item`` is a part of what it is called in any language; ``since`` and ``until`` are days of
    the place, both included.
    """
    rows = Moment.objects.filter(kind="purchased", place=place.pk)
    if who.strip():
        rows = rows.filter(subject__in=subjects(place, who))
    if since:
        rows = rows.filter(happened_at__gte=place.start_of(since))
    if until:
        rows = rows.filter(happened_at__lt=place.hours_of(until)[1])
    wanted = articles(item) if item.strip() else None
    if wanted is not None:
        codes = list(wanted.values_list("pk", flat=True))
        rows = rows.filter(Exists(Line.objects.filter(moment=OuterRef("pk"), article__in=codes)))
    latest = list(rows.order_by("-happened_at", "-pk")[:MOST])
    people, given = buyers(place, latest), proofs.of(place, [row.pk for row in latest])
    return tuple(
        receipt(row, people[row.subject], wanted, given.get(row.pk, ()))
        for row in latest
        if row.subject in people
    )


def subjects(place: Place, who: str) -> list[str]:
    """The names in the journal of whoever answers to it, and of the records merged into them."""
    found = [person.pk for person in candidates(place, who)]
    return [f"customer:{pk}" for pk in (*found, *absorbed_by(found))]


def buyers(place: Place, rows: Iterable[Moment]) -> dict[str, Customer]:
    """{name in the journal: whom it stands for today}; whoever was erased is in it no more."""
    pks = {int(row.subject.removeprefix("customer:")) for row in rows}
    records = Customer.objects.filter(pk__in=pks, book=place.book_id, erased_at=None)
    return {one.opaque: the_one(one) for one in records.select_related("merged_into")}


def articles(item: str) -> QuerySet[Article]:
    """Articles with this very code, or whose need is called so in any language."""
    text = names.fold(item)
    needs = [need.pk for need in Need.objects.all() if any(text in word for word in words_of(need))]
    return Article.objects.filter(Q(code=item.strip()) | Q(need__in=needs))


def words_of(need: Need) -> tuple[str, ...]:
    return tuple(names.fold(word) for word in (need.code, need.name, need.name_zh_hans))


def receipt(
    moment: Moment, customer: Customer, wanted: QuerySet[Article] | None,
    given: Iterable[Moment] = (),
) -> Receipt:  # fmt: skip
    rows = list(Line.objects.filter(moment=moment))
    shelf = Article.objects.select_related("need").in_bulk({row.article for row in rows})
    asked = set(wanted.filter(pk__in=shelf).values_list("pk", flat=True)) if wanted else set()
    lines = (
        Bought(shelf[row.article].need.called(), row.quantity, row.amount, row.article in asked)
        for row in rows
    )
    before = tuple(
        Proof(each.happened_at, each.words.told() if hasattr(each, "words") else "")
        for each in given
    )
    return Receipt(moment.pk, customer, said(customer), moment.happened_at, tuple(lines), before)
