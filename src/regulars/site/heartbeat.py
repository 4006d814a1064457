"""The clock's heartbeat: a small file whose age shows whether the clock still goes."""

import time

from regulars.site.house import home

WAITING, WORKING = "waiting", "working"
LONGEST = {WAITING: 30.0, WORKING: 20 * 60.0}


def beat(state: str) -> None:
    """Written before each look (waiting) and before long work such as the night's (working)."""
    (home() / "clock.beat").write_text(state)


def silent_for() -> float | None:
    """Seconds since the last beat; None where no clock ever went here."""
    try:
        return max(0.0, time.time() - (home() / "clock.beat").stat().st_mtime)
    except FileNotFoundError:
        return None


def goes() -> bool:
    """Whether the clock goes: long work is allowed its time, idleness is not."""
    silence = silent_for()
    if silence is None:
        return False
    state = (home() / "clock.beat").read_text()
    return silence <= LONGEST.get(state, LONGEST[WAITING])
