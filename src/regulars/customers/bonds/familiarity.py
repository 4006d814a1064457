"""How well a customer and the house know each other: derived from real moments, never set by hand.

It is reckoned when a visit begins and when it ends, rises one step a visit at the most, and falls
with long silence. What it asks for stands in ``ASKED``; money is no part of it.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q, Sum

from regulars.customers.models import Acquaintance, Customer, Familiarity, Introduction
from regulars.customers.standing import subjects_of
from regulars.customers.visits import visit_name
from regulars.moments import journal
from regulars.moments.kinds import FamiliarityChanged
from regulars.moments.models import Moment
from regulars.places.models import Place

SILENCE = timedelta(days=180)
"""So long without a visit takes one step away, down to being known here."""
ASKED: tuple[tuple[Familiarity, int, int], ...] = (
    (Familiarity.FRIEND, 12, 3), (Familiarity.FAMILIAR, 5, 1), (Familiarity.KNOWN, 2, 0),
)  # fmt: skip
"""For each step: so many visits, and so many signs of trust."""
CLOCK = "clock"


@dataclass(frozen=True)
class Ground:
    """What really happened between us: visits at all places of the house, notes they told us
    themselves, thanks they gave, people they brought."""

    visits: int
    told: int
    thanks: int
    brought: int

    @property
    def trust(self) -> int:
        """Signs of trust; what they told on many visits counts as well as one who came along."""
        return self.told + self.thanks + self.brought


def ground(customer: Customer) -> Ground:
    visits = customer.tallies.aggregate(all=Sum("visits"))["all"] or 0
    rows = Moment.objects.filter(subject__in=subjects_of(customer))
    told = Q(kind="remembered", facts__source="told") | Q(kind="wrote_in")
    return Ground(
        visits, rows.filter(told).count(),
        rows.filter(kind="proposal_answered", facts__thanked=True).count(),
        Introduction.objects.filter(introducer=customer).count(),
    )  # fmt: skip


def earned(found: Ground) -> Familiarity:
    """The step that what happened between us speaks for."""
    return next((level for level, visits, trust in ASKED
                 if found.visits >= visits and found.trust >= trust), Familiarity.NEW)  # fmt: skip


def faded(level: int, seen_on: date, today: date) -> Familiarity:
    """The step that is left after a silence; whoever was known stays known."""
    steps = max(0, (today - seen_on).days // SILENCE.days)
    return Familiarity(min(level, max(int(Familiarity.KNOWN), level - steps)))


def level_of(customer: Customer, today: date) -> Familiarity:
    """The step as it stands today."""
    row = Acquaintance.objects.filter(customer=customer).first()
    return faded(row.level, row.seen_on, today) if row else Familiarity.NEW


@transaction.atomic
def weigh(customer: Customer, place: Place, now: datetime, by: str = CLOCK) -> Familiarity:
    """Reckon the step at a visit, one up at most; a change is a moment. Twice changes nothing."""
    today = place.day_of(now)
    visit = visit_name(customer.pk, today)
    row = Acquaintance.objects.select_for_update().filter(customer=customer).first()
    before = row.level if row else Familiarity.NEW
    held = faded(row.level, row.seen_on, today) if row else Familiarity.NEW
    after, rose_at = held, row.rose_at if row else ""
    aim = earned(ground(customer))
    if aim > held and rose_at != visit:
        after, rose_at = Familiarity(held + 1), visit
    elif aim < held:
        after = Familiarity(max(aim, held - 1))
    values = {"level": after, "seen_on": today, "rose_at": rose_at}
    if row is None or before != after:
        values["since"] = now
    Acquaintance.objects.update_or_create(customer=customer, defaults=values)
    if before != after:
        kind = FamiliarityChanged(int(before), int(after), visit)
        journal.record(kind, about=customer.opaque, at=now, by=by, place=place.pk)
    return after
