"""An unusual wish: never a bare no. First the nearest we can do is offered; then it may be refused.

Here, in the API and in the database.
"""

from datetime import datetime

from django.db import transaction

from regulars.moments.kinds import WishAnswered
from regulars.places.models import Staff
from regulars.recovery import steps
from regulars.recovery.models import Answer, Case, Step
from regulars.recovery.troubles import NotYet
from regulars.recovery.writing import again, clean, held, named, write

NEAREST = "nearest"


def offer(
    case: Case, *, words: str, by: Staff | str, now: datetime, key: str | None = None
) -> Answer:
    """“We cannot do that; the nearest we can do is …”. Raises NotYet before they were asked what
    they wish, NotSo without words."""
    return answer(case, Answer.Kind.NEAREST, clean(words, "words", longest=500), by, now, key)


def take(
    case: Case, *, words: str = "", by: Staff | str, now: datetime, key: str | None = None
) -> Answer:
    """They took what was offered. Raises NotYet where nothing was."""
    text = clean(words, "words", needed=False, longest=500)
    return answer(case, Answer.Kind.TAKEN, text, by, now, key)


def refuse(
    case: Case, *, words: str, by: Staff | str, now: datetime, key: str | None = None
) -> Answer:
    """It cannot be done, and why. Raises NotYet until the nearest we can do was offered."""
    return answer(case, Answer.Kind.REFUSED, clean(words, "words", longest=500), by, now, key)


@transaction.atomic
def answer(
    case: Case, kind: Answer.Kind, words: str, by: Staff | str, now: datetime, key: str | None
) -> Answer:
    if known := again(Answer, key, case=case.pk, kind=kind):
        return known
    case = held(case)
    steps.before(case, Step.Kind.PUT_RIGHT)
    offered = case.answers.filter(kind=Answer.Kind.NEAREST).exists()
    if kind != Answer.Kind.NEAREST and not offered:
        raise NotYet(NEAREST)
    told = write(case, WishAnswered(case=case.pk, answer=kind), by=by, now=now, words=words,
                 key=key)  # fmt: skip
    return Answer.objects.create(case=case, kind=kind, at=now, by=named(by), moment=told.pk)
