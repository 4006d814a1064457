"""Beginning, planning, doing and ending: a person does each; nothing is sent by itself."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from regulars.anticipation import guard
from regulars.anticipation.followups import clock, order, spacing
from regulars.anticipation.followups.spacing import Window
from regulars.anticipation.guard import Blocked, Held, purposes
from regulars.anticipation.guard.ways import NotSo
from regulars.anticipation.models import Following, Sequence, Touch
from regulars.customers.models import Customer
from regulars.customers.standing import the_one
from regulars.engines import names
from regulars.moments import journal
from regulars.moments.kinds import (
    FollowingDone,
    FollowingPlanned,
    Kind,
    SequenceEnded,
    SequenceOpened,
)
from regulars.places.models import Place, Staff
from regulars.places.once import done

LONGEST = 120
Ending = Sequence.Ending
WAY = {
    "note": Touch.Way.LETTER, "call": Touch.Way.CALL, "cutting": Touch.Way.LETTER,
    "message": Touch.Way.MESSAGE, "visit": Touch.Way.VISIT, "taste": Touch.Way.HAND,
    "invitation": Touch.Way.LETTER,
}  # fmt: skip
"""By which way a form reaches them: what the guard goes by."""


def record(
    row: Sequence, kind: Kind, by: str, now: datetime, key: str | None, words: str = ""
) -> None:
    journal.record(kind, about=row.customer.opaque, at=now, by=by, place=row.place_id, key=key,
                   words=words)  # fmt: skip


@transaction.atomic
def begin(
    customer: Customer, place: Place, aim: str, *, by: Staff, now: datetime,
    owner: Staff | None = None, key: str | None = None,
) -> Sequence:  # fmt: skip
    """Keep in touch with somebody for an aim. Raises NotSo without one, or where the same aim is
    open already."""
    person = guard.held(customer)
    if key and (known := Sequence.objects.filter(key=key).first()):
        return known
    text = " ".join(aim.replace("\0", "").split())[:LONGEST]
    if not text:
        raise NotSo("aim", _("What is it for? A few words are enough."))
    rows = Sequence.objects.filter(customer=person, ended_at=None)
    if any(names.fold(row.aim) == names.fold(text) for row in rows):
        raise NotSo("aim", _("Somebody keeps in touch with them for this already."))
    whose = owner or by
    made = Sequence.objects.create(customer=person, place=place, owner=whose, aim=text,
                                   opened_at=now, by=by.opaque, key=key)  # fmt: skip
    record(made, SequenceOpened(made.pk, whose.opaque), by.opaque, now, key, text)
    clock.set_due(made, now)
    return made


def held(row: Sequence) -> Sequence:
    """As it stands, locked. Raises NotSo where it is ended."""
    rows = Sequence.objects.select_for_update(of=("self",)).select_related("customer", "place__top")
    current = rows.get(pk=row.pk)
    if current.ended_at is not None:
        raise NotSo("sequence", _("This has ended. Begin anew where there is a new reason."))
    return current


def steps(row: Sequence) -> tuple[list[Following], Following | None]:
    """Those done, in their order, and the one that is planned."""
    rows = list(row.steps.order_by("number"))
    return [one for one in rows if one.done_at], next((o for o in rows if not o.done_at), None)


def window(row: Sequence, before: list[Following]) -> Window:
    last = before[-1].done_at if before else None
    place = row.place
    return spacing.after(place.day_of(last) if last else None, place.day_of(row.opened_at))


@transaction.atomic
def plan(
    row: Sequence, *, form: str, stage: str, reason: str, anyway: bool = False, by: Staff,
    now: datetime, key: str | None = None,
) -> Following:  # fmt: skip
    """What the next one is, and what they have of it; planned before: this stands instead.
    Raises NotSo, and SameForm unless ``anyway``."""
    current = held(row)
    before, planned = steps(current)
    if planned is not None and done(key):
        return planned
    order.room(before)
    told = {
        "reason": order.reason(reason, before), "stage": order.stage(stage, before),
        "form": order.form(form, before, anyway), "planned_at": now, "by": by.opaque,
    }  # fmt: skip
    made, _new = Following.objects.update_or_create(
        sequence=current, number=len(before) + 1, defaults=told
    )
    record(current, FollowingPlanned(current.pk, made.number, form, stage), by.opaque, now, key,
           made.reason)  # fmt: skip
    return made


def do(row: Sequence, *, by: Staff, now: datetime, key: str | None = None) -> Following | None:
    """A person did the planned one. Raises NotSo before its day or without a plan, Held where the
    guard holds it back (written down, and its owner is told)."""
    made, blocked = done_or_blocked(row, by, now, key)
    if blocked is not None:
        silence(row, blocked, now)
        raise Held(blocked)
    return made


@transaction.atomic
def done_or_blocked(
    row: Sequence, by: Staff, now: datetime, key: str | None
) -> tuple[Following | None, Blocked | None]:  # fmt: skip
    person = guard.held(row.customer)
    if done(key):
        return row.steps.filter(done_at__isnull=False).last(), None
    current = held(row)
    before, planned = steps(current)
    today, span = current.place.day_of(now), window(current, before)
    if span.early(today):
        raise NotSo("day", too_early(span))
    if planned is None:
        raise NotSo("reason", _("Plan it first: how, and what they have of it."))
    told: dict[str, Any] = {"purpose": purposes.FOLLOW_UP, "channel": WAY[planned.form], "now": now}
    if blocked := guard.may_touch(person, current.place, **told):
        return None, blocked
    guard.touched(person, current.place, by=by, key=f"following:{current.pk}/{planned.number}",
                  **told)  # fmt: skip
    planned.done_at, planned.by, planned.late = now, by.opaque, span.late(today)
    planned.save(update_fields=["done_at", "by", "late"])
    record(current, FollowingDone(current.pk, planned.number, planned.form, planned.late),
           by.opaque, now, key)  # fmt: skip
    if planned.number == spacing.MOST:
        finish(current, Ending.WHOLE, by.opaque, now)
    else:
        clock.set_due(current, now, planned.number)
    return planned, None


def too_early(span: Window) -> str:
    day = date_format(span.opens, pgettext("a day in words", "j F"))
    return _("Too soon: leave them fourteen days. From {day} on it is welcome again.").format(
        day=day)  # fmt: skip


def silence(row: Sequence, blocked: Blocked, now: datetime) -> None:
    before, planned = steps(row)
    day = row.place.day_of(now)
    guard.silence(
        blocked, the_one(row.customer), row.place, what="follow_up", purpose=purposes.FOLLOW_UP,
        channel=WAY[planned.form] if planned else "", owner=row.owner, now=now,
        key=f"following:{row.pk}/{len(before) + 1}:{blocked.code}:{day}",
    )  # fmt: skip


@transaction.atomic
def stop(
    row: Sequence, ending: str, *, by: Staff, now: datetime, key: str | None = None
) -> None:  # fmt: skip
    """It ends: a result, a no, their request, or we let it rest. Raises NotSo."""
    if ending not in Ending.values or ending == Ending.WHOLE:
        raise NotSo("ending", _("Choose how it ended."))
    if done(key):
        return
    finish(held(row), ending, by.opaque, now, key)


def finish(row: Sequence, ending: str, by: str, now: datetime, key: str | None = None) -> None:
    row.ending, row.ended_at = ending, now
    row.save(update_fields=["ending", "ended_at"])
    row.steps.filter(done_at=None).delete()
    record(row, SequenceEnded(row.pk, ending, row.steps.count()), by, now, key)
