"""When it runs out, drawn: the jar that was measured, and what their own rhythm tells."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from regulars.anticipation.models import Forecast
from regulars.anticipation.rules import scoring
from regulars.customers.models import Customer
from regulars.engines import charts
from regulars.engines.forecast import container as jar
from regulars.floor import wording
from regulars.floor.cues import Why
from regulars.notebook import containers
from regulars.notebook.models import Container
from regulars.places.models import Place

NEAR = 8
Rows = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Gauge:
    """A measured container: what is in it today, when it is empty, when to come."""

    container: int
    title: str
    sub: str
    headline: str
    jar_svg: str
    run_svg: str
    rows: tuple[tuple[str, ...], ...]
    foot: tuple[str, ...]
    visit_on: date
    due_now: bool


@dataclass(frozen=True)
class RunOut:
    """One thing that runs out at this household, from its own rhythm."""

    need: str
    icon: str
    headline: str
    words: str
    svg: str
    rows: tuple[tuple[str, ...], ...]
    basis: str
    why: Why


def jars_of(customer: Customer, today: date) -> Iterator[Gauge]:
    """Every measured container of the household, drawn as it stands today."""
    rows = Container.objects.filter(household=customer.household_id or 0)
    for container in rows.select_related("need").prefetch_related("fillings"):
        outlook = containers.outlook(container)
        if outlook is not None:
            yield gauge(container, outlook, today)


def gauge(container: Container, outlook: jar.ContainerRunOut, today: date) -> Gauge:
    level = outlook.remaining(today)
    unit = wording.unit_name(container.unit)
    spread = (level.high - level.low) / 2
    words = charts.GaugeWords(
        title=_("About {level:.1f} {unit} left of {capacity:g}").format(
            level=level.amount, unit=unit, capacity=container.capacity),
        figure=f"{level.amount:.1f}", spread=f"± {spread:.1f} {unit}",
    )  # fmt: skip
    drawn = charts.jar(level.amount, container.capacity, spread, words, key=f"jar{container.pk}")
    run = run_out(
        today, outlook.visit_on, outlook.empty_from, outlook.empty_on, outlook.empty_to,
        f"run{container.pk}",
    )  # fmt: skip
    return Gauge(
        container.pk, container.need.called(), sub(container, outlook, unit),
        headline(outlook, today), drawn.svg, run.svg, jar_table(outlook, level, unit),
        foot(container, unit), outlook.visit_on, outlook.visit_on <= today,
    )  # fmt: skip


def jar_table(outlook: jar.ContainerRunOut, level: jar.Remaining, unit: str) -> Rows:
    """The jar and its line in figures."""
    return (
        ("", _("how much, when")),
        (_("in it today"), f"{level.amount:.1f} {unit} ({level.low:.1f} – {level.high:.1f})"),
        (_("go on"), wording.short_day(outlook.visit_on)),
        (_("empty about"), wording.short_day(outlook.empty_on)),
        (_("four times in five"), span(outlook.empty_from, outlook.empty_to)),
    )


def sub(container: Container, outlook: jar.ContainerRunOut, unit: str) -> str:
    return _("{capacity:g} {unit} · filled on {day}").format(
        capacity=container.capacity, unit=unit, day=wording.short_day(outlook.container.filled_on)
    )


def headline(outlook: jar.ContainerRunOut, today: date) -> str:
    empty = wording.short_day(outlook.empty_on)
    ahead = (outlook.visit_on - today).days
    if ahead <= 0:
        return _("Empty about {empty}: take it round today").format(empty=empty)
    if ahead == 1:
        return _("Empty about {empty}: tomorrow is the day to go").format(empty=empty)
    return _("Empty about {empty}: go on {visit}").format(
        empty=empty, visit=wording.short_day(outlook.visit_on)
    )


def foot(container: Container, unit: str) -> tuple[str, ...]:
    learnt = _("{use:.2f} {unit} a day, {lead} days ahead").format(
        use=container.daily_use, unit=unit, lead=container.lead_days
    )
    count = container.fillings.count()
    return learnt, _("Learnt from {n} fillings, {mouths} to feed").format(
        n=count, mouths=container.mouths
    )


def run_out(
    today: date, visit: date | None, low: date, middle: date, high: date, key: str,
    best: tuple[date, date] | None = None,
) -> charts.Mark:  # fmt: skip
    words = charts.RunOutWords(
        title=_("Probably used up between {low} and {high}").format(
            low=wording.short_day(low), high=wording.short_day(high)),
        today=_("today"), likely=_("four times in five"), due=_("likeliest"),
        visit=_("go on {day}").format(day=wording.short_day(visit)) if visit else "",
        best=_("best days to be there"),
    )  # fmt: skip
    return charts.run_out(today, visit, low, middle, high, words, tick, key=key, best=best)


def tick(day: date) -> str:
    return f"{day.day}" if day.day != 1 else wording.short_day(day)


def run_outs_of(customer: Customer, place: Place, today: date) -> tuple[RunOut, ...]:
    """What runs out next at this customer's, nearest first; nothing where the clock found the
    simple way to do better (``rules.scoring``)."""
    if f"model:{Forecast.Kind.RUN_OUT}" in scoring.standing(place):
        return ()
    rows = Forecast.objects.filter(
        customer=customer, place=place, kind=Forecast.Kind.RUN_OUT, marked_on=None,
        need__anticipate=True,
    )  # fmt: skip
    return tuple(one(row, today) for row in rows.select_related("need").order_by("due")[:NEAR])


def one(row: Forecast, today: date) -> RunOut:
    need = row.need
    assert need is not None
    best = wording.best_days(row.reason, today)
    drawn = run_out(today, None, row.due_from, row.due, row.due_to, f"f{row.pk}", best)
    low, high = wording.short_day(row.due_from), wording.short_day(row.due_to)
    likely = _("between {low} and {high}, four times in five").format(low=low, high=high)
    return RunOut(
        need.called(), need.icon, about(row, today),
        wording.joined(likely + _("."), wording.best_said(row.reason, best)) if best else likely,
        drawn.svg, table(today, row, best), row.basis, why(row),
    )  # fmt: skip


def table(today: date, row: Forecast, best: tuple[date, date] | None) -> Rows:
    """The picture in figures: whole dates, as they would be said."""
    rows = [
        ("", _("when")), (_("last time"), *maybe(row.since)),
        (_("today"), wording.short_day(today)),
        (_("as likely before as after"), wording.short_day(row.due)),
        (_("four times in five"), span(row.due_from, row.due_to)),
    ]  # fmt: skip
    if best:
        rows.append((_("best days to be there"), span(*best)))
    return tuple(each for each in rows if len(each) > 1)


def maybe(day: date | None) -> tuple[str, ...]:
    return (wording.short_day(day),) if day else ()


def span(start: date, end: date) -> str:
    return f"{wording.short_day(start)} – {wording.short_day(end)}"


def about(row: Forecast, today: date) -> str:
    if row.due_to < today:
        return _("overdue since {day}").format(day=wording.short_day(row.due_to))
    return _("about {day}").format(day=wording.short_day(row.due))


def why(row: Forecast) -> Why:
    sureness = {"container": 4, "own": 3, "shrunk": 2}.get(row.basis, 1)
    words = {
        4: _("measured"), 3: _("from their own rhythm"),
        2: _("few times yet, so partly from the rhythm of others"), 1: _("a fair guess"),
    }  # fmt: skip
    return Why(wording.where_from(row.reason), words[sureness], sureness, wording.if_not("ready"))
