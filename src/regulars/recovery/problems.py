"""Haier's four no-misses: each problem told is recorded, handled, checked again and fed back."""

from datetime import datetime

from django.db import transaction

from regulars.moments.kinds import ProblemMoved, ProblemTold
from regulars.places.models import Staff
from regulars.recovery.models import STAGES, Case, Problem, Stage
from regulars.recovery.troubles import NotYet
from regulars.recovery.writing import again, clean, held, named, result, write


@transaction.atomic
def add(
    case: Case, *, words: str, by: Staff | str, now: datetime, key: str | None = None
) -> Problem:
    """One thing more that they told us, in their words. Raises NotSo without."""
    if known := again(Problem, key, case=case.pk):
        return known
    text = clean(words, "words")
    case = held(case)
    told = write(case, ProblemTold(case=case.pk), by=by, now=now, words=text, key=key)
    return Problem.objects.create(case=case, at=now, by=named(by), moment=told.pk)


def handle(
    problem: Problem, *, words: str, by: Staff | str, now: datetime, key: str | None = None
) -> Stage:
    """What was done about it. Raises NotSo without words."""
    told = result(words, "words", problem.case)
    return move(problem, Stage.Kind.HANDLED, told, by, now, key)


def recheck(
    problem: Problem, *, words: str = "", holds: bool = True, by: Staff | str, now: datetime,
    key: str | None = None,
) -> Stage:  # fmt: skip
    """Somebody looked again; where it does not hold it is to be handled again. Raises NotYet."""
    text = clean(words, "words", needed=False)
    return move(problem, Stage.Kind.RECHECKED, text, by, now, key, held_=holds)


def feed_back(
    problem: Problem, *, department: str, words: str = "", by: Staff | str, now: datetime,
    key: str | None = None,
) -> Stage:  # fmt: skip
    """Told to those who can end it: design, production, the kitchen, a supplier. Raises NotYet,
    NotSo without a department."""
    to = clean(department, "department", longest=80)
    text = clean(words, "words", needed=False)
    return move(problem, Stage.Kind.FED_BACK, text, by, now, key, department=to)


@transaction.atomic
def move(
    problem: Problem, kind: Stage.Kind, words: str, by: Staff | str, now: datetime,
    key: str | None, *, department: str = "", held_: bool = True,
) -> Stage:  # fmt: skip
    """One stage on; a stage reached already is given back. Raises NotYet out of turn."""
    if known := again(Stage, key, problem=problem.pk, kind=kind):
        return known
    case = held(problem.case)
    standing = reached(list(problem.stages.all()))
    if kind in standing:
        return standing[kind]
    first = STAGES[STAGES.index(kind) - 1]
    if first != STAGES[0] and first not in standing:
        raise NotYet(missing(standing)[0])
    moment = ProblemMoved(
        case=case.pk, problem=problem.pk, stage=kind, held=None if held_ else False
    )
    told = write(case, moment, by=by, now=now, words=words, key=key)
    return Stage.objects.create(
        problem=problem, kind=kind, at=now, by=named(by), moment=told.pk, department=department,
        held=held_,
    )  # fmt: skip


def reached(stages: list[Stage]) -> dict[str, Stage]:
    """The stages that stand, by their code: a check that failed takes back what came before."""
    standing: dict[str, Stage] = {}
    for stage in stages:
        if stage.held:
            standing[stage.kind] = stage
        else:
            standing.pop(Stage.Kind.HANDLED, None)
    return standing


def missing(standing: dict[str, Stage]) -> tuple[str, ...]:
    """The codes of the stages still to be reached, the next one first."""
    return tuple(code for code in STAGES[1:] if code not in standing)
