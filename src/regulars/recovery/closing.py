"""Whose word it is that a case is over: the customer's own, by the code they were given.

*Confirmed* by their code ends it, once the cause is written down. Told to a colleague it is
*reported complete*: shown apart and asked again a day later. Closed by staff alone it is open.
"""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from regulars.moments.kinds import Completed, NotYetRight
from regulars.places.models import Staff
from regulars.recovery import ages, cases, clocks, ending
from regulars.recovery.models import Case, Closure, Contact, Step
from regulars.recovery.troubles import NotSo, NotYet, Unknown
from regulars.recovery.writing import again, clean, held, named, result, write

Answers = Mapping[str, bool | None]
QUESTIONS = ("worry_gone", "sincere")


@transaction.atomic
def confirm(code: str, answers: Answers, now: datetime, key: str | None = None) -> Closure:
    """“It is right now”, by whoever holds the code; ``answers`` to the two closing questions.

    Their word is taken whatever we have still to write down. Said twice it is the same. Raises
    Unknown for a code there is not, NotSo for an answer that is none.
    """
    if known := again(Closure, key, kind=Closure.Kind.CONFIRMED):
        return known
    case = by_code(code)
    standing = case.closures.filter(kind=Closure.Kind.CONFIRMED, reopened_at=None).last()
    if standing is not None:
        return standing
    closure = complete(case, Closure.Kind.CONFIRMED, answers, case.opaque, now, "", key)
    ending.settle(case)
    return closure


@transaction.atomic
def report(
    case: Case, answers: Answers, *, words: str = "", by: Staff | str, now: datetime,
    key: str | None = None,
) -> Closure:  # fmt: skip
    """They told a colleague that it is right: shown apart, and asked again in a day. Raises
    NotYet before anybody has gone over it with them, NotSo."""
    if known := again(Closure, key, kind=Closure.Kind.REPORTED):
        return known
    case = held(case)
    needs(case, Step.Kind.APOLOGISED)
    text = result(words, "words", case, needed=False, longest=500)
    closure = complete(case, Closure.Kind.REPORTED, answers, named(by), now, text, key)
    ages.ask_in_a_day(closure)
    return closure


@transaction.atomic
def close_by_staff(
    case: Case, *, words: str, by: Staff | str, now: datetime, key: str | None = None
) -> Closure:
    """They cannot be reached, and it rests: how that was tried, in words. It counts as open.

    Raises NotYet without the class of the cause, NotSo without words.
    """
    if known := again(Closure, key, kind=Closure.Kind.BY_STAFF):
        return known
    clean(words, "words", longest=500)
    case = held(case)
    needs(case, Step.Kind.WRITTEN_DOWN)
    text = result(words, "words", case, longest=500)
    return complete(case, Closure.Kind.BY_STAFF, {}, named(by), now, text, key)


@transaction.atomic
def not_yet(code: str, words: str, now: datetime, key: str | None = None) -> Contact:
    """“Not yet”: what was said before to be over is not, and a new twenty minutes begin.

    Raises Unknown, NotSo without words.
    """
    if known := again(Contact, key):
        return known
    text = clean(words, "words")
    case = by_code(code)
    told = write(case, NotYetRight(case=case.pk), by=case.opaque, now=now, words=text, key=key)
    contact = Contact.objects.create(case=case, at=now, by=case.opaque, moment=told.pk)
    case.closures.filter(reopened_at=None).update(reopened_at=now)
    ending.settle(case)
    clocks.begin(case, now, contact.pk)
    return contact


def by_code(code: str) -> Case:
    """The case of a code, held. Raises Unknown."""
    case = cases.by_code(code)
    if case is None:
        raise Unknown
    return held(case)


def needs(case: Case, step: str) -> None:
    """Raises NotYet where this step was not taken."""
    if not case.steps.filter(kind=step).exists():
        raise NotYet(step)


def complete(
    case: Case, kind: str, answers: Answers, by: str, now: datetime, words: str, key: str | None
) -> Closure:
    said = {name: answer(answers, name) for name in QUESTIONS}
    moment = Completed(case=case.pk, how=kind, **said)
    told = write(case, moment, by=by, now=now, words=words, key=key)
    return Closure.objects.create(case=case, kind=kind, at=now, by=by, moment=told.pk, **said)


def answer(answers: Answers, name: str) -> bool | None:
    """Yes, no, or not answered. Raises NotSo for anything else."""
    given = answers.get(name)
    if given not in (True, False, None):
        raise NotSo(name, _("Answer yes or no, or leave it out."))
    return given
