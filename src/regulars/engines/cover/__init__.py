"""Who is there when: the minutes that are wanted and that nobody covers.

Spans are half-open: one that ends at an instant and one that begins at it touch without a gap.
Any ordered type will do; the house uses instants in UTC, so that nights in which a clock is moved
are as long as they are.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

__all__ = ["Span", "gaps", "joined"]


@dataclass(frozen=True, order=True)
class Span:
    """From ``begins`` until just before ``ends``. Raises ValueError where it is not ahead."""

    begins: datetime
    ends: datetime

    def __post_init__(self) -> None:
        if not self.begins < self.ends:
            raise ValueError(f"a span from {self.begins} to {self.ends} holds nothing")

    def clipped(self, within: "Span") -> "Span | None":
        """What of it lies within another; None where nothing does."""
        begins, ends = max(self.begins, within.begins), min(self.ends, within.ends)
        return Span(begins, ends) if begins < ends else None


def joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The same instants as few spans as there can be, in order. n log n, as it sorts."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.begins <= found[-1].ends:
            found[-1] = Span(found[-1].begins, max(found[-1].ends, span.ends))
        else:
            found.append(span)
    return tuple(found)


def gaps(wanted: Iterable[Span], covered: Iterable[Span]) -> tuple[Span, ...]:
    """Every instant that is wanted and not covered, as spans in order.

    After sorting, one walk along both: linear in their number.
    """
    found: list[Span] = []
    there, at = joined(covered), 0
    for want in joined(wanted):
        begins = want.begins
        while at < len(there) and there[at].ends <= begins:
            at += 1
        turn = at
        while turn < len(there) and there[turn].begins < want.ends:
            if begins < there[turn].begins:
                found.append(Span(begins, there[turn].begins))
            begins = max(begins, there[turn].ends)
            turn += 1
        at = max(at, turn - 1)
        if begins < want.ends:
            found.append(Span(begins, want.ends))
    return tuple(found)
