"""Customers: who they are, how they are found, what they agreed to, when they are expected."""

from regulars.customers.models.bookings import Booking
from regulars.customers.models.finding import Key, Part
from regulars.customers.models.person import Customer, Handle, Household, Tally, Title
from regulars.customers.models.rights import Consent, Merge, NotTheSame, OwnLink, Photo

__all__ = [
    "Booking", "Consent", "Customer", "Handle", "Household", "Key", "Merge", "NotTheSame",
    "OwnLink", "Part", "Photo", "Tally", "Title",
]  # fmt: skip
