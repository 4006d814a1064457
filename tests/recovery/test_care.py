"""Around the four steps: judged anew, an unusual wish, the first word, their worth, afterwards."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from hypothesis import given
from hypothesis import strategies as st

from regulars.moments.models import Deadline, Moment
from regulars.places.models import Notice
from regulars.recovery import contacts, first_word, follow_ups, ratings, steps, wishes, worth
from regulars.recovery.models import Answer, Case, Rating, Reply
from regulars.recovery.troubles import NotSo, NotYet
from tests import cast as casting
from tests.cast import Cast
from tests.recovery.scene import NIGHT, allow, at, comforted, fell, heard, on_shift, rings


@pytest.mark.mission("RE17")
def test_it_turns_out_to_be_grave_and_the_leader_hears_within_five_minutes(cast: Cast) -> None:
    """A new record with its reason; the row of the opening is never edited; once for each rise,
    and a case that was grave from the start does not tell the leader twice."""
    on_shift(cast.manager, ends=300)
    case = fell(cast)
    first = ratings.rate(case, severity="grave", exposed=False, words="她烫伤了", by=cast.clerk,
                         now=at(2), key="a")  # fmt: skip
    again = ratings.rate(case, severity="grave", exposed=False, words="x", by=cast.clerk,
                         now=at(2), key="a")  # fmt: skip
    assert again == first
    rings(3)
    told = Moment.objects.get(kind="leader_told")
    assert (told.facts["to"], told.facts["seconds"]) == (cast.manager.opaque, 60)
    assert Notice.objects.filter(staff=cast.manager, urgent=True).count() == 1
    ratings.rate(
        case, severity="grave", exposed=True, words="全场都看到了", by=cast.clerk, now=at(4)
    )
    rings(5)
    ratings.rate(case, severity="slight", exposed=True, words="没烫着", by=cast.manager, now=at(6))
    rings(7)
    assert Moment.objects.filter(kind="leader_told").count() == 2
    case.refresh_from_db()
    assert (case.severity, case.exposed) == ("slight", True)
    assert Moment.objects.get(pk=case.moment).facts["severity"] == "usual"
    assert list(Rating.objects.values_list("severity", "exposed")) == [
        ("grave", False), ("grave", True), ("slight", True)
    ]  # fmt: skip
    with pytest.raises(DatabaseError), transaction.atomic():
        Rating.objects.update(severity="usual")


def test_judged_anew_only_with_a_reason_and_one_of_three(cast: Cast) -> None:
    case = fell(cast)
    for told in ({"severity": "grave", "words": " "}, {"severity": "awful", "words": "x"}):
        with pytest.raises(NotSo):
            ratings.rate(case, exposed=False, by=cast.clerk, now=at(1), **told)
    assert not Rating.objects.exists()


@pytest.mark.mission("RE09")
def test_no_refusal_before_the_nearest_was_offered(cast: Cast) -> None:
    """Neither by the verb nor in the database; and nothing is answered before they were asked."""
    case = comforted(cast)
    with pytest.raises(NotYet) as early:
        wishes.offer(case, words="隔壁那间", by=cast.clerk, now=at(2))
    assert early.value.first == "heard"
    steps.hear(case, their_words="裙子", wish="要整个包间都归我", by=cast.clerk, now=at(3))
    for verb in (wishes.refuse, wishes.take):
        with pytest.raises(NotYet) as shut:
            verb(case, words="不行", by=cast.clerk, now=at(4))
        assert shut.value.first == "nearest"
    with pytest.raises(DatabaseError), transaction.atomic():
        Answer.objects.create(case=case, kind="refused", at=at(4), by="staff:1", moment=99_999)
    wishes.offer(case, words="隔壁那间，窗子一样大", by=cast.clerk, now=at(5))
    with pytest.raises(NotSo):
        wishes.refuse(case, words="  ", by=cast.clerk, now=at(6))
    wishes.refuse(case, words="包间已有人", by=cast.clerk, now=at(6), key="r")
    wishes.refuse(case, words="包间已有人", by=cast.clerk, now=at(6), key="r")
    kinds = list(Answer.objects.values_list("kind", flat=True))
    assert kinds == ["nearest", "refused"]
    with pytest.raises(DatabaseError), transaction.atomic():
        Answer.objects.all().delete()


@pytest.mark.mission("RE11")
@pytest.mark.parametrize(
    ("words", "stands"),
    [("I am so sorry. Please forgive us.", True), ("真对不起，请您原谅。", True),
     ("真的很抱歉，請您見諒。", True), ("Sorry, but that is our policy.", False),
     ("对不起，不过这是规定。", False), ("Calm down, sorry.", False),
     ("Soup comes at eight.", False),
     ("Please forgive us; you should have told us.", False), ("", False)],
)  # fmt: skip
def test_a_small_rule_reads_on_whose_side_a_word_stands(words: str, stands: bool) -> None:
    assert first_word.stands(words) is stands


def test_every_apology_the_house_offers_stands_on_their_side() -> None:
    from regulars.recovery import apologies

    offered = [words for kind in apologies.KINDS for words in kind.words.values()]
    assert [words for words in offered if not first_word.stands(words)] == []


@given(st.text(max_size=60))
def test_whatever_is_said_an_excuse_is_never_on_their_side(words: str) -> None:
    assert not first_word.stands(f"{words} 这是规定")


@pytest.mark.mission("RE11")
def test_minutes_to_the_first_word_and_the_share_on_their_side(cast: Cast) -> None:
    """The first word counts, be it the apology or how it goes; a later one does not; a case
    nobody answered is in none of the figures but the count."""
    first = fell(cast)
    steps.comfort(first, how="said", words="真对不起，请您原谅", by=cast.clerk, now=at(2),
                  on_their_side=True)  # fmt: skip
    second = fell(cast, now=at(1))
    contacts.tell_progress(second, words="规定是这样", by=cast.clerk, now=at(11))
    steps.comfort(second, how="said", words="真对不起", by=cast.clerk, now=at(12))
    fell(cast, now=at(3))
    assert first_word.figures(cast.place, NIGHT, at(60)) == first_word.Figures(
        cases=3, answered=2, minutes=6.0, stood=1, asked=1, ticked=1
    )
    assert Reply.objects.count() == 2


@pytest.mark.mission("RE10")
def test_what_they_are_to_us_beside_what_it_is_about(cast: Cast) -> None:
    """On one line, only after comfort; “not known yet” while they bought too little to say."""
    case = fell(cast)
    assert worth.of(case, at(1)) is None
    steps.comfort(case, how="said", words="对不起", by=cast.clerk, now=at(1))
    steps.hear(case, their_words="多收了", wish="退", disputed_amount=12_000, by=cast.clerk,
               now=at(3))  # fmt: skip
    thin = worth.of(case, at(4))
    assert thin is not None
    assert (thin.spent, thin.disputed, thin.reckoned) == (None, 12_000, None)
    assert "not known yet" in thin.line
    assert "120" in thin.line
    casting.regular(cast.wang, cast.place, 7, 5, cast.tea)
    known = worth.of(case, NIGHT + timedelta(days=1))
    assert known is not None
    assert known.purchases >= 3
    assert known.line.count("·") == 1
    with pytest.raises(NotSo):
        steps.hear(case, their_words="x", wish="y", disputed_amount=-1, by=cast.clerk, now=at(5))


@pytest.mark.mission("RE07")
def test_three_dated_follow_ups_the_last_only_with_thanks(cast: Cast) -> None:
    """In ten minutes, tomorrow in the house, in three days with the customer; the last is not done
    without thanking them, each is done once, and the owner is told when it is due."""
    allow(cast.place)
    case = heard(cast)
    steps.put_right(case, restitution="干洗", extra="甜点", by=cast.clerk, now=at(8))
    rows = {row.kind: row for row in case.follow_ups.all()}
    assert {kind: row.due_at for kind, row in rows.items()} == {
        "at_once": at(18), "house": at(8) + timedelta(hours=10, minutes=2),
        "thanks": at(8) + timedelta(days=2, hours=10, minutes=2),
    }  # fmt: skip
    with pytest.raises(NotSo):
        follow_ups.keep(rows["thanks"], words="她很高兴", by=cast.clerk, now=at(4000))
    done = follow_ups.keep(
        rows["thanks"], words="她很高兴", thanked=True, by=cast.clerk, now=at(4000)
    )
    assert (done.thanked, done.done_by) == (True, cast.clerk.opaque)
    assert follow_ups.keep(rows["thanks"], words="x", by=cast.manager, now=at(4001)) == done
    assert Deadline.objects.filter(kind="case_follow_up").count() == 3


def test_it_all_goes_with_the_customer_and_the_case_stays_open(cast: Cast) -> None:
    """Erased while open: judgements, answers and the first word stay without a word; the clock
    still runs for a case of nobody."""
    from regulars.customers import erasure
    from regulars.moments.models import Words

    case = heard(cast)
    ratings.rate(
        case, severity="grave", exposed=False, words="王女士烫伤了", by=cast.clerk, now=at(4)
    )
    wishes.offer(case, words="王女士要的那间", by=cast.clerk, now=at(5))
    erasure.erase(cast.wang, by=cast.owner.opaque, now=at(6))
    left = " ".join(Words.objects.exclude(text="").values_list("text", flat=True))
    assert "王女士" not in left
    case = Case.objects.get(pk=case.pk)
    assert (case.customer, case.forgotten, case.closed_at) == (None, True, None)
    rings(21)
    assert Moment.objects.filter(kind="clock_rang").count() == 2
    assert case.answers.count() == case.ratings.count() == 1
