"""The clock's process: do what is due, sleep until the next, never stop for a single failure."""

import logging
import os
import signal
import threading
from datetime import datetime
from types import FrameType

LONGEST_SLEEP = 1.0  # on SQLite nobody can wake us for a deadline set meanwhile
AT_ONCE = 10
log = logging.getLogger(__name__)


def main() -> None:
    """Tick until SIGTERM. What is being done is finished or, if killed, never happened."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "regulars.site.settings")
    import django

    django.setup()
    stop = threading.Event()

    def asked(number: int, frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, asked)
    signal.signal(signal.SIGINT, asked)
    while not stop.is_set():
        stop.wait(turn())


def turn() -> float:
    """One look at the clock; gives back how many seconds to sleep. Survives whatever happens."""
    from django.db import close_old_connections, connections

    try:
        close_old_connections()
        return work()
    except Exception:
        log.exception("the clock stumbled and goes on")
        connections.close_all()
        return LONGEST_SLEEP


def work() -> float:
    """Do what is due. More may be due after something was done, so look again at once."""
    from regulars.moments import clock, deadlines
    from regulars.site import heartbeat

    now, due = clock.now(), deadlines.next_due()
    heartbeat.beat(heartbeat.WORKING if due and due <= now else heartbeat.WAITING)
    if deadlines.run_due(now, limit=AT_ONCE):
        return 0.0
    heartbeat.beat(heartbeat.WAITING)
    return sleep_until(deadlines.next_due(), clock.now())


def sleep_until(due: datetime | None, now: datetime) -> float:
    """Seconds to sleep. What is overdue and was not done is leased or waiting: no hurry."""
    if due is None or due <= now:
        return LONGEST_SLEEP
    return min((due - now).total_seconds(), LONGEST_SLEEP)


if __name__ == "__main__":
    main()
