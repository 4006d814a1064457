"""A spoken compliment becomes a parting gift: she praised the tea, so a packet of it waits.

Only what the house has among its gifts, named by what was praised; inside the giver's limit is
asked when it is shown and when it is given.
"""

import re
from datetime import datetime

from regulars.anticipation.models import Proposal
from regulars.anticipation.proposals import propose
from regulars.anticipation.rules.matching import Seen, praised, short
from regulars.authority import things
from regulars.authority.models import Thing
from regulars.customers import visits
from regulars.customers.models import Customer
from regulars.customers.standing import the_one
from regulars.engines import names
from regulars.notebook import noticing
from regulars.places import spotting
from regulars.places.models import Place

WORTH = 0.8
NO_NOUNS = frozenset({
    "a", "an", "the", "of", "our", "your", "to", "for", "from", "with", "and", "on", "in", "by",
    "packet", "pack", "pot", "cup", "glass", "bottle", "box", "bag", "piece", "slice", "jar", "tin",
    "small", "little", "light", "take", "home", "go", "way", "hand", "written", "borrow", "free",
    "house", "room", "late", "each", "one", "two",
})  # fmt: skip
"""Words of a thing's name that do not say what it is."""
MEASURES = re.compile(
    r"[一两二三半][大小]?[包壶杯份个盒瓶块片张罐支朵束袋]|打包|外带|顺手|手写|小小|房间|我们的?|借用"
)
LONE = frozenset("茶酒饭面粥汤糕饼糖果花水包")
"""Single characters that are a noun by themselves."""


def propose_for(
    customer: Customer, place: Place, seen: Seen, now: datetime, by: str
) -> list[Proposal]:  # fmt: skip
    """One parting gift for each thing that was praised and is among our gifts."""
    clauses = [(clause, text) for text in seen.said for clause in praised((text,))]
    if not clauses:
        return []
    person, found = the_one(customer), []
    for thing in gifts(place):
        text = next((text for clause, text in clauses if names_it(thing, clause)), None)
        made = text and propose(
            person, place, source="compliment", what=thing.called(), thing=thing,
            evidence={"code": "praised", "said": short(text)}, worth=WORTH, confidence="likely",
            now=now, by=by, day=seen.day,
            key=f"praised:{thing.pk}:{visits.visit_name(person.pk, seen.day)}",
        )  # fmt: skip
        if made:
            found.append(made)
    return found


def gifts(place: Place) -> list[Thing]:
    return [one for one in things.here(place) if one.as_gift and one.left != 0]


def names_it(thing: Thing, clause: str) -> bool:
    """Whether a clause speaks of a thing by what it is: “the tea” of a packet of our tea."""
    text = names.fold(clause)
    pattern = spotting.pattern("\n".join(nouns(thing)))
    return pattern is not None and pattern.search(text) is not None


def nouns(thing: Thing) -> set[str]:
    """What a thing is, without how much of it and in what: tea of “Packet of our tea”."""
    latin = {word for word in names.fold(thing.name).split() if word not in NO_NOUNS
             and len(word) > 2 and word.isascii()}  # fmt: skip
    han = {part for name in (thing.name, thing.name_zh_hans, thing.name_zh_hant)
           for part in han_nouns(noticing.plain(name))}  # fmt: skip
    return latin | han


def han_nouns(name: str) -> set[str]:
    core = "".join(char for char in MEASURES.sub("", name) if names.is_han(char))
    return ({core} if len(core) > 1 else set()) | {char for char in core if char in LONE}
