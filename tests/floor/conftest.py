"""The floor's own fixtures: the hour of the house, and people at their browsers."""

import pytest

from tests.floor.house import At, Hour, come_in


@pytest.fixture
def hour(monkeypatch: pytest.MonkeyPatch) -> Hour:
    """The cast's morning; the test moves it on."""
    told = Hour()
    monkeypatch.setattr("regulars.moments.clock.now", lambda: told.now)
    return told


@pytest.fixture
def at(cast, hour):  # type: ignore[no-untyped-def]
    """``at(cast.clerk)``: one of the cast at a browser of their own."""
    enter = come_in(cast)
    known: dict[int, At] = {}

    def at(staff):  # type: ignore[no-untyped-def]
        return known.setdefault(staff.pk, enter(staff))

    return at
