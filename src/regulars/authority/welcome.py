"""Whether a thing would be welcome: never what may harm them, what they dislike, or a surprise to
somebody who asked for none; and nothing that a safety rule of the place forbids."""

import re
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from regulars.authority import circumstances
from regulars.customers.models import Customer
from regulars.customers.standing import the_one
from regulars.engines import names
from regulars.moments import seal
from regulars.notebook import facts
from regulars.notebook.models import Fact, FactKind, Use
from regulars.places import safety
from regulars.places.models import Place

SURPRISE = re.compile(r"surprise|惊喜|意外安排|\bfuss\b|\bgifts?\b|\bpresents?\b|礼物|送礼|张扬")
"""How people say that they want no surprise; against folded words."""
QUIET = frozenset({FactKind.AVERSION, FactKind.CLOSED, FactKind.REQUIREMENT})
"""Kinds of fact in which such a wish stands."""


@dataclass(frozen=True)
class Welcome:
    """What stands against a thing for one person, read once. ``unread``: something is under a seal
    that cannot be opened here, so nobody knows."""

    against: tuple[tuple[Fact, str], ...] = ()
    unread: bool = False
    no_surprises: bool = False
    rules: safety.Rules = field(default_factory=safety.Rules)

    def stops(self, words: str) -> str:
        """Why this must not be given, as a sentence; empty where nothing stands against it."""
        text = names.fold(words)
        for fact, told in self.against:
            if circumstances.may_harm(told, text):
                return circumstances.refusal(fact)
        if self.unread:
            return _("What they told us is under a seal nobody can open now. Ask them first.")
        if rule := self.rules.broken(words):
            return _("A safety rule of the house speaks against it: {rule}.").format(
                rule=rule.called()
            )
        return ""


def of(place: Place, person: Customer | None) -> Welcome:
    """What is known here of one person; of nobody only the rules of the place."""
    rules = safety.standing(place)
    if person is None:
        return Welcome(rules=rules)
    told: list[tuple[Fact, str]] = []
    unread = False
    whom = the_one(person)
    for fact in circumstances.against(whom):
        try:
            told.append((fact, fact.told()))
        except seal.Unreadable:
            unread = True
    return Welcome(tuple(told), unread, quiet(whom), rules)


def quiet(person: Customer) -> bool:
    """Whether they asked not to be surprised or made a fuss of."""
    rows = facts.about(person)
    return any(
        (fact.kind in QUIET or fact.use == Use.NEVER) and SURPRISE.search(names.fold(fact.value))
        for fact in rows
    )
