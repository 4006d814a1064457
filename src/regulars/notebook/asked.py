"""What the house asks for: for each kind of fact how many acts it changed in 90 days. What changed
none may rest: it is no longer asked for, nothing kept of it goes, and a tap brings it back."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext as _

from regulars.moments import journal
from regulars.moments.kinds import FieldRetired
from regulars.moments.models import Moment
from regulars.notebook.models import Fact, FactKind, Resting
from regulars.places.models import Place, Staff

WINDOW = timedelta(days=90)
ALWAYS = frozenset({
    FactKind.ALLERGY, FactKind.MEDICAL, FactKind.BELIEF, FactKind.ACCESS, FactKind.CLOSED,
    FactKind.AVERSION, FactKind.OTHER, FactKind.PREFERENCE,
})  # fmt: skip
"""These protect somebody, or are what all else is written down as: they never rest."""
PREPARED, BATCH = "f", 500


class NotSo(ValueError):
    """It cannot rest; the message says why."""


@dataclass(frozen=True)
class Field:
    """One kind of fact: how many are kept, how many acts they changed, whether it rests, and
    whether it is proposed to."""

    kind: str
    label: str
    kept: int
    acts: int
    always: bool
    resting: Resting | None
    proposed: bool


def fields(place: Place, now: datetime, more: Mapping[str, int] | None = None) -> list[Field]:
    """Every kind, the most used first. ``more`` are acts that rooms above know of, by kind. Nothing
    is proposed before the house has kept its notebook for 90 days."""
    acts = changed(place, now) + Counter(more or {})
    book = place.book_id
    kept = Counter(dict(
        Fact.objects.filter(customer__book=book, gone_at=None).values_list("kind")
        .annotate(n=Count("pk")).order_by().values_list("kind", "n")
    ))  # fmt: skip
    rests = {row.kind: row for row in Resting.objects.filter(book=book)}
    old = old_enough(place, now)
    rows = [
        Field(code, str(label), kept[code], acts[code], code in ALWAYS, rests.get(code),
              old and not acts[code] and code not in ALWAYS and code not in rests)
        for code, label in FactKind.choices
    ]  # fmt: skip
    return sorted(rows, key=lambda row: (row.resting is not None, -row.acts, -row.kept))


def old_enough(place: Place, now: datetime) -> bool:
    first = Fact.objects.filter(customer__book=place.book_id).order_by("said_at")
    since = first.values_list("said_at", flat=True).first()
    return since is not None and now - since >= WINDOW


def changed(place: Place, now: datetime) -> Counter[str]:
    """Acts of 90 days that a fact changed: made ready by it, or had as always."""
    rows = Moment.objects.filter(
        kind__in=("prepared", "as_always"), happened_at__gte=now - WINDOW, happened_at__lte=now,
        place__in=places_of(place),
    )  # fmt: skip
    used: Counter[int] = Counter()
    for facts in rows.values_list("facts", flat=True):
        number = str(facts.get("fact") or str(facts.get("item", "")).removeprefix(PREPARED))
        if number.isdecimal():
            used[int(number)] += -1 if facts.get("undone") else 1
    found: Counter[str] = Counter()
    numbers = sorted(used)
    for start in range(0, len(numbers), BATCH):
        part = Fact.objects.filter(pk__in=numbers[start : start + BATCH])
        for pk, kind in part.values_list("pk", "kind"):
            found[kind] += max(0, used[pk])
    return found


def places_of(place: Place) -> list[int]:
    """Every place whose customers stand in this book."""
    book = place.book
    return [book.pk, *Place.objects.filter(top=book).values_list("pk", flat=True)]


def resting(book_id: int) -> frozenset[str]:
    """The kinds that are no longer asked for."""
    return frozenset(Resting.objects.filter(book=book_id).values_list("kind", flat=True))


@transaction.atomic
def rest(
    place: Place, kind: str, *, by: Staff, now: datetime, acts: int = 0, key: str | None = None
) -> None:
    """No longer asked for, in the whole house. Raises NotSo."""
    if kind not in FactKind.values or kind in ALWAYS:
        raise NotSo(_("This one protects somebody, or is needed everywhere. It is always asked."))
    _row, made = Resting.objects.get_or_create(
        book=place.book, kind=kind, defaults={"at": now, "by": by.opaque}
    )
    if made:
        journal.record(FieldRetired(kind, acts), about=f"place:{place.book_id}", at=now,
                       by=by.opaque, place=place.pk, key=key)  # fmt: skip


@transaction.atomic
def ask_again(place: Place, kind: str, *, by: Staff, now: datetime, key: str | None = None) -> None:
    """It is asked for again."""
    gone, _rows = Resting.objects.filter(book=place.book_id, kind=kind).delete()
    if gone:
        journal.record(FieldRetired(kind, again=True), about=f"place:{place.book_id}", at=now,
                       by=by.opaque, place=place.pk, key=key)  # fmt: skip
