"""What one open board is sent, and when."""

import json

from regulars.places.models import Place
from regulars.site.listener import FULL, Listener
from regulars.site.news import News, Told
from regulars.site.welcome import Guest


def board(seen: str = "10") -> Listener:
    listener = Listener(Guest(Place(pk=1, slug="corner"), session=""))
    listener.resume(seen)
    return listener


def sent(listener: Listener) -> list[tuple[str, ...]]:
    frames = []
    while not listener.outbox.empty():
        frame = listener.outbox.get_nowait()
        assert frame is not None
        frames.append(tuple(line.partition(": ")[2] for line in frame.splitlines()[:2]))
    return frames


def moments(*ids: int, place: int = 1) -> tuple[Told, ...]:
    return tuple(Told(number, "noted", "customer:7", place) for number in ids)


def test_a_hint_waits_its_second_and_is_not_lost() -> None:
    """While a hint is owed, ids carry a mark: who breaks off then gets the hint on return."""
    listener = board()
    listener.take(News(11, crowded=frozenset({1})))
    listener.settle(now=100.0)
    listener.take(News(13, moments(12), frozenset({1})))
    listener.settle(now=100.5)
    assert sent(listener) == [("11", "reload"), ("12~", "moment")]
    listener.settle(now=101.0)
    assert sent(listener) == [("13", "reload")]
    returned = board("12~")
    returned.take(News(13))
    returned.settle(now=0.0)
    assert sent(returned) == [("13", "reload")]


def test_a_board_that_reads_too_slowly_looks_again() -> None:
    """What piles up unread is thrown away for one hint."""
    listener = board()
    listener.take(News(2000, moments(*range(11, 11 + FULL + 1))))
    listener.settle(now=0.0)
    assert sent(listener) == [("2000", "reload")]


def test_it_is_told_of_its_own_place_only() -> None:
    """Moments and crowds of other places pass it by; the cursor moves on all the same."""
    listener = board()
    listener.take(News(20, moments(15, place=2), frozenset({2, None})))
    listener.settle(now=0.0)
    assert (sent(listener), listener.cursor) == ([], 20)


def test_a_heartbeat_carries_the_cursor() -> None:
    """In a silent place the id still moves on, so that a return has little to catch up."""
    listener = board()
    listener.take(News(20))
    listener.settle(listener.beat + 15)
    assert listener.outbox.get_nowait() == ": still here\nid: 20\n\n"


def test_nothing_personal_is_said() -> None:
    """A moment is told by kind, opaque subject, place and id, and by nothing else."""
    listener = board()
    listener.take(News(11, moments(11)))
    frame = listener.outbox.get_nowait()
    assert frame is not None
    assert json.loads(frame.splitlines()[2].removeprefix("data: ")) == {
        "id": 11, "kind": "noted", "subject": "customer:7", "place": "corner",
    }  # fmt: skip
