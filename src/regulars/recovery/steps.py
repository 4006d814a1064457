"""The four steps, in their order: comfort, go over it together, put it right, write it down.

Comfort comes before court: until somebody has apologised, nothing about facts, fault or fairness
can be written, here or in the database. No step can be dated before the one it follows, nor ahead
of the clock.
"""

import unicodedata
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from regulars.authority import ledger
from regulars.authority.acts import Act, Reason
from regulars.moments.kinds import Comforted, Heard, Judged, Kind, WrittenDown
from regulars.moments.kinds import PutRight as PutRightKind
from regulars.places.models import Staff
from regulars.recovery import ending, first_word, follow_ups
from regulars.recovery.models import STEPS, Case, Cause, Fairness, Fault, Finding, How, Step
from regulars.recovery.troubles import NotSo, NotYet
from regulars.recovery.writing import again, chosen, clean, held, named, write

MOST = 10**12
OWED, EXTRA = "owed", "extra"


@dataclass(frozen=True)
class PutRight:
    """It is put right; ``warning`` in words where nothing was added to what was owed."""

    step: Step
    warning: str = ""


def before(case: Case, kind: str) -> Step | None:
    """The first step of the kind that comes before this one; None where none does.

    Raises NotYet where it was not taken.
    """
    place = STEPS.index(Step.Kind(kind))
    if place == 0:
        return None
    known = case.steps.filter(kind=STEPS[place - 1]).first()
    if known is None:
        raise NotYet(next(str(each) for each in STEPS if not case.steps.filter(kind=each).exists()))
    return known


def in_time(case: Case, kind: str, at: datetime | None, now: datetime) -> datetime:
    """When the step was taken: not before the step it follows, not later than now."""
    last = before(case, kind)
    earliest, taken = (last.at if last else case.opened_at), at or now
    if taken > now:
        raise NotSo("at", _("That lies ahead of now. Leave the time out, or write an earlier one."))
    if taken < earliest:
        raise NotSo("at", _("That lies before what came first. Write {time} or later.").format(
            time=f"{earliest.astimezone(case.place.zone):%H:%M}"))  # fmt: skip
    return taken


def take(
    case: Case, step: str, kind: Kind, words: str, by: Staff | str, now: datetime,
    at: datetime | None, key: str | None, **columns: object,
) -> Step:  # fmt: skip
    """Write one step and its moment."""
    taken = in_time(case, step, at, now)
    told = write(case, kind, by=by, now=now, at=taken, words=words, key=key)
    return Step.objects.create(
        case=case, kind=step, at=taken, by=named(by), moment=told.pk, **columns
    )


@transaction.atomic
def comfort(
    case: Case, *, how: str, words: str, by: Staff | str, now: datetime,
    at: datetime | None = None, key: str | None = None, on_their_side: bool | None = None,
) -> Step:  # fmt: skip
    """Step one: somebody apologised, ``how`` being said or sent, in these words; whether they
    say themselves that they stood on the customer's side. Raises NotSo."""
    if known := again(Step, key, case=case.pk, kind=Step.Kind.APOLOGISED):
        return known
    way = chosen(how, "how", How)
    text = clean(words, "words")
    kind = Comforted(case=case.pk, how=way)
    step = take(held(case), Step.Kind.APOLOGISED, kind, text, by, now, at, key, how=way)
    first_word.keep(case, text, by=by, at=step.at, moment=step.moment, ticked=on_their_side)
    return step


@transaction.atomic
def hear(
    case: Case, *, their_words: str, wish: str, by: Staff | str, now: datetime,
    at: datetime | None = None, key: str | None = None, disputed_amount: int | None = None,
) -> Step:  # fmt: skip
    """Step two: gone over together; what they say, the outcome they wish, and what it is about in
    money (minor units of the place's currency; None where it is about none). Raises NotYet,
    NotSo."""
    if known := again(Step, key, case=case.pk, kind=Step.Kind.HEARD):
        return known
    case = held(case)
    before(case, Step.Kind.HEARD)
    told, wished = clean(their_words, "their_words"), clean(wish, "wish", longest=500)
    sum_ = None if disputed_amount is None else amount(disputed_amount, "disputed_amount")
    return take(
        case, Step.Kind.HEARD, Heard(case=case.pk), two(told, wished), by, now, at, key,
        disputed=sum_, currency="" if sum_ is None else case.place.currency,
    )  # fmt: skip


@transaction.atomic
def put_right(
    case: Case, *, restitution: str, restitution_amount: int = 0, extra: str = "",
    extra_amount: int = 0, by: Staff, now: datetime, at: datetime | None = None,
    key: str | None = None, act: str = Act.REFUND,
) -> PutRight:  # fmt: skip
    """Step three: what was owed, and the extra, kept apart; amounts in minor units of the place's
    currency go through the ledger (``act`` says what the restitution is there).

    An empty extra comes back as a warning. Raises NotYet, NotSo, and what the ledger raises
    (``ledger.Beyond``): then nothing is kept.
    """
    if known := again(Step, key, case=case.pk, kind=Step.Kind.PUT_RIGHT):
        return PutRight(known, warned(known))
    case = held(case)
    before(case, Step.Kind.PUT_RIGHT)
    owed = " ".join(clean(restitution, "restitution", longest=500).split())
    more = clean(extra, "extra", needed=False, longest=500)
    sums = (amount(restitution_amount, "restitution_amount"), amount(extra_amount, "extra_amount"))
    given = bool(more or sums[1])
    kind = PutRightKind(
        case=case.pk, restitution=sums[0], extra=sums[1], currency=case.place.currency,
        no_extra=None if given else True,
    )  # fmt: skip
    step = take(
        case, Step.Kind.PUT_RIGHT, kind, two(owed, more), by, now, at, key,
        currency=case.place.currency, restitution=sums[0], extra=sums[1], extra_given=given,
    )  # fmt: skip
    if sums[0]:
        give(case, step, OWED, act, sums[0], Reason.RESTITUTION, owed, by, now)
    if given:
        give(case, step, EXTRA, Act.EXTRA, sums[1], Reason.EXTRA, more, by, now)
    follow_ups.date(case, now)
    return PutRight(step, warned(step))


def give(
    case: Case, step: Step, part: str, act: str, sum_: int, reason: str, words: str,
    by: Staff, now: datetime,
) -> None:  # fmt: skip
    """A line of the ledger for one part of what was given, once for each step."""
    customer = f"customer:{case.customer_id}" if case.customer_id else ""
    ledger.give(
        by, act, sum_, reason=reason, words=words, customer=customer, case=case.opaque,
        key=f"case-step:{step.pk}:{part}", now=now,
    )  # fmt: skip


def warned(step: Step) -> str:
    if step.extra_given:
        return ""
    return _("You made good what was owed. What small thing do they get on top of it?")


@transaction.atomic
def write_down(
    case: Case, *, cause: str, process: str = "", defect: str = "", by: Staff | str,
    now: datetime, at: datetime | None = None, key: str | None = None,
) -> Step:  # fmt: skip
    """Step four: the class of the cause (one of Cause), in which piece of our work, and what
    failed. Cases alike in cause and process are one pattern. Raises NotYet, NotSo."""
    if known := again(Step, key, case=case.pk, kind=Step.Kind.WRITTEN_DOWN):
        return known
    case = held(case)
    before(case, Step.Kind.WRITTEN_DOWN)
    why = chosen(cause, "cause", Cause)
    where = clean(process, "process", needed=False, longest=200)
    what = clean(defect, "defect", needed=False, longest=300)
    kind = WrittenDown(case=case.pk, cause=why, pattern=pattern(why, where))
    step = take(
        case, Step.Kind.WRITTEN_DOWN, kind, "", by, now, at, key, cause=why, process=where,
        defect=what, pattern=pattern(why, where),
    )  # fmt: skip
    ending.settle(case)
    return step


@transaction.atomic
def judge(
    case: Case, *, facts: str = "", fault: str = "", fairness: str = "", by: Staff | str,
    now: datetime, key: str | None = None,
) -> Finding:  # fmt: skip
    """Facts, fault (one of Fault) and fairness (one of Fairness); shut until somebody has
    apologised. Raises NotYet, NotSo."""
    if known := again(Finding, key, case=case.pk):
        return known
    case = held(case)
    before(case, Step.Kind.HEARD)
    text = clean(facts, "facts", needed=not (fault or fairness))
    whose = chosen(fault, "fault", Fault) if fault else ""
    fair = chosen(fairness, "fairness", Fairness) if fairness else ""
    kind = Judged(case=case.pk, fault=whose, fairness=fair)
    told = write(case, kind, by=by, now=now, words=text, key=key)
    return Finding.objects.create(
        case=case, at=now, by=named(by), moment=told.pk, fault=whose, fairness=fair
    )


def amount(value: int, field: str) -> int:
    """Minor units. Raises NotSo below nothing and beyond all measure."""
    if not 0 <= value <= MOST:
        raise NotSo(field, _("An amount is nothing or more, without a minus."))
    return value


def two(first: str, second: str) -> str:
    """Two texts as the words of one moment; the second is one line, the last."""
    line = " ".join(second.split())
    return f"{first}\n{line}" if line else first


def pattern(cause: str, process: str) -> str:
    """What alike cases share: the cause and the piece of work, however it was typed."""
    folded = "".join(unicodedata.normalize("NFKC", process).casefold().split())
    return f"{cause}/{folded}"[:64] if folded else cause
