"""One open board: what it has been told, and what waits to be sent."""

import asyncio
import json
import time
from dataclasses import dataclass, field
from functools import lru_cache

from regulars.places.models import Place
from regulars.site.news import News, Told
from regulars.site.welcome import Guest

HINT, HEARTBEAT = 1.0, 15.0
FULL = 500


@dataclass(eq=False)
class Listener:
    """Told every moment of its place since ``cursor``, each once, in the order of the journal.

    ``owed`` is a hint to look again that is held back, so that a board gets one a second at
    most. An id given out meanwhile ends in ``~``: who resumes from there gets the hint first.
    """

    guest: Guest
    cursor: int | None = None
    owed: bool = False
    hinted: float = field(default=float("-inf"), init=False)
    beat: float = field(default_factory=time.monotonic, init=False)
    checked: float = field(default_factory=time.monotonic, init=False)
    outbox: asyncio.Queue[str | None] = field(default_factory=asyncio.Queue, init=False)

    @property
    def place(self) -> Place:
        return self.guest.place

    @property
    def id(self) -> str:
        return f"id: {self.cursor}{'~' if self.owed else ''}\n"

    def resume(self, seen: str) -> None:
        """Go on after the id last seen; what cannot be read as one means: look again."""
        number = seen.removesuffix("~")
        self.cursor = int(number) if number.isdecimal() and len(number) < 19 else None
        self.owed = bool(seen) and (seen != number or self.cursor is None)

    def take(self, news: News) -> None:
        """Queue what is new here; a board that reads too slowly is told to look again."""
        self.owed |= news.crowded_at(self.place.pk)
        heard = 0 if news.everywhere else self.cursor or 0
        for moment in news.moments:
            if moment.place == self.place.pk and moment.id > heard:
                self.tell(moment)
        self.cursor = max(heard, news.upto)
        if self.outbox.qsize() > FULL:
            self.forget()
            self.owed = True

    def forget(self) -> None:
        while not self.outbox.empty():
            self.outbox.get_nowait()

    def tell(self, moment: Told) -> None:
        self.cursor = moment.id
        self.send("moment", spoken(moment, self.place.slug))

    def look_again(self) -> None:
        self.send("reload", json.dumps({"id": self.cursor, "place": self.place.slug}))

    def send(self, event: str, data: str) -> None:
        self.outbox.put_nowait(f"{self.id}event: {event}\ndata: {data}\n\n")

    def settle(self, now: float) -> None:
        """Send the hint that is owed, if the last one is long enough ago; else a heartbeat."""
        if self.owed and now - self.hinted >= HINT:
            self.owed, self.hinted = False, now
            self.look_again()
        if now - self.beat >= HEARTBEAT:
            self.beat = now
            self.outbox.put_nowait(f": still here\n{self.id}\n")

    def dismiss(self) -> None:
        """Signed out meanwhile: the page looks again, and meets the login."""
        self.look_again()
        self.outbox.put_nowait(None)


@lru_cache(maxsize=256)
def spoken(moment: Told, place: str) -> str:
    """What is said of a moment: the same to all boards of a place, so it is put together once."""
    return json.dumps({**moment._asdict(), "place": place})
