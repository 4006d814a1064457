"""What one reaches out for: which consent it stands on, and how long one contact lasts."""

from dataclasses import dataclass
from datetime import timedelta

GREETINGS, FOLLOW_UP, NEWS, DUTY = "greetings", "follow_up", "marketing", "duty"


@dataclass(frozen=True)
class Aim:
    """``consent`` is the purpose of ``customers.purposes`` it stands on, empty where none is
    needed; within ``span`` there is one contact for it."""

    consent: str
    span: timedelta


AIMS = {
    GREETINGS: Aim("greetings", timedelta(days=14)),
    FOLLOW_UP: Aim("marketing", timedelta(days=13)),
    NEWS: Aim("marketing", timedelta(days=30)),
    DUTY: Aim("", timedelta(0)),
}
"""A word of duty (a delay, safety, a case that is open) is never held back, and counts."""

DUTY_KINDS = ("delay_told", "progress_told", "follow_up_done", "followed_up")
"""Moments in which a word of duty reached somebody, from every room that sends one."""


def of(purpose: str) -> Aim:
    """KeyError for a purpose nobody reaches out for."""
    return AIMS[purpose]
