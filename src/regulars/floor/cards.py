"""One customer's card: who, which time, what may do them harm, how they are, and at most three
cues with the words for them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from regulars.customers.bonds import familiarity, pacing
from regulars.customers.models import Customer, Familiarity
from regulars.customers.recognition import said
from regulars.customers.visits import nth_visit
from regulars.engines.names import Said, is_han
from regulars.floor import bearing, cues, leaving, preparing, whereabouts, wording
from regulars.floor.cues import Cue, Why
from regulars.floor.day import Day, Planned
from regulars.floor.leaving import Step
from regulars.floor.posts import Post
from regulars.floor.preparing import Item
from regulars.floor.whereabouts import Whereabouts
from regulars.moments.models import Moment
from regulars.notebook.guidance import Danger, Guidance
from regulars.places import access
from regulars.places.access import Beside

__all__ = ["CUES", "Card", "Cue", "Talk", "Way", "Why", "card_of", "line_of"]

CUES = 3


@dataclass(frozen=True)
class Talk:
    """What they like to talk about, and what nobody begins with."""

    welcome: tuple[str, ...]
    closed: tuple[str, ...]


@dataclass(frozen=True)
class Way:
    """The way in: what they need, what the house has of it, and what to do at this post."""

    beside: tuple[Beside, ...]
    plan: tuple[str, ...]


@dataclass(frozen=True)
class Card:
    """One customer on the board. ``state`` is due, here or left; ``list`` the list they stand in:
    due, here (at this post), away (elsewhere in the house) or left. ``on_way``: they were sent to
    where they are and nobody has met them yet. ``next`` is the post they would be sent to from
    here, by code and name. ``hello`` is worded as well as we know each other."""

    customer: int
    said: Said
    lang: str
    ordinal: int
    first: bool
    sub: str
    when: str
    where: str
    state: str
    cues: tuple[Cue, ...]
    more: int
    hoped: int
    farewell: str
    invented: bool
    list: str = "due"
    dangers: tuple[Danger, ...] = ()
    mood: str = ""
    talk: Talk | None = None
    way: Way | None = None
    rules: tuple[str, ...] = ()
    pictured: bool = False
    on_way: bool = False
    next: tuple[str, str] = ("", "")
    ways: tuple[Post, ...] = ()
    ready: int = 0
    items: tuple[Item, ...] = ()
    goodbye: tuple[Step, ...] = ()
    hello: str = ""
    proposed: int = 0

    @property
    def id(self) -> str:
        """The customer's number as a template writes it: without the toil of a localised figure."""
        return str(self.customer)

    @property
    def unready(self) -> bool:
        return self.ready < len(self.items)


def card_of(day: Day, pk: int, view: str = "") -> Card:
    """The whole card, as it stands on the board of the post in ``view`` (all of them if empty)."""
    person, happened, known = day.people[pk], day.moments.get(pk, []), day.known(pk)
    nth, name, now = nth_of(day, person), said(person, day.language), whereabouts.of(happened)
    level = level_of(day, person)
    spoken = pacing.scripts(name.text, level)[0]
    todo, plan = cues.of(day, pk, name.text, happened), day.planned.get(pk)
    items = preparing.items(known, day.wall.rules, preparing.ticked(happened))
    after = day.wall.after(now.post if now.state == "here" and now.post else day.post)
    return Card(
        customer=pk, said=name, lang=lang_of(name, day.language), ordinal=nth, first=nth == 1,
        sub=sub_of(day, person, plan, known, now, view), when=when_of(day, pk, now, happened),
        where=plan.where if plan else "", state=now.state, list=list_of(now, view),
        cues=todo.cues[:CUES], more=max(0, len(todo.cues) - CUES), hoped=nth + 1,
        farewell=wording.farewell(name.text, nth + 1), invented=person.invented,
        dangers=known.dangers, mood=bearing.words(known.mood) if known.mood else "",
        talk=Talk(known.welcome, known.closed), way=way_of(day, known), rules=todo.rules,
        pictured=pictured(person), on_way=bool(now.way),
        next=(after.code, after.name) if after else ("", ""), ways=ways(day, now), items=items,
        ready=sum(item.ready for item in items), hello=spoken.hello,
        goodbye=leaving.steps(name.text, nth + 1, parting(spoken)),
        proposed=day.proposed.get(pk, 0),
    )  # fmt: skip


def line_of(day: Day, pk: int) -> Card:
    """Far down the list a line is enough: name, ordinal, hour, what may do them harm, and the first
    need. The whole card comes when it is opened."""
    person, acts = day.people[pk], cues.own_acts(day, pk)
    nth, name, plan = nth_of(day, person), said(person, day.language), day.planned.get(pk)
    allowed = [act for act in acts if day.wall.rules.broken(*act.need.names()) is None]
    return Card(
        customer=pk, said=name, lang=lang_of(name, day.language), ordinal=nth, first=nth == 1,
        sub="", when=due_at(day, plan), where=plan.where if plan else "", state="due",
        cues=tuple(cues.brief(act) for act in allowed[:1]), more=len(allowed) - 1, hoped=nth + 1,
        farewell="", invented=person.invented, dangers=day.known(pk).dangers,
    )  # fmt: skip


def list_of(now: Whereabouts, view: str) -> str:
    """Which list of a board somebody stands in: whoever is at no post is everywhere."""
    if now.state != "here" or not view or not now.post or now.post == view:
        return now.state
    return "away"


def ways(day: Day, now: Whereabouts) -> tuple[Post, ...]:
    """Where somebody can be sent: to any post but the one they are at."""
    return tuple(post for post in day.wall.ways if post.code != now.post)


def nth_of(day: Day, person: Customer) -> int:
    return nth_visit(person.visits or 0, person.last_on, day.on)  # type: ignore[attr-defined]


def level_of(day: Day, person: Customer) -> Familiarity:
    """How well we know each other on this day: long silence takes a step away."""
    level, seen_on = person.level, person.seen_on  # type: ignore[attr-defined]
    return familiarity.faded(level, seen_on, day.on) if seen_on else Familiarity.NEW


def parting(spoken: pacing.Script) -> str:
    """The last words at the door: of their own from where somebody is at home here."""
    return spoken.goodbye if spoken.level >= Familiarity.FAMILIAR else ""


def pictured(person: Customer) -> bool:
    return bool(person.pictured)  # type: ignore[attr-defined]


def lang_of(name: Said, language: str) -> str:
    """The language of the name as it stands, for the right glyphs and the right voice."""
    if name.text.isascii() or not any(map(is_han, name.text)):
        return "en"
    return "zh-Hans" if language.startswith("zh-hans") else "zh"


def when_of(day: Day, pk: int, now: Whereabouts, happened: Sequence[Moment]) -> str:
    """That they are on the way, the hour at which they came, else when they are due."""
    if now.way:
        return _("on the way")
    for moment in happened:
        if moment.kind == "arrived":
            return f"{moment.happened_at.astimezone(day.place.zone):%H:%M}"
    return due_at(day, day.planned.get(pk))


def due_at(day: Day, plan: Planned | None) -> str:
    """The hour they booked, else about when they usually come."""
    if plan is not None and plan.at is not None:
        return f"{plan.at.astimezone(day.place.zone):%H:%M}"
    if plan is None or plan.hour is None:
        return ""
    if plan.hour not in day.hours:
        day.hours[plan.hour] = _("about {hour}:00").format(hour=plan.hour)
    return day.hours[plan.hour]


def way_of(day: Day, known: Guidance) -> Way | None:
    """At a door what the house has of it as well; at any post what to do there."""
    if not known.access:
        return None
    if not day.wall.at_a_door(day.post):
        return Way((), known.access)
    plan = tuple(each for each in known.access if each not in known.profile)
    return Way(access.beside(day.place, known.profile), plan)


def sub_of(
    day: Day, person: Customer, plan: Planned | None, known: Guidance, now: Whereabouts, view: str
) -> str:
    """The line beneath the name: who they come with, what for, last time, birthday near by, and
    where they are, if not here."""
    parts = [company(person, plan), known.aim or (plan.aim if plan else ""), *known.occasion,
             last_time(day, person), birthday(day, person)]  # fmt: skip
    if not person.name and person.called:
        parts.append(_("not yet known by name"))
    if list_of(now, view) == "away":
        parts.append(_("now at: {post}").format(post=day.wall.name(now.post)))
    return " · ".join(part for part in parts if part)


def company(person: Customer, plan: Planned | None) -> str:
    """How many come, where they said so; else how many they are at home."""
    if plan is not None and plan.at is not None:
        alone = _("alone")
        many = ngettext("party of {n}", "party of {n}", plan.party)
        return alone if plan.party == 1 else many.format(n=plan.party)
    size: int | None = person.size  # type: ignore[attr-defined]
    return _("household of {size}").format(size=size) if size else ""


def last_time(day: Day, person: Customer) -> str:
    last_on = person.last_on  # type: ignore[attr-defined]
    if last_on is None or last_on >= day.on:
        return ""
    days = (day.on - last_on).days
    return (
        _("last here yesterday") if days == 1 else _("last here {days} days ago").format(days=days)
    )


def birthday(day: Day, person: Customer) -> str:
    if person.birthday is None:
        return ""
    for ahead in range(4):
        that = day.on + timedelta(days=ahead)
        if (that.month, that.day) == (person.birthday.month, person.birthday.day):
            return (_("birthday today"), _("birthday tomorrow"))[ahead] if ahead < 2 else _(
                "birthday in {days} days").format(days=ahead)  # fmt: skip
    return ""
