"""Words that fit how well we know each other: what is said to a friend of the house is not offered
for somebody we only just met."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from regulars.customers.models import Familiarity
from regulars.engines import names

CLOSE = re.compile(
    r"\bold friend\b|\bmy friend\b|\bbuddy\b|\bmissed you\b|\bwelcome home\b"
    r"|老朋友|老熟人|想你了|想死|好久不见|欢迎回家|一家人|自己人"
)
"""What only a friend of the house hears; against folded words."""
INTIMATE = re.compile(
    r"\bmy (dear|darling|love|sweet)\b|\bdarling\b|\bsweetie\b"
    r"|\b(hi|hello|hey|thanks|bye),? (dear|honey|love|babe)\b|亲爱的|宝贝|哥们|大美女|帅哥"
)
"""What nobody of the house says to a customer, however well we know each other."""


@dataclass(frozen=True)
class Script:
    """Words for one moment at one step."""

    level: Familiarity
    hello: str
    goodbye: str


def scripts(name: str, upto: int) -> tuple[Script, ...]:
    """What may be said up to this step, the warmest first; nothing warmer is offered."""
    lines = (
        Script(Familiarity.NEW, _("Good to have you here, {name}."),
               _("Thank you, {name}. It was a pleasure to meet you.")),
        Script(Familiarity.KNOWN, _("Good to see you again, {name}."),
               _("Thank you, {name}. We look forward to the next time.")),
        Script(Familiarity.FAMILIAR, _("{name}, how good that you are here. As always?"),
               _("Take care, {name}. We keep your place for you.")),
        Script(Familiarity.FRIEND, _("Welcome back, {name}. We have missed you."),
               _("See you soon, {name}. You know where to find us.")),
    )  # fmt: skip
    known = [each for each in reversed(lines) if each.level <= upto]
    return tuple(Script(each.level, each.hello.format(name=name), each.goodbye.format(name=name))
                 for each in known)  # fmt: skip


def fits(words: str, level: int) -> bool:
    """Whether words are not too close for a step."""
    folded = names.fold(words)
    if INTIMATE.search(folded):
        return False
    return level >= Familiarity.FRIEND or CLOSE.search(folded) is None
