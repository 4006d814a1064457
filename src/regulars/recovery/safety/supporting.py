"""Support the same day: a named leader, a time that does not move, and a clock that asks for it.

It is due at the end of the place's own day, and never sooner than three hours after it happened:
whoever stops at ten in the evening is not told that the day is over.
"""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _

from regulars.moments.deadlines import handles, set_deadline
from regulars.moments.kinds import Supported, SupportHanded, SupportOwed
from regulars.moments.models import Deadline
from regulars.places import people
from regulars.places.models import Place, Staff
from regulars.places.once import done
from regulars.places.permissions import LEADERS
from regulars.recovery import duty
from regulars.recovery.models import Incident
from regulars.recovery.safety import private, telling
from regulars.recovery.safety.asking_again import following
from regulars.recovery.troubles import NotSo
from regulars.recovery.writing import clean

OWED, UNSEEN = "support_owed", "stop_unseen"
AT_LEAST = timedelta(hours=3)
BEFORE = timedelta(hours=1)
SEEN_WITHIN = timedelta(minutes=5)
AGAIN = timedelta(hours=4)


def due_by(place: Place, at: datetime) -> datetime:
    """By when support is owed for what happened at an instant."""
    return max(place.hours_of(place.day_of(at))[1], at + AT_LEAST)


def supporter(place: Place, now: datetime, *without: Staff) -> Staff | None:
    """The nearest leader who may support them, never one of ``without``; else a colleague who is
    on; None where nobody else is there."""
    users = {each.user_id for each in without}
    others = [each for each in everybody(place, now) if each.user_id not in users]
    return next((each for each in others if each.role in LEADERS), next(iter(others), None))


def everybody(place: Place, now: datetime) -> Iterator[Staff]:
    yield from duty.ladder(place, now)
    yield from duty.working(place)


def begin(incident: Incident) -> None:
    """Set the clocks: whether somebody comes, and whether support is given in time."""
    set_deadline(UNSEEN, f"incident:{incident.pk}", incident.at + SEEN_WITHIN)
    set_deadline(OWED, f"incident:{incident.pk}/0.", incident.support_due_at - BEFORE)


def open_incident(subject: str) -> Incident | None:
    pk = int(subject.partition("/")[0].partition(":")[2])
    rows = Incident.objects.filter(pk=pk, supported_at=None, slip_at=None)
    return rows.select_related("place", "staff", "leader").first()


@handles(UNSEEN, quick=True)
def unseen(deadline: Deadline, now: datetime) -> Callable[[], None]:
    """Nobody has said that they come: everybody else who leads here is told."""

    def effect() -> None:
        incident = open_incident(deadline.subject)
        if incident is None or incident.coming_at is not None or incident.back_at is not None:
            return
        users = {incident.staff.user_id, incident.leader.user_id}
        for each in everybody(incident.place, now):
            if each.role in LEADERS and each.user_id not in users:
                users.add(each.user_id)
                telling.stopped(incident, each, now)

    return effect


@handles(OWED, quick=True)
def still_owed(deadline: Deadline, now: datetime) -> Callable[[], None]:
    """The leader is reminded an hour before, at the time itself, and every four hours from then
    on until it is done; once it is late somebody else who leads is told too."""

    def effect() -> None:
        incident = open_incident(deadline.subject)
        if incident is None:
            return
        turn, _dot, again = deadline.subject.partition("/")[2].partition(".")
        late = max(0, int((now - incident.support_due_at).total_seconds() // 60))
        kind = SupportOwed(incident=incident.pk, to=incident.leader.opaque, late=late)
        private.write(kind, about=incident.staff.opaque, place=incident.place, by=duty.CLOCK,
                      now=now, key=f"support-owed:{deadline.subject}")  # fmt: skip
        told = partial(telling.owed, incident, late=late, turn=deadline.subject, now=now,
                       urgent=int(turn) <= 1)  # fmt: skip
        told(incident.leader)
        other = supporter(incident.place, now, incident.staff, incident.leader)
        if int(turn) and other is not None and other.role in LEADERS:
            told(other)
        first = incident.support_due_at if turn == "0" else None
        due = first or following(deadline.due_at, AGAIN, now)
        set_deadline(OWED, f"incident:{incident.pk}/{int(turn) + 1}.{again}", due)

    return effect


@transaction.atomic
def give(
    incident: Incident, words: str, *, by: Staff, now: datetime, key: str | None = None
) -> Incident:
    """Support was given, in these words; by the leader who owes it. Raises NotSo."""
    current = held(incident)
    if by.user_id != current.leader.user_id:
        raise NotSo("by", _("{name} supports them. Take it over first.").format(
            name=current.leader.name))  # fmt: skip
    if done(key) or not current.owed:
        return current
    text = clean(words, "care", longest=1000)
    told = private.write(Supported(incident=current.pk), about=current.staff.opaque,
                         place=current.place, by=by, now=now, words=text, key=key)  # fmt: skip
    current.supported_at, current.supported_by, current.care = now, by.opaque, told.pk
    current.save(update_fields=["supported_at", "supported_by", "care"])
    return current


@transaction.atomic
def more(incident: Incident, *, by: Staff, now: datetime, key: str | None = None) -> Incident:
    """“I still need somebody”: it is owed again. By the person alone. Raises NotSo."""
    current = held(incident)
    only_the_person(current, by)
    if done(key) or current.supported_at is None:
        return current
    kind = Supported(incident=current.pk, again=False)
    private.write(kind, about=current.staff.opaque, place=current.place, by=by, now=now, key=key)
    current.supported_at, current.supported_by = None, ""
    current.save(update_fields=["supported_at", "supported_by"])
    telling.not_enough(current, now)
    set_deadline(OWED, f"incident:{current.pk}/1.{now:%Y%m%d%H%M%S}", now + AT_LEAST)
    return current


@transaction.atomic
def hand(
    incident: Incident, to: Staff, *, by: Staff, now: datetime, key: str | None = None
) -> Incident:
    """Somebody else supports them: as the person wishes, or a leader takes it. Raises NotSo."""
    current = held(incident)
    if by.user_id not in (current.staff.user_id, current.leader.user_id, to.user_id):
        raise NotSo("by", _("Only they themselves, or whoever supports them, may change that."))
    if to.user_id == current.staff.user_id or to.left_at is not None:
        raise NotSo("to", _("Choose a colleague who works here."))
    if done(key) or to.pk == current.leader_id:
        return current
    become(current, to, by.opaque, now, key)
    return current


def become(incident: Incident, to: Staff, by: str, now: datetime, key: str | None) -> None:
    kind = SupportHanded(incident=incident.pk, to=to.opaque)
    private.write(kind, about=incident.staff.opaque, place=incident.place, by=by, now=now, key=key)
    incident.leader = to
    incident.save(update_fields=["leader"])
    telling.yours_now(incident, now)


def left(staff: Staff, now: datetime) -> None:
    """Whoever owed support works here no more: the next leader owes it."""
    rows = Incident.objects.filter(leader=staff, supported_at=None, slip_at=None)
    for incident in rows.select_related("place", "staff"):
        to = supporter(incident.place, now, staff, incident.staff)
        if to is not None:
            become(incident, to, duty.CLOCK, now, f"support-left:{incident.pk}:{staff.pk}")


people.LEAVING.append(left)


def held(incident: Incident) -> Incident:
    rows = Incident.objects.select_for_update(of=("self",))
    return rows.select_related("place", "staff", "leader").get(pk=incident.pk)


def only_the_person(incident: Incident, by: Staff) -> None:
    if by.user_id != incident.staff.user_id:
        raise NotSo("by", _("Only they themselves say that."))
