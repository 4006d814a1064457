"""What came of it: how often every floor was asked twice, and which way to wait saved the visit."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Q

from regulars.floor.models import Party, Pastime, Tried
from regulars.places.models import Place

SPAN = timedelta(days=90)


@dataclass(frozen=True)
class WayFigures:
    """Of one way to wait: how often offered, taken, and named as what saved the visit; and the
    same two of those in a hurry."""

    name: str
    offered: int
    taken: int
    saved: int
    hurried: int
    hurried_saved: int


@dataclass(frozen=True)
class Figures:
    """The last ninety days of full houses."""

    parties: int
    seated: int
    later: int
    left: int
    present: int
    said_no: int
    ways: tuple[WayFigures, ...]


def read(place: Place, now: datetime) -> Figures:
    rows = Party.objects.filter(
        place=place, opened_at__gte=now - SPAN, opened_at__lte=now, ended_at__isnull=False
    )
    outcome = Party.Outcome
    found = rows.aggregate(
        parties=Count("pk"), seated=Count("pk", Q(outcome=outcome.SEATED)),
        later=Count("pk", Q(outcome=outcome.LATER)), left=Count("pk", Q(outcome=outcome.LEFT)),
        present=Count("pk", Q(present=True)), said_no=Count("pk", Q(told_no_at__isnull=False)),
    )  # fmt: skip
    return Figures(**found, ways=tuple(by_way(place, now)))


def by_way(place: Place, now: datetime) -> list[WayFigures]:
    """Each way on the list, and ideas of the moment together under "", the most helpful first."""
    tried = Tried.objects.filter(party__place=place, at__gte=now - SPAN, at__lte=now).order_by()
    hurry = Q(party__hurry=True)
    counted: dict[int | None, dict[str, Any]] = {
        row["pastime"]: dict(row)
        for row in tried.values("pastime").annotate(
            offered=Count("pk", distinct=True),
            accepted=Count("pk", Q(taken=True), distinct=True),
            saves=Count("saved", distinct=True),
            hurried=Count("pk", hurry, distinct=True),
            hurried_saves=Count("saved", Q(saved__hurry=True), distinct=True),
        )
    }
    named = [(each.pk, each.called()) for each in Pastime.objects.filter(place=place)]
    ways = [figures(name, counted.get(pk)) for pk, name in [*named, (None, "")] if pk in counted]
    return sorted(ways, key=lambda way: (-way.saved, -way.taken))


def figures(name: str, row: dict[str, Any] | None) -> WayFigures:
    told = row or {}
    return WayFigures(
        name, told.get("offered", 0), told.get("accepted", 0), told.get("saves", 0),
        told.get("hurried", 0), told.get("hurried_saves", 0),
    )  # fmt: skip
