"""The queue as it stands at an instant: the oldest first, each with its age and its hour."""

from dataclasses import dataclass
from datetime import datetime

from regulars.customers.recognition import said
from regulars.floor.models import Wait
from regulars.floor.standards import current, touchpoints
from regulars.moments.models import Words
from regulars.notebook import noticing
from regulars.places import walls
from regulars.places.models import Place

MOST = 200


@dataclass(frozen=True)
class Waiting:
    """One who waits. ``minutes`` is their age; ``due`` is the hour they named, empty for now."""

    pk: int
    customer: int | None
    who: str
    words: str
    party: int
    at: str
    where: str
    minutes: int
    due: str
    late: bool
    own: bool
    since: datetime


@dataclass(frozen=True)
class Post:
    """A post or a way in: how many wait there, and the minutes it is to take."""

    code: str
    name: str
    count: int
    target: int
    late: int
    told: bool


@dataclass(frozen=True)
class Queue:
    """``view`` is the code of the post that is looked at, empty for all."""

    view: str
    waiting: tuple[Waiting, ...]
    posts: tuple[Post, ...]
    all: int
    late: int


def read(place: Place, now: datetime, view: str = "") -> Queue:
    """Everybody who waits, the oldest first."""
    names = touchpoints.waited_at(place)
    standards = current.all_of(place, names, now)
    everybody = tuple(rows(place, now, names))
    seen = view if view in names else ""
    posts = []
    for code, name in names.items():
        here = [each for each in everybody if each.at == code]
        standard = standards[code]
        late = sum(each.late for each in here)
        posts.append(Post(code, name, len(here), standard.minutes, late, standard.from_customers))
    shown = tuple(each for each in everybody if not seen or each.at == seen)
    return Queue(seen, shown, tuple(posts), len(everybody), sum(each.late for each in everybody))


def rows(place: Place, now: datetime, names: dict[str, str]) -> list[Waiting]:
    open_ones = Wait.objects.filter(place=place, served_at=None, gone_at=None, since__lte=now)
    found = list(open_ones.select_related("customer__household")[:MOST])
    words = {row.moment_id: noticing.shown(row) for row in Words.objects.filter(
        moment__in=[each.moment for each in found])}  # fmt: skip
    return [waiting(each, place, now, names, words.get(each.moment, "")) for each in found]


def waiting(
    wait: Wait, place: Place, now: datetime, names: dict[str, str], words: str
) -> Waiting:  # fmt: skip
    whom = said(wait.customer) if wait.customer else None
    own = wait.own_minutes is not None
    due = walls.said(place, wait.due_at, now) if wait.own_minutes else ""
    return Waiting(
        wait.pk, wait.customer_id, whom.text if whom else "", words,
        wait.party, wait.at, names.get(wait.at, wait.at),
        max(0, int((now - wait.since).total_seconds() // 60)), due, wait.due_at < now, own,
        wait.since,
    )  # fmt: skip
