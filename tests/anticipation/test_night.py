"""The night's work: dated acts, each with one customer, one owner and one reason."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import transaction

from regulars.anticipation import coming, night, reading
from regulars.anticipation.acts import NobodyServes
from regulars.anticipation.models import Act, Expected, Forecast
from regulars.moments.models import Moment
from regulars.notebook import containers
from regulars.notebook.models import Estimate
from regulars.places.models import Staff
from tests import cast as casting
from tests.cast import TODAY, Cast

NIGHT = datetime(2026, 3, 23, 15, 0, tzinfo=UTC)
"""Eleven at night on 23 March in Shanghai."""


def jar(cast: Cast) -> None:
    made = containers.measure(
        cast.wang, cast.rice, name="米缸", capacity=30, mouths=5, daily_use=1.2,
        by=cast.clerk.opaque, now=NIGHT,
    )  # fmt: skip
    containers.fill(
        made, left=None, steps=(), by=cast.clerk.opaque, now=NIGHT, day=date(2026, 3, 1)
    )


def foresee(cast: Cast, day: date = TODAY) -> night.Night:
    write = night.foresee(cast.place, day, NIGHT)
    with transaction.atomic():
        return write()


def bare(act: Act) -> tuple[object, ...]:
    return act.day, act.kind, act.customer_id, act.need_id, act.owner_id


@pytest.mark.mission("AN01", "AN02")
def test_the_night_of_the_23rd_lists_the_visit_for_the_24th(cast: Cast) -> None:
    """Scene 2: one act for the Wang family, with its owner and its reason, and no other."""
    jar(cast)
    foresee(cast)
    (act,) = Act.objects.all()
    assert (act.kind, act.customer, act.need) == (Act.Kind.BRING, cast.wang, cast.rice)
    assert act.owner in (cast.clerk, cast.colleague)
    assert act.reason["empty_on"] == "2026-03-26"
    assert act.reason["visit_on"] == "2026-03-24"
    assert Moment.objects.get(pk=act.cue).kind == "cued"


@pytest.mark.mission("AN01")
def test_the_night_before_lists_nothing_yet_and_a_missed_visit_stays_listed(cast: Cast) -> None:
    """Not a day too early; and nobody is forgotten because a day went by."""
    jar(cast)
    foresee(cast, TODAY - timedelta(days=1))
    assert not Act.objects.exists()
    foresee(cast, TODAY + timedelta(days=1))
    assert [act.kind for act in Act.objects.all()] == [Act.Kind.BRING]


@pytest.mark.mission("AN02")
def test_doing_the_nights_work_again_changes_nothing(cast: Cast) -> None:
    """The same acts, forecasts and moments, not one more."""
    jar(cast)
    casting.regular(cast.yu, cast.place, 7, 12, cast.tea)
    first = foresee(cast)
    tables = (Act, Expected, Forecast, Moment)
    counts = [table.objects.count() for table in tables]
    acts = [bare(act) for act in Act.objects.order_by("pk")]
    assert foresee(cast) == first
    assert [table.objects.count() for table in tables] == counts
    assert [bare(act) for act in Act.objects.order_by("pk")] == acts


@pytest.mark.mission("AN02", "AN18")
def test_every_act_has_one_customer_one_owner_one_reason_and_sends_nothing(
    cast: Cast, settings
) -> None:  # type: ignore[no-untyped-def]
    """A person delivers it; nothing is switched on to send by itself."""
    jar(cast)
    casting.regular(cast.yu, cast.place, 7, 12, cast.tea)
    foresee(cast)
    for act in Act.objects.all():
        assert act.customer_id
        assert act.owner.user.is_active
        assert act.reason["code"]
        cue = Moment.objects.get(pk=act.cue)
        assert cue.facts["owner"] == act.owner.opaque
    assert settings.AUTOMATIC_SENDING is False


@pytest.mark.mission("AN03")
def test_a_regular_is_expected_on_their_own_rhythm_and_a_newcomer_on_the_groups(
    cast: Cast,
) -> None:
    """Every seven days for a year: expected today, on their own basis; one visit: the group's."""
    crowd(cast)
    casting.regular(cast.yu, cast.place, 7, 40, cast.tea)
    newcomer = casting.guest(cast.place, "林小雨", "ms", "+8615400009999")
    casting.bought(newcomer, cast.place, TODAY - timedelta(days=3), cast.tea)
    foresee(cast)
    basis = dict(Estimate.objects.values_list("customer", "basis"))
    assert (basis[cast.yu.pk], basis[newcomer.pk]) == ("own", "group")
    low, middle, high = coming.next_visit(Estimate.objects.get(customer=cast.yu))
    assert low <= middle <= high
    assert abs((middle - TODAY).days) <= 1
    assert Expected.objects.get(customer=cast.yu, day=TODAY).chance > 0.5


def crowd(cast: Cast) -> None:
    """Thirty others with rhythms of their own, so that there is a group."""
    for turn in range(30):
        other = casting.guest(cast.place, "Guest", "", f"+8615400001{turn:03d}")
        for visit in range(12):
            day = TODAY - timedelta(days=2 + turn % 5 + visit * (6 + turn % 9))
            casting.bought(other, cast.place, day, cast.tea)


@pytest.mark.mission("AN01")
def test_a_bought_thing_gets_a_date_with_a_span_and_a_reason(cast: Cast) -> None:
    """Tea every fourteen days: the next about a fortnight after the last, said with its span."""
    crowd(cast)
    casting.regular(cast.yu, cast.place, 14, 12, cast.tea)
    foresee(cast)
    forecast = Forecast.objects.get(kind="run_out", customer=cast.yu, need=cast.tea)
    assert forecast.since == TODAY - timedelta(days=14)
    assert forecast.due_from <= forecast.due <= forecast.due_to
    assert abs((forecast.due - TODAY).days) <= 2
    assert forecast.reason["code"] == "own"
    start, end = (date.fromisoformat(day) for day in forecast.reason["best"])
    assert (end - start).days == 14
    assert TODAY <= start <= forecast.due <= end
    assert 0 < forecast.reason["best_chance"] <= 1


def test_too_thin_gets_no_date_but_a_plain_not_enough_yet(cast: Cast, door) -> None:  # type: ignore[no-untyped-def]
    """Bought once: no forecast is written, and the page says so."""
    casting.bought(cast.yu, cast.place, TODAY - timedelta(days=3), cast.tea)
    foresee(cast)
    assert not Forecast.objects.filter(kind="run_out").exists()
    page = door(cast.clerk).get(f"/p/corner/customers/{cast.yu.pk}/").content.decode()
    assert "ot enough yet" in page


def test_what_lies_ahead_is_never_seen(cast: Cast) -> None:
    """A purchase on the day itself changes nothing in the reading of the history before it."""
    casting.regular(cast.yu, cast.place, 7, 8, cast.tea)
    before = reading.shop(cast.place, TODAY)
    casting.bought(cast.yu, cast.place, TODAY, cast.tea)
    casting.bought(cast.wang, cast.place, TODAY + timedelta(days=1), cast.tea)
    after = reading.shop(cast.place, TODAY)
    assert len(after.history) == len(before.history) == 8
    assert after.history.day.max() < reading.number(TODAY)


def test_an_empty_house_has_a_quiet_night(cast: Cast) -> None:
    """Nothing bought, nobody known: the night's work is done and comes to nothing."""
    assert foresee(cast) == night.Night(TODAY, 0, 0, 0)


def test_a_place_without_staff_says_so(cast: Cast) -> None:
    """An act without an owner is none."""
    jar(cast)
    Staff.objects.filter(place=cast.place).delete()
    with pytest.raises(NobodyServes, match="adduser"):
        foresee(cast)


def test_what_must_not_be_said_aloud_is_never_a_cue(cast: Cast) -> None:
    """A need marked so is counted in the rhythm of visits and foreseen for nobody."""
    crowd(cast)
    casting.regular(cast.yu, cast.place, 7, 30, cast.tea)
    type(cast.tea).objects.filter(pk=cast.tea.pk).update(anticipate=False)
    foresee(cast)
    assert Expected.objects.filter(customer=cast.yu).exists()
    assert not Act.objects.exists()
    assert not Forecast.objects.exclude(kind="visit").exists()
