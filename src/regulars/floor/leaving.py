"""The goodbye, in its order: the receipt folded, thanks by name, the next time hoped for, and not
in a hurry. What was skipped is counted and held against nobody."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from regulars.floor import wording
from regulars.moments.models import Moment
from regulars.places.models import Place

STEPS = ("receipt", "thanks", "hope", "goodbye")


@dataclass(frozen=True)
class Step:
    """One step: what to do, how, and the words to say, if any."""

    code: str
    act: str
    manner: str
    say: str


@dataclass(frozen=True)
class Goodbyes:
    """How a day's goodbyes went: how many were written down with their steps, how many whole, and
    how often each step was skipped."""

    all: int
    whole: int
    skipped: tuple[tuple[str, int], ...]

    @property
    def hurried(self) -> int:
        return self.all - self.whole


def steps(name: str, hoped: int, parting: str = "") -> tuple[Step, ...]:
    """The whole goodbye for one person; ``parting`` are the last words at the door."""
    return (
        Step("receipt", _("Fold the receipt into its envelope"), _("with both hands"), ""),
        Step("thanks", _("Thank them by name"), "", wording.thanks(name)),
        Step("hope", _("Hope for the next time"), "", wording.hope(hoped)),
        Step("goodbye", _("See them to the door"), _("stay until they are out of sight"), parting),
    )


def act_of(code: str) -> str:
    return next(step.act for step in steps("", 1) if step.code == code)


def parted(taken: Collection[str]) -> tuple[str, str]:
    """The steps that were taken and those that were skipped, as the journal writes them."""
    return (
        " ".join(code for code in STEPS if code in taken),
        " ".join(code for code in STEPS if code not in taken),
    )


def counted(place: Place, on: date) -> Goodbyes:
    """The goodbyes of a day; of two for one visit the first counts."""
    start, end = place.hours_of(on)
    rows = Moment.objects.filter(
        place=place.pk, kind="departed", happened_at__gte=start, happened_at__lt=end
    )
    first: dict[str, dict[str, str]] = {}
    for subject, facts in rows.order_by("happened_at", "pk").values_list("subject", "facts"):
        first.setdefault(subject, facts)
    return summed([facts for facts in first.values() if "steps" in facts or "skipped" in facts])


def summed(all_of: Collection[dict[str, str]]) -> Goodbyes:
    def skipped(facts: dict[str, str]) -> Iterable[str]:
        return facts.get("skipped", "").split()

    by_step = ((code, sum(code in skipped(facts) for facts in all_of)) for code in STEPS)
    return Goodbyes(
        len(all_of), sum(not skipped(facts) for facts in all_of),
        tuple((act_of(code), times) for code, times in by_step if times),
    )  # fmt: skip
