"""“I stop here”: two taps, the leader told at once, cases offered on, support owed the same day."""

from datetime import UTC, datetime, time, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from regulars.moments import clock, deadlines
from regulars.moments.models import Look, Moment, Words
from regulars.places import people, pins
from regulars.places.models import Notice, Quiet, Sending
from regulars.places.notices import ways
from regulars.recovery.models import Handover, Incident
from regulars.recovery.safety import stopping, supporting
from regulars.recovery.troubles import NotSo
from tests.cast import Cast
from tests.recovery.scene import NIGHT, at, fell, on_shift

NOON = datetime(2026, 3, 24, 4, 0, tzinfo=UTC)
"""Twelve by the wall in Shanghai."""
MIDNIGHT = datetime(2026, 3, 24, 16, 0, tzinfo=UTC)


@pytest.fixture
def now(monkeypatch):  # type: ignore[no-untyped-def]
    def turn(instant: datetime) -> None:
        monkeypatch.setattr(clock, "now", lambda: instant)

    turn(NIGHT)
    return turn


def told(staff) -> list[tuple[str, bool]]:  # type: ignore[no-untyped-def]
    rows = Notice.objects.filter(staff=staff).order_by("pk")
    return [(row.url, row.urgent) for row in rows]


@pytest.mark.mission("RE25", "PL04")
def test_two_taps_from_any_page_and_the_leader_on_shift_is_told_at_once(
    cast: Cast, door, now
) -> None:  # type: ignore[no-untyped-def]
    """The menu of every page holds the button itself; tapped on a case, it knows which; the leader
    on shift is told through their quiet hours, without a name; a second tap is the same stop."""
    on_shift(cast.clerk), on_shift(cast.manager)
    case = fell(cast)
    Quiet.objects.create(staff=cast.manager, begins=time(22), ends=time(7))
    ways.add(cast.manager, "webhook", "https://hooks.example.org/x", "", by=cast.manager.opaque,
             now=NIGHT)  # fmt: skip
    li = door(cast.clerk)
    for page in ("today/", f"cases/{case.pk}/", f"customers/{cast.wang.pk}/", "house/", "shifts/"):
        text = li.get(f"/p/corner/{page}").content.decode()
        assert 'action="/p/corner/stops/"' in text, page
        assert f'name="from" value="/p/corner/{page}"' in text
    sent = {"from": f"/p/corner/cases/{case.pk}/"}
    answer = li.post("/p/corner/stops/", sent)
    again = li.post("/p/corner/stops/", sent)
    incident = Incident.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, f"/p/corner/stops/{incident.pk}/")
    assert again["Location"] == answer["Location"]
    assert (incident.staff, incident.leader, incident.case, incident.customer) == (
        cast.clerk, cast.manager, case, cast.wang)  # fmt: skip
    url = f"/p/corner/stops/{incident.pk}/"
    assert (url, True) in told(cast.manager)
    assert Sending.objects.filter(notice__url=url, due_at__lte=NIGHT).count() == 1
    notice = Notice.objects.get(url=url, staff=cast.manager)
    assert "小李" not in notice.subject + notice.line


@pytest.mark.mission("RE25")
def test_whoever_stops_is_relieved_and_nobody_but_the_two_reads_a_word(
    cast: Cast, door, now
) -> None:  # type: ignore[no-untyped-def]
    """Their open cases are offered to the leader. What they tell lies under seal; they and the
    leader read it, each look on record; the owner sees when and until when, no word; a colleague
    and the outsider find nothing; by PIN nobody reads it."""
    on_shift(cast.clerk), on_shift(cast.manager)
    case = fell(cast)
    li = door(cast.clerk)
    li.post("/p/corner/stops/", {})
    incident = Incident.objects.get()
    offer = Handover.objects.get(case=case, ended_at=None)
    assert (offer.giver, offer.to) == (cast.clerk, cast.manager)
    url = f"/p/corner/stops/{incident.pk}/"
    told = {"kind": "harassment", "words": "他抓我的手腕", "key": "w"}
    assert li.post(url + "words/", told).status_code == 303
    assert "他抓我的手腕" in li.get(url).content.decode()
    assert not Words.objects.filter(text__contains="手腕").exists()
    seen = {}
    for name in ("manager", "owner", "colleague", "outsider"):
        someone = Client()
        someone.force_login(getattr(cast, name).user)
        page = someone.get(url)
        seen[name] = (page.status_code, "手腕" in page.content.decode())
        assert (someone.post(url + "support/", {"care": "x"}).status_code == 303) is (
            name == "manager"
        )
    assert seen == {"manager": (200, True), "owner": (200, False), "colleague": (404, False),
                    "outsider": (404, False)}  # fmt: skip
    looks = Look.objects.filter(subject=f"incident:{incident.pk}").values_list("actor", flat=True)
    assert set(looks) == {cast.clerk.opaque, cast.manager.opaque}
    pins.choose([cast.clerk], "8362", now=NIGHT)
    _tablet, secret = pins.place_tablet(cast.place, "Till", by=cast.manager, now=NIGHT)
    tablet = Client()
    tablet.cookies["tablet"] = secret
    tablet.post(f"/switch/{cast.clerk.pk}/", {"pin": "8362"})
    shared = tablet.get(url)
    assert (shared.status_code, "手腕" in shared.content.decode()) == (200, False)
    assert tablet.post("/p/corner/stops/", {}).status_code == 303


@pytest.mark.mission("RE25")
@pytest.mark.parametrize(
    ("happened", "due"),
    [
        (NOON, MIDNIGHT),
        (MIDNIGHT - timedelta(hours=3), MIDNIGHT),
        (NIGHT, NIGHT + timedelta(hours=3)),
    ],
)
def test_support_is_owed_by_the_end_of_the_day_and_never_sooner_than_three_hours(
    cast: Cast, happened: datetime, due: datetime
) -> None:
    """At noon: midnight by the wall. At ten to midnight: ten to three."""
    assert supporting.due_by(cast.place, happened) == due


@pytest.mark.mission("RE25")
def test_owed_support_is_asked_for_until_it_is_given_and_never_dropped(cast: Cast, door) -> None:  # type: ignore[no-untyped-def]
    """An hour before, at the time, every four hours after, another leader too; lateness is shown;
    the leader who leaves hands it on; given, it rests; “not enough” brings it back; no row goes
    away, no time moves."""
    on_shift(cast.manager, -2000, 2000)
    incident = stopping.stop(cast.place, by=cast.clerk, now=NOON)
    assert deadlines.run_due(NOON + timedelta(minutes=5)) > 0
    assert ("/p/corner/stops/1/".replace("1", str(incident.pk)), True) in told(cast.owner)
    for hours in (11, 12, 16, 20):
        deadlines.run_due(NOON + timedelta(hours=hours, minutes=1))
    assert Moment.objects.filter(kind="support_owed").count() == 4
    kinds = [row.urgent for row in Notice.objects.filter(
        staff=cast.manager, key__startswith="support:").order_by("pk")]  # fmt: skip
    assert kinds == [True, True, False, False]
    assert Notice.objects.filter(staff=cast.owner, key__startswith="support:").count() == 3
    people.leave(cast.manager, by=cast.owner, now=NOON + timedelta(hours=21))
    incident.refresh_from_db()
    assert incident.leader == cast.owner
    with pytest.raises(NotSo):
        supporting.give(incident, "听她说", by=cast.colleague, now=NOON + timedelta(hours=22))
    supporting.give(incident, "听她说，送回家", by=cast.owner, now=NOON + timedelta(hours=22))
    deadlines.run_due(NOON + timedelta(hours=40))
    assert Moment.objects.filter(kind="support_owed").count() == 4
    supporting.more(incident, by=cast.clerk, now=NOON + timedelta(hours=41))
    deadlines.run_due(NOON + timedelta(hours=44, minutes=1))
    assert Moment.objects.filter(kind="support_owed").count() == 5
    for change in ({"support_due_at": NOON + timedelta(days=9)}, None):
        rows = Incident.objects.filter(pk=incident.pk)
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(**change) if change else rows.delete()


@pytest.mark.mission("RE25")
def test_a_slip_of_the_finger_and_a_house_of_one(cast: Cast, now, door) -> None:  # type: ignore[no-untyped-def]
    """A slip taken back by themselves owes nothing; whoever works alone is asked for all the
    same; nobody takes back another's stop."""
    incident = stopping.stop(cast.place, by=cast.clerk, now=NIGHT)
    with pytest.raises(NotSo):
        stopping.back(incident, slip=True, by=cast.manager, now=at(1))
    stopping.back(incident, slip=True, by=cast.clerk, now=at(1))
    assert deadlines.run_due(NIGHT + timedelta(days=1)) >= 0
    assert not Notice.objects.filter(key__startswith="support:").exists()
    alone = stopping.stop(cast.elsewhere, by=cast.outsider, now=NIGHT)
    assert alone.leader == cast.outsider
    page = door(cast.outsider).get(f"/p/elsewhere/stops/{alone.pk}/").content.decode()
    assert "call somebody you trust" in page
    deadlines.run_due(alone.support_due_at + timedelta(minutes=1))
    assert Notice.objects.filter(staff=cast.outsider, key__startswith="support:").exists()
