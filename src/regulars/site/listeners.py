"""The one reader that looks into the journal for all open boards."""

import asyncio
import contextlib
import logging
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from django.db import InterfaceError, OperationalError, connection

from regulars.moments import horizon as journal
from regulars.moments.horizon import Horizon
from regulars.site.bell import EVERY, Bell
from regulars.site.listener import Listener
from regulars.site.news import News, between
from regulars.site.welcome import Guest

CLOSEST, SWEEP, TROUBLED = 0.06, 1.0, 1.0
RECHECK = 60.0
Missed = tuple[int, int]
StillWelcome = Callable[[Sequence[Guest]], Sequence[Guest | None]]
P = ParamSpec("P")
T = TypeVar("T")
log = logging.getLogger(__name__)


class Listeners:
    """All open boards. One look into the journal serves them all, and none is made for nobody.

    A look is made when the bell rings, at least every 100 ms where nobody rings it, and never
    more often than every 60 ms: what comes quicker is told together.
    """

    def __init__(self, still_welcome: StillWelcome) -> None:
        self.still_welcome = still_welcome
        self.present: set[Listener] = set()
        self.at: dict[int, set[Listener]] = defaultdict(set)
        self.coming: list[Listener] = []
        self.owing: set[Listener] = set()
        self.cursor: int | None = None
        self.newest = 0
        self.swept = float("-inf")
        self.bell = Bell()
        self.reading: asyncio.Task[None] | None = None
        self.rechecking: asyncio.Task[None] | None = None
        self.reader = ThreadPoolExecutor(1, thread_name_prefix="live")
        self.porter = ThreadPoolExecutor(1, thread_name_prefix="live-door")
        self.closed = False

    async def ask(self, question: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Ask the journal on the one thread that reads it, with a connection of its own."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self.reader, lambda: asked(question, *args, **kwargs))

    async def ask_at_the_door(
        self, question: Callable[P, T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Ask who somebody is: a thousand who come at once keep nobody's news waiting."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self.porter, lambda: asked(question, *args, **kwargs))

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
        self.bell.ring()
        if self.reading is None:
            self.reading = asyncio.create_task(self.read())

    def leave(self, listener: Listener) -> None:
        for group in (self.present, self.owing, self.at[listener.place.pk]):
            group.discard(listener)
        if not self.at[listener.place.pk]:
            del self.at[listener.place.pk]
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
                began = time.monotonic()
                await self.look()
                await self.bell.wait(self.patience)
                await asyncio.sleep(began + CLOSEST - time.monotonic())
            except (OperationalError, InterfaceError) as trouble:
                log.warning(
                    "live events wait for the database: %s", str(trouble).partition("\n")[0]
                )
                await asyncio.sleep(TROUBLED)
            except Exception:
                log.exception("live events stumbled and go on")
                await asyncio.sleep(TROUBLED)
        self.bell.let_go()
        self.reading = self.cursor = None

    @property
    def patience(self) -> float:
        """Seconds until a look is due that nobody rings for: what was written above something
        unsettled is told once that has ended, and nobody rings for what was given up."""
        waited_for = self.owing or self.coming or self.newest > (self.cursor or 0)
        return EVERY if waited_for else SWEEP

    async def look(self) -> None:
        """One turn: the news to all, the new ones taken in, now and then a look at everyone."""
        now = time.monotonic()
        self.owing |= await self.spread(await self.ask(journal.horizon))
        self.owing |= await self.admit(self.coming[:])
        if now - self.swept >= SWEEP:
            self.sweep(now)
        for listener in self.owing:
            listener.settle(now)
        self.owing = {listener for listener in self.owing if listener.owed}

    async def spread(self, horizon: Horizon) -> set[Listener]:
        """Tell what is new up to the horizon; give back whom it concerned."""
        before, self.newest = self.cursor, horizon.newest
        if before is None:
            self.cursor = horizon.settled
            return set()
        same_journal = horizon.newest >= before
        upto = max(before, horizon.settled) if same_journal else horizon.settled
        news = await self.ask(between, before, upto) if upto != before else News(upto)
        self.cursor = upto
        concerned = set(self.concerned(news))
        for listener in concerned:
            listener.take(news)
        return concerned

    def concerned(self, news: News) -> Iterable[Listener]:
        if news.everywhere:
            return self.present
        places = {moment.place for moment in news.moments} | news.crowded
        return (one for place in places if place in self.at for one in self.at[place])

    async def admit(self, coming: list[Listener]) -> set[Listener]:
        """Bring new listeners up to the others: they may have heard part of it before."""
        upto = self.cursor or 0
        behind = {self.missed(listener) for listener in coming} - {None}
        news = await self.ask(told, behind, upto) if behind else {}
        admitted = {listener for listener in coming if listener in self.coming}
        for listener in admitted:
            self.coming.remove(listener)
            self.present.add(listener)
            self.at[listener.place.pk].add(listener)
            listener.take(news.get(self.missed(listener), News(upto)))
            listener.outbox.put_nowait(f"{listener.id}\n")
        return admitted

    def missed(self, listener: Listener) -> Missed | None:
        """Since when, and where, it must be told; None where it has heard all that has settled,
        or even more, from another web process."""
        upto, heard = self.cursor or 0, listener.cursor
        if heard is None or upto <= heard <= self.newest:
            return None
        return heard, listener.place.pk

    @property
    def everyone(self) -> list[Listener]:
        return [*self.present, *self.coming]

    def sweep(self, now: float) -> None:
        """Once a second: heartbeats, with the cursor that quiet boards have come to as well."""
        self.swept = now
        quiet = News(self.cursor or 0)
        for listener in self.present:
            listener.take(quiet)
            listener.settle(now)
        if self.rechecking is None or self.rechecking.done():
            self.rechecking = asyncio.create_task(self.recheck(now))

    async def recheck(self, now: float) -> None:
        """Whose last look-up is a minute old must still be signed in, and staff of the place.

        A few each second, so that a thousand who came together are not all asked together.
        """
        turn = 1 + int(1.2 * len(self.present) * SWEEP / max(RECHECK, SWEEP))
        due = [one for one in self.present if now - one.checked >= RECHECK][:turn]
        try:
            guests = [one.guest for one in due]
            welcome = await self.ask_at_the_door(self.still_welcome, guests) if due else []
        except (OperationalError, InterfaceError):
            return  # they are asked at the next sweep
        for listener, guest in zip(due, welcome, strict=True):
            listener.checked = now
            if guest is None:
                self.leave(listener)
                listener.dismiss()
            else:
                listener.guest = guest


def told(missed: Iterable[Missed | None], upto: int) -> dict[Missed | None, News]:
    """What is new since each, at its place."""
    return {each: between(each[0], upto, each[1]) for each in missed if each}


def asked(question: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """The answer; a connection that is in trouble is given up, and the next question opens one."""
    try:
        return question(*args, **kwargs)
    except (OperationalError, InterfaceError):
        with contextlib.suppress(Exception):
            connection.close()
        raise
