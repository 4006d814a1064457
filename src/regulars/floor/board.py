"""Today's board: who comes, which time it is, what they will need, and the words to say."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial

from regulars.anticipation.models import Act, Expected
from regulars.floor import bringing
from regulars.floor import day as days
from regulars.floor.bringing import Bring
from regulars.floor.cards import Card, card_of, line_of
from regulars.floor.day import Day
from regulars.moments.models import Moment
from regulars.places.models import Place, Staff

WHOLE = 8
LAST_HOUR = 24
BRING = Act.Kind.BRING


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
    """One place on one day, as it stands at one instant."""

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
    yesterday: Yesterday | None
    foreseen: bool


def today(place: Place, on: date, staff: Staff, now: datetime) -> Board:
    """The whole board of a place's day."""
    day = days.read(place, on, now)
    coming = sorted(
        (row for pk, row in day.expected.items() if pk not in day.moments and pk in day.people),
        key=partial(order, day.hour),
    )
    visited = (pk for pk, acts in day.acts.items() if any(a.kind == BRING for a in acts))
    days.explain(day, {*day.moments, *visited, *(row.customer_id for row in coming[:WHOLE])})
    met = [card_of(day, pk) for pk in day.moments if pk in day.people]
    return Board(
        place=place, day=on, clock=f"{now.astimezone(place.zone):%H:%M}",
        here=latest_first(day, met, "here"), due=due(day, coming, met),
        left=latest_first(day, met, "left"), brings=bringing.brings(day),
        expected=len(day.expected), arrived=sum(1 for card in met if card.state != "due"),
        people=on_shift(place, staff), demo=place.demo, yesterday=yesterday(place, on),
        foreseen=bool(day.expected or day.acts),
    )  # fmt: skip


def due(day: Day, coming: list[Expected], met: list[Card]) -> tuple[Card, ...]:
    """Those written about but not yet here, then the day in its order: cards, then lines."""
    spoken_of = [card for card in met if card.state == "due" and card.customer in day.expected]
    cards = [card_of(day, row.customer_id) for row in coming[:WHOLE]]
    return (*spoken_of, *cards, *(line_of(day, row.customer_id) for row in coming[WHOLE:]))


def card(place: Place, on: date, customer: int, now: datetime) -> Card | None:
    """One customer's card, whether expected or not; None where nobody is known by this number."""
    day = days.read(place, on, now, only=customer)
    days.explain(day, [customer])
    return card_of(day, customer) if customer in day.people else None


def order(now: int, row: Expected) -> tuple[bool, int, float, int]:
    """Whoever usually comes from now on first, hour by hour, the likeliest first; then those
    whose usual hour has passed."""
    hour = row.hour if row.hour is not None else LAST_HOUR
    return (hour < now, hour, -row.chance, row.customer_id)


def latest_first(day: Day, cards: Iterable[Card], state: str) -> tuple[Card, ...]:
    def latest(card: Card) -> datetime:
        return day.moments[card.customer][-1].happened_at

    chosen = [card for card in cards if card.state == state]
    return tuple(sorted(chosen, key=latest, reverse=True))


def on_shift(place: Place, staff: Staff) -> tuple[tuple[str, str, bool], ...]:
    people = place.staff.filter(serves=True, user__is_active=True).select_related("post")
    return tuple(
        (person.name, person.post.called() if person.post else "", person.pk == staff.pk)
        for person in people
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
