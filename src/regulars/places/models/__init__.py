"""Places, their hours, their people and what they sell."""

from regulars.places.models.called import Called
from regulars.places.models.goods import Article, Need, need_called
from regulars.places.models.hours import DOOR, Opening, SpecialDay
from regulars.places.models.keys import Answer, PinTry, Tablet, Token
from regulars.places.models.notices import Channel, Notice, PushKey, Quiet, Sending, Way
from regulars.places.models.people import Job, Role, Shift, Staff
from regulars.places.models.place import Level, Place, SafetyRule, Touchpoint, Trade

__all__ = [
    "DOOR",
    "Answer",
    "Article",
    "Called",
    "Channel",
    "Job",
    "Level",
    "Need",
    "Notice",
    "Opening",
    "PinTry",
    "Place",
    "PushKey",
    "Quiet",
    "Role",
    "SafetyRule",
    "Sending",
    "Shift",
    "SpecialDay",
    "Staff",
    "Tablet",
    "Token",
    "Touchpoint",
    "Trade",
    "Way",
    "need_called",
]  # fmt: skip
