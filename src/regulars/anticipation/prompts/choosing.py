"""What one customer will probably need now: from the forecasts the night wrote down, with no
reckoning of its own; and what the simple rule says, what most baskets here have."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import connection

from regulars.anticipation import dangers
from regulars.anticipation.models import Forecast, JourneyStep
from regulars.customers.models import Customer
from regulars.moments.models import Moment
from regulars.places.models import Need, Place

LEAST = 0.2
"""Less likely than that is a guess: nothing is said."""
LOOK_BACK = timedelta(days=90)
FEWEST_BASKETS = 20
COUNT = """
SELECT a.need_id, COUNT(DISTINCT l.moment_id)
FROM moments_line l JOIN moments_moment m ON m.id = l.moment_id
JOIN places_article a ON a.id = l.article
WHERE m.kind = 'purchased' AND m.place = %s AND m.happened_at >= %s AND m.happened_at < %s
GROUP BY a.need_id
"""


@dataclass(frozen=True)
class Choice:
    """One need with the chance that it is wanted now (0…1), what it rests on and its facts."""

    need: Need
    chance: float
    basis: str
    reason: dict[str, object]


def likeliest(customer: Customer, step: JourneyStep, place: Place, now: datetime) -> Choice | None:
    """The likeliest need that fits the step and harms nobody; None where too little is known."""
    today = place.day_of(now)
    allowed = set(step.needs.values_list("pk", flat=True))
    found = [
        choice for choice in known(customer, place, today)
        if choice.chance >= LEAST and choice.need.anticipate
        and (not allowed or choice.need.pk in allowed)
    ]  # fmt: skip
    if not found:
        return None
    person = dangers.known(customer, place, now)
    ranked = sorted(found, key=lambda choice: (-choice.chance, choice.need.pk))
    return next((each for each in ranked if harmless(person, each.need)), None)


def harmless(person: dangers.Known, need: Need) -> bool:
    return dangers.hit(person, need.names(), purpose="prompt") is None


def known(customer: Customer, place: Place, today: date) -> Iterable[Choice]:
    """Each need once, by whichever forecast is surer."""
    rows = Forecast.objects.filter(
        place=place, customer=customer, marked_on=None, need__isnull=False, closes_on__gte=today,
        ours=True,
    ).select_related("need")  # fmt: skip
    best: dict[int, Choice] = {}
    for row in rows:
        choice = of_visit(row, today) if row.kind == Forecast.Kind.NEED else of_jar(row, today)
        if choice is None:
            continue
        before = best.get(choice.need.pk)
        if before is None or choice.chance > before.chance:
            best[choice.need.pk] = choice
    return best.values()


def of_visit(row: Forecast, today: date) -> Choice | None:
    """What they buy when they come on that day."""
    if row.due != today or row.chance is None or row.need is None:
        return None
    return Choice(row.need, row.chance, "visit", {})


def of_jar(row: Forecast, today: date) -> Choice | None:
    """What has probably run out by now: the share of the forecast's interval that has passed, times
    the chance that it is needed again at all."""
    if row.kind != Forecast.Kind.RUN_OUT or row.need is None:
        return None
    again = 1.0 if row.chance is None else row.chance
    chance = again * passed(row, today)
    days = (row.due - row.since).days if row.since else 0
    return Choice(row.need, chance, "jar", {"days": days})


def passed(row: Forecast, today: date) -> float:
    """How much of the wait is over, 0…1: a tenth on the first day of the 80 % interval, a half on
    the middle one, nine tenths on the last, straight lines between."""
    corners = ((row.since or row.due_from, 0.0), (row.due_from, 0.1), (row.due, 0.5),
               (row.due_to, 0.9))  # fmt: skip
    before = corners[0]
    for after in corners[1:]:
        if today < after[0]:
            span = (after[0] - before[0]).days or 1
            return before[1] + (after[1] - before[1]) * max(0, (today - before[0]).days) / span
        before = after
    return 0.9


def usual(step: JourneyStep, place: Place, now: datetime) -> tuple[Need | None, float | None]:
    """What most baskets of the last ninety days have of what fits the step; counted once a day."""
    today = place.day_of(now)
    if step.counted_on != today:
        step.usual, step.usual_share = counted(step, place, today)
        step.counted_on = today
        step.save(update_fields=["usual", "usual_share", "counted_on"])
    return step.usual, step.usual_share


def counted(step: JourneyStep, place: Place, today: date) -> tuple[Need | None, float | None]:
    begin, end = place.start_of(today - LOOK_BACK), place.start_of(today)
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [place.pk, begin, end])
        baskets = {int(need): int(n) for need, n in cursor.fetchall()}
    allowed = set(step.needs.values_list("pk", flat=True)) or set(baskets)
    sayable = Need.objects.filter(pk__in=allowed & set(baskets), anticipate=True)
    best = max(sayable, key=lambda need: (baskets[need.pk], -need.pk), default=None)
    every = baskets_of(place, begin, end)
    if best is None or every < FEWEST_BASKETS:
        return None, None
    return best, baskets[best.pk] / every


def baskets_of(place: Place, begin: datetime, end: datetime) -> int:
    return Moment.objects.filter(
        kind="purchased", place=place.pk, happened_at__gte=begin, happened_at__lt=end
    ).count()
