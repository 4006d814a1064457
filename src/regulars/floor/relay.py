"""A customer handed on from post to post: sent, taken, or lost.

Whoever is handed on stands on the receiver's board at once. Nobody came within a minute: the next
post has it too. Nobody came at all: the hand-off is lost, and counted.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from regulars.customers import visits
from regulars.floor import posts
from regulars.floor.known import Empty, Unknown, person, post
from regulars.moments import journal
from regulars.moments.deadlines import handles, set_deadline
from regulars.moments.kinds import HandedOff, Met, PassedOn, RelayLost
from regulars.moments.models import Deadline, Moment
from regulars.notebook import noticing
from regulars.places.models import Place, Staff

PATIENCE = timedelta(seconds=60)
"""So long the receiver has; then the next post is asked as well."""
LOST = timedelta(seconds=180)
LONGEST = 200
PASSING, LOSING = "relay", "relay_lost"


@dataclass(frozen=True)
class Relay:
    """One hand-off as it stands. ``also``: the post that was asked when nobody came; ``taker`` and
    ``seconds`` once somebody meets them."""

    moment: int
    customer: int
    sent_at: datetime
    sender: str
    origin: str
    to: str
    words: str
    also: str = ""
    lost: bool = False
    taker: str = ""
    seconds: int | None = None
    taken_at: datetime | None = None

    @property
    def open(self) -> bool:
        return self.taken_at is None

    def concerns(self, where: str) -> bool:
        """Whether somebody at this post is to meet them."""
        return where in (self.to, self.also, posts.ALL)


@transaction.atomic
def send(
    customer: int, to: str, place: Place, *, by: Staff, now: datetime, words: str = "",
    key: str | None = None,
) -> Moment:  # fmt: skip
    """They are on the way to a post. The same hand-off tapped again while it is open is the same.

    Raises Unknown for a customer or a post of another place; Empty where no post was said and
    there is no next one.
    """
    who = person(place, customer)
    goal = to or following(place, by, now)
    if goal not in set(place.touchpoints.values_list("code", flat=True)):
        raise Unknown(f"post {goal}")
    if known := Moment.objects.filter(key=key).first() if key else None:
        return known
    last = latest(who.opaque, place, now)
    if last is not None and last.facts["to"] == goal and not met(last.pk):
        return last
    text = words.strip()[:LONGEST]
    moment = journal.record(
        HandedOff(visit=visits.visit_name(who.pk, place.day_of(now)), to=goal, touchpoint=post(by)),
        about=who.opaque, at=now, by=by.opaque, place=place.pk, words=text, key=key,
        secret=noticing.tells(text),
    )  # fmt: skip
    set_deadline(PASSING, f"relay:{moment.pk}", now + PATIENCE)
    return moment


def following(place: Place, by: Staff, now: datetime) -> str:
    """The next post on the customers' way."""
    after = posts.wall(place, now).after(post(by))
    if after is None:
        raise Empty(_("There is no post after this one. Say where they are going."))
    return after.code


def latest(subject: str, place: Place, now: datetime) -> Moment | None:
    """The last time they were handed on today."""
    start, end = place.hours_of(place.day_of(now))
    rows = Moment.objects.filter(
        subject=subject, place=place.pk, kind="handed_off", happened_at__gte=start,
        happened_at__lt=end,
    )  # fmt: skip
    return rows.order_by("-happened_at", "-pk").first()


def met(relay: int) -> Moment | None:
    return Moment.objects.filter(key=meeting(relay)).first()


def meeting(relay: int) -> str:
    return f"met:{relay}"


@transaction.atomic
def meet(relay: int, place: Place, *, by: Staff, now: datetime) -> Moment:
    """“I'll meet them”: the first one does, for whoever comes later that one is given back.

    Being met makes the day a visit. Raises Unknown.
    """
    sent = Moment.objects.filter(pk=relay, place=place.pk, kind="handed_off").first()
    if sent is None:
        raise Unknown(f"hand-off {relay}")
    if known := met(relay):
        return known
    who = person(place, int(sent.subject.partition(":")[2]))
    visits.arrive(who, place, by=by.opaque, now=now, touchpoint=post(by))
    kind = Met(
        relay=relay, visit=str(sent.facts["visit"]), touchpoint=post(by),
        seconds=max(0, round((now - sent.happened_at).total_seconds())),
    )  # fmt: skip
    return journal.record(
        kind, about=sent.subject, at=now, by=by.opaque, place=place.pk, key=meeting(relay)
    )


@handles(PASSING)
def pass_on(deadline: Deadline, now: datetime) -> Callable[[], None]:
    """The minute is over: where nobody has come, the next post is asked as well."""

    def effect() -> None:
        sent = waiting(deadline)
        if sent is None or sent.place is None:
            return
        place = Place.objects.get(pk=sent.place)
        if also := beside(place, str(sent.facts["to"]), now):
            journal.record(
                PassedOn(relay=sent.pk, to=also), about=sent.subject, at=now, by="clock",
                place=place.pk, key=f"passed:{sent.pk}",
            )  # fmt: skip
        set_deadline(LOSING, deadline.subject, sent.happened_at + LOST)

    return effect


@handles(LOSING)
def lose(deadline: Deadline, now: datetime) -> Callable[[], None]:
    """Nobody came: once, and whoever comes now comes to somebody who waited."""

    def effect() -> None:
        if (sent := waiting(deadline)) is not None:
            journal.record(
                RelayLost(relay=sent.pk, to=str(sent.facts["to"])), about=sent.subject, at=now,
                by="clock", place=sent.place, key=f"lost:{sent.pk}",
            )  # fmt: skip

    return effect


def waiting(deadline: Deadline) -> Moment | None:
    """The hand-off of a deadline, while nobody took it and they were not sent elsewhere since."""
    sent = Moment.objects.get(pk=int(deadline.subject.partition(":")[2]))
    later = Moment.objects.filter(subject=sent.subject, kind="handed_off", place=sent.place)
    elsewhere = later.filter(happened_at__gt=sent.happened_at).exists()
    return None if elsewhere or met(sent.pk) else sent


def beside(place: Place, to: str, now: datetime) -> str:
    """Whom else to ask: the next post where somebody stands, else any other one; empty if none."""
    wall = posts.wall(place, now)
    after = wall.after(to)
    if after is not None and after.manned:
        return after.code
    others = (post.code for post in wall.ways if post.manned and post.code != to)
    return next(others, after.code if after else "")


def read(customer: int, happened: Iterable[Moment]) -> list[Relay]:
    """Every hand-off of one customer among the day's moments, the last one last."""
    rows = list(happened)
    return [relay(customer, sent, rows) for sent in rows if sent.kind == "handed_off"]


def relay(customer: int, sent: Moment, rows: Iterable[Moment]) -> Relay:
    became = {row.kind: row for row in rows if row.facts.get("relay") == sent.pk}
    taken, passed = became.get("met"), became.get("passed_on")
    return Relay(
        moment=sent.pk, customer=customer, sent_at=sent.happened_at, sender=sent.actor,
        origin=str(sent.facts.get("touchpoint", "")), to=str(sent.facts["to"]),
        words=noticing.shown(sent.words) if hasattr(sent, "words") else "",
        also=str(passed.facts["to"]) if passed else "", lost="relay_lost" in became,
        taker=taken.actor if taken else "", taken_at=taken.happened_at if taken else None,
        seconds=int(taken.facts["seconds"]) if taken else None,
    )  # fmt: skip
