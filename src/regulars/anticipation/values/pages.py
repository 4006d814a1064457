"""The pages of returns, read from what the night wrote."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q, Sum
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from regulars.anticipation.guard.asked import Named, named
from regulars.anticipation.models import Returning, ReturnRun, TwoStates
from regulars.anticipation.values import cohort, wording
from regulars.anticipation.values.cohort import Cohort
from regulars.customers.models import Customer
from regulars.engines import charts
from regulars.places.models import Place

SHOWN = 8
LIKELY = 0.5


@dataclass(frozen=True)
class Summary:
    """How many there are, how many are probably still ours, and what is expected of them."""

    customers: int
    alive: int
    visits: int


@dataclass(frozen=True)
class Worth:
    """One customer's coming back, for who may see it. ``picture`` is None without amounts."""

    row: Returning
    run: ReturnRun
    alive: str
    expected: str
    picture: charts.Mark | None
    inputs: str
    why_not: str
    rhythm: str
    exceeded: bool
    states: tuple[tuple[str, list[str]], ...]


@dataclass(frozen=True)
class Somebody:
    """A line of a list: who, and the evidence in words."""

    who: Named
    evidence: list[str]


@dataclass(frozen=True)
class Quarter:
    """One of the four: its name, how many, what it asks of us, and some of them."""

    code: str
    title: str
    what: str
    n: int
    some: list[Somebody]

    @property
    def more(self) -> int:
        return self.n - len(self.some)


def latest(place: Place) -> ReturnRun | None:
    return ReturnRun.objects.filter(place=place).order_by("-made_on").first()


def summary(run: ReturnRun) -> Summary:
    sums = run.rows.aggregate(
        n=Count("pk"), alive=Sum("alive", default=0.0), visits=Sum("expected", default=0.0)
    )
    return Summary(sums["n"], round(sums["alive"]), round(sums["visits"]))


def cohort_picture(place: Place, now: datetime) -> tuple[charts.Mark | None, bool]:
    """The picture, and whether any of its rows is too small for a share. None without newcomers."""
    rows = cohort.cohorts(place, place.day_of(now))
    if not any(row.n for row in rows):
        return None, False
    words = charts.CohortWords(
        title=_("Who came back, by the month they first came"), desc=cohort_said(rows),
        months=_("months later"), newcomers=_("newcomers"), month=_("First came in"),
    )  # fmt: skip
    drawn = [charts.CohortRow(month_said(row.month), row.n, row.back, row.n < cohort.FEW)
             for row in rows]  # fmt: skip
    return charts.cohort(drawn, words), any(0 < row.n < cohort.FEW for row in rows)


def cohort_said(rows: Sequence[Cohort]) -> str:
    newcomers = sum(row.n for row in rows if row.back)
    back = sum(row.back[0] for row in rows if row.back)
    return _("Of {n} newcomers {back} were here again the month after.").format(
        n=newcomers, back=back
    )


def month_said(month: date) -> str:
    return date_format(month, pgettext("a month on a chart", "M Y"))


def worth_of(place: Place, customer: Customer, today: date) -> Worth | None:
    """None before the first night, or where nobody by that name was ever here."""
    row = Returning.objects.filter(place=place, customer=customer).select_related("run").first()
    if row is None:
        return None
    run = row.run
    silent = (today - row.last_on).days
    return Worth(
        row=row, run=run, alive=chance(row.alive), expected=expected(row),
        picture=value_picture(row, run), inputs=wording.inputs(run),
        why_not=wording.short(run) or wording.value_short(run),
        rhythm=wording.gap(row.gap) if row.gap else "",
        exceeded=row.gap_high is not None and silent > row.gap_high,
        states=states_of(place, customer),
    )  # fmt: skip


def chance(alive: float | None) -> str:
    if alive is None:
        return ""
    n = min(99, max(1, round(alive * 100)))
    return _("Still one of us: {n} in a hundred").format(n=n)


def expected(row: Returning) -> str:
    if row.expected is None:
        return ""
    n = row.expected
    return _("Visits to be expected in a year: {n}").format(n=round(n) if n >= 10 else f"{n:.1f}")


def value_picture(row: Returning, run: ReturnRun) -> charts.Mark | None:
    if row.value is None or row.value_low is None or row.value_high is None:
        return None
    said = wording.money(run)
    words = charts.SpanWords(
        title=_("Worth over the years"),
        desc=_("Eight times in ten between {low} and {high}; expected {middle}.").format(
            low=said(row.value_low), high=said(row.value_high), middle=said(row.value)),
        low=_("one in ten below"), high=_("one in ten above"), expected=_("expected"),
    )  # fmt: skip
    return charts.span(row.value_low, row.value, row.value_high, words, said)


def states_of(place: Place, customer: Customer) -> tuple[tuple[str, list[str]], ...]:
    """Both states with their evidence; empty where nothing is known of either."""
    row = TwoStates.objects.filter(place=place, customer=customer).first()
    if row is None:
        return ()
    content = {True: _("Content"), False: _("Not content"), None: _("Content or not: not known")}
    true = {True: _("Loyal"), False: _("Not loyal"), None: _("Loyal or not: not known yet")}
    return (
        (content[row.satisfied], [wording.evidence(one) for one in row.satisfied_why[-3:]]),
        (true[row.loyal], [wording.evidence(one) for one in row.loyal_why]),
    )


def quarters(place: Place) -> tuple[list[Quarter], dict[str, int]]:
    """The two by two, and how many are known on one side only or on neither."""
    rows = TwoStates.objects.filter(place=place, customer__erased_at=None)
    known = rows.aggregate(
        all=Count("pk"), said=Count("pk", filter=Q(satisfied__isnull=False)),
        did=Count("pk", filter=Q(loyal__isnull=False)),
        both=Count("pk", filter=Q(satisfied__isnull=False, loyal__isnull=False)),
    )  # fmt: skip
    texts = {
        (True, True): (_("Content and loyal"), _("Thank them. They speak for us when we are not "
                                                 "in the room.")),
        (True, False): (_("Content, not loyal"), _("They liked it and stay away: give them a "
                                                   "reason to come, not an apology.")),
        (False, True): (_("Loyal, not content"), _("They come all the same, still. Put it right "
                                                   "before they tire of us.")),
        (False, False): (_("Neither"), _("Ask what went wrong, and listen.")),
    }  # fmt: skip
    found = []
    for (content, loyal), (title, what) in texts.items():
        here = rows.filter(satisfied=content, loyal=loyal)
        some = here.select_related("customer").order_by("-customer__returning__visits", "pk")
        found.append(Quarter(
            f"{'y' if content else 'n'}{'y' if loyal else 'n'}", title, what, here.count(),
            [somebody(row) for row in some.filter(customer__returning__place=place)[:SHOWN]],
        ))  # fmt: skip
    return found, known


def somebody(row: TwoStates) -> Somebody:
    both = [*row.satisfied_why[-2:], *row.loyal_why]
    return Somebody(named(row.customer), [wording.evidence(one) for one in both])
