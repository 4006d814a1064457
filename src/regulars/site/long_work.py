"""The clock's other hand: what computes for minutes, in a process of its own."""

from regulars.site import ticking
from regulars.site.heartbeat import SLOW

if __name__ == "__main__":
    ticking.main(SLOW)
