"""So many in so long: a count per name in this process, in a few slots that turn."""

import threading
from collections import defaultdict


class Pace:
    """At most ``most`` in ``seconds`` for one name. Each process counts for itself."""

    def __init__(self, most: int, seconds: float, names: int = 10_000) -> None:
        self.most, self.seconds, self.names = most, seconds, names
        self.since = 0.0
        self.now: dict[str, int] = defaultdict(int)
        self.before: dict[str, int] = {}
        self.lock = threading.Lock()

    def within(self, name: str, at: float) -> bool:
        """Count one more; False where that is too many. ``at`` is in seconds since 1970."""
        with self.lock:
            self.turn(at)
            self.now[name] += 1
            left = 1 - min(1.0, max(0.0, (at - self.since) / self.seconds))
            return self.now[name] + self.before.get(name, 0) * left <= self.most

    def turn(self, at: float) -> None:
        """Begin a new slot; one older than the last is forgotten, and so is a crowd of names."""
        if 0 <= at - self.since < self.seconds and len(self.now) <= self.names:
            return
        fresh = 0 <= at - self.since < 2 * self.seconds and len(self.now) <= self.names
        self.before = dict(self.now) if fresh else {}
        self.now = defaultdict(int)
        self.since = at
