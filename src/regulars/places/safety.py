"""Safety over service: what no suggestion may hold here, whoever asks for it.

A rule of a brand or a region holds at every place below it.
"""

import re
from dataclasses import dataclass

from regulars.engines import names
from regulars.places import spotting, tree
from regulars.places.models import Place, SafetyRule


@dataclass(frozen=True)
class Rules:
    """The active rules of a place, read once: ask these where there are many suggestions."""

    standing: tuple[tuple[SafetyRule, re.Pattern[str]], ...] = ()

    def broken(self, *texts: str) -> SafetyRule | None:
        """The first rule that one of these texts would break."""
        folded = [names.fold(text) for text in texts if text] if self.standing else []
        for rule, words in self.standing:
            if any(words.search(text) for text in folded):
                return rule
        return None


def standing(place: Place) -> Rules:
    """The active rules here: the place's own, and those of the nodes above it."""
    rows = SafetyRule.objects.filter(place__in=tree.above(place), active=True)
    found = ((rule, spotting.pattern(rule.words)) for rule in rows)
    return Rules(tuple((rule, words) for rule, words in found if words is not None))


def broken(place: Place, text: str) -> SafetyRule | None:
    """The rule of this place that a text would break, or None; see ``spotting``."""
    return standing(place).broken(text)
