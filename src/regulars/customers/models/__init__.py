"""Customers: who they are, how they are found, what they agreed to, when they are expected."""

from regulars.customers.models.bonds import Acquaintance, Familiarity, Introduction
from regulars.customers.models.bookings import Booking
from regulars.customers.models.channels import ChannelWish
from regulars.customers.models.finding import Key, Part
from regulars.customers.models.person import Customer, Handle, Household, Tally, Title
from regulars.customers.models.rights import Consent, Merge, NotTheSame, OwnLink, Photo
from regulars.customers.models.segments import Segment
from regulars.customers.models.tiers import (
    Service,
    Tier,
    TierAddition,
    TierChoice,
    TierRule,
    TierStanding,
)

__all__ = [
    "Acquaintance", "Booking", "ChannelWish", "Consent", "Customer", "Familiarity", "Handle",
    "Household", "Introduction", "Key", "Merge", "NotTheSame", "OwnLink", "Part", "Photo",
    "Segment", "Service", "Tally", "Tier", "TierAddition", "TierChoice", "TierRule",
    "TierStanding", "Title",
]  # fmt: skip
