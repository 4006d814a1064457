"""Each problem told is recorded, handled, checked again and fed back; any gap is an omission."""

from datetime import timedelta

import pytest

from regulars.recovery import closing, omissions, problems, steps
from regulars.recovery.models import Problem
from regulars.recovery.troubles import NotSo, NotYet
from tests.cast import Cast
from tests.recovery.scene import NIGHT, allow, at, fell, righted, written


def whole(problem: Problem, cast: Cast, minutes: int = 5) -> None:
    by = {"by": cast.clerk, "now": at(minutes)}
    problems.handle(problem, words="换了阀门", **by)
    problems.recheck(problem, **by)
    problems.feed_back(problem, department="设计部", **by)


@pytest.mark.mission("RE14")
def test_three_problems_one_not_fed_back_is_one_of_three(cast: Cast) -> None:
    """A repairer, one visit, three problems told: the visit is not complete while one lacks its
    feedback; the rate reads 1 of 3, with owner and age."""
    allow(cast.place)
    case = written(cast)
    first = case.problems.get()
    second = problems.add(case, words="排水太响", by=cast.clerk, now=at(2))
    third = problems.add(case, words="说明书看不懂", by=cast.clerk, now=at(3))
    whole(first, cast)
    whole(second, cast)
    problems.handle(third, words="讲解了一遍", by=cast.clerk, now=at(4))
    problems.recheck(third, by=cast.clerk, now=at(6))
    closing.confirm(case.code, {"worry_gone": True, "sincere": True}, at(20))
    case.refresh_from_db()
    now = at(66)
    assert omissions.of(cast.place, now) == [
        omissions.Omission(
            case.pk, third.pk, ("fed_back",), cast.clerk, at(6), timedelta(minutes=60)
        )
    ]
    rate = omissions.rate(cast.place, NIGHT, now)
    assert (rate.missed, rate.told, omissions.complete(case)) == (1, 3, False)
    problems.feed_back(third, department="说明书组", by=cast.clerk, now=at(70))
    assert (omissions.of(cast.place, at(71)), omissions.complete(case)) == ([], True)
    assert omissions.rate(cast.place, NIGHT, now) == omissions.Rate(0, 3)
    assert omissions.of(cast.elsewhere, now) == []


def test_no_stage_before_its_turn(cast: Cast) -> None:
    problem = fell(cast).problems.get()
    by = {"by": cast.clerk, "now": at(1)}
    with pytest.raises(NotYet) as check:
        problems.recheck(problem, **by)
    with pytest.raises(NotYet) as back:
        problems.feed_back(problem, department="设计部", **by)
    assert (check.value.first, back.value.first) == ("handled", "handled")
    problems.handle(problem, words="擦了", **by)
    with pytest.raises(NotYet) as early:
        problems.feed_back(problem, department="设计部", **by)
    assert early.value.first == "rechecked"


def test_a_check_that_finds_it_broken_asks_to_handle_it_again(cast: Cast) -> None:
    problem = fell(cast).problems.get()
    by = {"by": cast.clerk, "now": at(1)}
    problems.handle(problem, words="修了", **by)
    problems.recheck(problem, holds=False, **by)
    assert omissions.of(cast.place, at(2))[0].missing == ("handled", "rechecked", "fed_back")
    whole(problem, cast)
    assert omissions.of(cast.place, at(9)) == []


def test_a_stage_twice_is_one_and_needs_its_words(cast: Cast) -> None:
    problem = fell(cast).problems.get()
    by = {"by": cast.clerk, "now": at(1)}
    with pytest.raises(NotSo):
        problems.handle(problem, words=" ", **by)
    first = problems.handle(problem, words="修了", **by, key="a")
    assert problems.handle(problem, words="修了", **by, key="a") == first
    assert problems.handle(problem, words="再修", **by, key="b") == first
    problems.recheck(problem, **by)
    with pytest.raises(NotSo) as refused:
        problems.feed_back(problem, department="", **by)
    assert refused.value.field == "department"


def test_their_word_without_a_cause_is_an_omission(cast: Cast) -> None:
    """The customer's word is never refused for what we have not written down; that is our gap."""
    allow(cast.place)
    case = righted(cast)
    whole(case.problems.get(), cast)
    closing.confirm(case.code, {}, at(20))
    (gap,) = omissions.of(cast.place, at(30))
    assert (gap.problem, gap.missing, gap.age) == (None, ("written_down",), timedelta(minutes=10))
    steps.write_down(case, cause="goods", by=cast.clerk, now=at(31))
    assert omissions.of(cast.place, at(32)) == []
