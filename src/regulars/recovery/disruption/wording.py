"""What those whom it touches read and hear: the reason, the new time, what they get, when next.

Each in their own language. Ready reasons stand in all three; our own words are borrowed from the
nearest language they were written in, 繁體 from 简体. A time on another day than the word itself
is told with its day.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regulars.engines import names
from regulars.places import walls
from regulars.places.models import Place
from regulars.recovery.models import Affected, Bulletin, Disruption

OWN = "own"
REASONS: dict[str, Promise] = {
    "weather": gettext_lazy("The weather does not allow it."),
    "technical": gettext_lazy("Something technical has to be put in order first; we take no risk."),
    "before": gettext_lazy("What has to arrive before it has been delayed."),
    "key_person": gettext_lazy("Somebody whom it needs has fallen ill."),
    "power": gettext_lazy("There is no power in the house just now."),
    "supply": gettext_lazy("A delivery that it needs has not arrived."),
    "safety": gettext_lazy("It would not be safe just now."),
    OWN: gettext_lazy("In our own words"),
}
ZH = {"zh-hans", "zh-hant"}


@dataclass(frozen=True)
class Word:
    """One word to one person: ``lines`` in order, ``gets`` what they are entitled to, ``later``
    what they would be after a longer wait (from so many minutes). ``next`` is empty in the last."""

    subject: str
    hello: str
    lines: tuple[str, ...]
    gets: tuple[str, ...]
    later: tuple[tuple[int, str], ...]
    after: str
    next: str
    language: str

    @property
    def told(self) -> str:
        """The sentences in one breath; Chinese needs no gap between them."""
        return ("" if self.language in ZH else " ").join(self.lines)

    def body(self, link: str, phone: str) -> str:
        """The whole, as a letter."""
        parts = [self.hello, self.told]
        if self.gets:
            parts.append("\n".join([_("You are entitled to:"), *(f"– {it}" for it in self.gets)]))
        parts += [self.after, self.next]
        parts += [_("All of it, always up to date: {link}").format(link=link)] if link else []
        parts += [_("If you would rather speak: {phone}.").format(phone=phone)] if phone else []
        return "\n\n".join(part for part in parts if part)

    def short(self, link: str) -> str:
        """The same for a text message."""
        gets = _("You are entitled to: {what}.").format(what="; ".join(self.gets))
        parts = [self.subject + ".", *self.lines[:2], gets if self.gets else "", self.next, link]
        return " ".join(part for part in parts if part)

    def aloud(self) -> str:
        """The words to say on the phone."""
        gets = _("You are entitled to: {what}.").format(what="; ".join(self.gets))
        parts = [self.told, gets if self.gets else "", self.after, self.next]
        return ("" if self.language in ZH else " ").join(part for part in parts if part)


def in_language(said: Mapping[str, str], language: str) -> str:
    """Words kept by language, in this one or the nearest they were written in."""
    if own := said.get(language, ""):
        return own
    if language == "zh-hant" and said.get("zh-hans"):
        return names.traditional(said["zh-hans"])
    near = [said.get(each, "") for each in ZH] if language in ZH else []
    return next((it for it in (*near, said.get("en", ""), *said.values()) if it), "")


def language_of(customer_language: str, place: Place) -> str:
    """Theirs, else the house's."""
    known = dict(settings.LANGUAGES)
    wanted = (customer_language, place.language, settings.LANGUAGE_CODE)
    return next(each for each in wanted if each in known)


def delay_of(disruption: Disruption, new_at: datetime | None, now: datetime) -> int | None:
    """Minutes of delay; None where it does not take place at all. Not known yet: what has passed
    since its hour."""
    if disruption.kind == Disruption.Kind.OFF:
        return None
    late = (new_at or max(now, disruption.starts_at)) - disruption.starts_at
    return max(0, round(late.total_seconds() / 60))


def reason(disruption: Disruption, said: Mapping[str, str], language: str) -> str:
    """The ready sentence and our own words, in one breath."""
    ready = "" if disruption.reason == OWN else str(REASONS[disruption.reason])
    own = in_language(said, language)
    glue = "" if language in ZH else " "
    return glue.join(part for part in (ready, own) if part)


def word(
    bulletin: Bulletin, affected: Affected | None, entitled: Sequence[tuple[int, str, str]],
    after: str, name: str, language: str,
) -> Word:  # fmt: skip
    """What one person reads of a bulletin. ``entitled``: (minutes, sort, words) of the rule."""
    disruption, kind = bulletin.disruption, bulletin.kind
    place = disruption.place
    delay = delay_of(disruption, bulletin.new_at, bulletin.at)
    mine = [(at, text) for at, sort, text in entitled
            if not (sort and affected) or affected.sort == sort]  # fmt: skip
    lifted = kind == Bulletin.Kind.LIFTED
    gets = tuple(text for at, text in mine if not lifted and (delay is None or at <= delay))
    later = tuple((at, text) for at, text in mine if delay is not None and at > delay)
    return Word(
        subject=subject(bulletin), hello=hello(bulletin, name),
        lines=tuple(lines(bulletin, affected, language)), gets=gets,
        later=() if lifted else later, after="" if lifted else after,
        next=following(bulletin, place), language=language,
    )  # fmt: skip


def hello(bulletin: Bulletin, name: str) -> str:
    house = bulletin.disruption.place.called()
    if not name:
        return _("A word from {house}").format(house=house)
    return _("{name}, a word from {house}").format(name=name, house=house)


def subject(bulletin: Bulletin) -> str:
    thing, kind = bulletin.disruption.thing, bulletin.kind
    if kind == Bulletin.Kind.LIFTED:
        told = _("{thing}: as planned after all")
    elif kind == Bulletin.Kind.NONE:
        told = _("{thing}: no news yet")
    elif bulletin.disruption.kind == Disruption.Kind.OFF:
        told = _("{thing} cannot take place")
    else:
        told = _("{thing}: later than planned")
    return told.format(thing=thing)


def lines(bulletin: Bulletin, affected: Affected | None, language: str) -> list[str]:
    """We are sorry; what is so now; why; what is new."""
    disruption, kind = bulletin.disruption, bulletin.kind
    if kind == Bulletin.Kind.LIFTED:
        found = [_("Good news: it is as planned after all, at {was}.").format(
            was=planned(disruption, affected, bulletin.at))]  # fmt: skip
        return [*found, in_language(bulletin.said, language)] if bulletin.said else found
    told = [_("We are sorry."), now_so(bulletin, affected)]
    if kind == Bulletin.Kind.NONE:
        told.append(_("There is no news since our last word; we have not forgotten you."))
    first = bulletin.number == 1
    told.append(reason(disruption, disruption.said, language))
    told.append("" if first else in_language(bulletin.said, language))
    return [line for line in told if line]


def planned(disruption: Disruption, affected: Affected | None, seen: datetime) -> str:
    at = affected.starts_at if affected else disruption.starts_at
    return walls.said(disruption.place, at, seen)


def now_so(bulletin: Bulletin, affected: Affected | None) -> str:
    """When it is now. Whoever booked another hour is told their own, moved by as much."""
    disruption = bulletin.disruption
    was = planned(disruption, affected, bulletin.at)
    thing = disruption.thing
    if disruption.kind == Disruption.Kind.OFF:
        return _("{thing} cannot take place at {was}.").format(thing=thing, was=was)
    if bulletin.new_at is None:
        return _("{thing} will be later than {was}. We do not know yet until when.").format(
            thing=thing, was=was)  # fmt: skip
    own = affected.starts_at if affected else disruption.starts_at
    new = walls.said(disruption.place, own + (bulletin.new_at - disruption.starts_at), bulletin.at)
    return _("{thing} will be at {new} instead of {was}.").format(thing=thing, new=new, was=was)


def following(bulletin: Bulletin, place: Place) -> str:
    """The promise of the next word, always with its minute."""
    if bulletin.next_at is None:
        return ""
    return _("You hear from us again by {next}, also if there is no news.").format(
        next=walls.said(place, bulletin.next_at, bulletin.at))  # fmt: skip


def in_tongue(language: str) -> translation.override:
    return translation.override(language)
