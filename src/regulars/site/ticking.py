"""The clock's process: do what is due, sleep until the next, never stop for a single failure.

It has two hands, a process each: the one of the alarms, and another (`long_work`) for what computes
for minutes, such as the night's forecast. Neither waits for the other.
"""

import logging
import signal
import threading
from datetime import datetime, timedelta
from types import FrameType
from typing import TYPE_CHECKING

from regulars.site.heartbeat import PROMPT

if TYPE_CHECKING:
    from regulars.moments.deadlines import Hand

LONGEST_SLEEP = 1.0  # on SQLite nobody can wake us for a deadline set meanwhile
AT_ONCE = 10
log = logging.getLogger(__name__)


def main(hand: str = PROMPT) -> None:
    """Tick until SIGTERM. What is being done is finished or, if killed, never happened. Django
    must be set up by now."""
    stop = threading.Event()

    def asked(number: int, frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, asked)
    signal.signal(signal.SIGINT, asked)
    while not stop.is_set():
        stop.wait(turn(hand))


def turn(hand: str = PROMPT) -> float:
    """One look at the clock; gives back how many seconds to sleep. Survives whatever happens."""
    from django.db import close_old_connections, connections

    try:
        close_old_connections()
        return work(hand)
    except Exception:
        log.exception("the clock stumbled and goes on")
        connections.close_all()
        return LONGEST_SLEEP


def work(hand: str = PROMPT) -> float:
    """Do what is due. More may be due after something was done, so look again at once."""
    from regulars.moments import clock, deadlines
    from regulars.site import heartbeat

    mine, now = deadlines.Hand(hand), clock.now()
    due = next_of(mine, now)
    heartbeat.beat(heartbeat.WORKING if due and due <= now else heartbeat.WAITING, hand)
    if deadlines.run_due(now, limit=AT_ONCE, hand=mine):
        return 0.0
    heartbeat.beat(heartbeat.WAITING, hand)
    now = clock.now()
    return sleep_until(next_of(mine, now), now)


def next_of(hand: "Hand", now: datetime) -> datetime | None:
    """What is due next, as far as one sleep reaches: further ahead nobody need search."""
    from regulars.moments import deadlines

    return deadlines.next_due(hand, until=now + timedelta(seconds=LONGEST_SLEEP))


def sleep_until(due: datetime | None, now: datetime) -> float:
    """Seconds to sleep. What is overdue and was not done is leased or waiting: no hurry."""
    if due is None or due <= now:
        return LONGEST_SLEEP
    return min((due - now).total_seconds(), LONGEST_SLEEP)
