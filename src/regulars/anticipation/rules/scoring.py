"""Each week every rule, source and model is held beside its simple baseline; whoever does worse
once fifty were judged is suspended, with notice; only a person lets it go on.

What is right, what the baseline is, and why: docs/algorithms/rules.md.
"""

from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from regulars.anticipation.models import Act, Forecast, Proposal, Rule, Score, Suspension
from regulars.engines import charts
from regulars.moments import journal
from regulars.moments.kinds import OfferReinstated, OfferSuspended
from regulars.moments.models import Moment
from regulars.places import notices
from regulars.places.models import Place, Staff
from regulars.places.permissions import LEADERS

ENOUGH = 50
BACK = timedelta(weeks=26)
MODELS = {Forecast.Kind.NEED: Act.Kind.READY, Forecast.Kind.RUN_OUT: "", Forecast.Kind.VISIT: ""}
"""The acts that come of each model's forecasts, if any."""
State = Proposal.State


@dataclass(frozen=True)
class Figures:
    """``right`` of ``n`` judged, beside ``base_right`` of ``base_n``; ``paired``: the baseline was
    judged on the very same occasions. ``acted`` of ``shown`` was acted on."""

    subject: str
    shown: int
    acted: int
    n: int
    right: int
    base_n: int
    base_right: int
    paired: bool = False

    @property
    def worse(self) -> bool:
        """Worse than the baseline, once fifty were judged. Judged on the same occasions, fewer
        right is worse; otherwise the upper end of its 95 % interval has to lie below."""
        if self.n < ENOUGH or self.base_n < ENOUGH:
            return False
        base = self.base_right / self.base_n
        own = self.right / self.n if self.paired else charts.wilson(self.right, self.n).high
        return own < base


def monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def weigh(place: Place, now: datetime) -> list[Score]:
    """Score the weeks until last Monday, once; suspend who does worse. What was written."""
    week = monday(place.day_of(now))
    if Score.objects.filter(place=place, week=week).exists():
        return []
    end, since = place.start_of(week), place.start_of(week) - BACK
    found = [*of_rules(place, since, end), *of_sources(place, since, end),
             *of_models(place, since, end)]  # fmt: skip
    return [keep(place, week, one, now) for one in found if one.n or one.shown]


@transaction.atomic
def keep(place: Place, week: date, one: Figures, now: datetime) -> Score:
    score = Score.objects.create(
        place=place, subject=one.subject, week=week, shown=one.shown, acted=one.acted, n=one.n,
        right=one.right, base_n=one.base_n, base_right=one.base_right, suspended=one.worse, at=now,
    )  # fmt: skip
    if one.worse:
        suspend(place, one, now)
    return score


def answered(rows: QuerySet[Proposal]) -> dict[str, int]:
    """How many were shown, done, and answered either way."""
    return rows.aggregate(
        shown=Count("pk", filter=~Q(state__in=(State.HELD, State.BLOCKED))),
        done=Count("pk", filter=Q(state=State.DONE)),
        n=Count("pk", filter=Q(state__in=(State.DONE, State.DECLINED))),
    )


def beside(subject: str, own: QuerySet[Proposal], others: QuerySet[Proposal]) -> Figures:
    mine, rest = answered(own), answered(others)
    return Figures(subject, mine["shown"], mine["done"], mine["n"], mine["done"], rest["n"],
                   rest["done"])  # fmt: skip


def of_rules(place: Place, since: datetime, end: datetime) -> Iterator[Figures]:
    """A rule is right where what it proposed was welcome; its baseline is how often everything
    else that is offered here is."""
    rows = Proposal.objects.filter(place=place, made_at__gte=since, made_at__lt=end)
    for rule in Rule.objects.filter(place=place, gone_at=None, on_since__isnull=False):
        began = last_begun(place, f"rule:{rule.pk}") or since
        mine = rows.filter(version__rule=rule, made_at__gte=began)
        yield beside(f"rule:{rule.pk}", mine, rows.exclude(version__rule=rule))


def of_sources(place: Place, since: datetime, end: datetime) -> Iterator[Figures]:
    """A source that is no rule, beside everything else that is offered here."""
    rows = Proposal.objects.filter(place=place, made_at__gte=since, made_at__lt=end)
    names = rows.filter(version=None).exclude(source="rule").values_list("source", flat=True)
    for name in sorted(set(names)):
        began = last_begun(place, f"source:{name}") or since
        mine = rows.filter(source=name, made_at__gte=began)
        yield beside(f"source:{name}", mine, rows.exclude(source=name))


def of_models(place: Place, since: datetime, end: datetime) -> Iterator[Figures]:
    """A model is right where its closed forecast was; its baseline is the naive rule written down
    beside it and marked alike."""
    for kind in MODELS:
        began = max(since, last_begun(place, f"model:{kind}") or since)
        rows = Forecast.objects.filter(
            place=place, kind=kind, judged=True, closes_on__gte=place.day_of(began),
            closes_on__lt=place.day_of(end), marked_on__isnull=False,
        )  # fmt: skip
        told = rows.aggregate(
            shown=Count("pk", filter=Q(ours=True)), n=Count("pk", filter=Q(hit__isnull=False)),
            right=Count("pk", filter=Q(hit=True)),
            base_n=Count("pk", filter=Q(naive_hit__isnull=False)),
            base_right=Count("pk", filter=Q(naive_hit=True)),
        )  # fmt: skip
        yield Figures(f"model:{kind}", told["shown"], acted_on(place, kind, began, end), told["n"],
                      told["right"], told["base_n"], told["base_right"], True)  # fmt: skip


def acted_on(place: Place, kind: str, since: datetime, end: datetime) -> int:
    """How many acts that came of a model's forecasts were done."""
    if not MODELS[Forecast.Kind(kind)]:
        return 0
    cues = Act.objects.filter(place=place, kind=MODELS[Forecast.Kind(kind)],
                              day__gte=place.day_of(since), day__lt=place.day_of(end))  # fmt: skip
    known = set(cues.values_list("cue", flat=True))
    done = Moment.objects.filter(place=place.pk, kind="acted", happened_at__gte=since,
                                 happened_at__lt=end)  # fmt: skip
    return len({sign for facts in done.values_list("facts", flat=True)
                if (sign := facts.get("sign")) in known})  # fmt: skip


def last_begun(place: Place, subject: str) -> datetime | None:
    """Since when something goes on after a person let it: it is judged anew from there."""
    if subject.startswith("rule:"):
        rows = Moment.objects.filter(place=place.pk, kind="offer_reinstated",
                                     subject=f"place:{place.pk}")  # fmt: skip
        told = (row for row in rows.order_by("-pk") if row.facts.get("what") == subject)
        return next((row.happened_at for row in told), None)
    ended = Suspension.objects.filter(place=place, subject=subject, ended_at__isnull=False)
    return ended.order_by("-ended_at").values_list("ended_at", flat=True).first()


def suspend(place: Place, one: Figures, now: datetime) -> None:
    """It proposes nothing any more; whoever wrote it and whoever leads the place are told."""
    figures = {"n": one.n, "right": one.right, "base_n": one.base_n, "base_right": one.base_right}
    if one.subject.startswith("rule:"):
        rows = Rule.objects.filter(pk=int(one.subject[5:]), suspended_at=None)
        fresh = rows.update(suspended_at=now, figures=figures)
    else:
        _row, made = Suspension.objects.get_or_create(
            place=place, subject=one.subject, ended_at=None,
            defaults={"at": now, "figures": figures},
        )  # fmt: skip
        fresh = int(made)
    if fresh:
        journal.record(
            OfferSuspended(what=one.subject, **figures), about=f"place:{place.pk}", at=now,
            by="clock", place=place.pk,
        )  # fmt: skip
        for whom in to_tell(place, one.subject):
            tell(whom, place, one, now)


def to_tell(place: Place, subject: str) -> list[Staff]:
    """The author of a rule and whoever leads the place, each once."""
    people = {one.pk: one for one in Staff.objects.filter(place=place, left_at=None,
                                                          role__in=LEADERS)}  # fmt: skip
    if subject.startswith("rule:"):
        by = Rule.objects.filter(pk=int(subject[5:])).values_list("added_by", flat=True).first()
        number = (by or "").removeprefix("staff:")
        if number.isdecimal():
            people |= {one.pk: one for one in Staff.objects.filter(pk=int(number), left_at=None)}
    return list(people.values())


def tell(whom: Staff, place: Place, one: Figures, now: datetime) -> None:
    person = copy(whom)
    with override(person.reads(place)):
        subject = _("A rule of ours was suspended") if one.subject.startswith(
            "rule:") else _("A way to foresee was suspended")  # fmt: skip
        line = _(
            "It was right {right} times of {n}; the simple way {base_right} of {base_n}. It waits "
            "until somebody looks at it."
        ).format(right=one.right, n=one.n, base_right=one.base_right, base_n=one.base_n)
    notices.tell(
        person, subject, line, reverse("offer-rules", args=[place.slug]), urgent=False,
        key=f"suspended:{one.subject}:{place.pk}:{now:%Y-%m-%d}", now=now,
    )  # fmt: skip


@transaction.atomic
def reinstate(
    place: Place, subject: str, *, by: Staff, now: datetime, key: str | None = None
) -> bool:  # fmt: skip
    """A person lets a source or a model go on; it is judged anew from now."""
    rows = Suspension.objects.filter(place=place, subject=subject, ended_at=None)
    if not rows.update(ended_at=now, ended_by=by.opaque):
        return False
    journal.record(OfferReinstated(subject), about=f"place:{place.pk}", at=now, by=by.opaque,
                   place=place.pk, key=key)  # fmt: skip
    return True


def standing(place: Place) -> dict[str, Suspension]:
    """What is suspended here and is no rule."""
    return {one.subject: one for one in Suspension.objects.filter(place=place, ended_at=None)}
