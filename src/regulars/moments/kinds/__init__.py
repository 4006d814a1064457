"""Every kind of moment there is, by the room it is at home in."""

from regulars.moments.kinds.base import REGISTER, Kind, read, say
from regulars.moments.kinds.night import (
    Cued,
    Foreseen,
    Imported,
    Reckoned,
)
from regulars.moments.kinds.notebook import (
    Filled,
    Housed,
    Measured,
    Named,
    Remembered,
)
from regulars.moments.kinds.service import (
    Acted,
    Arrived,
    Asked,
    Complained,
    Corrected,
    Declined,
    Departed,
    FollowedUp,
    Noted,
    Noticed,
    Promised,
    Purchased,
)

__all__ = [
    "REGISTER",
    "Acted",
    "Arrived",
    "Asked",
    "Complained",
    "Corrected",
    "Cued",
    "Declined",
    "Departed",
    "Filled",
    "FollowedUp",
    "Foreseen",
    "Housed",
    "Imported",
    "Kind",
    "Measured",
    "Named",
    "Noted",
    "Noticed",
    "Promised",
    "Purchased",
    "Reckoned",
    "Remembered",
    "read",
    "say",
]
