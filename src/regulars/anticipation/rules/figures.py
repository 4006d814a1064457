"""What became of what each rule proposed: uses, refusals and thanks, for as long as it exists."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q

from regulars.anticipation.models import Proposal, Rule

State = Proposal.State


@dataclass(frozen=True)
class Figures:
    """``proposed`` were shown; of these ``done``, ``declined``, ``thanked``; ``stopped`` were not
    shown because something stood against them, ``held`` at random."""

    proposed: int = 0
    done: int = 0
    declined: int = 0
    thanked: int = 0
    stopped: int = 0
    held: int = 0

    @property
    def answered(self) -> int:
        return self.done + self.declined

    @property
    def share(self) -> int | None:
        """Of ten offered so many were welcome, in per cent; None before anybody answered."""
        return round(100 * self.done / self.answered) if self.answered else None


def of(rules: Iterable[Rule]) -> dict[int, Figures]:
    """The figures of each of these rules, over all its versions."""
    numbers = [rule.pk for rule in rules]
    hidden = (State.HELD, State.BLOCKED)
    rows = (
        Proposal.objects.filter(version__rule__in=numbers).values("version__rule").order_by()
        .annotate(
            proposed=Count("pk", filter=~Q(state__in=hidden)),
            done=Count("pk", filter=Q(state=State.DONE)),
            declined=Count("pk", filter=Q(state=State.DECLINED)),
            thanked=Count("pk", filter=Q(thanked=True)),
            stopped=Count("pk", filter=Q(state=State.BLOCKED)),
            held=Count("pk", filter=Q(state=State.HELD)),
        )
    )  # fmt: skip
    found: dict[int, Figures] = defaultdict(Figures)
    for row in rows:
        found[row["version__rule"]] = Figures(
            row["proposed"], row["done"], row["declined"], row["thanked"], row["stopped"],
            row["held"],
        )  # fmt: skip
    return found
