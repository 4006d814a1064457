"""What giving costs stands beside who came back; what is given again and again without gain is
named, and what is thin is called thin."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.authority import gains, giving, limits, things
from regulars.authority.gains import Share
from regulars.customers import people
from regulars.moments import journal
from regulars.moments.kinds import Arrived
from tests.cast import MORNING, TODAY, Cast

AGO = timedelta(days=100)


@given(st.integers(0, 200), st.integers(1, 200))
def test_the_interval_holds_the_share(k: int, n: int) -> None:
    """Between nought and one, around the middle, and narrower with more people."""
    share = Share(min(k, n), n)
    assert 0 <= share.low <= share.middle + 1e-12
    assert share.middle - 1e-12 <= share.high <= 1
    more = Share(share.k * 4, n * 4)
    assert more.high - more.low <= share.high - share.low + 1e-12


def guests(cast: Cast, n: int, back: int) -> list[Any]:
    """So many who came a hundred days ago, and the first ``back`` of them again."""
    found = []
    for turn in range(n):
        person = people.introduce(cast.place, name=f"Guest {turn}", invented=True)
        days = (100, 80) if turn < back else (100,)
        for ago in days:
            journal.record(Arrived(ordinal=1), about=person.opaque, by="test", place=cast.place.pk,
                           at=MORNING - timedelta(days=ago))  # fmt: skip
        found.append(person)
    return found


@pytest.mark.mission("AU10", "AU11")
def test_cost_stands_beside_return_and_gilding_is_listed(begun: Cast, at: Any) -> None:
    """Twenty-five were given tea and most came again; twenty-four were given a bouquet and hardly
    anyone; six a card. With n and interval; the bouquet is listed as too much of a good thing, the
    card is not enough yet. Clerks do not see it."""
    free = limits.Draft("gesture", "each", TODAY - 2 * AGO, role="manager")
    limits.write(begun.place, free, by="test", now=MORNING)
    things_ = {
        name: things.add(begun.place, things.Draft(name, None, cost, None, as_gift=True),
                         by="test", now=MORNING)
        for name, cost in (("Tea", 1500), ("Bouquet", 9000), ("Postcard", 200))
    }  # fmt: skip
    guests(begun, 40, 14)
    for name, n, back in (("Tea", 25, 20), ("Bouquet", 24, 3), ("Postcard", 6, 6)):
        for person in guests(begun, n, back):
            giving.gift(begun.manager, thing=things_[name], customer=person.opaque,
                        key=f"{name}{person.pk}", now=MORNING - AGO)  # fmt: skip
    found = {one.name: one for one in gains.found(begun.place, MORNING)}
    assert {name: (one.times, one.cost, one.back.k, one.back.n, one.thin, one.gilding, one.verdict)
            for name, one in found.items()} == {
        "Bouquet": (24, 216000, 3, 24, False, True, "no gain seen"),
        "Tea": (25, 37500, 20, 25, False, False, "they come back more often"),
        "Postcard": (6, 1200, 6, 6, True, False, "not enough yet: 6 of 20"),
    }  # fmt: skip
    assert (found["Tea"].others.k, found["Tea"].others.n) == (14, 40)
    page = at(begun.manager).get("authority/gains/")
    for words in (
        "¥2,160", "80% (61–91)", "nobody was asked", "Perhaps too much of a good thing",
        "24 times, ¥2,160", "Of 40 who were given nothing, 35% (22–50) came again.",
    ):  # fmt: skip
        assert words in page, words
    assert at(begun.clerk).client.get("/p/corner/authority/gains/").status_code == 403
    gains.DELIGHTS.append(lambda _place, people, _since: (len(people), len(people)))
    try:
        asked = {one.name: one for one in gains.found(begun.place, MORNING)}
        assert (asked["Bouquet"].gilding, asked["Bouquet"].pleased) == (False, Share(24, 24))
    finally:
        gains.DELIGHTS.pop()
