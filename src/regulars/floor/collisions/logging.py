"""Writing such a moment down, and the weekly look at them. All of it stands in the journal."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regulars.customers.models import Customer
from regulars.floor.known import Empty, Unknown, post
from regulars.moments import journal
from regulars.moments.deadlines import handles, set_deadline
from regulars.moments.kinds import CollisionsReviewed, InterestsCollided
from regulars.moments.models import Deadline, Moment
from regulars.notebook import noticing
from regulars.places import notices, walls
from regulars.places.models import Place, Staff
from regulars.places.permissions import LEADERS

CHOICES: dict[str, Promise] = {
    "customer": gettext_lazy("I went with the customer"),
    "both": gettext_lazy("We found a way for both"),
    "target": gettext_lazy("The target won"),
}
LONGEST, LONGEST_REVIEW = 300, 1000
LOOKED_AT = time(10)
"""The hour on Monday by which last week has been looked at."""


def week_of(day: date) -> str:
    year, week, _day = day.isocalendar()
    return f"{year}-W{week:02d}"


def monday(week: str) -> date:
    """The first day of a week. Raises Unknown for what is no week."""
    try:
        return date.fromisoformat(f"{week}-1")
    except ValueError as wrong:
        raise Unknown(f"week {week}") from wrong


@transaction.atomic
def log(
    place: Place, choice: str, words: str = "", *, by: Staff, now: datetime,
    customer: Customer | None = None, key: str | None = None,
) -> Moment:  # fmt: skip
    """They collided, and this was chosen. The week is looked at by the next Monday. Raises Unknown
    for a choice there is not."""
    if choice not in CHOICES:
        raise Unknown(f"choice {choice}")
    if key and (known := Moment.objects.filter(key=key).first()):
        return known
    text = " ".join(words.replace("\0", "").split())[:LONGEST]
    first = monday(week_of(place.day_of(now)))
    due = walls.first_reading(place.zone, first + timedelta(days=7), LOOKED_AT)
    set_deadline("collisions", f"{place.pk}/{week_of(first)}", due)
    return journal.record(
        InterestsCollided(choice, post(by)), at=now, by=by.opaque, place=place.pk, words=text,
        about=customer.opaque if customer else f"place:{place.pk}", key=key,
        secret=noticing.tells(text),
    )  # fmt: skip


def of_week(place: Place, week: str) -> list[Moment]:
    """What collided in a week, the latest first."""
    first = monday(week)
    start, end = place.start_of(first), place.start_of(first + timedelta(days=7))
    rows = Moment.objects.filter(place=place.pk, kind="interests_collided",
                                 happened_at__gte=start, happened_at__lt=end)  # fmt: skip
    return list(rows.select_related("words").order_by("-happened_at", "-pk"))


def reviews(place: Place) -> dict[str, list[Moment]]:
    """{week: what was decided about it}, the first first."""
    rows = journal.of(f"place:{place.pk}", ["collisions_reviewed"]).order_by("happened_at", "pk")
    found: dict[str, list[Moment]] = {}
    for row in rows:
        found.setdefault(str(row.facts["week"]), []).append(row)
    return found


@transaction.atomic
def review(
    place: Place, week: str, words: str, *, by: Staff, now: datetime, key: str | None = None
) -> Moment:
    """What whoever leads decided about a week. Raises Empty without words, Unknown for a week that
    has not begun."""
    if monday(week) > place.day_of(now):
        raise Unknown(f"week {week}")
    text = " ".join(words.replace("\0", "").split())[:LONGEST_REVIEW]
    if not text:
        raise Empty(_("Write what you decided: what changes, or that it stays as it is."))
    rows = of_week(place, week)
    counts = {code: sum(row.facts["choice"] == code for row in rows) for code in CHOICES}
    return journal.record(
        CollisionsReviewed(week, **counts), about=f"place:{place.pk}", at=now, by=by.opaque,
        place=place.pk, words=text, key=key,
    )  # fmt: skip


@handles("collisions")
def due(deadline: Deadline, now: datetime) -> Callable[[], None]:
    """Monday at ten: where nobody has looked at last week, whoever leads is told."""
    number, week = deadline.subject.split("/")
    place = Place.objects.filter(pk=int(number)).first()
    waits = place is not None and of_week(place, week) and week not in reviews(place)

    def effect() -> None:
        if place is None or not waits:
            return
        rows = Staff.objects.filter(place=place, role__in=LEADERS, left_at=None)
        for whom in rows.filter(user__is_active=True).order_by("pk"):
            with translation.override(whom.reads(place)):
                notices.tell(
                    whom, _("Last week’s collisions wait for you"),
                    _("A target and a guest’s interest collided last week. Look at it together."),
                    reverse("collisions", args=[place.slug]), urgent=False,
                    key=f"collisions:{place.pk}:{week}:{whom.pk}", now=now,
                )  # fmt: skip

    return effect
