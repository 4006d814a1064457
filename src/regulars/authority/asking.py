"""“May I?”: answered at once, in one sentence, before anything is promised.

Two questions go to the database, by plain SQL that both databases read alike: which limits bear
on this person, and what was drawn on them. What to say about it is decided without it.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import connection

from regulars.authority import above, circumstances, deciding, purses, wording
from regulars.authority.acts import ANY
from regulars.authority.deciding import Rule, Verdict
from regulars.authority.questions import Question, check
from regulars.places.models import Staff

LIMITS = """
WITH RECURSIVE up(id, parent_id, far) AS (
  SELECT id, parent_id, 0 FROM places_place WHERE id = %s
  UNION ALL
  SELECT place.id, place.parent_id, up.far + 1 FROM places_place place
    JOIN up ON place.id = up.parent_id
)
SELECT one.id, up.far,
       CASE WHEN one.job_id IS NOT NULL THEN 2 WHEN one.role <> '' THEN 1 ELSE 0 END,
       one.level, one.act, one.span, one.amount, one.count, one.effective_from, one.conditions
  FROM up JOIN authority_limit one ON one.place_id = up.id
 WHERE one.act IN (%s, '') AND one.role IN ('', %s) AND (one.job_id IS NULL OR one.job_id = %s)
   AND one.level <= %s AND one.effective_from <= %s
"""


@dataclass(frozen=True)
class Answer:
    """``line`` is the sentence shown. ``up_to`` in minor units, None without a bound. ``ask`` is
    whom to ask instead, ``on_shift`` whether they are here now."""

    yes: bool
    up_to: int | None
    because: str
    ask: Staff | None
    line: str
    on_shift: bool = False
    verdict: Verdict | None = None


def may_i(
    staff: Staff, act: str, amount: int, *, now: datetime, customer: str = "", case: str = "",
    thing: str | None = None, count: int = 1, reason: str = "", purchase: int | None = None,
    currency: str = "", charge: int = 0,
) -> Answer:  # fmt: skip
    """May this person do this now, at ``staff.place``? Nothing is changed.

    ``amount`` is in minor units of the place's currency. Raises NotSo for what cannot be,
    whoever asks: a negative amount, a foreign currency, more than was paid, an allergy.
    """
    return answer(Question(
        staff, act, amount, now, customer, case, thing or "", count, reason, purchase, currency,
        charge,
    ))  # fmt: skip


def answer(asked: Question) -> Answer:
    """Raises NotSo."""
    check(asked)
    verdict = decided(asked)
    currency = asked.staff.place.currency
    because = wording.because(verdict, asked.act, currency)
    if verdict.yes:
        line = wording.yes(verdict, because, currency)
        return Answer(True, verdict.up_to, because, None, line, verdict=verdict)
    whom, here = above.whom(asked.staff, asked.now, lambda one: may_themselves(one, asked))
    line = wording.ask(whom, here)
    return Answer(False, verdict.up_to, because, whom, line, here, verdict)


def may_themselves(leader: Staff, asked: Question) -> bool:
    return decided(replace(asked, staff=leader)).yes


def decided(asked: Question) -> Verdict:
    """The decision, with what was drawn so far. Raises NotSo."""
    rules = bearing_on(asked.staff, asked.act, asked.day)
    so = circumstances.so(asked, rules)
    subjects = purses.subjects(
        asked.staff.place.pk, asked.staff.pk, asked.act, asked.day, asked.case
    )
    known = purses.read(subjects) if rules else {}
    drawn = {subjects[subject]: sums for subject, sums in known.items()}
    return deciding.decide(asked.act, asked.amount, asked.count, rules, drawn, so, bool(asked.case))


def bearing_on(staff: Staff, act: str, day: date) -> list[Rule]:
    """The limits in force on a day that are about this person, this act or any, here or above."""
    with connection.cursor() as cursor:
        cursor.execute(LIMITS, [staff.place.pk, act, staff.role, staff.job_id or 0, staff.level,
                                day])  # fmt: skip
        return [
            Rule(limit, far, whose, level, scope or ANY, span, amount, count, str(begins),
                 frozenset(codes.split()) if codes else NO_CONDITION)
            for limit, far, whose, level, scope, span, amount, count, begins, codes
            in cursor.fetchall()
        ]  # fmt: skip


NO_CONDITION: frozenset[str] = frozenset()
