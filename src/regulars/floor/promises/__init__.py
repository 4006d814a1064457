"""Promises: every word given, who keeps it until when, and what happens when nobody does."""

from regulars.floor.promises.counting import Rate, broken_rate
from regulars.floor.promises.verbs import keep, make, take, withdraw

__all__ = ["Rate", "broken_rate", "keep", "make", "take", "withdraw"]
