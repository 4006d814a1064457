"""Limits, the ledger of what was given within them, its guarded sums, and what lies at hand."""

from regulars.authority.models.ledger import Entry, Purse
from regulars.authority.models.limits import Limit
from regulars.authority.models.offers import Because, Offer, Offered, Refusal
from regulars.authority.models.rules import Exempted, HouseRule, Plea, Settlement
from regulars.authority.models.things import CHECKED, Check, Mark, Thing

__all__ = [
    "CHECKED", "Because", "Check", "Entry", "Exempted", "HouseRule", "Limit", "Mark", "Offer",
    "Offered", "Plea", "Purse", "Refusal", "Settlement", "Thing",
]  # fmt: skip
