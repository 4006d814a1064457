"""A case as a page or a machine reads it: frozen, complete, and shut where it has to be.

Facts, fault and fairness are None until somebody has apologised.
"""

from dataclasses import dataclass
from datetime import datetime

from regulars.places.models import Place
from regulars.recovery import words_of
from regulars.recovery.models import STEPS, Case, Closure, FollowUp, Handover, Problem, Step
from regulars.recovery.omissions import standing
from regulars.recovery.problems import missing
from regulars.recovery.running import due, with_clock


@dataclass(frozen=True)
class StepTaken:
    """One step: ``words`` as kept, amounts in minor units of ``currency``."""

    kind: str
    at: datetime
    by: str
    words: str
    how: str
    restitution: int | None
    extra: int | None
    currency: str
    cause: str
    process: str
    defect: str


@dataclass(frozen=True)
class ProblemStands:
    """One problem: the stages reached with their instants, and those still missing."""

    pk: int
    words: str
    at: datetime
    reached: dict[str, datetime]
    missing: tuple[str, ...]
    department: str


@dataclass(frozen=True)
class Line:
    """A case in a list. ``due`` is None while nobody waits; ``word`` is the kind of closure that
    stands, empty where none does; ``next`` the step whose turn it is, empty after the fourth."""

    pk: int
    code: str
    place: int
    customer: int | None
    owner: int
    owner_name: str
    severity: str
    exposed: bool
    post: str
    opened_at: datetime
    due: datetime | None
    next: str
    word: str
    closed_at: datetime | None
    words: str


@dataclass(frozen=True)
class Sheet:
    """All of one case."""

    line: Line
    comforted: bool
    steps: tuple[StepTaken, ...]
    facts: str | None
    fault: str | None
    fairness: str | None
    problems: tuple[ProblemStands, ...]
    contacts: tuple[tuple[datetime, str, str], ...]
    closures: tuple[Closure, ...]
    follow_ups: tuple[FollowUp, ...]
    offers: tuple[Handover, ...]


def open_cases(place: Place, now: datetime) -> list[Line]:
    """Every case not closed by its customer's word: whoever waits longest for us first."""
    rows = list(all_rows().filter(place=place, closed_at=None))
    words = words_of.of(case.moment for case in rows)
    lines = [line(case, words.get(case.moment, "")) for case in rows]
    return sorted(lines, key=lambda each: (each.due is None, each.due or each.opened_at, each.pk))


def case(place: Place, pk: int, now: datetime) -> Sheet | None:
    """One case of a place; None where there is none such."""
    row = all_rows().filter(place=place, pk=pk).first()
    if row is None:
        return None
    steps, problems = list(row.steps.all()), list(row.problems.prefetch_related("stages"))
    contacts, finding = list(row.contacts.all()), row.findings.last()
    shown = [*steps, *problems, *contacts, *([finding] if finding else [])]
    words = words_of.of([row.moment, *(each.moment for each in shown)])
    comforted = any(step.kind == Step.Kind.APOLOGISED for step in steps)
    judged = finding if comforted else None
    return Sheet(
        line=line(row, words.get(row.moment, "")), comforted=comforted,
        steps=tuple(taken(step, words) for step in steps),
        facts=words.get(judged.moment, "") if judged else None,
        fault=judged.fault if judged else None, fairness=judged.fairness if judged else None,
        problems=tuple(stands(each, words) for each in problems),
        contacts=tuple((each.at, each.by, words.get(each.moment, "")) for each in contacts),
        closures=tuple(row.closures.all()), follow_ups=tuple(row.follow_ups.all()),
        offers=tuple(row.handovers.filter(ended_at=None).select_related("to")),
    )  # fmt: skip


def all_rows():  # type: ignore[no-untyped-def]
    rows = with_clock(Case.objects.all()).select_related("place", "owner", "customer")
    return rows.prefetch_related("steps", "closures")


def line(row: Case, words: str) -> Line:
    done = {step.kind for step in row.steps.all()}
    return Line(
        pk=row.pk, code=row.code, place=row.place_id, customer=row.customer_id,
        owner=row.owner_id, owner_name=row.owner.name, severity=row.severity, exposed=row.exposed,
        post=row.post, opened_at=row.opened_at, due=due(row),
        next=next((str(kind) for kind in STEPS if kind not in done), ""), word=word(row),
        closed_at=row.closed_at, words=words,
    )  # fmt: skip


def word(row: Case) -> str:
    """The strongest word that stands: the customer's own before any other."""
    kinds = {each.kind for each in row.closures.all() if each.reopened_at is None}
    return next((str(kind) for kind in Closure.Kind if kind in kinds), "")


def taken(step: Step, words: dict[int, str]) -> StepTaken:
    return StepTaken(
        step.kind, step.at, step.by, words.get(step.moment, ""), step.how, step.restitution,
        step.extra, step.currency, step.cause, step.process, step.defect,
    )  # fmt: skip


def stands(problem: Problem, words: dict[int, str]) -> ProblemStands:
    reached = standing(problem)
    fed = reached.get("fed_back")
    return ProblemStands(
        problem.pk, words.get(problem.moment, ""), problem.at,
        {"recorded": problem.at, **{code: stage.at for code, stage in reached.items()}},
        missing(reached), fed.department if fed else "",
    )  # fmt: skip
