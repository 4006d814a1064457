"""The board's back page: were we there before they asked, and were the forecasts right?"""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from regulars.anticipation.models import Forecast
from regulars.engines import charts
from regulars.floor import wording
from regulars.moments.models import Moment
from regulars.places import chain
from regulars.places.models import Place, Staff
from regulars.places.permissions import may
from regulars.scorecard import anticipated, hits
from regulars.scorecard.anticipated import Part, Ratio

ENOUGH = 20


@dataclass(frozen=True)
class KindHits:
    """One kind of forecast, ours beside the naive rule, with a sentence to read."""

    name: str
    naive_name: str
    sentence: str
    hits: int
    marked: int
    naive_hits: int
    naive_marked: int
    rate: float | None
    naive_rate: float | None
    low: float | None
    high: float | None
    cover: float | None
    cover_words: str
    open_words: str
    svg: str
    rows: tuple[tuple[str, ...], ...]
    enough: bool


@dataclass(frozen=True)
class BackPage:
    """What the back of the board shows."""

    ratio: Ratio
    ratio_svg: str
    ratio_rows: tuple[tuple[str, ...], ...]
    by_post: tuple[Part, ...]
    by_day: tuple[Part, ...]
    by_person: tuple[Part, ...] | None
    lead_words: str
    answer_words: str
    kinds: tuple[KindHits, ...]
    thin: str


def open(place: Place, staff: Staff, now: datetime) -> BackPage:
    """Read the back page; who did what by name is for leaders only."""
    today = place.day_of(now)
    rows = anticipated.acts(place, today)
    days = anticipated.by_day(rows, place)
    trend = drawn(days)
    people = anticipated.by(rows, person_name(place)) if may(staff, "person.ratio.see") else None
    return BackPage(
        ratio=anticipated.ratio(rows), ratio_svg=trend.svg if len(days) > 1 else "",
        ratio_rows=trend.rows, by_post=anticipated.by(rows, post_name(place)),
        by_day=tuple(Part(wording.short_day(day), *pair) for day, pair in days.items()),
        by_person=people,
        lead_words=seconds_words(anticipated.usual_lead(rows)),
        answer_words=seconds_words(anticipated.usual_answer(rows)),
        kinds=tuple(kind_hits(each) for each in hits.by_kind(place, today)),
        thin="" if len(rows) >= ENOUGH else _("Too few acts yet to lean on the figure."),
    )  # fmt: skip


def drawn(days: dict[date, tuple[int, int]]) -> charts.Mark:
    points = [charts.Count(day, done, count) for day, (done, count) in days.items()]
    words = charts.TrendWords(title=_("Share of acts done before the customer asked, by day"))
    return charts.ratio_trend(points, words, wording.short_day, percent)


def percent(share: float) -> str:
    return f"{round(100 * share)}%"


def post_name(place: Place):  # type: ignore[no-untyped-def]
    names = chain.names(place)

    def name(row: Moment) -> str:
        return names.get(str(row.facts.get("touchpoint", "")), _("no post"))

    return name


def person_name(place: Place):  # type: ignore[no-untyped-def]
    names = {person.opaque: person.name for person in place.staff.all()}

    def name(row: Moment) -> str:
        return names.get(row.actor, row.actor)

    return name


def seconds_words(seconds: float | None) -> str:
    if seconds is None:
        return ""
    if seconds < 120:
        return _("{n} seconds").format(n=round(seconds))
    return _("{n} minutes").format(n=round(seconds / 60))


NAIVE = {
    Forecast.Kind.RUN_OUT: lambda: _("last time plus the mean gap"),
    Forecast.Kind.VISIT: lambda: _("whoever comes most often"),
    Forecast.Kind.NEED: lambda: _("whatever they buy most often"),
}


def kind_hits(row: hits.Hits) -> KindHits:
    ours, naive = rate(row.hits, row.marked), rate(row.naive_hits, row.naive_marked)
    span = charts.wilson(row.hits, row.marked) if row.marked else None
    mark = pair_of_bars(row) if ours is not None and naive is not None else charts.Mark("", ())
    return KindHits(
        name=str(Forecast.Kind(row.kind).label), naive_name=NAIVE[Forecast.Kind(row.kind)](),
        sentence=sentence(row, ours, naive), hits=row.hits, marked=row.marked,
        naive_hits=row.naive_hits, naive_marked=row.naive_marked, rate=ours, naive_rate=naive,
        low=span.low if span else None, high=span.high if span else None,
        cover=row.inside, cover_words=cover_words(row), open_words=open_words(row),
        svg=mark.svg, rows=mark.rows, enough=row.marked >= ENOUGH,
    )  # fmt: skip


def rate(count: int, n: int) -> float | None:
    return count / n if n else None


def sentence(row: hits.Hits, ours: float | None, naive: float | None) -> str:
    if ours is None:
        return _("Nothing marked yet: the first day has still to end.")
    said = _("{hits} of {marked} were right.").format(hits=row.hits, marked=row.marked)
    if naive is None:
        return said
    beside = _(" The simple rule had {hits} of {marked}.")
    return said + beside.format(hits=row.naive_hits, marked=row.naive_marked)


def cover_words(row: hits.Hits) -> str:
    if row.inside is None or row.promised is None:
        return ""
    return _("{inside} fell inside the span we named; {promised} were promised.").format(
        inside=percent(row.inside), promised=percent(row.promised)
    )


def open_words(row: hits.Hits) -> str:
    if not row.open:
        return ""
    if not row.early:
        return _("{open} are still open.").format(open=row.open)
    return _(
        "{open} are still open; {early} of them are known, but early ones would tilt it."
    ).format(open=row.open, early=row.early)


def pair_of_bars(row: hits.Hits) -> charts.Mark:
    words = charts.BarsWords(
        title=_("Share that was right"), ours=_("this house"), baseline=_("the simple rule")
    )
    pair = charts.Pair("", estimate(row.hits, row.marked),
                       estimate(row.naive_hits, row.naive_marked))  # fmt: skip
    return charts.bars(
        [pair], words, percent, lambda n: _("n = {n}").format(n=n), key=f"hits-{row.kind}", top=1.0
    )


def estimate(count: int, n: int) -> charts.Estimate:
    interval = charts.wilson(count, n)
    return charts.Estimate(count / n, interval.low, interval.high, n)
