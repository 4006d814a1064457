"""The clock's other hand: what computes for minutes, in a process of its own.

It gives way to everybody else: a page and an alarm come first.
"""

import os

from regulars.site import ticking
from regulars.site.heartbeat import SLOW

if __name__ == "__main__":
    os.nice(5)
    ticking.main(SLOW)
