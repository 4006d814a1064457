"""Before anything is proposed to somebody: do we know what they like, what they need, and how they
live? A blank set blocks a proposal, and says what to ask."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from regulars.customers.models import Customer
from regulars.notebook import facts
from regulars.notebook.models import Container, Fact, FactKind, Use
from regulars.places.models import Place

K = FactKind
SETS: dict[str, frozenset[str]] = {
    "likes": frozenset({K.PREFERENCE, K.AVERSION, K.WANT, K.TALK}),
    "needs": frozenset({K.NEED, K.REQUIREMENT, K.EXPECTATION, K.ACCESS, K.CONSUMPTION}),
    "situation": frozenset({K.RELATION, K.OCCASION, K.OTHER}),
}
"""What has to be known of somebody, and the kinds of fact that tell it. Health and belief count
for none: nobody proposes by what protects."""

CALLED: dict[str, Promise] = {
    "likes": _("what they like"), "needs": _("what they need"),
    "situation": _("how they live and work"),
}  # fmt: skip
ASK: dict[str, tuple[Promise, ...]] = {
    "likes": (_("What did you enjoy most the last time?"),
              _("Is there anything you rather avoid?")),
    "needs": (_("What does it have to do for you?"), _("What would make today a good visit?")),
    "situation": (_("Whom is it for, and how many are you at home?"),
                  _("Is there an occasion, or a day by which you need it?")),
}  # fmt: skip


@dataclass(frozen=True)
class Missing:
    """The sets of which nothing is known, in the order they are asked for."""

    sets: tuple[str, ...]

    def named(self) -> tuple[str, ...]:
        return tuple(str(CALLED[each]) for each in self.sets)

    def asks(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """For each blank set its name and the questions to ask, in the reader's language."""
        return tuple((str(CALLED[each]), tuple(str(one) for one in ASK[each]))
                     for each in self.sets)  # fmt: skip


def readiness(customer: Customer, place: Place) -> Missing | None:
    """None where something is known of every set; else what is still blank. Facts of the household
    count, and so do a measured container (a need) and the size of a household (the situation)."""
    standing = Fact.objects.filter(facts.of(customer), gone_at=None, visit="")
    kinds = set(standing.exclude(use=Use.NEVER).values_list("kind", flat=True))
    known = {name for name, wanted in SETS.items() if kinds & wanted}
    theirs = Q(customer=customer)
    if customer.household_id:
        theirs |= Q(household=customer.household_id)
    if "needs" not in known and Container.objects.filter(theirs, place=place).exists():
        known.add("needs")
    if customer.household is not None and customer.household.size:
        known.add("situation")
    blank = tuple(name for name in SETS if name not in known)
    return Missing(blank) if blank else None
