"""Somebody waits, is seen to, or goes away."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from regulars.customers.models import Customer
from regulars.floor.models import Wait
from regulars.floor.promises.verbs import belonging
from regulars.floor.standards import current, expectations, touchpoints
from regulars.moments import journal
from regulars.moments.kinds import Kind, Queued, Served, WentAway
from regulars.notebook import noticing
from regulars.places.models import Level, Place, Staff
from regulars.places.once import done
from regulars.recovery.troubles import NotSo
from regulars.recovery.writing import again, clean

LONGEST = 120
MOST_PARTY = 999
MOST_MINUTES = 60 * 24 * 7


@transaction.atomic
def add(
    place: Place, at: str, *, by: Staff, now: datetime, words: str = "", party: int = 1,
    customer: Customer | None = None, minutes: int | None = None, key: str | None = None,
) -> Wait:  # fmt: skip
    """Somebody waits at a post or on a way in (``channel:phone``), from now on.

    ``words`` is how to know them; ``minutes`` what they said is right: it beats what they said
    before, which beats the standard. A known customer who waits there already is the same wait.
    Raises NotSo.
    """
    if known := again(Wait, key, place=place.pk):
        return known
    check(place, at, party, minutes)
    whose = belonging(place, customer)
    if whose is not None and (same := waiting(place, at, whose)):
        return same
    text = clean(words, "words", needed=False, longest=LONGEST)
    own = minutes if minutes is not None else expectations.of(place, at, whose)
    given = current.of(place, at, now).minutes if own is None else own
    kind = Queued(touchpoint=at, minutes=given, party=party, own=own is not None or None)
    told = journal.record(
        kind, about=whose.opaque if whose else f"place:{place.pk}", at=now, by=by.opaque,
        place=place.pk, words=text, key=key, secret=noticing.tells(text),
    )  # fmt: skip
    if minutes is not None:
        expectations.say(place, at, minutes, by=by, now=now, customer=whose,
                         key=key and f"{key}:expects")  # fmt: skip
    return Wait.objects.create(
        place=place, customer=whose, at=at, party=party, since=now, by=by.opaque, moment=told.pk,
        own_minutes=own, due_at=now + timedelta(minutes=given),
    )  # fmt: skip


def check(place: Place, at: str, party: int, minutes: int | None) -> None:
    if place.level != Level.PLACE:
        raise NotSo("place", _("Somebody waits at a place, where one can go to them."))
    touchpoints.check(at, touchpoints.waited_at(place), "at")
    if not 0 < party <= MOST_PARTY:
        raise NotSo("party", _("How many are they? From one to {most}.").format(most=MOST_PARTY))
    if minutes is not None and not 0 <= minutes <= MOST_MINUTES:
        raise NotSo("minutes", _("How many minutes did they say? From none to a week."))


def waiting(place: Place, at: str, customer: Customer) -> Wait | None:
    rows = Wait.objects.filter(place=place, at=at, customer=customer)
    return rows.filter(served_at=None, gone_at=None).first()


def held(wait: Wait) -> Wait:
    return Wait.objects.select_for_update(of=("self",)).get(pk=wait.pk)


@transaction.atomic
def serve(wait: Wait, *, by: Staff, now: datetime, key: str | None = None) -> Wait:
    """They are seen to; once, by whoever was first."""
    row = held(wait)
    if done(key) or over(row):
        return row
    kind = Served(wait=row.moment, touchpoint=row.at,
                  seconds=seconds(row, now), hit=now <= row.due_at)  # fmt: skip
    write(row, kind, by, now, key)
    row.served_at, row.served_by = max(now, row.since), by.opaque
    row.save(update_fields=["served_at", "served_by"])
    return row


@transaction.atomic
def gone(wait: Wait, *, by: Staff, now: datetime, key: str | None = None) -> Wait:
    """They went away unserved."""
    row = held(wait)
    if done(key) or over(row):
        return row
    kind = WentAway(wait=row.moment, touchpoint=row.at,
                    seconds=seconds(row, now))  # fmt: skip
    write(row, kind, by, now, key)
    row.gone_at = max(now, row.since)
    row.save(update_fields=["gone_at"])
    return row


def over(wait: Wait) -> bool:
    return wait.served_at is not None or wait.gone_at is not None


def seconds(wait: Wait, now: datetime) -> int:
    return max(0, round((now - wait.since).total_seconds()))


def write(wait: Wait, kind: Kind, by: Staff, now: datetime, key: str | None) -> None:
    journal.record(
        kind, about=wait.about, at=now, by=by.opaque, place=wait.place_id, key=key
    )  # fmt: skip
