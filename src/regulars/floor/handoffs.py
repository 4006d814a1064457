"""Hand-offs as a board shows them: who is on the way here, and what became of those one sent."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from regulars.customers.models import Customer
from regulars.customers.recognition import said
from regulars.floor import relay, whereabouts
from regulars.floor.day import Day
from regulars.floor.relay import Relay

STAYS = timedelta(minutes=2)
"""So long a taken hand-off is still told of."""
STANDS = timedelta(minutes=30)
"""So long one that nobody took still stands."""


@dataclass(frozen=True)
class Handoff:
    """One strip on the board. ``state`` is ``way`` (somebody here is to meet them), ``sent`` (one
    waits for an answer), ``nobody`` (nobody came in time) or ``taken``."""

    relay: int
    customer: int
    state: str
    says: str
    origin: str
    words: str
    since: datetime
    button: str
    note: str
    takes: bool


def of_day(day: Day) -> list[Relay]:
    """Each customer's last hand-off, the newest first."""
    all_of = (relay.read(pk, happened) for pk, happened in day.moments.items())
    last = [found[-1] for found in all_of if found]
    return sorted(last, key=lambda each: each.sent_at, reverse=True)


def seen_from(
    day: Day, relays: Iterable[Relay], view: str, own: str, who: str
) -> tuple[Handoff, ...]:
    """What concerns a post: those on the way to it, and those sent from it or by this person."""
    mine = (each for each in relays if each.concerns(view) or each.sender == who
            or (each.origin and each.origin == view))  # fmt: skip
    return tuple(handoff(day, each, view, own, who) for each in mine
                 if stands(day, each) and each.customer in day.people)  # fmt: skip


def stands(day: Day, each: Relay) -> bool:
    """An old one is no news; whoever left is not waited for."""
    if each.taken_at is not None:
        return day.now - each.taken_at <= STAYS
    here = whereabouts.of(day.moments[each.customer]).state == "here"
    return here and day.now - each.sent_at <= STANDS


def handoff(day: Day, each: Relay, view: str, own: str, who: str) -> Handoff:
    person = day.people[each.customer]
    name = said(person, day.language).text
    origin = [day.wall.who(each.sender), day.wall.name(each.origin)]
    return Handoff(
        relay=each.moment, customer=each.customer, state=state_of(each, view, own, who),
        takes=takes(each, view, own, who), origin=" · ".join(filter(None, origin)),
        says=says(day, each, name, own), words=each.words, since=each.sent_at,
        button=promise(person), note=note(day, each),
    )  # fmt: skip


def state_of(each: Relay, view: str, own: str, who: str) -> str:
    if not each.open:
        return "taken"
    if each.also or each.lost:
        return "nobody"
    return "way" if takes(each, view, own, who) else "sent"


def takes(each: Relay, view: str, own: str, who: str) -> bool:
    """Whether whoever looks is asked to meet them: not the one who has just sent them on, unless
    they stand at the other end themselves."""
    sent_it = each.sender == who and not each.concerns(own)
    return each.open and each.concerns(view) and (not sent_it or bool(each.also))


def says(day: Day, each: Relay, name: str, own: str) -> str:
    if not each.open:
        return _("{who} meets {name}").format(who=day.wall.who(each.taker), name=name)
    if each.to == own:
        return _("{name} is on the way to you").format(name=name)
    return _("{name} is on the way: {post}").format(name=name, post=day.wall.name(each.to))


def promise(person: Customer) -> str:
    """In the first person: one presses one's own promise."""
    return {
        "mr": _("I’ll meet him"), "mrs": _("I’ll meet her"), "ms": _("I’ll meet her"),
    }.get(person.title, _("I’ll meet them"))  # fmt: skip


def note(day: Day, each: Relay) -> str:
    """What became of it, in a few words."""
    if each.seconds is not None:
        return _("taken after {n} s").format(n=each.seconds)
    if each.also:
        return _("Nobody has come yet. {post} has it too.").format(post=day.wall.name(each.also))
    return _("Nobody has come yet.") if each.lost else ""
