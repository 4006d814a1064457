"""Two clocks ring 15 and 20 minutes after the opening and after each contact, each once."""

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regulars.moments import deadlines
from regulars.moments.models import Deadline, Moment
from regulars.places import people
from regulars.places.models import Level, Notice, Opening, Place, Role, Staff
from regulars.recovery import cases, closing, contacts, owners, steps
from regulars.recovery.models import Case, Handover
from tests.cast import Cast, hire
from tests.recovery.scene import (
    LAP,
    MINUTE,
    NIGHT,
    allow,
    at,
    comforted,
    fell,
    heard,
    on_shift,
    righted,
    rings,
)  # fmt: skip


def rang() -> list[tuple[int, str, int]]:
    """Every alarm: its minutes, the wall's time in Shanghai, and how late in ms."""
    rows = Moment.objects.filter(kind="clock_rang").order_by("pk")
    return [
        (row.facts["minutes"], f"{row.happened_at + timedelta(hours=8):%H:%M}",
         row.facts["late_ms"]) for row in rows
    ]  # fmt: skip


def asked() -> list[str]:
    rows = Moment.objects.filter(kind="escalated").order_by("pk")
    return [row.facts["to"] for row in rows]


@pytest.fixture
def closing_at_midnight(cast: Cast) -> Cast:
    """The place closes at midnight; the waiter and the manager are on until then."""
    for day in range(7):
        Opening.objects.create(
            place=cast.place, weekday=day, opens=time(11), closes=time(0)
        )  # fmt: skip
    for person in (cast.clerk, cast.manager):
        on_shift(person)
    allow(cast.place)
    return cast


@pytest.mark.mission("RE04")
def test_scene_7_rings_at_five_past_and_ten_past_midnight(closing_at_midnight: Cast) -> None:
    """A plate at 23:50, closing at midnight: the alarms ring at 00:05 and 00:10 all the same, and
    at 00:10 the owner of the house is asked, for nobody is on shift any more."""
    cast = closing_at_midnight
    case = comforted(cast)
    for minute in range(25):
        rings(minute)
    assert rang() == [(15, "00:05", 0), (20, "00:10", 0)]
    # once at midnight, when the waiter's shift ended and the guest still waited; once at twenty
    assert asked() == [cast.owner.opaque, cast.owner.opaque]
    case.refresh_from_db()
    assert case.owner == cast.clerk
    told = Notice.objects.filter(staff=cast.clerk, urgent=True)
    assert told.count() == 2
    assert all(LAP not in row.line and "王" not in row.line for row in Notice.objects.all())


def test_each_contact_begins_a_new_twenty_and_the_old_fall_silent(cast: Cast) -> None:
    """Told at 14 minutes how it goes: nothing rings at 15 or 20, but at 29 and at 34."""
    case = comforted(cast)
    rings(14)
    contacts.tell_progress(case, words="洗衣店在路上", by=cast.clerk, now=at(14))
    for minute in range(14, 40):
        rings(minute)
    assert rang() == [(15, "00:19", 0), (20, "00:24", 0)]


def test_told_at_the_very_minute_of_the_alarm_nothing_rings(cast: Cast) -> None:
    case = comforted(cast)
    contacts.tell_progress(case, words="马上", by=cast.clerk, now=at(15))
    rings(15)
    assert rang() == []


def test_put_right_it_rests_and_not_yet_begins_it_anew(cast: Cast) -> None:
    allow(cast.place)
    case = righted(cast, minutes=14)
    rings(60)
    assert rang() == []
    closing.not_yet(case.code, "还有油渍", at(100))
    for minute in range(100, 125):
        rings(minute)
    assert [minutes for minutes, _at, _late in rang()] == [15, 20]


def test_reported_complete_it_rests(cast: Cast) -> None:
    """Their word told to a colleague stills the clock."""
    case = heard(cast)
    closing.report(case, {"worry_gone": True}, by=cast.clerk, now=at(5))
    rings(25)
    assert rang() == []


def test_slept_through_or_set_back_each_alarm_is_rung_once(cast: Cast) -> None:
    """The clock was down for an hour, then the wall jumps back: once each, with how late it was."""
    comforted(cast)
    rings(80)
    for minutes in (80, 10, -500, 81, 400):
        rings(minutes)
    assert [(minutes, late) for minutes, _at, late in rang()] == [(15, 3_900_000), (20, 3_600_000)]


@pytest.mark.parametrize(
    "day", [datetime(2026, 3, 29, tzinfo=UTC), datetime(2026, 10, 25, tzinfo=UTC)]
)
def test_summer_time_is_nothing_to_it(cast: Cast, day: datetime) -> None:
    """In the night in which an hour is left out or comes twice, twenty minutes stay twenty."""
    Place.objects.filter(pk=cast.place.pk).update(time_zone="Europe/Berlin")
    cast.place.refresh_from_db()
    opened = day + timedelta(minutes=50)  # ten minutes before the wall jumps at 01:00 UTC
    cases.open_case(cast.place, LAP, by=cast.clerk, now=opened)
    due = Deadline.objects.filter(kind__startswith="case_alarm").order_by("due_at")
    waits = [row.due_at - opened for row in due]
    assert waits == [15 * MINUTE, 20 * MINUTE]
    deadlines.run_due(opened + 19 * MINUTE)
    deadlines.run_due(opened + 20 * MINUTE)
    assert [row[0] for row in rang()] == [15, 20]


def test_at_twenty_whoever_leads_on_shift_is_asked_else_the_node_above(cast: Cast) -> None:
    brand = Place.objects.create(slug="brand", name="Brand", level=Level.BRAND)
    from django.contrib.auth.models import User

    head = Staff.objects.create(
        user=User.objects.create_user("head"), place=brand, role=Role.MANAGER, name="Head"
    )
    cast.place.parent = brand
    cast.place.save()
    on_shift(cast.manager, ends=30)
    for start in (0, 40):
        comforted(cast, now=at(start), customer=None) if start == 0 else cases.open_case(
            cast.place, LAP, by=cast.clerk, now=at(start)
        )
    rings(20)
    rings(60)
    assert asked() == [cast.manager.opaque, head.opaque]


def test_the_one_asked_may_take_it_and_the_owner_stays_till_then(cast: Cast) -> None:
    case = comforted(cast)
    on_shift(cast.manager, ends=60)
    rings(20)
    offer = Handover.objects.get()
    assert (offer.giver, offer.to, offer.by, offer.open) == (
        cast.clerk,
        cast.manager,
        "clock",
        True,
    )
    owners.accept(offer, by=cast.manager, now=at(21))
    case.refresh_from_db()
    assert case.owner == cast.manager


def test_nobody_else_there_the_owner_is_told_so(cast: Cast) -> None:
    """A one-person house: it rings at the only one there is, and the case keeps its owner."""
    Staff.objects.filter(place=cast.place).exclude(pk=cast.owner.pk).update(left_at=NIGHT)
    case = cases.open_case(cast.place, LAP, by=cast.owner, now=NIGHT)
    rings(20)
    assert asked() == [cast.owner.opaque]
    assert not Handover.objects.exists()
    assert case.owner == cast.owner


def test_the_owners_shift_ends_while_they_wait(cast: Cast) -> None:
    """At the end of the shift somebody who is there is asked; put right before, nobody is."""
    allow(cast.place)
    for person, ends in ((cast.clerk, 10), (cast.manager, 300)):
        on_shift(person, ends=ends)
    waiting = comforted(cast)
    righted(cast, minutes=9)
    rings(10)
    offers = list(Handover.objects.values_list("case", "to"))
    assert offers == [(waiting.pk, cast.manager.pk)]
    assert Moment.objects.get(kind="escalated").facts["why"] == "gone"


def test_the_owner_leaves_the_house_for_good(cast: Cast) -> None:
    """Each open case of somebody who leaves is offered to who is next up, at once."""
    case = comforted(cast)
    people.leave(cast.clerk, by=cast.owner, now=at(3))
    assert list(Handover.objects.values_list("case", "to", "by")) == [
        (case.pk, cast.owner.pk, "clock")
    ]


@pytest.mark.mission("RE17")
@pytest.mark.parametrize("how", [{"exposed": True}, {"severity": "grave"}])
def test_what_many_saw_or_is_grave_goes_to_the_leader_at_once(cast: Cast, how: dict) -> None:
    on_shift(cast.manager, ends=60)
    fell(cast, **how)
    fell(cast)
    rings(1)
    told = Moment.objects.get(kind="leader_told")
    assert (told.facts["to"], told.facts["seconds"]) == (cast.manager.opaque, 60)
    assert Notice.objects.filter(staff=cast.manager, urgent=True).count() == 1


@pytest.mark.mission("RE16")
def test_unanswered_it_is_told_by_its_age_and_never_put_away(cast: Cast) -> None:
    """After an hour, a day, three, a week, and each week; not once it is closed."""
    comforted(cast)
    for hour in range(0, 24 * 22, 6):
        deadlines.run_due(NIGHT + timedelta(hours=hour + 1))
    aged = Moment.objects.filter(kind="case_aged").order_by("pk")
    assert [row.facts["hours"] for row in aged] == [1, 24, 72, 168, 336, 504]
    assert not hasattr(Case, "archived")


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    told=st.lists(st.integers(1, 90), max_size=6), looks=st.lists(st.integers(0, 150), max_size=12)
)
def test_whenever_the_clock_looks_it_rings_as_the_rule_says(
    cast: Cast, told: list[int], looks: list[int]
) -> None:
    """Against a model: contacts at any minutes, the clock looking at any; an alarm of a twenty
    that a contact cut short before it rang is silent, every other rings once."""
    case = cases.open_case(cast.place, LAP, by=cast.clerk, now=NIGHT)
    before = Moment.objects.filter(kind="clock_rang").count()
    events = sorted([(minute, 0) for minute in set(told)] + [(minute, 1) for minute in looks])
    since, expected = 0, set()
    for minute, looked in events:
        if looked:
            deadlines.run_due(at(minute))
            expected |= {(since, length) for length in (15, 20) if minute >= since + length}
        else:
            contacts.tell_progress(case, words="快好了", by=cast.clerk, now=at(minute))
            since = minute
    keys = Moment.objects.filter(kind="clock_rang", facts__case=case.pk)
    assert keys.count() == len(expected)
    assert Moment.objects.filter(kind="clock_rang").count() - before == len(expected)
    steps.comfort(case, how="said", words="对不起", by=cast.clerk, now=at(151))
    Deadline.objects.filter(done_at=None).update(done_at=NIGHT)


def test_an_outsider_can_own_nothing_here(cast: Cast) -> None:
    hire(cast.place, "third", "三号", Role.CLERK, "door")
    case = fell(cast)
    with pytest.raises(ValueError, match="another place"):
        owners.take(case, by=cast.outsider, now=at(1))
