"""What a phone kept while there was no network counts from when it was written."""

from datetime import timedelta
from typing import Any

import pytest

from regulars.moments import clock
from regulars.moments.models import Moment
from tests.cast import Cast


def noted(cast: Cast, client: Any, waited: str) -> Moment:
    told = {"words": "窗边冷", "sort": "note", "key": "k1", "waited": waited}
    client.post(f"/p/corner/customers/{cast.yu.pk}/notes/", told, headers={"HX-Request": "true"})
    return Moment.objects.get(kind="noted")


@pytest.mark.mission("FL19")
def test_it_counts_from_when_it_was_written(cast: Cast, door: Any) -> None:
    """Ten minutes on the phone, by the phone's own clock; that it came late is told once."""
    for _ in range(2):
        note = noted(cast, door(cast.clerk), "600")
    assert timedelta(seconds=590) < clock.now() - note.happened_at < timedelta(seconds=660)
    assert [m.facts["late"] for m in Moment.objects.filter(kind="caught_up")] == [600]


@pytest.mark.parametrize("waited", ["", "0", "-600", "1e9", "99999999", "700000", "ten", "٣"])
def test_a_strange_wait_is_not_believed(cast: Cast, door: Any, waited: str) -> None:
    """More than a week, a time to come or no number: it is as if it was just typed."""
    note = noted(cast, door(cast.clerk), waited)
    assert clock.now() - note.happened_at < timedelta(seconds=60)
    assert not Moment.objects.filter(kind="caught_up").exists()
