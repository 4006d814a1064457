"""It is over when the customer says so with their own code; every other word leaves it open."""

from datetime import timedelta

import pytest

from regulars.moments import deadlines
from regulars.moments.models import Moment, Words
from regulars.recovery import closing, follow_ups, reading, steps
from regulars.recovery.models import Case
from regulars.recovery.troubles import NotSo, NotYet, Unknown
from tests.cast import Cast
from tests.recovery.scene import NIGHT, allow, at, comforted, fell, righted, written

YES = {"worry_gone": True, "sincere": False}


@pytest.fixture(autouse=True)
def allowed(cast: Cast) -> None:
    allow(cast.place)


def closed(case: Case) -> bool:
    return Case.objects.get(pk=case.pk).closed_at is not None


@pytest.mark.mission("RE12", "RE13")
def test_confirmed_by_their_code_it_is_closed_with_both_answers(cast: Cast) -> None:
    case = written(cast)
    closure = closing.confirm(case.code.upper(), YES, at(20))
    assert (closure.kind, closure.worry_gone, closure.sincere) == ("confirmed", True, False)
    assert Case.objects.get().closed_at == at(20)
    assert closing.confirm(case.code, YES, at(25)) == closure
    assert reading.open_cases(cast.place, at(26)) == []


@pytest.mark.mission("RE05")
def test_without_a_class_of_cause_nothing_closes(cast: Cast) -> None:
    """Confirmed, but the cause is not written down: open until it is. Staff cannot close at all."""
    case = righted(cast)
    with pytest.raises(NotYet) as refused:
        closing.close_by_staff(case, words="联系不上", by=cast.clerk, now=at(19))
    assert refused.value.first == "written_down"
    closing.confirm(case.code, YES, at(20))
    assert not closed(case)
    steps.write_down(case, cause="way", by=cast.clerk, now=at(30))
    assert Case.objects.get().closed_at == at(30)


@pytest.mark.mission("RE12")
def test_reported_and_staff_only_count_as_open_and_stand_apart(cast: Cast) -> None:
    reported, rested = written(cast), written(cast)
    closing.report(reported, YES, by=cast.clerk, now=at(20))
    closing.close_by_staff(rested, words="打了三次电话", by=cast.clerk, now=at(20))
    assert not closed(reported)
    assert not closed(rested)
    words = {line.pk: line.word for line in reading.open_cases(cast.place, at(21))}
    assert words == {reported.pk: "reported", rested.pk: "by_staff"}


@pytest.mark.mission("RE12")
def test_reported_is_asked_again_a_day_later_unless_they_said_so(cast: Cast) -> None:
    asked, confirmed = written(cast), written(cast)
    for case in (asked, confirmed):
        closing.report(case, YES, by=cast.clerk, now=at(20))
    closing.confirm(confirmed.code, YES, at(30))
    for minutes in (20, 1459, 1460, 1470):
        deadlines.run_due(at(minutes))
    again = Moment.objects.filter(kind="ask_again")
    assert [(row.facts["case"], row.happened_at) for row in again] == [(asked.pk, at(1460))]


def test_not_yet_takes_back_every_word_that_it_is_over(cast: Cast) -> None:
    case = written(cast)
    closing.confirm(case.code, YES, at(20))
    first = closing.not_yet(case.code, "又有味道了", at(50), key="tap")
    assert closing.not_yet(case.code, "又有味道了", at(51), key="tap") == first
    assert not closed(case)
    (line,) = reading.open_cases(cast.place, at(51))
    assert (line.due, line.word) == (at(70), "")
    closing.confirm(case.code, YES, at(80))
    assert closed(case)


def test_a_code_there_is_not_and_an_answer_that_is_none(cast: Cast) -> None:
    case = written(cast)
    with pytest.raises(Unknown):
        closing.confirm("aaaaaaaaaa", YES, at(20))
    with pytest.raises(NotSo) as refused:
        closing.confirm(case.code, {"sincere": "perhaps"}, at(20))  # type: ignore[dict-item]
    assert refused.value.field == "sincere"
    with pytest.raises(NotYet):
        closing.report(fell(cast), YES, by=cast.clerk, now=at(1))


@pytest.mark.mission("RE07")
def test_three_follow_ups_are_dated_and_asked_for_until_they_are_kept(cast: Cast) -> None:
    """At once, inside the house, and with the customer with thanks: dated when it is put right,
    each asked for when due and every day after until somebody has done it."""
    case = righted(cast)
    steps.put_right(case, restitution="再洗一次", by=cast.clerk, now=at(30))  # dates nothing anew
    dates = list(case.follow_ups.values_list("kind", "due_at"))
    morning = NIGHT - timedelta(hours=13, minutes=50)  # ten o'clock of the 24th
    assert dates == [
        ("at_once", at(18)), ("house", morning + timedelta(days=1)),
        ("thanks", morning + timedelta(days=3)),
    ]  # fmt: skip
    at_once, house, thanks = case.follow_ups.all()
    follow_ups.keep(at_once, words="已经好了", by=cast.clerk, now=at(15))
    follow_ups.keep(house, words="早会讲了", by=cast.clerk, now=at(60))
    for hour in range(24 * 6):
        deadlines.run_due(NIGHT + timedelta(hours=hour))
    due = [row.facts["what"] for row in Moment.objects.filter(kind="follow_up_due")]
    assert due == ["thanks"] * 4  # on the 27th, 28th, 29th and 30th
    kept = follow_ups.keep(
        thanks, words="谢谢您告诉我们", thanked=True, by=cast.clerk, now=at(9999)
    )
    assert follow_ups.keep(thanks, words="x", by=cast.manager, now=at(10_000)) == kept
    assert Words.objects.get(moment=kept.moment).text == "谢谢您告诉我们"


def test_a_case_comforted_only_has_no_follow_ups_yet(cast: Cast) -> None:
    assert not comforted(cast).follow_ups.exists()
