"""The cast's house on its own day, over HTTP, with a clock that the test moves."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.test import Client

from regulars.places.models import Staff
from tests.cast import MORNING, Cast

HTMX = {"HX-Request": "true"}
TOKEN = re.compile(r'(?<=name="csrfmiddlewaretoken" value=")\w+')


@dataclass
class Hour:
    """What time it is; ``later`` moves it on."""

    now: datetime = MORNING

    def later(self, seconds: float) -> datetime:
        self.now += timedelta(seconds=seconds)
        return self.now


@dataclass
class At:
    """One of the cast at a browser without scripts (or with, by ``htmx``)."""

    cast: Cast
    client: Client
    taps: int = 0

    def get(self, path: str, htmx: bool = False) -> str:
        """The page, less its 64 random letters, which may spell anybody's name."""
        answer = self.client.get(f"/p/corner/{path}", headers=HTMX if htmx else {})
        assert answer.status_code == 200, (path, answer.status_code)
        return TOKEN.sub("", answer.content.decode())

    def post(self, path: str, htmx: bool = False, **told: Any) -> Any:
        self.taps += 1
        told = {"key": f"{id(self)}-{self.taps}", **told}
        return self.client.post(f"/p/corner/{path}", told, headers=HTMX if htmx else {})


def come_in(cast: Cast) -> Callable[[Staff], At]:
    """Each person with a browser of their own."""

    def enter(staff: Staff) -> At:
        client = Client()
        client.force_login(staff.user)
        return At(cast, client)

    return enter
