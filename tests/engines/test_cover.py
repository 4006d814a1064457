"""The minutes nobody covers: exactly those that are wanted and in no span, whatever overlaps."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.engines.cover import Span, gaps, joined

ZERO = datetime(2026, 1, 1, tzinfo=UTC)


def at(minute: int) -> datetime:
    return ZERO + timedelta(minutes=minute)


def span(begins: int, ends: int) -> Span:
    return Span(at(begins), at(ends))


SPANS = st.lists(
    st.tuples(st.integers(0, 80), st.integers(1, 30)).map(lambda one: span(one[0], sum(one))),
    max_size=12,
)


def minutes(spans: Iterable[Span]) -> set[datetime]:
    """The oracle: every minute by itself."""
    return {at(n) for n in range(120) for each in spans if each.begins <= at(n) < each.ends}


@given(SPANS, SPANS)
def test_a_gap_is_every_minute_wanted_and_not_covered(
    wanted: list[Span], covered: list[Span]
) -> None:
    found = gaps(wanted, covered)
    assert minutes(found) == minutes(wanted) - minutes(covered)
    assert list(found) == sorted(found)
    assert all(one.ends <= two.begins for one, two in pairwise(found))


@given(SPANS)
def test_joined_are_the_same_minutes_apart_from_each_other(spans: list[Span]) -> None:
    found = joined(spans)
    assert minutes(found) == minutes(spans)
    assert all(one.ends < two.begins for one, two in pairwise(found))


def test_a_night_in_which_the_clock_is_moved_is_as_long_as_it_is() -> None:
    """New York, 8 March 2026: from ten at night to six in the morning are seven hours."""
    zone = ZoneInfo("America/New_York")
    night = Span(datetime(2026, 3, 7, 22, tzinfo=zone).astimezone(UTC),
                 datetime(2026, 3, 8, 6, tzinfo=zone).astimezone(UTC))  # fmt: skip
    there = Span(night.begins, night.begins + timedelta(hours=6))
    (gap,) = gaps([night], [there])
    assert gap.ends - gap.begins == timedelta(hours=1)
    assert gap.begins.astimezone(zone).hour == 5


def test_a_span_that_holds_nothing_is_refused_and_a_cut_stays_within() -> None:
    with pytest.raises(ValueError, match="holds nothing"):
        span(5, 5)
    assert span(0, 10).clipped(span(4, 20)) == span(4, 10)
    assert span(0, 10).clipped(span(10, 20)) is None
