"""One reader serves all boards, rests when nobody listens, and survives a database in trouble."""

import asyncio
from collections.abc import Iterator

import pytest
from django.db import OperationalError

from regulars.moments.horizon import Horizon
from regulars.places.models import Place
from regulars.site import bell, listeners
from regulars.site.listener import Listener
from regulars.site.listeners import Listeners, StillWelcome
from regulars.site.news import News, Told
from regulars.site.welcome import Guest


class Journal:
    """Stands in for the journal: grows by one each look, and counts who looks."""

    def __init__(self) -> None:
        self.looks = 0
        self.trouble: Iterator[bool] = iter(())

    def horizon(self) -> Horizon:
        self.looks += 1
        return Horizon(self.looks, self.looks)

    def between(self, after: int, upto: int, place: int | None = None) -> News:
        if next(self.trouble, False):
            raise OperationalError("database is locked")
        new = range(after + 1, upto + 1)
        return News(upto, tuple(Told(number, "noted", "customer:7", 1) for number in new))


@pytest.fixture
def journal(monkeypatch: pytest.MonkeyPatch) -> Journal:
    journal = Journal()
    monkeypatch.setattr(listeners, "journal", journal)
    monkeypatch.setattr(listeners, "between", journal.between)
    monkeypatch.setattr(bell, "EVERY", 0.01)
    monkeypatch.setattr(listeners, "CLOSEST", 0.01)
    monkeypatch.setattr(listeners, "SWEEP", 0.01)
    monkeypatch.setattr(listeners, "TROUBLED", 0.01)
    return journal


def board() -> Listener:
    return Listener(Guest(Place(pk=1, slug="corner"), session=""))


async def hear(all_: Listeners, listener: Listener, enough: int) -> list[int]:
    """What a board hears until it has heard enough and goes."""
    stream, ids = all_.frames(listener), []
    async for frame in stream:
        if "event: moment" in frame:
            ids.append(int(frame.splitlines()[0].removeprefix("id: ")))
        if len(ids) == enough:
            break
    await stream.aclose()  # type: ignore[attr-defined]
    return ids


def heard(boards: int, enough: int, welcome: StillWelcome) -> list[list[int]]:
    async def all_hear() -> list[list[int]]:
        present = Listeners(welcome)
        told = await asyncio.gather(*(hear(present, board(), enough) for _ in range(boards)))
        await asyncio.sleep(0.1)
        assert (present.present, present.reading) == (set(), None)
        return told

    return asyncio.run(all_hear())


def test_one_look_serves_all_boards(journal: Journal) -> None:
    """Fifty boards cost the journal no more looks than one, and none after they have gone."""
    told = heard(50, 5, lambda guests: guests)
    looks = journal.looks
    assert all(ids == told[0] for ids in told)
    assert looks <= told[0][-1] + 2


def test_trouble_loses_and_repeats_nothing(journal: Journal) -> None:
    """When the database fails in between, what happened meanwhile is told afterwards, once."""
    journal.trouble = iter([False, False, True, True, False, False, True])
    (ids,) = heard(1, 8, lambda guests: guests)
    assert ids == list(range(ids[0], ids[0] + 8))


def test_who_is_no_longer_welcome_is_let_go(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A look-up that fails ends the stream after one last hint to look again."""
    monkeypatch.setattr(listeners, "RECHECK", 0.0)
    (ids,) = heard(1, 1000, lambda guests: [None for _ in guests])
    assert len(ids) < 1000
