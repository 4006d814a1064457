"""One customer's card: who, which time, and at most three cues with the words for them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.utils.translation import gettext as _

from regulars.anticipation.models import Act
from regulars.customers.models import Customer
from regulars.customers.recognition import said
from regulars.customers.visits import nth_visit
from regulars.engines.names import Said, is_han
from regulars.floor import wording
from regulars.floor.day import Day, Listed
from regulars.moments.models import Moment

CUES = 3
SIGNS = ("noticed", "asked", "complained")


@dataclass(frozen=True)
class Why:
    """Where we know it from, how sure we are, and what happens if it is left."""

    where: str
    sure: str
    bars: int
    otherwise: str


@dataclass(frozen=True)
class Cue:
    """One thing to do, with the words for it. ``id`` is the moment that stood recorded before."""

    id: int
    icon: str
    act: str
    manner: str
    say: str
    why: Why | None
    state: str = ""


@dataclass(frozen=True)
class Card:
    """One customer on the board. ``state`` is due, here or left."""

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


def card_of(day: Day, pk: int) -> Card:
    """The whole card."""
    person, happened = day.people[pk], day.moments.get(pk, [])
    nth, name = nth_of(day, person), said(person, day.language)
    cues = cues_of(day, pk, name.text, happened)
    return Card(
        customer=pk, said=name, lang=lang_of(name, day.language), ordinal=nth, first=nth == 1,
        sub=sub_of(day, person), when=when_of(day, pk, happened), where="",
        state=state_of(happened), cues=cues[:CUES], more=max(0, len(cues) - CUES),
        hoped=nth + 1, farewell=wording.farewell(name.text, nth + 1), invented=person.invented,
    )  # fmt: skip


def line_of(day: Day, pk: int) -> Card:
    """Far down the list a line is enough: name, ordinal, hour and the first need. The whole card
    comes when it is opened."""
    person, acts = day.people[pk], own_acts(day, pk)
    nth, name = nth_of(day, person), said(person, day.language)
    cues = tuple(brief(act) for act in acts[:1])
    return Card(
        customer=pk, said=name, lang=lang_of(name, day.language), ordinal=nth, first=nth == 1,
        sub="", when=when_of(day, pk, ()), where="", state="due", cues=cues, more=len(acts) - 1,
        hoped=nth + 1, farewell="", invented=person.invented,
    )  # fmt: skip


def nth_of(day: Day, person: Customer) -> int:
    return nth_visit(person.visits or 0, person.last_on, day.on)  # type: ignore[attr-defined]


def lang_of(name: Said, language: str) -> str:
    """The language of the name as it stands, for the right glyphs and the right voice."""
    if name.text.isascii() or not any(map(is_han, name.text)):
        return "en"
    return "zh-Hans" if language.startswith("zh-hans") else "zh"


def state_of(happened: Iterable[Moment]) -> str:
    kinds = [moment.kind for moment in happened]
    if "departed" in kinds:
        return "left"
    return "here" if "arrived" in kinds else "due"


def when_of(day: Day, pk: int, happened: Sequence[Moment]) -> str:
    """The hour at which they came, else about when they usually do."""
    for moment in happened:
        if moment.kind == "arrived":
            return f"{moment.happened_at.astimezone(day.place.zone):%H:%M}"
    expected = day.expected.get(pk)
    if expected is None or expected.hour is None:
        return ""
    if expected.hour not in day.hours:
        day.hours[expected.hour] = _("about {hour}:00").format(hour=expected.hour)
    return day.hours[expected.hour]


def sub_of(day: Day, person: Customer) -> str:
    """The line beneath the name: household, last time, birthday near by, or who they are."""
    parts = [household(person), last_time(day, person), birthday(day, person)]
    if not person.name and person.called:
        parts.append(_("not yet known by name"))
    return " · ".join(part for part in parts if part)


def household(person: Customer) -> str:
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


def cues_of(day: Day, pk: int, name: str, happened: Sequence[Moment]) -> tuple[Cue, ...]:
    """Open cues in order of worth; what was asked or seen just now stands first."""
    answered = answers(happened)
    just_now = [sign_cue(m, answered) for m in reversed(happened) if m.kind in SIGNS
                and not m.facts.get("cue")]  # fmt: skip
    foreseen = enumerate(own_acts(day, pk))
    return (*just_now, *(act_cue(day, act, name, answered, place) for place, act in foreseen))


def own_acts(day: Day, pk: int) -> list[Listed]:
    """What was foreseen for them here, most worth first; visits we make stand by themselves."""
    acts = [act for act in day.acts.get(pk, ()) if act.kind != Act.Kind.BRING]
    return sorted(acts, key=lambda act: -act.worth)


def answers(happened: Iterable[Moment]) -> dict[int, str]:
    """What became of each cue or sign: the last word counts, asking never undoes a deed."""
    became: dict[int, str] = {}
    for moment in happened:
        sign = moment.facts.get("sign") or moment.facts.get("cue")
        if sign is None:
            continue
        if moment.kind == "asked" and became.get(sign) is None:
            became[sign] = "asked"
        elif moment.kind in ("acted", "declined"):
            became[sign] = {"acted": "done", "declined": "declined"}[moment.kind]
    return became


def sign_cue(moment: Moment, answered: dict[int, str]) -> Cue:
    words = moment.words.text if hasattr(moment, "words") else _("(erased)")
    act = {"asked": wording.asked_act, "complained": wording.complaint_act}.get(moment.kind, str)
    state = answered.get(moment.pk, "asked" if moment.kind == "asked" else "")
    manner = {"asked": _("asked for it"), "complained": _("put it right first")}
    icon = {"asked": "hand", "complained": "danger"}.get(moment.kind, "ask")
    return Cue(
        moment.pk, icon, act(words), manner.get(moment.kind, _("before they ask")), "", None, state
    )


def act_cue(day: Day, act: Listed, name: str, answered: dict[int, str], place: int) -> Cue:
    """The words turn from cue to cue and from day to day: nobody hears one sentence twice."""
    turn = act.customer + day.on.toordinal() + place
    return Cue(
        act.cue, act.need.icon, wording.ready_act(act.called), wording.ready_manner(turn),
        wording.ready_say(name, act.need.spoken(), turn), why_of(day, act),
        answered.get(act.cue, ""),
    )  # fmt: skip


def brief(act: Listed) -> Cue:
    return Cue(act.cue, act.need.icon, act.called, "", "", None)


def why_of(day: Day, act: Listed) -> Why:
    reason = day.reasons.get(act.cue, {})
    where = wording.joined(wording.where_from(reason), wording.window(reason))
    basis = str(reason.get("basis", ""))
    return Why(where, wording.sure(act.worth, basis), wording.bars(act.worth),
               wording.if_not(act.kind))  # fmt: skip
