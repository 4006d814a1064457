"""The clock's other hand: what computes for minutes, in a process of its own.

It gives way to everybody else: a page and an alarm come first.
"""

import os
import time

from regulars.site import heartbeat, ticking

AT_LEISURE = 10.0
"""Seconds it waits at the opening: the first pages and alarms want the machine for themselves."""


def main() -> None:
    os.nice(5)
    heartbeat.beat(heartbeat.WAITING, heartbeat.SLOW)
    time.sleep(AT_LEISURE)
    ticking.main(heartbeat.SLOW)
