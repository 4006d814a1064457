"""What is to be made ready on a day, by the room, the table or the chair it is for."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from regulars.engines.names import Said
from regulars.floor import board, cards, posts
from regulars.floor import day as days
from regulars.floor.cards import Card
from regulars.floor.day import Day
from regulars.floor.preparing import Item
from regulars.notebook.guidance import Danger
from regulars.places.models import Place, Staff


@dataclass(frozen=True)
class List:
    """One arrival's list: whose, when, and what of it is ready."""

    customer: int
    said: Said
    lang: str
    ordinal: int
    when: str
    sub: str
    state: str
    dangers: tuple[Danger, ...]
    items: tuple[Item, ...]
    ready: int

    @property
    def whole(self) -> bool:
        return self.ready == len(self.items)


@dataclass(frozen=True)
class Table:
    """A room, table or chair (empty: not yet known) with everybody who comes to it, by the hour."""

    where: str
    lists: tuple[List, ...]


@dataclass(frozen=True)
class Lists:
    """All lists of a day; ``without`` counts the arrivals of whom nothing is to be made ready."""

    tables: tuple[Table, ...]
    ready: int
    all: int
    without: int


def of_day(place: Place, on: date, staff: Staff, now: datetime) -> Lists:
    wall = posts.wall(place, now)
    day = days.read(place, on, now, wall, wall.post_of(staff))
    days.learn(day, [pk for pk in day.planned if pk in day.people])
    waited = (pk for pk in day.planned if pk in day.people and board.state(day, pk) != "left")
    found = sorted(waited, key=lambda pk: (board.minute_of(day, day.planned[pk]), pk))
    wanted = [(where_of(day, pk), one) for pk in found if (one := list_of(day, pk)).items]
    tables = tuple(Table(where, tuple(lists)) for where, lists in grouped(wanted).items())
    whole = sum(each.whole for _where, each in wanted)
    return Lists(tables, whole, len(wanted), len(found) - len(wanted))


def of_one(place: Place, customer: int, on: date, staff: Staff, now: datetime) -> List | None:
    wall = posts.wall(place, now)
    day = days.read(place, on, now, wall, wall.post_of(staff), only=customer)
    days.learn(day, [day.one(customer)])
    return list_of(day, day.one(customer)) if day.one(customer) in day.people else None


def grouped(wanted: Iterable[tuple[str, List]]) -> dict[str, list[List]]:
    """By where, what comes first first; what has no place yet at the end."""
    tables: dict[str, list[List]] = {}
    for where, each in wanted:
        tables.setdefault(where, []).append(each)
    return dict(sorted(tables.items(), key=lambda pair: pair[0] == ""))


def where_of(day: Day, pk: int) -> str:
    return day.planned[pk].where


def list_of(day: Day, pk: int) -> List:
    card: Card = cards.card_of(day, pk)
    return List(
        pk, card.said, card.lang, card.ordinal, cards.due_at(day, day.planned.get(pk)), card.sub,
        card.state, card.dangers, card.items, card.ready,
    )  # fmt: skip
