"""A prompt at a step, once a day, and what came of it."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from regulars.anticipation.journeys.services import NotSo
from regulars.anticipation.models import JourneyStep, Prompt
from regulars.anticipation.prompts import choosing, switches
from regulars.customers.models import Customer
from regulars.customers.standing import the_one
from regulars.moments import journal
from regulars.moments.kinds import Prompted, PromptEnded
from regulars.places.models import Need, Place

OFF, NOT_YET = "off", "not_yet"
Outcome = Prompt.Outcome


def ask(
    customer: Customer, step: JourneyStep, place: Place, *, by: str, now: datetime
) -> Prompt | str:
    """The prompt of today at this step, or the code of why there is none. Asked again it is the
    same; where it is off nothing is looked at and nothing written."""
    person = the_one(customer)
    if not switches.on(place, person):
        return OFF
    day = place.day_of(now)
    known = Prompt.objects.filter(customer=person, step=step, day=day).select_related(
        "need", "naive"
    )
    if row := known.first():
        return row
    choice = choosing.likeliest(person, step, place, now)
    if choice is None:
        return NOT_YET
    try:
        return write(person, step, place, choice, by, now)
    except IntegrityError:  # the same page asked twice at once
        return known.get()


@transaction.atomic
def write(
    person: Customer, step: JourneyStep, place: Place, choice: choosing.Choice, by: str,
    now: datetime,
) -> Prompt:  # fmt: skip
    naive, share = choosing.usual(step, place, now)
    row = Prompt.objects.create(
        place=place, customer=person, step=step, need=choice.need, naive=naive,
        day=place.day_of(now), at=now, chance=choice.chance, naive_share=share,
        basis=choice.basis, reason=choice.reason, by=by,
    )  # fmt: skip
    journal.record(Prompted(row.pk, step.pk, choice.need.pk), about=person.opaque, at=now, by=by,
                   place=place.pk)  # fmt: skip
    return row


def said(row: Prompt) -> str:
    """Why, in words for the customer; no day and no figure that would feel watched."""
    if row.basis != "jar":
        return _("You often take it with you.")
    weeks = round(int(row.reason.get("days", 0)) / 7)
    if weeks < 1:
        return _("It is about time again.")
    words = ngettext("It usually lasts you about a week.", "It usually lasts you about {n} weeks.",
                     weeks)  # fmt: skip
    return words.format(n=weeks)


@transaction.atomic
def end(row: Prompt, outcome: str, took: str, *, by: str, now: datetime) -> Prompt:
    """What came of it; the first answer stands. ``took`` is the code of what they took instead.
    Raises NotSo."""
    if outcome not in Outcome.values:
        raise NotSo("outcome", _("Say taken, other or nothing."))
    fresh = Prompt.objects.select_for_update(of=("self",)).get(pk=row.pk)
    if fresh.outcome:
        return fresh
    fresh.took = taken(fresh, outcome, took)
    fresh.outcome, fresh.ended_at = outcome, now
    if fresh.took_id == fresh.need_id:
        fresh.outcome = Outcome.TAKEN
    fresh.save(update_fields=["took", "outcome", "ended_at"])
    journal.record(PromptEnded(fresh.pk, str(fresh.outcome)), about=fresh.customer.opaque, at=now,
                   by=by, place=fresh.place_id)  # fmt: skip
    return fresh


def taken(row: Prompt, outcome: str, code: str) -> Need | None:
    if outcome == Outcome.TAKEN:
        return row.need
    if outcome == Outcome.NOTHING or not code:
        return None
    need = Need.objects.filter(code=code).first()
    if need is None:
        raise NotSo("took", _("There is no need with this code: {code}.").format(code=code))
    return need
