"""A fact is written once, asked again, put right, taken out; and what it was is not lost."""

from datetime import timedelta

import pytest

from regulars.customers import visits
from regulars.moments.models import Moment
from regulars.notebook import facts, guidance, manners
from regulars.notebook.facts import NotKept
from regulars.notebook.models import Fact, Source, Use
from regulars.notebook.models import FactKind as K
from tests.cast import MORNING, Cast

DAY = timedelta(days=1)


def keep(cast: Cast, kind: str, words: str, **more: object) -> Fact | None:
    how = {"source": Source.TOLD, "by": cast.clerk.opaque, "now": MORNING, "place": cast.place}
    return facts.remember(cast.yu, kind, words, **(how | more))  # type: ignore[arg-type]


def words(cast: Cast) -> list[tuple[str, str]]:
    return [(fact.kind, fact.value) for fact in facts.about(cast.yu)]


@pytest.mark.mission("NO05")
def test_what_a_fact_was_stands_behind_what_it_is(cast: Cast) -> None:
    """Corrected, then taken out: both are in the history with who and when."""
    first = keep(cast, K.PREFERENCE, "靠窗")
    assert first is not None
    second = facts.correct(first, "靠门", by=cast.colleague.opaque, now=MORNING + DAY)
    assert words(cast) == [("preference", "靠门")]
    facts.forget(second, cast.manager.opaque, MORNING + 2 * DAY)
    assert words(cast) == []
    past = [(each.words, each.after, each.fact.gone_by) for each in facts.history(cast.yu)]
    assert past == [("靠门", "", cast.manager.opaque), ("靠窗", "靠门", cast.colleague.opaque)]
    kinds = list(Moment.objects.filter(subject=cast.yu.opaque).order_by("pk")
                 .values_list("kind", flat=True))  # fmt: skip
    assert kinds == ["remembered", "rewritten", "forgotten"]


def test_the_same_tap_twice_changes_nothing(cast: Cast) -> None:
    """Each verb by its key; correcting what was corrected gives the one that stands."""
    assert keep(cast, K.PREFERENCE, "靠窗", key="a") is not None
    assert keep(cast, K.PREFERENCE, "靠窗", key="a") is None
    fact = Fact.objects.get()
    for _turn in range(2):
        facts.confirm(fact, cast.clerk.opaque, MORNING + DAY, key="b")
        fresh = facts.correct(fact, "靠门", by=cast.clerk.opaque, now=MORNING, key="c")
        facts.forget(fresh, cast.clerk.opaque, MORNING, key="d")
    kinds = [row.kind for row in Moment.objects.filter(subject=cast.yu.opaque).order_by("pk")]
    assert kinds == ["remembered", "confirmed", "rewritten", "forgotten"]


def test_what_is_known_already_is_confirmed_and_a_one_off_may_become_lasting(cast: Cast) -> None:
    """Traditional or simplified, with a full stop or without: it is the same thing."""
    keep(cast, K.PREFERENCE, "喜歡靠窗", lasting=False)
    keep(cast, K.PREFERENCE, "喜欢靠窗。", now=MORNING + DAY)
    fact = Fact.objects.get()
    assert (fact.value, fact.lasting, fact.confirmed_at) == ("喜歡靠窗", True, MORNING + DAY)


@pytest.mark.mission("NO03")
def test_need_and_want_are_apart_with_who_brought_the_want_to_light(cast: Cast) -> None:
    keep(cast, K.NEED, "米要抬到厨房")
    keep(cast, K.WANT, "一直想学做面包", brought_by=cast.colleague.opaque)
    kept = {fact.kind: (fact.value, fact.brought_by) for fact in facts.about(cast.yu)}
    assert kept == {
        "need": ("米要抬到厨房", ""),
        "want": ("一直想学做面包", cast.colleague.opaque),
    }


@pytest.mark.mission("NO04")
def test_what_one_hopes_to_feel_and_what_must_be_are_apart_each_with_its_source(cast: Cast) -> None:
    """Both of one request: the note they were read from."""
    keep(cast, K.EXPECTATION, "被当成自己人", source=Source.SEEN, moment=7)
    keep(cast, K.REQUIREMENT, "八点前上菜", source=Source.TOLD, moment=7)
    kept = {fact.kind: (fact.value, fact.source, fact.moment) for fact in facts.about(cast.yu)}
    assert kept == {
        "expectation": ("被当成自己人", "seen", 7),
        "requirement": ("八点前上菜", "told", 7),
    }


@pytest.mark.mission("NO06", "NO09", "FL20")
def test_mood_and_aim_are_of_today_and_end_with_the_visit(cast: Cast) -> None:
    """The last word counts; both are gone at the goodbye, and were never a trait."""
    keep(cast, K.MOOD, "很累", source=Source.SEEN)
    keep(cast, K.MOOD, "开心起来了", source=Source.SEEN, now=MORNING + timedelta(minutes=9))
    keep(cast, K.AIM, "庆祝")
    soon = MORNING + timedelta(hours=1)
    here = guidance.of_many([cast.yu.pk], cast.place, soon)[cast.yu.pk]
    assert (here.mood, here.aim) == ("开心起来了", "庆祝")
    assert words(cast) == []
    tomorrow = guidance.of_many([cast.yu.pk], cast.place, MORNING + DAY)[cast.yu.pk]
    assert (tomorrow.mood, tomorrow.aim) == ("", "")
    visits.depart(cast.yu, cast.place, by=cast.clerk.opaque, now=soon)
    gone = guidance.of_many([cast.yu.pk], cast.place, soon + DAY / 24)[cast.yu.pk]
    assert (gone.mood, gone.aim) == ("", "")


@pytest.mark.mission("NO07")
@pytest.mark.parametrize(
    ("kind", "source", "use"),
    [
        (K.PREFERENCE, Source.TOLD, Use.SAY), (K.PREFERENCE, Source.SEEN, Use.SAY),
        (K.PREFERENCE, Source.THIRD, Use.SILENT), (K.PREFERENCE, Source.PUBLIC, Use.SILENT),
        (K.PREFERENCE, Source.DERIVED, Use.SILENT), (K.RELATION, Source.PUBLIC, Use.NEVER),
        (K.OCCASION, Source.DERIVED, Use.NEVER), (K.MOOD, Source.TOLD, Use.SILENT),
        (K.CLOSED, Source.TOLD, Use.SILENT),
    ],
)  # fmt: skip
def test_what_may_be_done_with_it_follows_from_how_we_know_it(
    cast: Cast, kind: str, source: str, use: str
) -> None:
    """By default the most its source allows; asking for more is refused, less is granted."""
    kept = keep(cast, kind, "龙井", source=source)
    assert kept is not None
    assert kept.use == use
    for asked in Use.values:
        if manners.within(kind, source, asked):
            assert keep(cast, kind, f"龙井{asked}", source=source, use=asked) is not None
        else:
            with pytest.raises(NotKept):
                keep(cast, kind, f"龙井{asked}", source=source, use=asked)


def test_what_is_not_to_be_used_is_on_no_card(cast: Cast) -> None:
    keep(cast, K.RELATION, "离过婚", source=Source.PUBLIC)
    assert guidance.of_many([cast.yu.pk], cast.place, MORNING)[cast.yu.pk].hints == ()


@pytest.mark.parametrize("value", ["", "  ", "x" * 201])
def test_nothing_and_too_much_are_turned_back(cast: Cast, value: str) -> None:
    with pytest.raises(NotKept):
        keep(cast, K.OTHER, value)
    assert not Moment.objects.exists()


def test_a_mood_of_a_household_is_turned_back(cast: Cast) -> None:
    home = cast.wang.household
    assert home is not None
    with pytest.raises(NotKept, match="one person"):
        facts.remember(home, K.MOOD, "累", source=Source.SEEN, by="staff:1", now=MORNING)
