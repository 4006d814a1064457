"""A standard is the longest time with which three in four of those who spoke are content."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.engines.expected import ENOUGH, Told, ranks, standard

SAID = st.lists(st.integers(0, 600), min_size=ENOUGH, max_size=200)


@given(SAID)
def test_three_in_four_are_content_and_nothing_longer_would_do(said: list[int]) -> None:
    told = standard(said)
    assert told.value is not None
    assert told.value in said
    content = sum(each >= told.value for each in said)
    assert content >= 0.75 * len(said)
    longer = [each for each in said if each > told.value]
    assert not longer or len([each for each in said if each >= min(longer)]) < 0.75 * len(said)
    assert told.low is not None
    assert told.high is not None
    assert told.low <= told.value <= told.high


@given(st.lists(st.integers(0, 600), max_size=ENOUGH - 1))
def test_fewer_than_enough_are_no_standard(said: list[int]) -> None:
    assert standard(said) == Told(len(said), None, None, None)


def test_golden() -> None:
    """Ranks of the quarter quantile of 40, by the exact binomial: the 5th and the 17th of 40."""
    assert standard(range(1, 41)) == Told(40, 11, 5, 17)
    assert ranks(40, 0.25) == (4, 16)
    assert standard([5] * 8) == Told(8, 5, 5, 5)


def test_what_nobody_can_mean_is_refused() -> None:
    with pytest.raises(ValueError, match="less than nothing"):
        standard([-1] * 9)
    with pytest.raises(ValueError, match="between 0 and 1"):
        standard([1] * 9, share=1)
