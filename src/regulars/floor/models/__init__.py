"""What the floor keeps for itself; everything else it reads from the rooms below."""

from regulars.floor.models.full import (
    Answer,
    Asking,
    Party,
    Pastime,
    PastimeKind,
    Round,
    Tried,
)
from regulars.floor.models.promises import Guarantee, Promise
from regulars.floor.models.reached import Gap, WayIn
from regulars.floor.models.rites import Rite
from regulars.floor.models.waiting import Expectation, OwnStandard, Wait

__all__ = [
    "Answer",
    "Asking",
    "Expectation",
    "Gap",
    "Guarantee",
    "OwnStandard",
    "Party",
    "Pastime",
    "PastimeKind",
    "Promise",
    "Rite",
    "Round",
    "Tried",
    "Wait",
    "WayIn",
]
