"""The open house's own clock sends what colleagues are told, and closes though one is slow."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.places.ears import Ears, listening
from tests.site import houses
from tests.site.houses import House, until

pytestmark = [pytest.mark.xdist_group("house"), pytest.mark.once]

TELL = """
import sys
from regulars.moments import clock
from regulars.places import notices
from regulars.places.models import Staff, Way
from regulars.places.notices import ways

staff, now = Staff.objects.get(name="Mei"), clock.now()
for address in sys.argv[1:]:
    ways.add(staff, Way.WEBHOOK, address, by="test", now=now)
notices.tell(staff, "Help", "Table 5 needs help.", "/p/corner/", urgent=True, key="k", now=now)
"""
OPEN = "SELECT count(*) FROM places_sending WHERE ended_at IS NULL"
SENT = "SELECT count(*) FROM moments_moment WHERE kind = 'notice_sent'"


@pytest.fixture
def house(own_house: House, monkeypatch: pytest.MonkeyPatch) -> House:
    """A house that may call its own network."""
    usual = houses.environment

    def inside(home: Path) -> dict[str, str]:
        return {**usual(home), "REGULARS_NOTICES_INSIDE": "1"}

    monkeypatch.setattr(houses, "environment", inside)
    return own_house


@pytest.fixture
def ears() -> Iterator[Ears]:
    with listening() as found:
        yield found


def test_the_clock_of_an_open_house_sends(house: House, ears: Ears) -> None:
    """Told while it is open: heard, and written down as sent, within seconds."""
    house.open()
    house.run(TELL, ears.url("/one"), ears.url("/two"))
    until(lambda: house.rows(SENT) == [(2,)], 5 * house.patience, "both are sent")
    assert house.rows(OPEN) == [(0,)]
    assert sorted(path for path, _headers, _body in ears.heard) == ["/one", "/two"]


def test_a_slow_channel_does_not_keep_the_house_from_closing(house: House, ears: Ears) -> None:
    """SIGTERM ends the house within three seconds; what was under way is not lost: it is open."""
    ears.wait = 9.0
    house.open()
    house.run(TELL, ears.url())
    until(lambda: bool(ears.heard), 5 * house.patience, "it is being sent")
    assert house.close() < 3
    assert house.rows(OPEN) == [(1,)]
