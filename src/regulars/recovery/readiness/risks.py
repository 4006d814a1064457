"""What may fail here, and who looked whether it holds: dated, signed, asked for in time."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from regulars.moments import journal
from regulars.moments.deadlines import handles, set_deadline
from regulars.moments.kinds import Kind, RiskChecked, RiskKept, RiskMended, RiskOverdue
from regulars.moments.models import Deadline, Moment
from regulars.places.models import Place, Staff
from regulars.places.once import done
from regulars.recovery import duty
from regulars.recovery.models import Degree, Risk, RiskCheck
from regulars.recovery.safety.asking_again import following
from regulars.recovery.safety.supporting import supporter
from regulars.recovery.safety.telling import tell
from regulars.recovery.troubles import NotSo
from regulars.recovery.writing import again, clean

DUE = "risk_due"
AGAIN = timedelta(days=1)
END_OF_DAY = time(20)
LONGEST = 730


@dataclass(frozen=True)
class Standing:
    """A risk as it stands on a day: when it was looked at last and by whom, when it is due, what
    was found failing and is not mended."""

    risk: Risk
    last: RiskCheck | None
    due: date
    overdue: int
    broken: tuple[RiskCheck, ...]

    @property
    def weight(self) -> int:
        return self.risk.likely * self.risk.harm


def of(place: Place, now: datetime) -> list[Standing]:
    """What is broken first, then what is overdue, then by weight."""
    rows = Risk.objects.filter(place=place, retired_at=None).select_related("place")
    found = [standing(each, now) for each in rows.prefetch_related("checks__by")]
    return sorted(found, key=lambda one: (not one.broken, -one.overdue, -one.weight, one.risk.pk))


def standing(risk: Risk, now: datetime) -> Standing:
    checks = list(risk.checks.all())
    last = checks[-1] if checks else None
    due = due_on(risk, last)
    late = max(0, (risk.place.day_of(now) - due).days)
    broken = tuple(each for each in checks if not each.holds and each.mended_at is None)
    return Standing(risk, last, due, late, broken)


def due_on(risk: Risk, last: RiskCheck | None) -> date:
    begins = last.at if last else risk.begun_at
    return risk.place.day_of(begins) + timedelta(days=risk.every_days)


@transaction.atomic
def keep(
    place: Place, words: str, likely: int, harm: int, look: str, every_days: int, *, by: Staff,
    now: datetime, key: str | None = None,
) -> Risk:  # fmt: skip
    """Write down what may fail, and what is looked at how often. Raises NotSo."""
    if known := again(Risk, key, place=place.pk):
        return known
    text, what = clean(words, "words", longest=200), clean(look, "look", longest=300)
    if likely not in Degree.values or harm not in Degree.values:
        raise NotSo("likely", _("Choose how likely it is, and how bad it would be."))
    if not 1 <= every_days <= LONGEST:
        raise NotSo("every_days", _("Look at it at least every two years, at most each day."))
    told = record(place, RiskKept(), by, now, key)
    risk = Risk.objects.create(
        place=place, words=text, likely=likely, harm=harm, look=what, every_days=every_days,
        begun_at=now, moment=told.pk,
    )  # fmt: skip
    ask(risk, None)
    return risk


@transaction.atomic
def retire(risk: Risk, *, by: Staff, now: datetime, key: str | None = None) -> None:
    """It cannot happen here any more; what was signed stays."""
    if not done(key) and risk.retired_at is None:
        record(risk.place, RiskKept(off=True), by, now, key)
        Risk.objects.filter(pk=risk.pk).update(retired_at=now)


@transaction.atomic
def check(
    risk: Risk, *, holds: bool, words: str = "", by: Staff, now: datetime, key: str | None = None
) -> RiskCheck:
    """Somebody looked, and signs. What does not hold is told to whoever leads, and stays a task
    until it is mended. Raises NotSo without words on what fails."""
    if known := again(RiskCheck, key, risk=risk.pk):
        return known
    text = clean(words, "words", needed=not holds, longest=300)
    told = record(risk.place, RiskChecked(risk=risk.pk, holds=holds), by, now, key)
    made = RiskCheck.objects.create(risk=risk, at=now, by_id=by.pk, holds=holds, words=text,
                                    moment=told.pk)  # fmt: skip
    ask(risk, made)
    if not holds and (to := supporter(risk.place, now, by)) is not None:
        tell(to, risk.place, lambda: _("A check has failed"),
             lambda: f"{{where}}: {risk.words}", "risks/", urgent=True,
             key=f"risk-failed:{made.pk}", now=now)  # fmt: skip
    return made


@transaction.atomic
def mend(
    failed: RiskCheck, words: str, *, by: Staff, now: datetime, key: str | None = None
) -> RiskCheck:
    """What was found failing is mended, and how. Raises NotSo."""
    current = RiskCheck.objects.select_for_update(of=("self",)).select_related(
        "risk__place").get(pk=failed.pk)  # fmt: skip
    if done(key) or current.holds or current.mended_at is not None:
        return current
    text = clean(words, "mended", longest=300)
    record(current.risk.place, RiskMended(risk=current.risk_id), by, now, key)
    current.mended_at, current.mended_by_id, current.mended = now, by.pk, text
    current.save(update_fields=["mended_at", "mended_by", "mended"])
    return current


def ask(risk: Risk, last: RiskCheck | None) -> None:
    day = due_on(risk, last)
    at = datetime.combine(day, END_OF_DAY, risk.place.zone)
    set_deadline(DUE, f"risk:{risk.pk}/{day:%Y%m%d}/0", at)


@handles(DUE, quick=True)
def overdue(deadline: Deadline, now: datetime) -> Callable[[], None]:
    """Nobody has looked by eight in the evening of its day: whoever leads is told, each day."""

    def effect() -> None:
        name, day, turn = deadline.subject.split("/")
        rows = Risk.objects.filter(pk=int(name.partition(":")[2]), retired_at=None)
        risk = rows.select_related("place").first()
        last = risk.checks.last() if risk else None
        if risk is None or f"{due_on(risk, last):%Y%m%d}" != day:
            return
        key = f"risk-overdue:{deadline.subject}"
        record(risk.place, RiskOverdue(risk=risk.pk), duty.CLOCK, now, key)
        if (to := supporter(risk.place, now)) is not None:
            tell(to, risk.place, lambda: _("A check is overdue"),
                 lambda: f"{{where}}: {risk.words}", "risks/", urgent=False, key=key,
                 now=now)  # fmt: skip
        set_deadline(DUE, f"{name}/{day}/{int(turn) + 1}", following(deadline.due_at, AGAIN, now))

    return effect


def record(place: Place, kind: Kind, by: Staff | str, now: datetime, key: str | None) -> Moment:
    who = by if isinstance(by, str) else by.opaque
    return journal.record(kind, about=f"place:{place.pk}", at=now, by=who, place=place.pk, key=key)
