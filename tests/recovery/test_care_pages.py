"""The pages around the four steps: everything by its form, nothing before its turn, each kind."""

from datetime import timedelta

import pytest

from regulars.authority import beginning
from regulars.moments import clock
from regulars.recovery import closing, loyalty, slips, steps
from regulars.recovery.models import Answer, Case, Closure, FollowUp, Rating, Slip
from tests import cast as casting
from tests.cast import Cast
from tests.recovery.scene import LAP, NIGHT, allow, at, fell, righted


@pytest.fixture
def hands(monkeypatch):  # type: ignore[no-untyped-def]
    def turn(minutes: float) -> None:
        monkeypatch.setattr(clock, "now", lambda: at(minutes))

    turn(0)
    return turn


@pytest.fixture
def li(door, cast, hands):  # type: ignore[no-untyped-def]
    beginning.set_up(cast.place, by=cast.owner.opaque, now=NIGHT)
    return door(cast.clerk)


def page(client, path: str, status: int = 200) -> str:  # type: ignore[no-untyped-def]
    answer = client.get(f"/p/corner/{path}")
    assert answer.status_code == status
    return str(answer.content.decode())


def do(client, path: str, status: int = 303, **told: object) -> str:  # type: ignore[no-untyped-def]
    answer = client.post(f"/p/corner/{path}", {"key": path, **told})
    assert answer.status_code == status, answer.content.decode()[:400]
    return str(answer.content.decode())


@pytest.mark.mission("RE07")
def test_the_three_follow_ups_stand_in_the_case_and_in_a_list(li, door, cast, hands) -> None:  # type: ignore[no-untyped-def]
    """Due, late and done, with words and thanks; one's own for the owner, everybody's for who
    leads; a colleague's list is empty and says something kind."""
    case = righted(cast)
    hands(19)
    told = page(li, f"cases/{case.pk}/")
    assert told.count("follow--late") == 1
    assert told.count('name="thanked"') == 1
    mine = page(li, "cases/follow-ups/")
    assert (mine.count("wall__line"), mine.count("follow--late")) == (3, 1)
    assert "Nothing is owed" in page(door(cast.colleague), "cases/follow-ups/")
    leader = door(cast.manager)
    assert "Nothing is owed" in page(leader, "cases/follow-ups/")
    assert page(leader, "cases/follow-ups/?all=1").count("wall__line") == 3
    rows = {row.kind: row.pk for row in case.follow_ups.all()}
    li = door(cast.clerk)
    do(li, f"cases/{case.pk}/follow-ups/{rows['at_once']}/", words="裙子干净了")
    refused = do(li, f"cases/{case.pk}/follow-ups/{rows['thanks']}/", 422, words="她说好")
    assert "Thank them as well" in refused
    do(li, f"cases/{case.pk}/follow-ups/{rows['thanks']}/", words="她说好", thanked="1")
    done = FollowUp.objects.exclude(done_at=None).values_list("kind", "thanked")
    assert sorted(done) == [("at_once", False), ("thanks", True)]
    assert "裙子干净了" in page(li, f"cases/{case.pk}/")
    assert page(li, "cases/follow-ups/").count("wall__line") == 1


@pytest.mark.mission("RE09", "RE10")
def test_an_odd_request_gets_something_near_before_any_no(li, cast, hands) -> None:  # type: ignore[no-untyped-def]
    """Asked for without guessing; what is in dispute and what they are to us stand on one line;
    no button refuses before something near was offered, and no forged one does."""
    case = fell(cast)
    assert "in dispute" not in page(li, f"cases/{case.pk}/")
    do(li, f"cases/{case.pk}/comfort/", how="said", sorry="charged", tongue="en", stood="1")
    assert case.reply.ticked is True
    assert "do not guess" in page(li, f"cases/{case.pk}/")
    do(li, f"cases/{case.pk}/hearing/", their_words="Charged twice", wish="A piano",
       disputed_amount="120.50")  # fmt: skip
    told = page(li, f"cases/{case.pk}/")
    assert "120.50" in told
    assert "not known yet" in told
    assert 'value="refused"' not in told
    forged = do(li, f"cases/{case.pk}/answers/", 422, kind="refused", words="no")
    assert "First offer the nearest" in forged
    do(li, f"cases/{case.pk}/answers/", kind="nearest", words="An evening with the pianist")
    offered = page(li, f"cases/{case.pk}/")
    assert 'value="refused"' in offered
    assert "An evening with the pianist" in offered
    do(li, f"cases/{case.pk}/answers/", kind="taken")
    assert list(Answer.objects.values_list("kind", flat=True)) == ["nearest", "taken"]
    own = li.get(f"/case/{case.code}/").content.decode()
    assert "in dispute" not in own
    assert "over the years" not in own


@pytest.mark.mission("RE17")
def test_judged_anew_by_the_owner_with_a_reason(li, cast) -> None:  # type: ignore[no-untyped-def]
    case = fell(cast)
    do(li, f"cases/{case.pk}/ratings/", 422, severity="grave", words=" ")
    do(li, f"cases/{case.pk}/ratings/", severity="grave", exposed="1", words="她烫伤了")
    assert Rating.objects.get().exposed is True
    told = page(li, f"cases/{case.pk}/")
    assert "她烫伤了" in told
    assert "她烫伤了" not in li.get(f"/case/{case.code}/").content.decode()


@pytest.mark.mission("RE15")
def test_a_small_slip_is_one_tap_and_counted_by_post(li, door, cast) -> None:  # type: ignore[no-untyped-def]
    """Twelve icons; a tap counts, the same tap twice once; no case, no clock; counted by post; an
    unknown kind and a stranger's place are refused."""
    form = page(li, "slips/new/")
    assert form.count('<button name="kind"') == len(Slip.Kind)
    for _turn in range(2):
        do(li, "slips/", kind="cold")
    do(door(cast.colleague), "slips/", kind="name", post="till", words="叫成王先生", key="b")
    li = door(cast.clerk)
    do(li, "slips/", 422, kind="cosmic", key="c")
    assert not Case.objects.exists()
    counted = slips.by_post(cast.place, at(1))
    assert [(each.post, each.kinds) for each in counted] == [
        ("door", (("cold", 1),)), ("till", (("name", 1),))
    ]  # fmt: skip
    shown = page(li, "slips/?noted=cold")
    assert "Counted: Came cold." in shown
    assert shown.count('<b class="num">1</b>') == 2
    assert cast.clerk.name not in shown.partition("<main")[2]
    for path in ("cases/new/", "cases/"):
        assert "/slips/" in page(li, path)
    assert door(cast.outsider).post("/p/corner/slips/", {"kind": "cold"}).status_code in (403, 404)


def well_solved(cast: Cast) -> Case:
    allow(cast.place)
    case = righted(cast)
    steps.write_down(case, cause="way", by=cast.clerk, now=at(20))
    closing.confirm(case.code, {"worry_gone": True, "sincere": True}, at(30))
    return case


@pytest.mark.mission("RE28")
def test_loyalty_is_compared_only_where_there_is_enough(door, cast, hands, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    """Whom we made it right for, whom we never let down, whether they were here again within the
    days, with n and interval; thin groups claim nothing; clerks do not see it."""
    casting.regular(cast.yu, cast.place, 7, 30, cast.tea)
    well_solved(cast)
    casting.bought(cast.wang, cast.place, (NIGHT + timedelta(days=9)).date(), cast.tea)
    later = NIGHT + timedelta(days=80)
    told = loyalty.compare(cast.place, later)
    assert (told.solved.back, told.solved.n, told.never.back, told.never.n) == (1, 1, 1, 1)
    assert told.difference is None
    monkeypatch.setattr(clock, "now", lambda: later)
    assert "Not enough yet" in page(door(cast.manager), "cases/loyalty/")
    assert door(cast.clerk).get("/p/corner/cases/loyalty/").status_code == 403
    monkeypatch.setattr(loyalty, "ENOUGH", 1)
    assert loyalty.compare(cast.place, later).difference is not None
    Closure.objects.all().update(worry_gone=False)
    assert loyalty.compare(cast.place, later).solved.n == 0


@pytest.mark.mission("RE11")
def test_the_list_says_how_soon_the_first_word_came(li, cast, hands) -> None:  # type: ignore[no-untyped-def]
    hands(10)
    assert "First word" not in page(li, "cases/")
    fell(cast)
    hands(14)
    case = Case.objects.get()
    do(li, f"cases/{case.pk}/comfort/", how="said", sorry="spilled", tongue="en", stood="1")
    told = page(li, "cases/")
    assert "after 14 min (the middle one); 1 of 1 stood on their side. 1 were ticked so" in told
    assert LAP in told
