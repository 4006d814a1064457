"""Limits, the ledger of what was given within them, and its guarded sums."""

from regulars.authority.models.ledger import Entry, Purse
from regulars.authority.models.limits import Limit

__all__ = ["Entry", "Limit", "Purse"]
