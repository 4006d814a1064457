"""How an act arose is read from the journal, never typed in."""

from datetime import timedelta

import pytest

from regulars.anticipation.models import Act
from regulars.floor import acts
from regulars.moments import journal
from regulars.moments.kinds import Cued
from regulars.moments.models import Moment
from regulars.scorecard import anticipated
from tests.cast import MORNING, TODAY, Cast

LATER = MORNING + timedelta(seconds=40)


def cue(cast: Cast) -> Moment:
    """A cue that the night put on the board."""
    kind = Cued(need="tea", day=f"{TODAY}", owner=cast.clerk.opaque)
    made = journal.record(
        kind, about=cast.yu.opaque, at=MORNING - timedelta(hours=8), by="clock",
        place=cast.place.pk,
    )  # fmt: skip
    Act.objects.create(
        place=cast.place, day=TODAY, customer=cast.yu, kind=Act.Kind.READY, need=cast.tea,
        owner=cast.clerk, reason={"code": "own", "times": 9, "every": 7}, worth=0.6, cue=made.pk,
    )  # fmt: skip
    return made


def sign(cast: Cast, words: str = "手里都是包，门还关着", sort: str = "sign") -> Moment:
    return acts.write(cast.yu.pk, words, sort, cast.place, by=cast.clerk, now=MORNING)


def done(cast: Cast, about: Moment, seconds: int = 40) -> Moment:
    now = MORNING + timedelta(seconds=seconds)
    return acts.do(about.pk, cast.place, by=cast.clerk, now=now)


@pytest.mark.mission("MO02", "MO03")
def test_an_act_after_a_sign_and_before_any_asking_is_anticipated(cast: Cast) -> None:
    """With who started it, at which post, and how many seconds after the sign."""
    act = done(cast, sign(cast))
    assert act.facts == {
        "arose": "anticipated", "visit": f"{cast.yu.pk}/2026-03-24", "lead": 40,
        "started_by": cast.clerk.opaque, "sign": sign_of(act), "touchpoint": "door",
    }  # fmt: skip


def sign_of(act: Moment) -> int:
    return Moment.objects.get(kind="noticed", subject=act.subject).pk


@pytest.mark.mission("MO02")
def test_the_same_act_after_they_asked_is_on_request(cast: Cast) -> None:
    """The asking is timed too, and the customer is named as the one who started it."""
    seen = sign(cast)
    acts.asked_first(seen.pk, cast.place, by=cast.clerk, now=MORNING + timedelta(seconds=10))
    act = done(cast, seen)
    assert (act.facts["arose"], act.facts["started_by"]) == ("on_request", "customer")
    assert (act.facts["lead"], act.facts["after_ask"]) == (40, 30)


@pytest.mark.mission("MO02")
@pytest.mark.parametrize(
    ("sort", "arose"), [("ask", "on_request"), ("complaint", "after_complaint")]
)
def test_what_began_with_the_customer_never_counts_as_anticipated(
    cast: Cast, sort: str, arose: str
) -> None:
    """An asking or a complaint is no sign of ours."""
    assert done(cast, sign(cast, sort=sort)).facts["arose"] == arose


@pytest.mark.mission("MO03")
def test_a_sign_recorded_at_the_same_instant_as_the_act_does_not_count(cast: Cast) -> None:
    """A sign written only to dress up the act did not stand before it."""
    act = done(cast, sign(cast), seconds=0)
    assert act.facts["arose"] == "unsigned"
    assert anticipated.ratio([act]).done == 0


@pytest.mark.mission("MO03")
def test_asking_after_the_act_cannot_undo_it(cast: Cast) -> None:
    """What matters is what stood recorded when the act was done."""
    seen = sign(cast)
    act = done(cast, seen)
    acts.asked_first(seen.pk, cast.place, by=cast.clerk, now=LATER + timedelta(seconds=9))
    assert Moment.objects.get(pk=act.pk).facts["arose"] == "anticipated"


@pytest.mark.mission("MO03")
def test_the_ratio_counts_a_repeat_once_and_shows_the_declined_beside(cast: Cast) -> None:
    """Two teas in one visit, one asked for, one offer declined: one of two, one beside."""
    foreseen, seen, refused = cue(cast), sign(cast), sign(cast, "要不要雨伞")
    done(cast, foreseen)
    done(cast, foreseen, seconds=90)
    acts.asked_first(seen.pk, cast.place, by=cast.clerk, now=MORNING + timedelta(seconds=5))
    done(cast, seen)
    acts.decline(refused.pk, cast.place, by=cast.clerk, now=LATER)
    rows = anticipated.acts(cast.place, TODAY)
    ratio = anticipated.ratio(rows)
    assert (ratio.done, ratio.all, ratio.declined, ratio.repeats) == (1, 2, 1, 1)
    assert ratio.low is not None
    assert 0 < ratio.low < 0.5 < ratio.high < 1  # type: ignore[operator]


@pytest.mark.mission("MO03")
def test_the_ratio_stands_per_post_day_and_person(cast: Cast) -> None:
    """Each with its own count."""
    done(cast, sign(cast))
    asked = acts.write(cast.wang.pk, "要袋子", "ask", cast.place, by=cast.manager, now=MORNING)
    acts.do(asked.pk, cast.place, by=cast.manager, now=LATER)
    rows = anticipated.acts(cast.place, TODAY)
    by_post = anticipated.by(rows, lambda row: row.facts["touchpoint"])
    assert [(p.name, p.anticipated, p.acts) for p in by_post] == [("door", 1, 1), ("till", 0, 1)]
    by_person = anticipated.by(rows, lambda row: row.actor)
    assert {(p.name, p.anticipated, p.acts) for p in by_person} == {
        (cast.clerk.opaque, 1, 1), (cast.manager.opaque, 0, 1)}  # fmt: skip
    assert anticipated.by_day(rows, cast.place) == {TODAY: (1, 2)}
    assert anticipated.usual_lead(rows) == 40
    assert anticipated.usual_answer(rows) == 40


def test_the_same_tap_twice_is_one_moment(cast: Cast) -> None:
    """A key that came already changes nothing and gives back the first."""
    seen = sign(cast)
    first = acts.do(seen.pk, cast.place, by=cast.clerk, now=LATER, key="tap")
    again = acts.do(seen.pk, cast.place, by=cast.clerk, now=LATER + timedelta(1), key="tap")
    assert again.pk == first.pk
    assert Moment.objects.filter(kind="acted").count() == 1


def test_a_cue_of_another_place_is_unknown_there(cast: Cast) -> None:
    """The outsider can neither do, decline nor ask."""
    seen = sign(cast)
    for verb in (acts.do, acts.decline, acts.asked_first):
        with pytest.raises(acts.Unknown):
            verb(seen.pk, cast.elsewhere, by=cast.outsider, now=LATER)
    assert not Moment.objects.filter(kind__in=["acted", "declined"]).exists()


@pytest.mark.mission("MO01")
def test_a_stranger_is_kept_by_what_was_seen_of_them(cast: Cast) -> None:
    """No name, but a customer all the same, here now, with the sign as a cue."""
    seen = acts.write(None, "淋湿的妈妈，两个男孩", "sign", cast.place, by=cast.clerk, now=MORNING)
    kinds = [m.kind for m in journal.of(seen.subject)]
    assert sorted(kinds) == ["arrived", "noticed"]


@pytest.mark.parametrize(("words", "sort"), [("", "sign"), ("   ", "note"), ("x", "gossip")])
def test_nothing_is_kept_of_an_empty_or_unknown_sort(cast: Cast, words: str, sort: str) -> None:
    """Refused with the reason; the journal is as it was."""
    before = Moment.objects.count()
    with pytest.raises((acts.Empty, acts.Unknown)):
        acts.write(cast.yu.pk, words, sort, cast.place, by=cast.clerk, now=MORNING)
    assert Moment.objects.count() == before
