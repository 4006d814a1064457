"""The one reader that looks into the journal for all open boards."""

import asyncio
import contextlib
import logging
import time
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from django.db import connection

from regulars.moments import journal
from regulars.site.listener import Listener
from regulars.site.news import between

POLL, TROUBLED, RECHECK, RECHECKED_AT_ONCE = 0.1, 1.0, 60.0, 50
P = ParamSpec("P")
T = TypeVar("T")
log = logging.getLogger(__name__)


class Listeners:
    """All open boards. One look into the journal every 100 ms serves them all, none if none is."""

    def __init__(self, still_welcome: Callable[[Listener], bool]) -> None:
        self.still_welcome = still_welcome
        self.present: set[Listener] = set()
        self.coming: list[Listener] = []
        self.cursor: int | None = None
        self.reading: asyncio.Task[None] | None = None
        self.reader = ThreadPoolExecutor(1, thread_name_prefix="live")
        self.closed = False

    async def ask(self, question: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Ask the database on the one thread that keeps the one connection."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self.reader, lambda: question(*args, **kwargs))

    async def frames(self, listener: Listener) -> AsyncIterator[str]:
        """What is sent to one board, for as long as it stays."""
        self.join(listener)
        try:
            yield "retry: 1000\n\n"
            while not self.closed and (frame := await listener.outbox.get()) is not None:
                yield frame
        finally:
            self.leave(listener)

    def join(self, listener: Listener) -> None:
        """Taken in between two looks, so that nothing can be missed or told twice."""
        self.coming.append(listener)
        if self.reading is None:
            self.reading = asyncio.create_task(self.read())

    def leave(self, listener: Listener) -> None:
        self.present.discard(listener)
        if listener in self.coming:
            self.coming.remove(listener)

    def close(self) -> None:
        """The house closes: every board is let go at once and comes back when it opens again."""
        self.closed = True
        for listener in self.everyone:
            listener.outbox.put_nowait(None)

    async def read(self) -> None:
        while (self.present or self.coming) and not self.closed:
            try:
                await self.look()
                await asyncio.sleep(POLL)
            except Exception:
                log.exception("live events stumbled and go on")
                await self.ask(forget_connection)
                await asyncio.sleep(TROUBLED)
        self.reading = self.cursor = None

    async def look(self) -> None:
        """One turn: the news to all, the new ones taken in, the signed-out ones let go."""
        self.cursor = await self.spread(await self.ask(journal.latest))
        while self.coming:
            await self.admit(self.coming[0], self.cursor)
        now = time.monotonic()
        for listener in self.present:
            listener.settle(now)
        await self.recheck(now)

    async def spread(self, newest: int) -> int:
        """Tell all what is new up to ``newest``, and give it back as the new cursor."""
        if self.cursor is not None and newest != self.cursor:
            news = await self.ask(between, self.cursor, newest)
            for listener in self.present:
                listener.take(news)
        return newest

    async def admit(self, listener: Listener, upto: int) -> None:
        """Bring a new listener up to the others: it may have heard part of it before."""
        since = upto if listener.cursor is None else listener.cursor
        news = await self.ask(between, since, upto, listener.place.pk)
        if listener in self.coming:
            self.coming.remove(listener)
            self.present.add(listener)
            listener.take(news)
            listener.outbox.put_nowait(f"{listener.id}\n")

    @property
    def everyone(self) -> list[Listener]:
        return [*self.present, *self.coming]

    async def recheck(self, now: float) -> None:
        """Whose last look-up is a minute old must still be signed in, and staff of the place."""
        due = [one for one in self.present if now - one.checked >= RECHECK][:RECHECKED_AT_ONCE]
        welcome = await self.ask(lambda: [self.still_welcome(one) for one in due]) if due else []
        for listener, stays in zip(due, welcome, strict=True):
            listener.checked = now
            if not stays:
                self.present.discard(listener)
                listener.dismiss()


def forget_connection() -> None:
    """The next question opens a new connection."""
    with contextlib.suppress(Exception):
        connection.close()
