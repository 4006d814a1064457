"""Where somebody is in the house, read from what happened to them today."""

from collections.abc import Iterable
from typing import NamedTuple

from regulars.moments.models import Moment


class Whereabouts(NamedTuple):
    """``state`` is due, here or left; ``post`` the code of where they are or are going; ``way`` the
    hand-off by which they are on the way there, 0 where they are not."""

    state: str = "due"
    post: str = ""
    way: int = 0


def of(happened: Iterable[Moment]) -> Whereabouts:
    """After all of it; moments in their order."""
    now = Whereabouts()
    for moment in happened:
        now = after(now, moment)
    return now


def after(now: Whereabouts, moment: Moment) -> Whereabouts:
    facts = moment.facts
    if moment.kind == "arrived":
        return Whereabouts("here", str(facts.get("touchpoint", "")))
    if moment.kind == "handed_off":
        return Whereabouts("here", str(facts["to"]), moment.pk)
    if moment.kind == "met":
        way = 0 if facts["relay"] == now.way else now.way
        return Whereabouts("here", str(facts.get("touchpoint") or now.post), way)
    return Whereabouts("left", now.post) if moment.kind == "departed" else now
