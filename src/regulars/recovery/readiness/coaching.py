"""Something to practise that came out of a case: between two colleagues, in private.

It is never before the customer, on no board and on no shared screen; nobody else reads a word.
"""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from regulars.moments.kinds import Coached, CoachingAnswered, CoachingDone
from regulars.places.models import Staff
from regulars.places.once import done
from regulars.recovery.models import Case, Coaching
from regulars.recovery.readiness import blame
from regulars.recovery.safety import private
from regulars.recovery.safety.telling import tell
from regulars.recovery.troubles import NotSo
from regulars.recovery.writing import clean


@transaction.atomic
def give(
    case: Case, person: Staff, words: str, *, until: date, by: Staff, now: datetime,
    key: str | None = None,
) -> Coaching:  # fmt: skip
    """What to practise, until when. Raises NotSo: for words that blame, with a proposal; for
    oneself; for somebody of another place."""
    if (known := done(key)) and (same := Coaching.objects.filter(moment=known.pk).first()):
        return same
    text = clean(words, "words", longest=1000)
    if hit := blame.found(text):
        raise NotSo("words", blame.refused(hit))
    if person.user_id == by.user_id or person.place_id != case.place_id:
        raise NotSo("person", _("Choose a colleague of this place other than yourself."))
    if until < case.place.day_of(now):
        raise NotSo("until", _("That day is over. Choose a later one."))
    told = private.write(Coached(), about=person.opaque, place=case.place, by=by, now=now,
                         words=text, key=key)  # fmt: skip
    coaching = Coaching.objects.create(case=case, person=person, coach_id=by.pk, at=now,
                                       until=until, moment=told.pk)  # fmt: skip
    tell(person, case.place, lambda: _("Something for you alone"),
         lambda: _("{where}: a colleague would like to practise something with you."),
         f"coaching/{coaching.pk}/", urgent=False, key=f"coached:{coaching.pk}",
         now=now)  # fmt: skip
    return coaching


@transaction.atomic
def answer(
    coaching: Coaching, words: str, *, by: Staff, now: datetime, key: str | None = None
) -> Coaching:
    """What they say to it: how it was for them, what they need. By them alone. Raises NotSo."""
    current = held(coaching)
    if by.user_id != current.person.user_id:
        raise NotSo("by", _("Only whoever is coached answers."))
    if done(key):
        return current
    text = clean(words, "answer", longest=1000)
    told = private.write(CoachingAnswered(coaching=current.pk), about=current.person.opaque,
                         place=current.case.place, by=by, now=now, words=text, key=key)  # fmt: skip
    current.answer = told.pk
    current.save(update_fields=["answer"])
    tell(current.coach, current.case.place, lambda: _("You have an answer"),
         lambda: _("{where}: a colleague answered what you wrote for them alone."),
         f"coaching/{current.pk}/", urgent=False, key=f"coach-answer:{told.pk}",
         now=now)  # fmt: skip
    return current


@transaction.atomic
def finish(coaching: Coaching, *, by: Staff, now: datetime, key: str | None = None) -> Coaching:
    """It was practised; either of the two says so. Raises NotSo."""
    current = held(coaching)
    if by.user_id not in (current.person.user_id, current.coach.user_id):
        raise NotSo("by", _("Only the two of you say that."))
    if current.done_at is None and not done(key):
        private.write(CoachingDone(coaching=current.pk), about=current.person.opaque,
                      place=current.case.place, by=by, now=now, key=key)  # fmt: skip
        current.done_at = now
        current.save(update_fields=["done_at"])
    return current


def held(coaching: Coaching) -> Coaching:
    rows = Coaching.objects.select_for_update(of=("self",))
    return rows.select_related("person", "coach", "case__place").get(pk=coaching.pk)
