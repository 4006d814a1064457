"""Any other service: an address as apprise writes it, such as ``tgram://…`` or ``ntfys://…``."""

import json
import os
import subprocess
import sys
from functools import lru_cache
from importlib.util import find_spec

from regulars.places.notices.channels import addresses
from regulars.places.notices.channels.base import PATIENCE, Message, NotAnAddress, Trouble

CHILD = [sys.executable, "-m", "regulars.places.apprising"]
KEPT = ("PATH", "PYTHONPATH", "LANG", "LC_ALL", "SSL_CERT_FILE", "SSL_CERT_DIR")
"""What a child learns of our environment: no key of the house, no proxy."""
START = 10.0
"""Seconds a child may take to begin on a busy machine, besides what it takes to send."""


class Apprised:
    """One child process for each notice; see ``places.apprising``."""

    def ready(self) -> bool:
        return there()

    def check(self, address: str, secret: str) -> None:
        if secret:
            raise NotAnAddress("no_secret", "secret")
        try:
            ask({"address": address, "only_read": True})
        except Trouble:
            raise NotAnAddress("service") from None

    def send(self, message: Message, address: str, secret: str) -> None:
        body = "\n".join(part for part in (message.line, message.url) if part)
        ask({"address": address, "title": message.subject, "body": body})


@lru_cache(maxsize=1)
def there() -> bool:
    """Whether apprise is installed."""
    return find_spec("apprise") is not None


def ask(what: dict[str, object]) -> None:
    """Let a child do it. Raises Trouble; a child that takes too long is ended."""
    told = json.dumps({**what, "inside": addresses.inside_allowed()})
    try:
        done = subprocess.run(  # noqa: S603 - our own module, told everything by stdin
            CHILD, input=told, capture_output=True, text=True, timeout=PATIENCE + START,
            check=False, env={name: os.environ[name] for name in KEPT if name in os.environ},
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise Trouble("slow") from None
    lines = done.stdout.strip().splitlines() or ["not_taken"]
    if lines[-1] != "sent":
        raise Trouble(lines[-1])
