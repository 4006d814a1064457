"""Reading ahead and leaving room for others."""

import threading
import time
from collections.abc import Iterator

import polars as pl
import pytest
from django.utils import translation
from django.utils.translation import gettext

from regulars.moments.intake.ahead import DEPTH, Ahead
from regulars.moments.intake.bulk import HELD, Breath
from regulars.moments.intake.report import Twins
from regulars.moments.intake.run import resuming


def test_things_come_in_order_and_in_the_callers_language() -> None:
    """Another thread makes them, a few ahead."""
    with translation.override("zh-hans"), Ahead(gettext("Phone") for _ in range(9)) as things:
        made = list(things)
        assert made == [gettext("Phone")] * 9


def test_what_goes_wrong_ahead_is_raised_here() -> None:
    """After the things that were made before it."""

    def failing() -> Iterator[int]:
        yield 1
        raise ValueError("wrong")

    taken = []
    with pytest.raises(ValueError, match="wrong"), Ahead(failing()) as things:
        taken.extend(thing for thing in things)
    assert not taken or taken == [1]


def test_leaving_early_ends_the_other_thread() -> None:
    """Nothing is read for nobody, and no thread stays."""
    made: list[int] = []

    def counting() -> Iterator[int]:
        for number in range(1000):
            made.append(number)
            yield number

    before = threading.active_count()
    with Ahead(counting()) as things:
        next(things)
    assert threading.active_count() == before
    assert len(made) <= DEPTH + 3


def test_an_earlier_run_is_taken_up_where_it_ended() -> None:
    """Also in the middle of a chunk, where chunks have another size than then."""
    frames = [pl.DataFrame({"n": [1, 2, 3]}), pl.DataFrame({"n": [4, 5, 6]})]
    cut = [(frame["n"].to_list(), done) for frame, done in resuming(iter(frames), 4)]
    assert cut == [([1, 2, 3], True), ([4], True), ([5, 6], False)]


@pytest.mark.django_db(transaction=False)
def test_as_much_is_written_at_a_time_as_takes_half_a_second(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Slow chunks go one by one, quick ones together."""
    clock = [100.0]
    monkeypatch.setattr(time, "monotonic", lambda: clock[0])
    breath = Breath()
    for seconds, chunks, most in ((HELD, 1, 1), (HELD / 5, 1, 5), (3 * HELD, 4, 1), (0.001, 1, 8)):
        breath.rest()
        clock[0] += seconds
        breath.over(chunks)
        assert breath.most == most


def test_twins_are_found_across_chunks() -> None:
    """The row and the first one that said the same."""
    twins = Twins()
    twins.add(pl.Series([2, 3]), pl.Series([77, 88]))
    twins.add(pl.Series([4, 5]), pl.Series([88, 77]))
    assert twins.found() == (2, [(4, 3), (5, 2)])
    assert Twins().found() == (0, [])
