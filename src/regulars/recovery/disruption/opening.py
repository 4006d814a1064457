"""What is done with a disruption: begin it, change it, say something, hand it on, end it."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from regulars.moments import journal
from regulars.moments.kinds import DisruptionChanged, DisruptionEnded, DisruptionOpened
from regulars.places import people
from regulars.places.models import Level, Place, Staff
from regulars.places.once import done
from regulars.recovery import duty
from regulars.recovery.disruption import bulletins, counting, finding, rules, wording
from regulars.recovery.disruption.whom import Whom
from regulars.recovery.models import Bulletin, Disruption
from regulars.recovery.troubles import NotSo
from regulars.recovery.writing import again, chosen, clean

Kind, Ending = Disruption.Kind, Disruption.Ending
LONGEST_THING, LONGEST_WORDS = 120, 300
MINUTE = timedelta(minutes=1)


@transaction.atomic
def begin(
    place: Place, thing: str, *, reason: str, starts_at: datetime, whom: Whom, by: Staff,
    now: datetime, new_at: datetime | None = None, kind: str = Kind.LATE,
    said: dict[str, str] | None = None, minutes: int | None = None, owner: Staff | None = None,
    known_at: datetime | None = None, key: str | None = None,
) -> Disruption:  # fmt: skip
    """Write it down for everybody it touches; the first word is on its way from now on.

    ``minutes`` until the next word (the playbook's where None). ``owner`` has the list of those
    out of reach. Raises NotSo with the field, also where nobody is touched.
    """
    if known := again(Disruption, key, place=place.pk):
        return known
    told = checked(place, thing, reason, starts_at, new_at, kind, said or {})
    every = interval(place, minutes)
    keeper = owner or by
    touched = finding.find(place, whom, ())
    if not touched:
        raise NotSo("whom", _("Nobody has booked or bought so. Look at the day and the hours."))
    ahead = round((starts_at - (known_at or now)) / MINUTE)
    moment = journal.record(
        DisruptionOpened(keeper.opaque, len(touched), max(0, ahead)),
        about=f"place:{place.pk}", at=now, by=by.opaque, place=place.pk, key=key,
    )  # fmt: skip
    disruption = Disruption.objects.create(
        place=place, owner=keeper, kind=kind, starts_at=starts_at, new_at=new_at, every=every,
        known_at=min(known_at or now, now), whom=whom.kept(), opened_at=now, opened_by=by.opaque,
        moment=moment.pk, **told,
    )  # fmt: skip
    bulletins.say(disruption, Bulletin.Kind.FIRST, {}, next_at=following(now, every), by=by,
                  now=now, key=f"{key}:first" if key else None)  # fmt: skip
    return disruption


def checked(
    place: Place, thing: str, reason: str, starts_at: datetime, new_at: datetime | None, kind: str,
    said: dict[str, str],
) -> dict[str, Any]:  # fmt: skip
    """The words as they are kept. Raises NotSo."""
    if place.level != Level.PLACE:
        raise NotSo("place", _("A delay is told at a place, where people come."))
    text = " ".join(clean(thing, "thing", longest=LONGEST_THING).split())
    chosen(kind, "kind", Kind)
    words = rules.cleaned(said)
    if reason not in wording.REASONS:
        known = ", ".join(wording.REASONS)
        raise NotSo("reason", _("Choose one of these: {codes}.").format(codes=known))
    if reason == wording.OWN and not words:
        raise NotSo("said", _("Say the reason in a sentence; people bear what they understand."))
    in_order(starts_at, new_at, kind)
    return {"thing": text, "reason": reason, "said": words}


def in_order(starts_at: datetime, new_at: datetime | None, kind: str) -> None:
    if new_at is not None and new_at <= starts_at:
        raise NotSo("new_at", _("The new time must come after the planned one."))
    if new_at is not None and kind == Kind.OFF:
        raise NotSo("new_at", _("What cannot take place has no new time. Leave it empty."))


def interval(place: Place, minutes: int | None) -> int:
    every = rules.of(place).every if minutes is None else minutes
    if not rules.LEAST <= every <= rules.MOST:
        raise NotSo("minutes", _("Promise the next word in {least} to {most} minutes.").format(
            least=rules.LEAST, most=rules.MOST))  # fmt: skip
    return every


def following(now: datetime, every: int) -> datetime:
    """A promise people can read on a clock: the whole minute after so many."""
    at = now + every * MINUTE
    return at if not (at.second or at.microsecond) else at.replace(second=0, microsecond=0) + MINUTE


@transaction.atomic
def tell(
    disruption: Disruption, said: dict[str, str], *, by: Staff, now: datetime,
    minutes: int | None = None, key: str | None = None,
) -> Bulletin:  # fmt: skip
    """News to everybody, now. Raises NotSo."""
    if known := again(Bulletin, key, disruption=disruption.pk):
        return known
    current = running(disruption)
    words = rules.cleaned(said)
    if not words:
        raise NotSo("said", _("Write a sentence first. Without one they hear at the promised "
                              "minute that there is no news."))  # fmt: skip
    current.every = current.every if minutes is None else interval(current.place, minutes)
    current.save(update_fields=["every"])
    return bulletins.say(current, Bulletin.Kind.NEWS, words, next_at=following(now, current.every),
                         by=by, now=now, key=key)  # fmt: skip


@transaction.atomic
def change(
    disruption: Disruption, *, new_at: datetime | None, by: Staff, now: datetime,
    kind: str = Kind.LATE, said: dict[str, str] | None = None, key: str | None = None,
) -> Bulletin:  # fmt: skip
    """Another new time, or it cannot take place after all: everybody hears it now. Raises NotSo."""
    if known := again(Bulletin, key, disruption=disruption.pk):
        return known
    current = running(disruption)
    chosen(kind, "kind", Kind)
    in_order(current.starts_at, new_at, kind)
    if (current.new_at, current.kind) == (new_at, kind):
        raise NotSo("new_at", _("That is the time they were told already."))
    current.new_at, current.kind = new_at, kind
    current.save(update_fields=["new_at", "kind"])
    journal.record(DisruptionChanged(current.pk), about=f"place:{current.place_id}", at=now,
                   by=by.opaque, place=current.place_id)  # fmt: skip
    words, next_at = rules.cleaned(said or {}), following(now, current.every)
    return bulletins.say(current, Bulletin.Kind.CHANGED, words, next_at=next_at, by=by, now=now,
                         key=key)  # fmt: skip


@transaction.atomic
def end(
    disruption: Disruption, ending: str, *, by: Staff, now: datetime, key: str | None = None
) -> Disruption:
    """It is over (nobody is written to any more), or as planned after all (everybody hears it).

    Ended already: nothing changes. Raises NotSo.
    """
    chosen(ending, "ending", Ending)
    current = bulletins.held(disruption.pk)
    if done(key) or current.ended_at is not None:
        return current
    figures = counting.of(current)
    if ending == Ending.LIFTED:
        current.new_at, current.kind = None, Kind.LATE
        bulletins.say(current, Bulletin.Kind.LIFTED, {}, next_at=None, by=by, now=now)
    else:
        bulletins.overtake(current, now)
    current.ended_at, current.ended_by, current.ending = now, by.opaque, ending
    current.next_at, current.draft = None, {}
    current.save()
    journal.record(
        DisruptionEnded(current.pk, ending, figures.us, figures.known),
        about=f"place:{current.place_id}", at=now, by=by.opaque, place=current.place_id, key=key,
    )  # fmt: skip
    return current


@transaction.atomic
def hand_over(
    disruption: Disruption, to: Staff, *, by: Staff | str, now: datetime, key: str | None = None
) -> Disruption:
    """Somebody else sees to it and has the list. Raises NotSo for one who left, or of elsewhere."""
    current = running(disruption)
    if to.place_id != current.place_id or to.left_at is not None:
        raise NotSo("owner", _("Choose a colleague who works here."))
    if done(key) or to.pk == current.owner_id:
        return current
    current.owner = to
    current.save(update_fields=["owner"])
    journal.record(
        DisruptionChanged(current.pk, to.opaque), about=f"place:{current.place_id}", at=now,
        by=by if isinstance(by, str) else by.opaque, place=current.place_id, key=key,
    )  # fmt: skip
    return current


def running(disruption: Disruption) -> Disruption:
    """As it stands now, locked. Raises NotSo where it has ended."""
    current = bulletins.held(disruption.pk)
    if current.ended_at is not None:
        raise NotSo("ended", _("This has ended; nobody waits for a word any more."))
    return current


def left(staff: Staff, now: datetime) -> None:
    """Somebody works here no more: whoever is next up has their lists."""
    rows = Disruption.objects.filter(owner=staff, ended_at=None).select_related("place")
    for row in rows:
        to = duty.next_up(row.place, now, besides=staff)
        if to is not None and to.place_id == row.place_id:
            hand_over(row, to, by=bulletins.CLOCK, now=now, key=f"left:{row.pk}:{staff.pk}")


people.LEAVING.append(left)
