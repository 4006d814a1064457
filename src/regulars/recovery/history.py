"""The story of a case: its steps, contacts, closures and what was said, in the order they came."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext as _

from regulars.authority import amounts
from regulars.places.models import Staff
from regulars.recovery import words_of
from regulars.recovery.models import Answer, Case, Closure, Contact, Rating, Step

Row = Step | Contact | Closure | Answer | Rating


@dataclass(frozen=True)
class Entry:
    """One line of the story: what, the words, when and by whom."""

    label: str
    lines: tuple[str, ...]
    when: str
    who: str = ""
    at: datetime | None = None


@dataclass(frozen=True)
class Story:
    """What is written about a case; ``past`` is the oldest first."""

    case: Case
    steps: tuple[Step, ...]
    contacts: tuple[Contact, ...]
    closures: tuple[Closure, ...]
    words: dict[int, str]
    names: dict[str, str] = field(default_factory=dict)
    answers: tuple[Answer, ...] = ()
    ratings: tuple[Rating, ...] = ()

    def words_of(self, moment: int) -> str:
        return self.words.get(moment, "")

    def has(self, kind: str) -> bool:
        return any(step.kind == kind for step in self.steps)

    @property
    def comforted(self) -> bool:
        """Whether facts, fault and fairness may be asked for at all."""
        return self.has(Step.Kind.APOLOGISED)

    @property
    def closure(self) -> Closure | None:
        """The last word that it is over, while it stands; the customer's own before any other."""
        standing = [each for each in self.closures if each.reopened_at is None]
        own = [each for each in standing if each.kind == Closure.Kind.CONFIRMED]
        return next(reversed(own or standing), None)

    @property
    def wish(self) -> str:
        """What they asked for when it was gone over; the last line of what was written."""
        heard = next((each for each in reversed(self.steps) if each.kind == Step.Kind.HEARD), None)
        return next(reversed(parted(self.words_of(heard.moment))), "") if heard else ""

    @property
    def past(self) -> tuple[Entry, ...]:
        rows: list[Row] = [
            *self.steps, *self.contacts, *self.closures, *self.answers, *self.ratings,
        ]  # fmt: skip
        return tuple(self.entry(row) for row in sorted(rows, key=lambda row: (row.at, row.moment)))

    def entry(self, row: Row) -> Entry:
        lines = parted(self.words_of(row.moment))
        if isinstance(row, Step) and row.kind == Step.Kind.WRITTEN_DOWN:
            lines = (row.get_cause_display(), row.process, row.defect)
        return Entry(label(row, self.case), tuple(filter(None, lines)), when(self.case, row.at),
                     self.names.get(row.by, ""), row.at)  # fmt: skip


def parted(words: str) -> tuple[str, ...]:
    """Line by line: what was wished for, and the extra, each stand on a line of their own, the
    last (see ``steps.two``)."""
    return tuple(line for line in words.splitlines() if line.strip())


def read(case: Case) -> Story:
    steps = tuple(case.steps.all())
    contacts, closures = tuple(case.contacts.all()), tuple(case.closures.all())
    answers, ratings = tuple(case.answers.all()), tuple(case.ratings.all())
    rows: list[Row] = [*steps, *contacts, *closures, *answers, *ratings]
    moments = [case.moment, *(row.moment for row in rows)]
    moments += case.problems.values_list("moment", flat=True)
    moments += case.handovers.values_list("moment", flat=True)
    names = names_of({row.by for row in rows})
    return Story(case, steps, contacts, closures, words_of.of(moments), names, answers, ratings)


def names_of(opaque: Iterable[str]) -> dict[str, str]:
    """Colleagues by how the journal names them; customers and the clock have none."""
    numbers = {
        int(each.removeprefix("staff:")) for each in opaque
        if each.startswith("staff:") and each.removeprefix("staff:").isdecimal()
    }  # fmt: skip
    return {row.opaque: row.name for row in Staff.objects.filter(pk__in=numbers)}


def when(case: Case, at: datetime) -> str:
    return f"{at.astimezone(case.place.zone):%-H:%M}"


def label(row: Row, case: Case) -> str:
    """What happened, to a colleague."""
    if isinstance(row, Answer):
        return {
            Answer.Kind.NEAREST: _("Offered the nearest we can do"),
            Answer.Kind.TAKEN: _("They took what we offered"),
            Answer.Kind.REFUSED: _("Told them that it cannot be done"),
        }[Answer.Kind(row.kind)]
    if isinstance(row, Rating):
        seen = _("; many people saw it") if row.exposed else ""
        return _("Judged anew: {severity}").format(severity=row.get_severity_display()) + seen
    if isinstance(row, Contact):
        own = row.by == case.opaque
        return _("They said: not yet") if own else _("Told them how it goes")
    if isinstance(row, Closure):
        return {
            Closure.Kind.CONFIRMED: _("They said themselves that it is right"),
            Closure.Kind.REPORTED: _("They told us that it is right"),
            Closure.Kind.BY_STAFF: _("Left to rest by us, without their word"),
        }[Closure.Kind(row.kind)]
    return step_label(row)


def step_label(step: Step) -> str:
    if step.kind == Step.Kind.APOLOGISED:
        return _("Apologised in writing") if step.how == "sent" else _("Apologised in person")
    if step.kind == Step.Kind.HEARD:
        return _("Gone over together")
    if step.kind == Step.Kind.WRITTEN_DOWN:
        return _("Written down, so that it ends")
    owed = amounts.said(step.restitution or 0, step.currency) if step.restitution else ""
    extra = amounts.said(step.extra or 0, step.currency) if step.extra else ""
    both = " + ".join(part for part in (owed, extra) if part)
    return _("Put right, at our cost: {sum}").format(sum=both) if both else _("Put right")
