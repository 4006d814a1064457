"""What was missed: each with its owner and its age. A visit is complete only without any."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Prefetch

from regulars.places.models import Place, Staff
from regulars.recovery.models import Case, Problem, Stage, Step
from regulars.recovery.problems import missing, reached


@dataclass(frozen=True)
class Omission:
    """One problem with stages still missing (the next one first), since when, and whose it is.

    ``problem`` is None where the case itself has no class of cause though its customer said that
    it is right.
    """

    case: int
    problem: int | None
    missing: tuple[str, ...]
    owner: Staff
    since: datetime
    age: timedelta


@dataclass(frozen=True)
class Rate:
    """``missed`` of ``told`` problems have a stage missing."""

    missed: int
    told: int

    @property
    def share(self) -> float | None:
        return self.missed / self.told if self.told else None


def of(place: Place, now: datetime, *, older_than: timedelta = timedelta()) -> list[Omission]:
    """All of a place, the oldest first; also of cases that are closed."""
    found = [*untold(rows(place), now), *uncaused(place, now)]
    late = [each for each in found if each.age >= older_than]
    return sorted(late, key=lambda each: (each.since, each.case, each.problem or 0))


def of_case(case: Case, now: datetime) -> list[Omission]:
    """Those of one case."""
    return [each for each in of(case.place, now) if each.case == case.pk]


def complete(case: Case) -> bool:
    """Whether all they told is recorded, handled, checked again and fed back, and it is closed by
    their word."""
    told = rows(case.place).filter(case=case)
    return case.closed_at is not None and not any(missing(standing(each)) for each in told)


def rate(place: Place, since: datetime, until: datetime) -> Rate:
    """Of the problems told in a span of time, how many miss a stage."""
    told = list(rows(place).filter(at__gte=since, at__lt=until))
    return Rate(sum(1 for each in told if missing(standing(each))), len(told))


def rows(place: Place):  # type: ignore[no-untyped-def]
    stages = Prefetch("stages", Stage.objects.order_by("at", "pk"))
    return (
        Problem.objects.filter(case__place=place)
        .select_related("case__owner")
        .prefetch_related(stages)
    )


def standing(problem: Problem) -> dict[str, Stage]:
    return reached(list(problem.stages.all()))


def untold(told: Iterable[Problem], now: datetime) -> list[Omission]:
    found = []
    for problem in told:
        done = standing(problem)
        if gaps := missing(done):
            since = max([problem.at, *(stage.at for stage in problem.stages.all())])
            found.append(
                Omission(problem.case_id, problem.pk, gaps, problem.case.owner, since, now - since)
            )
    return found


def uncaused(place: Place, now: datetime) -> list[Omission]:
    """Their word is there, the class of the cause is not."""
    said = Case.objects.filter(place=place, closed_at=None, closures__kind="confirmed",
                               closures__reopened_at=None)  # fmt: skip
    open_ones = said.exclude(steps__kind=Step.Kind.WRITTEN_DOWN).select_related("owner").distinct()
    found = []
    for case in open_ones:
        since = case.closures.filter(kind="confirmed", reopened_at=None).latest("at").at
        found.append(Omission(case.pk, None, ("written_down",), case.owner, since, now - since))
    return found
