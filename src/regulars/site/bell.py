"""When the reader of the journal should look again.

PostgreSQL rings by NOTIFY whenever moments were appended (migration 0003 of `moments`). Nobody
rings on SQLite: there the reader looks every 100 ms.
"""

import asyncio
import contextlib
import logging
from typing import Any

import psycopg
from django.db import connection

CHANNEL = "moments"
EVERY, AGAIN = 0.1, 1.0
log = logging.getLogger(__name__)


class Bell:
    """Wakes who waits for it: when it is rung, or when their patience ends."""

    def __init__(self) -> None:
        self.rung = asyncio.Event()
        self.line: asyncio.Task[None] | None = None

    async def wait(self, patience: float) -> None:
        """Until it rings, but not longer than ``patience`` seconds; on SQLite than 100 ms."""
        if connection.vendor != "postgresql":
            patience = min(patience, EVERY)
        elif self.line is None or self.line.done():
            self.line = asyncio.create_task(self.listen())
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(patience):
                await self.rung.wait()
        self.rung.clear()

    def ring(self) -> None:
        self.rung.set()

    def let_go(self) -> None:
        """Nobody waits any more: give the connection back."""
        if self.line is not None:
            self.line.cancel()
            self.line = None

    async def listen(self) -> None:
        """Ring at every NOTIFY; and once at the beginning, for what came before we listened."""
        try:
            async with await psycopg.AsyncConnection.connect(**address()) as line:
                await line.execute(f"LISTEN {CHANNEL}")
                self.ring()
                async for _notice in line.notifies():
                    self.ring()
        except psycopg.OperationalError as trouble:
            reason = str(trouble).partition("\n")[0]
            log.warning("nobody rings for live events, again in %.0f s: %s", AGAIN, reason)
            await asyncio.sleep(AGAIN)


def address() -> dict[str, Any]:
    """As Django reaches the database, without what belongs to its own cursors."""
    params: dict[str, Any] = connection.get_connection_params()
    kept = {name: value for name, value in params.items()
            if name not in ("context", "cursor_factory", "prepare_threshold")}  # fmt: skip
    return {**kept, "autocommit": True}
