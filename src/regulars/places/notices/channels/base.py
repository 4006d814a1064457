"""What every way out of the house is, and what may go wrong with one."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

PATIENCE = 10.0
"""Seconds from the first byte to the last: whoever answers more slowly has not answered."""


@dataclass(frozen=True)
class Message:
    """What goes out. ``id`` is the same at every try, so that a receiver may drop a repeat; ``url``
    is whole where the house knows its own address, else empty; ``path`` is the same within it."""

    id: str
    subject: str
    line: str
    url: str
    urgent: bool
    place: str
    at: datetime
    path: str = "/"

    def text(self) -> str:
        """For those who show one text."""
        return "\n".join(part for part in (self.subject, self.line, self.url) if part)


class NotAnAddress(ValueError):
    """No address for this way; ``code`` says why, ``field`` where."""

    def __init__(self, code: str, field: str = "address") -> None:
        super().__init__(code)
        self.code, self.field = code, field


class Trouble(Exception):
    """It did not go out. ``code`` is short, says why, and holds nothing of the address."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code[:60]


class Channel(Protocol):
    """One way out. It keeps nothing between two messages and may be used by threads."""

    def ready(self) -> bool:
        """Whether this house can send by it."""

    def check(self, address: str, secret: str) -> None:
        """Raises NotAnAddress, without asking the network."""

    def send(self, message: Message, address: str, secret: str) -> None:
        """Send, within PATIENCE. Raises Trouble."""
