"""“I stop here”: one tap, no reason asked. Whoever leads is told at once, and what waited for them
is offered to the next."""

from contextlib import suppress
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from regulars.customers.models import Customer
from regulars.moments.kinds import HarmTold, LeaderComes, ServesAgain, StoppedServing
from regulars.places.models import Place, Staff
from regulars.places.once import done
from regulars.recovery import owners
from regulars.recovery.models import Case, Harm, Incident
from regulars.recovery.safety import private, supporting, telling
from regulars.recovery.safety.supporting import held, only_the_person
from regulars.recovery.troubles import NotSo
from regulars.recovery.writing import chosen, clean


@transaction.atomic
def stop(
    place: Place, *, by: Staff, now: datetime, customer: Customer | None = None,
    case: Case | None = None, key: str | None = None,
) -> Incident:  # fmt: skip
    """Somebody stops serving. Tapped again while it stands, it is the same stop.

    One who works all alone is their own supporter: the page then says whom to call outside.
    """
    if (known := done(key)) and (same := Incident.objects.filter(moment=known.pk).first()):
        return same
    standing = Incident.objects.filter(staff=by.pk, back_at=None, slip_at=None, place=place)
    if same := standing.filter(at__gt=now - supporting.AT_LEAST).first():
        return same
    leader = supporting.supporter(place, now, by) or Staff.objects.get(pk=by.pk)
    told = private.write(StoppedServing(leader=leader.opaque), about=by.opaque, place=place,
                         by=by, now=now, key=key)  # fmt: skip
    incident = Incident.objects.create(
        place=place, staff_id=by.pk, leader=leader, customer=customer, case=case, at=now,
        moment=told.pk, support_due_at=supporting.due_by(place, now),
    )  # fmt: skip
    supporting.begin(incident)
    if leader.pk != by.pk:
        telling.stopped(incident, leader, now)
        relieve(incident, by, leader, now)
    return incident


def relieve(incident: Incident, by: Staff, to: Staff, now: datetime) -> None:
    """Every case they see through is offered on."""
    mine = Case.objects.filter(owner__user=by.user_id, place=incident.place, closed_at=None)
    for case in mine.select_related("place", "owner", "customer"):
        key = f"stop:{incident.pk}:{case.pk}"
        with suppress(NotSo):  # whoever stops has stopped, whatever becomes of a case
            owners.hand_over(case, to, by=case.owner, now=now, key=key)


@transaction.atomic
def tell(
    incident: Incident, kind: str, words: str, *, by: Staff, now: datetime, key: str | None = None
) -> Incident:
    """What it was, if they wish to say it, and when they wish. Raises NotSo."""
    current = held(incident)
    only_the_person(current, by)
    what = chosen(kind, "kind", Harm) if kind else ""
    text = clean(words, "words", needed=False)
    if done(key) or not (what or text):
        return current
    whole = "\n\n".join(part for part in (private.read(current.told), text) if part)
    moment = HarmTold(incident=current.pk, what=what)
    told = private.write(moment, about=current.staff.opaque, place=current.place, by=by, now=now,
                         words=whole, key=key)  # fmt: skip
    current.kind = what or current.kind
    current.told = told.pk if whole else current.told
    current.save(update_fields=["kind", "told"])
    return current


@transaction.atomic
def coming(incident: Incident, *, by: Staff, now: datetime, key: str | None = None) -> Incident:
    """“I am coming”, by whoever supports them. Raises NotSo."""
    current = held(incident)
    if by.user_id != current.leader.user_id:
        raise NotSo("by", _("{name} supports them. Take it over first.").format(
            name=current.leader.name))  # fmt: skip
    if current.coming_at is None and not done(key):
        private.write(LeaderComes(incident=current.pk), about=current.staff.opaque,
                      place=current.place, by=by, now=now, key=key)  # fmt: skip
        current.coming_at = now
        current.save(update_fields=["coming_at"])
    return current


@transaction.atomic
def back(
    incident: Incident, *, slip: bool = False, by: Staff, now: datetime, key: str | None = None
) -> Incident:
    """They serve again; support stays owed, unless they say that the tap was a slip."""
    current = held(incident)
    only_the_person(current, by)
    if done(key) or current.back_at is not None:
        return current
    kind = ServesAgain(incident=current.pk, slip=slip or None)
    private.write(kind, about=current.staff.opaque, place=current.place, by=by, now=now, key=key)
    current.back_at = now
    current.slip_at = now if slip and current.supported_at is None else None
    current.save(update_fields=["back_at", "slip_at"])
    return current
