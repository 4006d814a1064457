"""Asking for wider room, with a case: an answer with reasons is owed within seven days.

What is late says so by itself: the clock tells whoever leads, and who asked, and the page shows it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from regulars.authority import above, amounts
from regulars.authority.acts import Act
from regulars.authority.models import Plea
from regulars.authority.questions import NotSo
from regulars.authority.reading import spoken_of
from regulars.moments import journal
from regulars.moments.deadlines import handles, set_deadline
from regulars.moments.kinds import WiderAnswered, WiderAsked, WiderLate
from regulars.moments.models import Deadline
from regulars.places import notices
from regulars.places.models import Place, Role, Staff

OWED = timedelta(days=7)
DUE = "wider_owed"
CLOCK = "clock"
LONGEST = 1000


def ask(staff: Staff, act: str, amount: int | None, case: str, *, key: str, now: datetime) -> Plea:
    """Ask for wider room in one act: up to ``amount`` each time (None: as one sees fit), with the
    case that shows why. Raises NotSo; a repeated key changes nothing."""
    if known := Plea.objects.filter(key=key).first():
        return known
    if act not in Act.values or act == Act.FIRST_AID:
        raise NotSo("act", _("Choose an act. First aid has no limit."))
    if amount is not None and not 0 < amount <= amounts.MOST:
        raise NotSo("amount", _("Write how far you would go alone, such as 200."))
    if not case.strip():
        raise NotSo("case", _("Tell the case: what happened, and what you could have done."))
    try:
        with transaction.atomic():
            return asked(staff, act, amount, case, key, now)
    except (IntegrityError, journal.Again) as raced:
        if known := Plea.objects.filter(key=key).first():
            return known
        raise raced


def asked(staff: Staff, act: str, amount: int | None, case: str, key: str, now: datetime) -> Plea:
    due = now + OWED
    moment = journal.record(
        WiderAsked(act=act, due=f"{due:%Y-%m-%dT%H:%M:%SZ}"), about=staff.opaque, at=now,
        by=staff.opaque, place=staff.place.pk, words=case.strip()[:LONGEST], key=f"wider:{key}",
    )  # fmt: skip
    plea = Plea.objects.create(place=staff.place, staff=staff, act=act, amount=amount, at=now,
                               due_at=due, key=key, moment=moment.pk)  # fmt: skip
    set_deadline(DUE, f"plea:{plea.pk}", due)
    for leader in answering(plea):
        tell(
            leader, plea, lambda: _("{name} asks for wider room to decide"),
            lambda: _("An answer with reasons is owed within seven days."), "asked", now,
        )  # fmt: skip
    return plea


def answering(plea: Plea) -> list[Staff]:
    """Who owes the answer: whoever leads the place, else whoever leads above it."""
    rows = [one for one in above.leading(plea.staff) if one.pk != plea.staff_id]
    here = [one for one in rows if one.role == Role.MANAGER] or rows
    return here[:1] if plea.staff.role == Role.CLERK else [
        one for one in rows if one.role == Role.OWNER][:1]  # fmt: skip


def may_answer(by: Staff, plea: Plea) -> bool:
    """A manager answers clerks; an owner everybody but themselves."""
    if by.user_id == plea.staff.user_id:
        return False
    return by.role == Role.OWNER or (by.role == Role.MANAGER and plea.staff.role == Role.CLERK)


@transaction.atomic
def answer(plea: Plea, said: str, reasons: str, *, by: Staff, now: datetime) -> Plea:
    """Yes, in part or not now, with reasons; the first answer stands. The limit itself is set in
    the table. Raises NotSo without reasons, and for whoever may not answer this one."""
    current = Plea.objects.select_for_update(of=("self",)).select_related("staff").get(pk=plea.pk)
    if current.answered_at is not None:
        return current
    if said not in Plea.Answer.values:
        raise NotSo("answer", _("Choose an answer."))
    if not reasons.strip():
        raise NotSo("reasons", _("Give your reasons: they asked with a case, they are owed them."))
    if not may_answer(by, current):
        raise NotSo("answer", _("Your own limits are set by the owner."))
    late = now > current.due_at
    moment = journal.record(
        WiderAnswered(answer=said, late=late or None), about=current.staff.opaque, at=now,
        by=by.opaque, place=current.place_id, words=reasons.strip()[:LONGEST],
        key=f"wider-answered:{current.pk}",
    )  # fmt: skip
    current.answer, current.answered_at = said, now
    current.answered_by, current.answer_moment = by, moment.pk
    current.save(update_fields=["answer", "answered_at", "answered_by", "answer_moment"])
    tell(
        current.staff, current, lambda: _("You have an answer about wider room"),
        lambda: _("{boss} has answered, with reasons."), "answered", now, boss=by.name,
    )  # fmt: skip
    return current


@handles(DUE, quick=True)
def owed(deadline: Deadline, now: datetime) -> Callable[[], None]:
    """Seven days have passed: who owes the answer and who asked are told."""

    def effect() -> None:
        pk = int(deadline.subject.partition(":")[2])
        rows = Plea.objects.select_related("staff__place", "place")
        plea = rows.filter(pk=pk, answered_at=None).first()
        if plea is None:
            return
        journal.record(WiderLate(act=plea.act), about=plea.staff.opaque, at=now, by=CLOCK,
                       place=plea.place_id, key=f"wider-late:{pk}")  # fmt: skip
        for leader in answering(plea):
            tell(leader, plea, lambda: _("{name} still waits for your answer"),
                 lambda: _("It was owed within seven days."), "late", now)  # fmt: skip
        tell(plea.staff, plea, lambda: _("Your answer is late"),
             lambda: _("It was owed within seven days. We have reminded them."), "late-asker",
             now)  # fmt: skip

    return effect


def tell(
    whom: Staff, plea: Plea, subject: Callable[[], str], line: Callable[[], str], key: str,
    now: datetime, boss: str = "",
) -> None:  # fmt: skip
    with override(whom.reads(plea.place)):
        told = subject().format(name=plea.staff.name), line().format(boss=boss)
        notices.tell(whom, told[0][:120], told[1], reverse("wider", args=[plea.place.slug]),
                     urgent=False, key=f"plea:{plea.pk}:{key}:{whom.pk}", now=now)  # fmt: skip


@dataclass(frozen=True)
class Sheet:
    """A plea as the page shows it; ``late`` where it is or was answered past its seven days."""

    plea: Plea
    act: str
    worth: str
    at: datetime
    due: datetime
    case: str
    answer: str
    reasons: str
    late: bool
    days: int
    mine: bool
    change: str


def sheets(staff: Staff, now: datetime, everybody: bool) -> list[Sheet]:
    """One's own, or everybody's for a leader: what waits first, the longest first."""
    rows = Plea.objects.filter(place=staff.place.pk).select_related("staff", "answered_by")
    if not everybody:
        rows = rows.filter(staff__user=staff.user_id)
    found = sorted(rows.order_by("-at")[:60], key=lambda one: (
        one.answered_at is not None, one.due_at if one.answered_at is None
        else now + (now - one.answered_at)))  # fmt: skip
    moments = [one.moment for one in found] + [one.answer_moment for one in found]
    words = spoken_of(one for one in moments if one is not None)
    return [sheet(one, words, staff, now) for one in found]


def sheet(plea: Plea, words: dict[int, str], staff: Staff, now: datetime) -> Sheet:
    place: Place = staff.place
    ended = plea.answered_at or now
    worth = amounts.said(plea.amount, place.currency) if plea.amount is not None else ""
    typed = amounts.typed(plea.amount, place.currency)
    return Sheet(
        plea, str(Act(plea.act).label), worth, plea.at.astimezone(place.zone),
        plea.due_at.astimezone(place.zone), words.get(plea.moment, ""),
        plea.get_answer_display() if plea.answer else "",
        words.get(plea.answer_moment or 0, ""), ended > plea.due_at,
        max(1, (ended - plea.due_at).days) if ended > plea.due_at else 0,
        may_answer(staff, plea),
        f"act={plea.act}&whose=role:{plea.staff.role}&span=each&amount={typed}",
    )  # fmt: skip
