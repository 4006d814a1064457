"""They ask us to look at it once more: an answer is owed within a week, by somebody else if there
is anybody."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from regulars.moments.deadlines import handles, set_deadline
from regulars.moments.kinds import AppealAnswered, Appealed, AppealOwed
from regulars.moments.models import Deadline
from regulars.places.models import Staff
from regulars.places.once import done
from regulars.recovery import duty
from regulars.recovery.models import Appeal, Ban
from regulars.recovery.safety import banning, private, telling
from regulars.recovery.safety.asking_again import following
from regulars.recovery.troubles import NotSo
from regulars.recovery.writing import chosen, clean

DUE = "appeal_due"
WITHIN_DAYS = 7
AGAIN = timedelta(days=1)


@transaction.atomic
def make(ban: Ban, words: str, *, by: Staff, now: datetime, key: str | None = None) -> Appeal:
    """What they say against it, as it was told or written to us. Raises NotSo."""
    if (known := done(key)) and (same := Appeal.objects.filter(moment=known.pk).first()):
        return same
    current = banning.held(ban)
    text = clean(words, "words")
    if current.verdict != Ban.Verdict.BAN or current.ended_at is not None:
        raise NotSo("ban", _("There is nothing to appeal against: they are served."))
    if waiting := current.appeals.filter(answered_at=None).first():
        return waiting
    due = current.place.hours_of(current.place.day_of(now) + timedelta(days=WITHIN_DAYS))[1]
    told = private.write(Appealed(ban=current.pk), about=f"place:{current.place_id}",
                         place=current.place, by=by, now=now, words=text, key=key)  # fmt: skip
    appeal = Appeal.objects.create(ban=current, at=now, by=by.opaque, moment=told.pk, due_at=due)
    if (judge := who_answers(current, now)) is not None:
        telling.appealed(appeal, judge, 0, now)
    set_deadline(DUE, f"appeal:{appeal.pk}/1", due - AGAIN)
    return appeal


def who_answers(ban: Ban, now: datetime) -> Staff | None:
    """Somebody who neither was involved nor decided it; else whoever decided it."""
    judges = list(banning.uninvolved(ban, now))
    decider = ban.decided_by.user_id if ban.decided_by else None
    fresh = (each for each in judges if each.user_id != decider)
    return next(fresh, next(iter(judges), None))


@transaction.atomic
def answer(
    appeal: Appeal, outcome: str, words: str, *, until: date | None = None, by: Staff,
    now: datetime, key: str | None = None,
) -> Appeal:  # fmt: skip
    """It stands, ends earlier, or is lifted; with the reason they are told. Raises NotSo."""
    ban = banning.held(appeal.ban)
    current = Appeal.objects.select_related("ban__place").get(pk=appeal.pk)
    if done(key) or current.answered_at is not None:
        return current
    what = chosen(outcome, "outcome", Appeal.Outcome)
    text = clean(words, "words", longest=1000)
    check_judge(ban, by, now)
    if what == Appeal.Outcome.SHORTER:
        shorten(ban, until, now)
    told = private.write(AppealAnswered(ban=ban.pk, outcome=what), about=f"place:{ban.place_id}",
                         place=ban.place, by=by, now=now, words=text, key=key)  # fmt: skip
    current.answered_at, current.answered_by_id = now, by.pk
    current.outcome, current.answer = what, told.pk
    current.save(update_fields=["answered_at", "answered_by", "outcome", "answer"])
    if what == Appeal.Outcome.LIFTED and ban.ended_at is None:
        banning.end(ban, "lifted", by.opaque, now)
    return current


def check_judge(ban: Ban, by: Staff, now: datetime) -> None:
    judges = {each.user_id for each in banning.uninvolved(ban, now)}
    decider = ban.decided_by.user_id if ban.decided_by else None
    if by.user_id not in judges:
        raise NotSo("by", _("You were part of it. Somebody who leads and was not decides."))
    if by.user_id == decider and judges - {decider}:
        raise NotSo("by", _("You decided it. Let somebody else look at it this time."))


def shorten(ban: Ban, until: date | None, now: datetime) -> None:
    ends = banning.end_of(ban, until, now)
    if ban.until is None or ends >= ban.until:
        raise NotSo("until", _("Choose a day before the one that stands."))
    ban.until = ends
    ban.save(update_fields=["until"])
    set_deadline(banning.ENDS, f"ban:{ban.pk}/{ends:%Y%m%d%H%M}", ends)


@handles(DUE, quick=True)
def still_owed(deadline: Deadline, now: datetime) -> Callable[[], None]:
    """A day before it is due, and each day from then on until it is answered."""

    def effect() -> None:
        name, _slash, turn = deadline.subject.partition("/")
        rows = Appeal.objects.filter(pk=int(name.partition(":")[2]), answered_at=None)
        appeal = rows.select_related("ban__place", "ban__proposed_by", "ban__decided_by").first()
        if appeal is None or appeal.ban.ended_at is not None:
            return
        to = who_answers(appeal.ban, now) or appeal.ban.proposed_by
        kind = AppealOwed(ban=appeal.ban_id, to=to.opaque)
        private.write(kind, about=f"place:{appeal.ban.place_id}", place=appeal.ban.place,
                      by=duty.CLOCK, now=now, key=f"appeal-owed:{deadline.subject}")  # fmt: skip
        telling.appealed(appeal, to, int(turn), now)
        set_deadline(DUE, f"{name}/{int(turn) + 1}", following(deadline.due_at, AGAIN, now))

    return effect
