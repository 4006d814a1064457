"""Who waits at a post: the oldest first, minutes against what is right, one tap when served."""

import pytest

from regulars.customers import erasure
from regulars.floor import queue
from regulars.floor.models import Wait
from regulars.floor.standards import expectations
from regulars.moments.models import Moment, Words
from regulars.recovery.troubles import NotSo
from tests.cast import MORNING, Cast
from tests.floor.house import HTMX


def three_wait(cast: Cast, at, hour) -> list[Wait]:  # type: ignore[no-untyped-def]
    """One without a name for six minutes, a party in a blue coat, and Yu by her own word."""
    assert at(cast.clerk).post("queue/", at="till").status_code == 303
    hour.later(4 * 60)
    at(cast.clerk).post("queue/", at="door", words="蓝外套", party="3")
    at(cast.clerk).post("queue/", at="till", customer=cast.yu.pk, minutes="20")
    hour.later(2 * 60 + 1)
    return list(Wait.objects.order_by("pk"))


@pytest.mark.mission("FL14")
def test_one_tap_adds_who_waits_and_the_oldest_stands_first(cast: Cast, at, hour) -> None:  # type: ignore[no-untyped-def]
    """Age in minutes against the target; due now unless they named an hour; beyond their time it
    says so."""
    assert "Nobody waits." in at(cast.clerk).get("queue/")
    waits = three_wait(cast, at, hour)
    page = at(cast.manager).get("queue/")
    places = [page.index(f'id="w{each.pk}"') for each in waits]
    assert places == sorted(places)
    first = page[places[0] : places[1]]
    assert '<b class="num">6</b>' in first
    assert "due now" in first
    assert "beyond their time" in first
    assert "蓝外套" in page
    assert "× 3" in page
    last = page[places[2] :]
    assert "due 09:24, their own word" in last
    assert "beyond" not in last
    till = at(cast.clerk).get("queue/?at=till")
    assert "Target: 5 min, our own." in till
    assert "蓝外套" not in till


@pytest.mark.mission("FL14")
def test_the_strip_of_every_page_counts_who_waits(cast: Cast, at, hour) -> None:  # type: ignore[no-untyped-def]
    """In minutes; one whom everybody forgot, with the hour since when."""
    assert "wait" not in at(cast.clerk).get("cases/rings/")
    three_wait(cast, at, hour)
    strip = at(cast.clerk).get("cases/rings/")
    assert "3 wait for us" in strip
    assert "the longest 6 min" in strip
    assert "1 beyond their time" in strip
    hour.later(3 * 3600)
    assert "the longest since 09:00" in at(cast.clerk).get("cases/rings/")
    hour.later(24 * 3600)
    assert "the longest since 24 March, 09:00" in at(cast.clerk).get("cases/rings/")


@pytest.mark.mission("FL14")
def test_one_tap_serves_and_how_each_wait_ended_is_kept(cast: Cast, at, hour) -> None:  # type: ignore[no-untyped-def]
    nameless, coat, _yu = three_wait(cast, at, hour)
    part = at(cast.manager).client.post(
        f"/p/corner/queue/{nameless.pk}/served/", {"key": "k"}, headers=HTMX
    )
    assert 'id="queue"' in part.content.decode()
    assert f'id="w{nameless.pk}"' not in part.content.decode()
    at(cast.clerk).post(f"queue/{nameless.pk}/served/")
    at(cast.clerk).post(f"queue/{coat.pk}/gone/")
    rows = Moment.objects.filter(kind__in=("queued", "served", "went_away")).order_by("pk")
    assert [(row.kind, row.facts) for row in rows] == [
        ("queued", {"touchpoint": "till", "minutes": 5, "party": 1}),
        ("queued", {"touchpoint": "door", "minutes": 5, "party": 3}),
        ("queued", {"touchpoint": "till", "minutes": 20, "party": 1, "own": True}),
        ("served", {"wait": nameless.moment, "touchpoint": "till", "seconds": 361, "hit": False}),
        ("went_away", {"wait": coat.moment, "touchpoint": "door", "seconds": 121}),
    ]  # fmt: skip


@pytest.mark.mission("FL14")
def test_who_waits_already_is_not_written_down_twice_and_nonsense_is_refused(
    cast: Cast, at, hour
) -> None:  # type: ignore[no-untyped-def]
    for told, words in (
        ({"at": "moon"}, "no such place to wait"),
        ({"at": "till", "party": "0"}, "How many are they"),
        ({"at": "till", "party": "many"}, "How many are they"),
        ({"at": "till", "minutes": "soon"}, "How many minutes"),
        ({"at": "till", "minutes": "99999999999999999999"}, "How many minutes"),
    ):
        answer = at(cast.clerk).post("queue/", **told)
        assert answer.status_code == 422, told
        assert words in answer.content.decode()
    one = queue.add(cast.place, "till", by=cast.clerk, now=MORNING, customer=cast.yu)
    assert queue.add(cast.place, "till", by=cast.clerk, now=MORNING, customer=cast.yu) == one
    two = queue.add(cast.place, "till", by=cast.clerk, now=MORNING, key="k")
    assert queue.add(cast.place, "till", by=cast.clerk, now=MORNING, key="k") == two
    with pytest.raises(NotSo):
        queue.add(cast.place, "case", by=cast.clerk, now=MORNING)
    assert at(cast.outsider).client.get("/p/corner/queue/").status_code == 404
    path = f"queue/{one.pk}/served/"
    assert at(cast.outsider).client.post(f"/p/elsewhere/{path}").status_code == 404


@pytest.mark.mission("FL14", "PL07")
def test_what_this_customer_said_before_outranks_the_standard_and_is_forgotten_with_them(
    cast: Cast,
) -> None:
    expectations.say(cast.place, "till", 12, by=cast.clerk, now=MORNING, customer=cast.yu)
    known = queue.add(cast.place, "till", by=cast.clerk, now=MORNING, customer=cast.yu,
                      words="蓝外套")  # fmt: skip
    other = queue.add(cast.place, "till", by=cast.clerk, now=MORNING, customer=cast.wang)
    assert ((known.due_at - MORNING).seconds, (other.due_at - MORNING).seconds) == (720, 300)
    erasure.erase(cast.yu, by="staff:1", now=MORNING)
    known.refresh_from_db()
    assert (known.customer, known.own_minutes) == (None, 12)
    assert not Words.objects.filter(text="蓝外套").exists()
