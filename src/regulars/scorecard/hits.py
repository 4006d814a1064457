"""Forecasts that met what happened, by kind, beside the naive rule judged the same way."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Avg, Count, Q, QuerySet

from regulars.anticipation.models import Forecast
from regulars.places.models import Place

WINDOW = timedelta(days=56)
SPAN = 0.8


@dataclass(frozen=True)
class Hits:
    """``hits`` of ``marked`` for us, ``naive_hits`` of ``naive_marked`` for the simple rule.

    Only closed forecasts count, whenever they were marked: an open one that is known already
    came early, and counting it would tilt the rate. ``inside`` is the share of run-outs that
    fell in their span, ``promised`` the share that should have (four in five of those felt
    again at all); both None for other kinds. ``early`` counts open ones known already.
    """

    kind: str
    hits: int
    marked: int
    naive_hits: int
    naive_marked: int
    inside: float | None
    promised: float | None
    open: int
    early: int


def by_kind(place: Place, today: date) -> tuple[Hits, ...]:
    rows = Forecast.objects.filter(place=place)
    return tuple(of_kind(rows.filter(kind=kind), kind, today) for kind in Forecast.Kind.values)


def of_kind(rows: QuerySet[Forecast], kind: str, today: date) -> Hits:
    """Only judged forecasts count. A run-out that has closed unmarked can no longer be right: it
    is a miss already."""
    run_out = kind == Forecast.Kind.RUN_OUT
    rows = rows.filter(judged=True)
    closed = rows.filter(closes_on__lt=today, closes_on__gt=today - WINDOW)
    told = closed.aggregate(
        hits=Count("pk", filter=Q(hit=True)),
        marked=Count("pk", filter=Q(ours=True) if run_out else Q(hit__isnull=False)),
        naive_hits=Count("pk", filter=Q(naive_hit=True)),
        naive_marked=Count("pk", filter=Q(naive=True) if run_out else Q(naive_hit__isnull=False)),
    )
    waiting = rows.filter(closes_on__gte=today)
    inside, promised = spans(rows, today) if run_out else (None, None)
    return Hits(
        kind, told["hits"], told["marked"], told["naive_hits"], told["naive_marked"],
        inside, promised, waiting.count(), waiting.filter(marked_on__isnull=False).count(),
    )  # fmt: skip


def spans(rows: QuerySet[Forecast], today: date) -> tuple[float | None, float | None]:
    """Of the spans that have passed: how many held what happened, and how many should have."""
    passed = rows.filter(due_to__lt=today, due_to__gt=today - WINDOW)
    found = passed.aggregate(
        all=Count("pk"), inside=Count("pk", filter=Q(inside=True)), chance=Avg("chance")
    )
    if not found["all"]:
        return None, None
    return found["inside"] / found["all"], SPAN * (found["chance"] or 0.0)
