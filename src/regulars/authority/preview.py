"""What would have been decided last month under this? The ledger is replayed under a proposed line.

Each entry of the thirty days before is asked once more, in its order, with the sums that would
have been drawn by then: first under the limits that stand, then with the proposed line among them.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from regulars.authority import deciding, limits, purses
from regulars.authority.acts import ANY, MEANS, Condition, Kind
from regulars.authority.deciding import Rule, Verdict
from regulars.authority.limits import Draft
from regulars.authority.models import Entry, Limit
from regulars.places import tree
from regulars.places.models import Place

BACK = timedelta(days=30)


@dataclass(frozen=True)
class Changed:
    """An entry that would have been decided otherwise; ``yes`` is what it would be."""

    entry: Entry
    yes: bool


@dataclass(frozen=True)
class Preview:
    """So many of ``asked`` would have been decided at once, ``before`` and ``after``."""

    asked: int
    before: int
    after: int
    changed: tuple[Changed, ...] = ()

    @property
    def up(self) -> int:
        """How many would have gone up to somebody."""
        return self.asked - self.after


def under(place: Place, draft: Draft, now: datetime) -> Preview:
    """The thirty days before, at this place and those below it, under a proposed line."""
    entries = asked_lately(place, now)
    now_standing = list(Limit.objects.filter(place__in=nodes(place)).select_related("place"))
    proposed = Limit(
        place=place, job=draft.job, role=draft.role, level=draft.level, act=draft.act,
        span=draft.span, amount=draft.amount, count=draft.count, conditions=draft.codes,
        effective_from=draft.effective_from,
    )  # fmt: skip
    day = draft.effective_from
    before = replay(entries, now_standing, day)
    after = replay(entries, [*now_standing, proposed], day)
    changed = tuple(
        Changed(entry, new.yes)
        for entry, old, new in zip(entries, before, after, strict=True)
        if old.yes != new.yes
    )
    return Preview(
        len(entries), sum(one.yes for one in before), sum(one.yes for one in after), changed
    )


def nodes(place: Place) -> set[int]:
    """The node, all above it and all below it."""
    return {*tree.above(place), *(one.pk for one in tree.branch(place, tree.nodes(place)))}


def asked_lately(place: Place, now: datetime) -> list[Entry]:
    below = [one.pk for one in tree.below(place)]
    rows = Entry.objects.filter(place__in=below, at__gte=now - BACK, at__lte=now, of=None)
    rows = rows.exclude(kind=Kind.OVERTURNED).exclude(act=deciding.FREE)
    return list(rows.select_related("staff", "place").order_by("at", "pk"))


def replay(entries: Iterable[Entry], known: list[Limit], day: date) -> list[Verdict]:
    """A verdict for each entry, as if these limits had stood all the time."""
    drawn: dict[str, tuple[int, int]] = defaultdict(lambda: (0, 0))
    chains: dict[int, list[int]] = {}
    verdicts = []
    for entry in entries:
        chain = chains.setdefault(entry.place_id, tree.above(entry.place))
        rules = [
            rule for rule in limits.bearing(known, entry.staff, chain, day)
            if rule.act in (entry.act, ANY)
        ]  # fmt: skip
        subjects = purses.subjects(entry.place_id, entry.staff_id, entry.act, entry.day, entry.case)
        verdicts.append(once_more(entry, rules, subjects, drawn))
    return verdicts


def once_more(
    entry: Entry, rules: list[Rule], subjects: dict[str, tuple[str, str]],
    drawn: dict[str, tuple[int, int]],
) -> Verdict:  # fmt: skip
    sums = {at: drawn[subject] for subject, at in subjects.items()}
    verdict = deciding.decide(
        entry.act, entry.amount, entry.count, rules, sums, met(entry), bool(entry.case)
    )
    if verdict.yes:
        for subject in subjects:
            money, things = drawn[subject]
            drawn[subject] = (money + entry.amount, things + entry.count)
    return verdict


def met(entry: Entry) -> frozenset[str]:
    """What was so then, as far as the entry tells; what was looked up then is taken as met."""
    looked_up = {Condition.FIRST_TODAY, Condition.ALLERGY_CLEAR}
    found = {Condition.PURCHASE_FOUND} if entry.purchase else set()
    return frozenset({*MEANS.get(entry.reason, ()), *looked_up, *found})
