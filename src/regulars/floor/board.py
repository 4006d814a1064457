"""Today's board, as it is seen from a post: who is on the way here, who is here, who comes, what
they will need, and the words to say."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property

from regulars.customers.models import Tally
from regulars.floor import bringing, cards, cues, handoffs, posts, stepping_out, whereabouts
from regulars.floor import day as days
from regulars.floor.bringing import Bring
from regulars.floor.cards import Card
from regulars.floor.day import Day, Planned
from regulars.floor.handoffs import Handoff
from regulars.floor.posts import ALL, Post, Wall
from regulars.floor.stepping_out import Away
from regulars.moments.models import Moment
from regulars.places.models import Place, Staff

__all__ = ["ALL", "WHOLE", "Board", "Card", "Yesterday", "card", "today", "yesterday"]

WHOLE = 8
LATE = 120
LAST_MINUTE = 24 * 60


@dataclass(frozen=True)
class Yesterday:
    """How yesterday went: acts done before the asking, and how many of the expected came."""

    day: date
    anticipated: int
    acts: int
    came: int
    expected: int


@dataclass(frozen=True)
class Board:
    """One place on one day, as it stands at one instant, from one post. ``view`` is the code of the
    post that is looked at, or ``all``; ``own`` the post of whoever looks."""

    place: Place
    day: date
    clock: str
    here: tuple[Card, ...]
    due: tuple[Card, ...]
    left: tuple[Card, ...]
    brings: tuple[Bring, ...]
    expected: int
    arrived: int
    people: tuple[tuple[str, str, bool], ...]
    demo: bool
    foreseen: bool
    away: tuple[Card, ...]
    handoffs: tuple[Handoff, ...]
    out: tuple[Away, ...]
    view: str
    own: str
    posts: tuple[Post, ...]

    @cached_property
    def yesterday(self) -> Yesterday | None:
        """Read only where it is shown: it costs a question of its own."""
        return yesterday(self.place, self.day)

    @property
    def dangers(self) -> tuple[Card, ...]:
        """Whoever may come to harm, of those who are here or come next: pinned above all. Further
        down the day it stands on each line."""
        return tuple(card for card in (*self.here, *self.away, *self.due[:WHOLE]) if card.dangers)


def today(place: Place, on: date, staff: Staff, now: datetime, view: str = "") -> Board:
    """The whole board of a place's day; the view of one's own post where none is asked for."""
    wall = posts.wall(place, now)
    own = wall.post_of(staff)
    seen = viewed(wall, view, own)
    day = days.read(place, on, now, wall, own)
    at = "" if seen == ALL else seen
    met, waiting = present(day), awaited(day)
    days.learn(day, {*met, *waiting[:WHOLE]}, waiting[WHOLE:])
    there = {pk: cards.card_of(day, pk, at) for pk in met}
    relays = handoffs.of_day(day)
    return Board(
        place=place, day=on, clock=f"{now.astimezone(place.zone):%H:%M}",
        here=latest_first(day, there.values(), "here"), due=due(day, waiting, at),
        left=latest_first(day, there.values(), "left"), brings=bringing.brings(day),
        expected=len(day.planned), arrived=len(there), people=on_shift(wall, staff),
        demo=place.demo, foreseen=bool(day.planned or day.acts) or begun(place),
        away=latest_first(day, there.values(), "away"),
        handoffs=handoffs.seen_from(day, relays, seen, own, staff.opaque),
        out=stepping_out.seen_from(stepping_out.read(day.away, wall), seen, staff.opaque),
        view=seen, own=own,
        posts=switch(wall, seen, own),
    )  # fmt: skip


def begun(place: Place) -> bool:
    """Whether anybody was ever met here: a book that was opened is not white any more."""
    return Tally.objects.filter(place=place).exists()


def viewed(wall: Wall, view: str, own: str) -> str:
    """The post that is looked at: as the address says, else one's own, else all."""
    known = {post.code for post in wall.ways}
    return next((code for code in (view, own) if code in known or code == ALL), ALL)


def switch(wall: Wall, seen: str, own: str) -> tuple[Post, ...]:
    """The posts to choose from: where somebody stands, one's own, and the one looked at."""
    return tuple(post for post in wall.ways if post.manned or post.code in (seen, own))


def state(day: Day, pk: int) -> str:
    return whereabouts.of(day.moments.get(pk, ())).state


def present(day: Day) -> list[int]:
    """Whoever is or was here today."""
    return [pk for pk in day.moments if pk in day.people and state(day, pk) != "due"]


def awaited(day: Day) -> list[int]:
    """Those who are to come, in the day's order; whoever was written about already stands first."""
    waiting = [pk for pk in day.planned if pk in day.people and state(day, pk) == "due"]
    return sorted(waiting, key=lambda pk: (not spoken_of(day, pk), *order(day, pk)))


def due(day: Day, waiting: Sequence[int], view: str) -> tuple[Card, ...]:
    """Cards for the next, then lines."""
    first = (cards.card_of(day, pk, view) for pk in waiting[:WHOLE])
    return (*first, *(cards.line_of(day, pk) for pk in waiting[WHOLE:]))


def spoken_of(day: Day, pk: int) -> bool:
    return any(moment.kind in cues.SIGNS for moment in day.moments.get(pk, ()))


def order(day: Day, pk: int) -> tuple[bool, int, float, int]:
    """From now on first, minute by minute, the likeliest first; then those whose usual hour has
    passed. Somebody who booked and is late still stands at the top."""
    plan = day.planned[pk]
    minute = minute_of(day, plan)
    passed = plan.over(day.now) if plan.at else minute < day.minute - day.minute % 60
    return (passed, minute, -plan.chance, pk)


def minute_of(day: Day, plan: Planned) -> int:
    if plan.at is not None:
        local = plan.at.astimezone(day.place.zone)
        return local.hour * 60 + local.minute
    return plan.hour * 60 if plan.hour is not None else LAST_MINUTE


def card(
    place: Place, on: date, customer: int, now: datetime, staff: Staff | None = None, view: str = ""
) -> Card | None:
    """One customer's card, whether expected or not; None where nobody is known by this number."""
    wall = posts.wall(place, now)
    own = wall.post_of(staff) if staff else ""
    day = days.read(place, on, now, wall, own, only=customer)
    seen = viewed(wall, view, own)
    who = day.one(customer)
    days.learn(day, [who] if who in day.people else [])
    return cards.card_of(day, who, "" if seen == ALL else seen) if who in day.people else None


def latest_first(day: Day, found: Iterable[Card], name: str) -> tuple[Card, ...]:
    def latest(card: Card) -> tuple[bool, datetime]:
        return card.on_way, day.moments[card.customer][-1].happened_at

    return tuple(sorted((each for each in found if each.list == name), key=latest, reverse=True))


def on_shift(wall: Wall, staff: Staff) -> tuple[tuple[str, str, bool], ...]:
    return tuple(
        (each.name, wall.name(each.post), each.staff == staff.pk) for each in wall.on_shift
    )


def yesterday(place: Place, day: date) -> Yesterday | None:
    """Yesterday's two figures, once there are any."""
    before = day - timedelta(days=1)
    start, end = place.hours_of(before)
    kinds = Moment.objects.filter(place=place.pk, kind__in=["acted", "reckoned"])
    rows = list(
        kinds.filter(happened_at__gte=start, happened_at__lt=end + timedelta(days=1)).values_list(
            "kind", "facts", "happened_at"
        )
    )
    acts = [
        facts
        for kind, facts, at in rows
        if kind == "acted" and at < end and not facts.get("repeat")
    ]
    marks = [facts for kind, facts, _at in rows
             if kind == "reckoned" and facts.get("day") == f"{before:%Y-%m-%d}"]  # fmt: skip
    if not acts and not marks:
        return None
    anticipated = sum(1 for facts in acts if facts["arose"] == "anticipated")
    seen = marks[0] if marks else {}
    return Yesterday(before, anticipated, len(acts), seen.get("came", 0), seen.get("expected", 0))
