"""Who hears what leaves the house, and the clock that sends it."""

import time
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest

from regulars.moments import deadlines
from regulars.places.notices import carrying
from tests.places.ears import Ears, Turn, listening


@pytest.fixture
def ears(settings: Any) -> Iterator[Ears]:
    """A program that listens inside the own network, which this house allows."""
    settings.NOTICES_INSIDE = True
    carrying.UNDER_WAY.clear()
    with listening() as found:
        yield found


@pytest.fixture
def turn(django_capture_on_commit_callbacks: Any) -> Turn:
    """The clock looks once, and what it began is waited for."""

    def look(now: datetime) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            deadlines.run_due(now)
        until = time.monotonic() + 30
        while any(not each.done() for each in carrying.UNDER_WAY.values()):
            assert time.monotonic() < until
            time.sleep(0.01)

    return look
