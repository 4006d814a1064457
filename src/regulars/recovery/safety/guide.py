"""The guide at hand in a case: steps ticked by whoever takes them, and steps a house added."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from regulars.moments import journal
from regulars.moments.kinds import GuideStepKept, GuideStepTaken
from regulars.places import tree
from regulars.places.models import Place, Staff
from regulars.places.once import done
from regulars.recovery.models import Behaviour, Case, HouseStep, Tick
from regulars.recovery.readiness import dignity
from regulars.recovery.safety.steps_of import STEPS
from regulars.recovery.troubles import NotSo
from regulars.recovery.writing import again, chosen, clean, write


@dataclass(frozen=True)
class Row:
    """A step as it stands: its code, what to do, what to say; who ticked it; the house's own."""

    code: str
    do: Promise | str
    say: Promise | str
    ticked: bool
    own: int | None = None


@dataclass(frozen=True)
class Part:
    """One kind of difficult moment with its steps."""

    behaviour: str
    name: str
    rows: tuple[Row, ...]

    @property
    def ticked(self) -> int:
        return sum(row.ticked for row in self.rows)


def read(place: Place, case: Case | None = None) -> tuple[Part, ...]:
    """All four, with what was ticked in a case."""
    own = HouseStep.objects.filter(place__in=tree.above(place), taken_off_at=None)
    added: dict[str, list[HouseStep]] = {}
    for step in own:
        added.setdefault(step.behaviour, []).append(step)
    ticks = set(case.ticks.values_list("behaviour", "step")) if case else set()
    return tuple(part(each, added.get(each, []), ticks) for each in Behaviour)


def part(behaviour: Behaviour, added: list[HouseStep], ticks: set[tuple[str, str]]) -> Part:
    *given, stop = STEPS[behaviour]
    rows = [Row(each.code, each.do, each.say, (behaviour, each.code) in ticks) for each in given]
    rows += [
        Row(f"house-{each.pk}", each.words, "", (behaviour, f"house-{each.pk}") in ticks, each.pk)
        for each in added
    ]
    rows.append(Row(stop.code, stop.do, stop.say, (behaviour, stop.code) in ticks))
    return Part(str(behaviour), str(behaviour.label), tuple(rows))


@transaction.atomic
def tick(
    case: Case, behaviour: str, step: str, *, by: Staff, now: datetime, key: str | None = None
) -> Tick:
    """A step was taken; ticked twice it is the same. Raises NotSo for one there is not."""
    if known := again(Tick, key, case=case.pk):
        return known
    kind = chosen(behaviour, "behaviour", Behaviour)
    here = next(each for each in read(case.place) if each.behaviour == kind)
    if step not in {row.code for row in here.rows}:
        raise NotSo("step", _("There is no such step here. Open the guide afresh."))
    if same := case.ticks.filter(behaviour=kind, step=step).first():
        return same
    moment = GuideStepTaken(case=case.pk, behaviour=kind, step=step)
    told = write(case, moment, by=by, now=now, key=key)
    return Tick.objects.create(case=case, behaviour=kind, step=step, by=by.opaque, at=now,
                               moment=told.pk)  # fmt: skip


@transaction.atomic
def add(
    place: Place, behaviour: str, words: str, *, by: Staff, now: datetime, key: str | None = None
) -> HouseStep:
    """A step of the house's own. Raises NotSo, also for one that would humiliate somebody."""
    if known := again(HouseStep, key, place=place.pk):
        return known
    kind = chosen(behaviour, "behaviour", Behaviour)
    text = clean(words, "words", longest=200)
    if found := dignity.found(text):
        raise NotSo("words", dignity.refused(found))
    told = journal.record(GuideStepKept(behaviour=kind), about=f"place:{place.pk}", at=now,
                          by=by.opaque, place=place.pk, key=key)  # fmt: skip
    return HouseStep.objects.create(place=place, behaviour=kind, words=text, by=by.opaque, at=now,
                                    moment=told.pk)  # fmt: skip


@transaction.atomic
def take_off(step: HouseStep, *, by: Staff, now: datetime, key: str | None = None) -> None:
    """A step of the house's own is not needed any more; where it was ticked it stays ticked."""
    if done(key) or step.taken_off_at is not None:
        return
    kind = GuideStepKept(behaviour=step.behaviour, off=True)
    journal.record(kind, about=f"place:{step.place_id}", at=now, by=by.opaque, place=step.place_id,
                   key=key)  # fmt: skip
    HouseStep.objects.filter(pk=step.pk).update(taken_off_at=now)
