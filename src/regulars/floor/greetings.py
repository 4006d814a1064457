"""The hello: by name, eye to eye, unhurried, in time; and how many posts gave it on a visit."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from regulars.customers import visits
from regulars.floor.acts import person, post
from regulars.moments import journal
from regulars.moments.kinds import Greeted
from regulars.moments.models import Moment
from regulars.places.models import Place, Shift, Staff

CAME = ("arrived", "handed_off")
"""What begins the wait for a greeting: coming in, or being sent to the next post."""


@dataclass(frozen=True)
class Post:
    """How one post greeted on one day."""

    name: str
    greeted: int
    by_name: int
    hurried: int
    late: int


@dataclass(frozen=True)
class Coverage:
    """Of the posts a guest may pass, how many greeted by name: the mean over the day's visits."""

    visits: int
    share: float | None
    posts: tuple[Post, ...]


@transaction.atomic
def greet(
    customer: int, place: Place, *, by_name: bool, eye: bool, hurried: bool, by: Staff,
    now: datetime,
) -> Moment:  # fmt: skip
    """Somebody at a post greeted them. Once a visit and post: the first greeting counts."""
    who = person(place, customer)
    visit, where = visits.visit_name(who.pk, place.day_of(now)), post(by)
    waited = seconds_since(who.opaque, place, now)
    allowed = by.post.greet_within if by.post else None
    kind = Greeted(
        visit=visit, touchpoint=where, by_name=by_name, eye=eye, hurried=hurried, seconds=waited,
        late=waited is not None and allowed is not None and waited > allowed,
    )  # fmt: skip
    return journal.record(
        kind, about=who.opaque, at=now, by=by.opaque, place=place.pk,
        key=f"greeted:{place.pk}:{visit}:{where or by.opaque}",
    )  # fmt: skip


def seconds_since(subject: str, place: Place, now: datetime) -> int | None:
    """Seconds since they came in, or were sent on, today."""
    start, _end = place.hours_of(place.day_of(now))
    came = Moment.objects.filter(
        subject=subject, place=place.pk, kind__in=CAME, happened_at__gte=start, happened_at__lte=now
    ).order_by("-happened_at")
    last = came.values_list("happened_at", flat=True).first()
    return round((now - last).total_seconds()) if last else None


def coverage(place: Place, day: date) -> Coverage:
    """Who was greeted where, on one day."""
    rows = of_day(place, day, ["greeted", "arrived"])
    met = {row.subject for row in rows if row.kind == "arrived"}
    greeted = [row for row in rows if row.kind == "greeted"]
    manned = manned_posts(place, day)
    by_name: dict[str, set[str]] = defaultdict(set)
    for row in greeted:
        if row.facts.get("by_name") and row.facts.get("touchpoint") in manned:
            by_name[row.subject].add(row.facts["touchpoint"])
    shares = [len(by_name[subject]) / len(manned) for subject in met] if manned else []
    share = sum(shares) / len(shares) if shares else None
    return Coverage(len(met), share, tuple(each_post(manned, greeted)))


def each_post(manned: dict[str, str], greeted: Iterable[Moment]) -> Iterable[Post]:
    rows: dict[str, list[Moment]] = defaultdict(list)
    for row in greeted:
        rows[str(row.facts.get("touchpoint", ""))].append(row)
    for code, name in manned.items():
        here = rows[code]
        yield Post(
            name, len(here), *(how_many(here, fact) for fact in ("by_name", "hurried", "late"))
        )


def how_many(rows: Iterable[Moment], fact: str) -> int:
    return sum(1 for row in rows if row.facts.get(fact))


def manned_posts(place: Place, day: date) -> dict[str, str]:
    """{code: name} of the posts somebody stands at: on shift that day, else by their usual post."""
    start, end = place.hours_of(day)
    on = Shift.objects.filter(place=place, starts_at__lt=end, ends_at__gt=start)
    codes = set(on.exclude(post=None).values_list("post__code", flat=True))
    if not codes:
        serving = place.staff.filter(serves=True, user__is_active=True).exclude(post=None)
        codes = set(serving.values_list("post__code", flat=True))
    return {each.code: each.called() for each in place.touchpoints.all() if each.code in codes}


def of_day(place: Place, day: date, kinds: Iterable[str]) -> list[Moment]:
    start, end = place.hours_of(day)
    rows = Moment.objects.filter(
        place=place.pk, kind__in=list(kinds), happened_at__gte=start, happened_at__lt=end,
        subject__startswith="customer:",
    )  # fmt: skip
    return list(rows.order_by("happened_at", "pk"))
