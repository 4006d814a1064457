"""Authority's own fixtures: the hour of the house, people at their browsers, a first table."""

import pytest

from regulars.authority import beginning
from tests.cast import MORNING
from tests.floor.conftest import at, hour

__all__ = ["at", "hour"]


@pytest.fixture
def begun(cast):  # type: ignore[no-untyped-def]
    """The corner pays in yuan and has the limits a shop begins with."""
    cast.place.currency = "CNY"
    cast.place.save()
    for person in (cast.clerk, cast.colleague, cast.manager, cast.owner):
        person.place = cast.place
    beginning.set_up(cast.place, by="test", now=MORNING)
    return cast
