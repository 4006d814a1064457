"""The clock's heartbeat: a small file for each of its hands, whose age shows whether it goes."""

import time
from pathlib import Path

from regulars.site.house import home

WAITING, WORKING = "waiting", "working"
PROMPT, SLOW = "prompt", "slow"
FILES = {PROMPT: "clock.beat", SLOW: "clock.slow.beat"}
IDLE = 30.0
LONGEST = {PROMPT: 2 * 60.0, SLOW: 20 * 60.0}
"""Seconds a hand may work without a beat: the night's forecast takes its time, an alarm none."""


def beat(state: str, hand: str = PROMPT) -> None:
    """Written before each look (waiting) and before work (working)."""
    file_of(hand).write_text(state)


def file_of(hand: str) -> Path:
    return home() / FILES[hand]


def silent_for(hand: str = PROMPT) -> float | None:
    """Seconds since the last beat; None where this hand never went here."""
    try:
        return max(0.0, time.time() - file_of(hand).stat().st_mtime)
    except FileNotFoundError:
        return None


def goes() -> bool:
    """Whether the clock goes: the hand of the alarms, and the slow one where it ever went."""
    return going(PROMPT) and (silent_for(SLOW) is None or going(SLOW))


def going(hand: str) -> bool:
    """Whether one hand goes: work is allowed its time, idleness is not."""
    silence = silent_for(hand)
    if silence is None:
        return False
    working = file_of(hand).read_text() == WORKING
    return silence <= (LONGEST[hand] if working else IDLE)
