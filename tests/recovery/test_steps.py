"""Four steps in their order, comfort before court: in the verbs and in the database itself."""

import pytest
from django.db import DatabaseError, transaction

from regulars.authority.ledger import Beyond
from regulars.authority.models import Entry
from regulars.moments.models import Moment, Words
from regulars.recovery import cases, reading, steps
from regulars.recovery.models import Case, Finding, Step
from regulars.recovery.troubles import NotSo, NotYet
from tests.cast import Cast
from tests.recovery.scene import LAP, NIGHT, allow, at, comforted, fell, heard, righted, written


@pytest.fixture(autouse=True)
def allowed(cast: Cast) -> None:
    allow(cast.place)


@pytest.mark.mission("RE01")
def test_whoever_opens_it_owns_it_and_the_words_are_the_first_problem(cast: Cast) -> None:
    """Anybody opens a case with nothing but a few words; it has one owner from that instant."""
    case = cases.open_case(cast.place, LAP, by=cast.clerk, now=NIGHT)
    assert (case.owner, case.opened_by, case.severity) == (cast.clerk, cast.clerk.opaque, "usual")
    assert [problem.moment for problem in case.problems.all()] == [case.moment]
    assert Words.objects.get(moment=case.moment).text == LAP
    assert len(case.code) == 10


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"words": " "}, "words"), ({"post": "moon"}, "post"), ({"severity": "dire"}, "severity"),
     ({"words": "a" * 2001}, "words")],
)  # fmt: skip
def test_what_cannot_be_is_named_by_its_field(cast: Cast, wrong: dict, field: str) -> None:
    """Bad input opens nothing, and says which part is wrong."""
    with pytest.raises(NotSo) as refused:
        cases.open_case(cast.place, **{"words": LAP, "by": cast.clerk, "now": NIGHT, **wrong})
    assert (refused.value.field, Case.objects.count()) == (field, 0)


def test_a_customer_of_another_book_opens_nothing_here(cast: Cast) -> None:
    with pytest.raises(NotSo, match="do not stand in this book"):
        cases.open_case(cast.elsewhere, LAP, by=cast.outsider, now=NIGHT, customer=cast.wang)


def test_the_same_tap_twice_is_one_case(cast: Cast) -> None:
    twice = [fell(cast, key="tap"), fell(cast, key="tap")]
    assert twice[0] == twice[1]
    assert Case.objects.count() == 1


def test_nothing_before_its_turn(cast: Cast) -> None:
    """Each step names the one that comes first; nothing is written meanwhile."""
    case = fell(cast)
    by = {"by": cast.clerk, "now": at(2)}
    with pytest.raises(NotYet) as hear:
        steps.hear(case, their_words="a", wish="b", **by)
    with pytest.raises(NotYet) as judge:
        steps.judge(case, fault="theirs", **by)
    with pytest.raises(NotYet) as right:
        steps.put_right(case, restitution="a", **by)
    steps.comfort(case, how="said", words="对不起", **by)
    with pytest.raises(NotYet) as down:
        steps.write_down(case, cause="way", **by)
    firsts = [each.value.first for each in (hear, judge, right, down)]
    assert firsts == ["apologised", "apologised", "apologised", "heard"]
    assert [step.kind for step in case.steps.all()] == ["apologised"]


@pytest.mark.mission("RE02", "RE06")
def test_the_database_itself_keeps_court_shut(cast: Cast) -> None:
    """Whoever goes past the verbs, straight to the tables, is refused by the database: no later
    step, no fact, fault or fairness before an apology."""
    case = fell(cast)
    row = {"case": case, "at": at(1), "by": "staff:1"}
    for number, kind in enumerate(("heard", "put_right", "written_down")):
        with pytest.raises(DatabaseError), transaction.atomic():
            Step.objects.create(kind=kind, moment=900 + number, cause="way", **row)
    with pytest.raises(DatabaseError), transaction.atomic():
        Finding.objects.create(moment=990, fault="theirs", **row)
    steps.comfort(case, how="said", words="对不起", by=cast.clerk, now=at(2))
    with pytest.raises(DatabaseError), transaction.atomic():
        Finding.objects.create(moment=991, fault="theirs", **row)  # dated before the apology
    steps.judge(case, facts="地滑", fault="ours", fairness="fair", by=cast.clerk, now=at(3))
    assert [(each.fault, each.fairness) for each in case.findings.all()] == [("ours", "fair")]


def test_the_database_changes_and_removes_nothing_written(cast: Cast) -> None:
    case = comforted(cast)
    for table in (Step.objects.all(), Case.objects.all()):
        with pytest.raises(DatabaseError), transaction.atomic():
            table._raw_delete(table.db)
    with pytest.raises(DatabaseError), transaction.atomic():
        Step.objects.update(at=NIGHT)
    with pytest.raises(DatabaseError), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(opened_at=at(9))


def test_a_page_reads_no_fact_fault_or_fairness_before_the_comfort(cast: Cast) -> None:
    case = fell(cast)
    sheet = reading.case(cast.place, case.pk, at(1))
    assert sheet is not None
    assert (sheet.comforted, sheet.facts, sheet.fault, sheet.fairness) == (False,) + (None,) * 3
    assert reading.case(cast.elsewhere, case.pk, at(1)) is None


def test_no_step_is_dated_before_the_one_it_follows_or_ahead_of_now(cast: Cast) -> None:
    """A late entry carries its own time, between the step before and now; nothing else does."""
    case = comforted(cast)
    say = {"their_words": "a", "wish": "b", "by": cast.clerk, "now": at(5)}
    for wrong in (at(0.5), at(6)):
        with pytest.raises(NotSo) as refused:
            steps.hear(case, at=wrong, **say)
        assert refused.value.field == "at"
    assert steps.hear(case, at=at(2), **say).at == at(2)
    row = {"case": case, "by": "staff:1", "moment": 900}
    with pytest.raises(DatabaseError), transaction.atomic():
        Step.objects.create(kind="put_right", at=at(1.5), **row)


def test_a_step_sent_twice_is_one(cast: Cast) -> None:
    case = fell(cast)
    sent = {"how": "said", "words": "对不起", "by": cast.clerk, "now": at(1), "key": "k1"}
    assert steps.comfort(case, **sent) == steps.comfort(case, **sent)
    assert case.steps.count() == 1
    with pytest.raises(NotSo) as other:
        steps.hear(case, their_words="a", wish="b", by=cast.clerk, now=at(2), key="k1")
    assert other.value.field == "key"


@pytest.mark.mission("RE03")
def test_their_words_and_their_wish_are_kept_as_they_said_them(cast: Cast) -> None:
    case = heard(cast)
    step = case.steps.get(kind="heard")
    assert Words.objects.get(moment=step.moment).text == "裙子脏了\n明天能穿"
    assert Moment.objects.get(pk=step.moment).facts == {"case": case.pk}


@pytest.mark.mission("RE08")
def test_what_was_owed_and_the_extra_stand_apart_and_no_extra_warns(cast: Cast) -> None:
    case = heard(cast)
    told = {"by": cast.clerk, "now": at(8)}
    bare = steps.put_right(case, restitution="干洗", restitution_amount=12_000, **told)
    assert bare.warning
    full = steps.put_right(
        case, restitution="干洗", restitution_amount=12_000, extra="甜点", extra_amount=3_000,
        **told, key="full",
    )  # fmt: skip
    assert (full.warning, full.step.restitution, full.step.extra) == ("", 12_000, 3_000)
    entries = Entry.objects.filter(case=case.opaque).order_by("pk")
    assert list(entries.values_list("act", "amount", "reason", "charge")) == [
        ("refund", 12_000, "restitution", 0), ("refund", 12_000, "restitution", 0),
        ("extra", 3_000, "extra", 0),
    ]  # fmt: skip
    again = steps.put_right(case, restitution="x", restitution_amount=1, **told, key="full")
    assert again == full
    assert entries.count() == 3


def test_beyond_the_limit_or_below_nothing_nothing_is_kept(cast: Cast) -> None:
    case = heard(cast)
    told = {"restitution": "干洗", "by": cast.clerk, "now": at(8)}
    with pytest.raises(Beyond):
        steps.put_right(case, restitution_amount=50_001, extra="甜点", **told)
    with pytest.raises(NotSo) as refused:
        steps.put_right(case, restitution_amount=-1, **told)
    assert refused.value.field == "restitution_amount"
    assert not Entry.objects.exists()
    assert not case.steps.filter(kind="put_right").exists()


@pytest.mark.mission("RE05")
def test_written_down_with_a_class_of_cause_and_joined_to_its_like(cast: Cast) -> None:
    """The cause is one of a fixed list; cases alike in cause and process share one pattern."""
    case = righted(cast)
    with pytest.raises(NotSo) as refused:
        steps.write_down(case, cause="", process="传菜", defect="", by=cast.clerk, now=at(15))
    assert refused.value.field == "cause"
    one = steps.write_down(case, cause="way", process="传 菜", by=cast.clerk, now=at(15))
    other = written(cast).steps.get(kind="written_down")
    assert (one.pattern, other.pattern) == ("way/传菜", "way/传菜")
