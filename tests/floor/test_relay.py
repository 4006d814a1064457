"""A customer handed on from post to post: on the receiver's board at once, taken, or lost."""

import pytest

from regulars.customers.models import Tally
from regulars.floor import relays_today
from regulars.moments import deadlines
from regulars.moments.models import Deadline, Moment
from tests.cast import TODAY, Cast
from tests.floor.house import HTMX


def kinds(cast: Cast) -> list[str]:
    rows = Moment.objects.filter(subject=cast.yu.opaque).order_by("happened_at", "pk")
    return list(rows.values_list("kind", flat=True))


def send(cast: Cast, at, **told: str):  # type: ignore[no-untyped-def]
    at(cast.clerk).post(f"customers/{cast.yu.pk}/arrivals/")
    assert at(cast.clerk).post(f"customers/{cast.yu.pk}/relays/", **told).status_code == 303
    return Moment.objects.get(kind="handed_off")


@pytest.mark.mission("FL03")
def test_one_tap_puts_them_on_the_next_posts_board_and_the_first_to_promise_meets_them(
    cast: Cast, at, hour
) -> None:  # type: ignore[no-untyped-def]
    """With who sends them, a word along, and one button in the first person; taken, it says by
    whom and after how many seconds, at both ends."""
    sent = send(cast, at, along="不要等电梯")
    assert sent.facts == {"visit": f"{cast.yu.pk}/2026-03-24", "to": "till", "touchpoint": "door"}
    hour.later(3)
    till = at(cast.manager).get("today/")
    assert "Mr Yu is on the way to you" in till
    assert "小李 · Door" in till
    assert "不要等电梯" in till
    assert "I’ll meet him" in till
    mine = at(cast.clerk).get("today/")
    assert "Mr Yu is on the way: Till" in mine
    assert "I’ll meet him" not in mine
    assert at(cast.manager).post(f"relays/{sent.pk}/meetings/").status_code == 303
    taken = Moment.objects.get(kind="met")
    assert (taken.actor, taken.facts["seconds"]) == (cast.manager.opaque, 3)
    assert "Kelsey meets Mr Yu" in at(cast.clerk).get("today/")
    assert "taken after 3 s" in at(cast.clerk).get("today/")


@pytest.mark.mission("FL03")
def test_the_second_to_promise_reads_who_was_first(cast: Cast, at, hour) -> None:  # type: ignore[no-untyped-def]
    """Two at the till tap: one meeting, and the other is told by whom."""
    sent = send(cast, at)
    hour.later(2)
    at(cast.manager).post(f"relays/{sent.pk}/meetings/")
    answer = at(cast.owner).post(f"relays/{sent.pk}/meetings/", htmx=True)
    assert "Kelsey meets Mr Yu" in answer.content.decode()
    assert Moment.objects.filter(kind="met").count() == 1


@pytest.mark.mission("FL03")
def test_nobody_within_the_minute_the_next_post_has_it_too_and_then_it_is_lost_once(
    cast: Cast, at, hour
) -> None:  # type: ignore[no-untyped-def]
    """The clock does it, once however often it looks; it is counted and shown."""
    send(cast, at)
    assert deadlines.run_due(hour.later(59)) == 0
    deadlines.run_due(hour.later(2))
    deadlines.run_due(hour.now)
    assert kinds(cast)[-1] == "passed_on"
    doorstep = at(cast.colleague).get("today/")
    assert "Mr Yu is on the way: Till" in doorstep
    assert "Nobody has come yet. Doorstep has it too." in doorstep
    deadlines.run_due(hour.later(120))
    deadlines.run_due(hour.now)
    assert kinds(cast) == ["arrived", "handed_off", "passed_on", "relay_lost"]
    assert not Deadline.objects.filter(done_at=None).exists()
    counted = relays_today.counted(relays_today.of_day(cast.place, TODAY))
    assert (counted.sent, counted.taken, counted.lost, counted.open) == (1, 0, 1, 0)
    page = at(cast.clerk).get("relays/")
    assert "<b>1</b> lost: nobody came" in page


def test_a_hand_off_that_was_taken_in_time_is_neither_passed_on_nor_lost(
    cast: Cast, at, hour
) -> None:  # type: ignore[no-untyped-def]
    sent = send(cast, at)
    hour.later(20)
    at(cast.manager).post(f"relays/{sent.pk}/meetings/")
    deadlines.run_due(hour.later(300))
    deadlines.run_due(hour.later(300))
    assert kinds(cast) == ["arrived", "handed_off", "met"]
    counted = relays_today.counted(relays_today.of_day(cast.place, TODAY))
    assert (counted.sent, counted.taken, counted.in_time, counted.half) == (1, 1, 1, 20)


def test_sent_to_one_post_and_then_to_another_only_the_last_is_waited_for(
    cast: Cast, at, hour
) -> None:  # type: ignore[no-untyped-def]
    """Whoever changes their mind has not lost anybody; the same tap again is the same hand-off."""
    send(cast, at)
    at(cast.clerk).post(f"customers/{cast.yu.pk}/relays/", to="till")
    hour.later(10)
    at(cast.clerk).post(f"customers/{cast.yu.pk}/relays/", to="doorstep")
    deadlines.run_due(hour.later(61))
    assert Moment.objects.filter(kind="handed_off").count() == 2
    assert [m.facts["to"] for m in Moment.objects.filter(kind="passed_on")] == ["door"]
    assert "on the way" not in at(cast.manager).get("today/now/")


def test_who_is_met_without_having_been_greeted_at_the_door_has_come_all_the_same(
    cast: Cast, at, hour
) -> None:  # type: ignore[no-untyped-def]
    """Announced by telephone and met at the till: the day is a visit."""
    at(cast.clerk).post(f"customers/{cast.yu.pk}/relays/", to="till")
    assert not Tally.objects.filter(customer=cast.yu).exists()
    sent = Moment.objects.get(kind="handed_off")
    at(cast.manager).post(f"relays/{sent.pk}/meetings/")
    assert Tally.objects.get(customer=cast.yu).visits == 1


def test_the_card_goes_with_them_from_the_one_post_to_the_other(cast: Cast, at, hour) -> None:  # type: ignore[no-untyped-def]
    """Here at the door, then at the till; at the door they are elsewhere in the house."""

    def listed(staff) -> str:  # type: ignore[no-untyped-def]
        page = at(staff).get("today/")
        place = page.index(f'id="c{cast.yu.pk}"')
        return max(
            ("here", "due", "away", "left"),
            key=lambda name: page.rfind(f'id="{name}-list"', 0, place),
        )

    at(cast.clerk).post(f"customers/{cast.yu.pk}/arrivals/")
    assert (listed(cast.clerk), listed(cast.manager)) == ("here", "away")
    at(cast.clerk).post(f"customers/{cast.yu.pk}/relays/")
    assert (listed(cast.clerk), listed(cast.manager)) == ("away", "here")


def test_htmx_is_given_the_one_card_for_its_list_and_what_stands_above(
    cast: Cast, at, hour
) -> None:  # type: ignore[no-untyped-def]
    at(cast.clerk).post(f"customers/{cast.yu.pk}/arrivals/")
    answer = at(cast.clerk).post(f"customers/{cast.yu.pk}/relays/", htmx=True)
    assert 'hx-swap-oob="afterbegin:#away-list"' in answer.content.decode()
    assert "<html" not in at(cast.manager).get("today/now/", htmx=True)


@pytest.mark.parametrize("to", ["nowhere", "Till", "'; drop"])
def test_a_post_there_is_not_is_turned_back(cast: Cast, at, to: str) -> None:  # type: ignore[no-untyped-def]
    answer = at(cast.clerk).post(f"customers/{cast.yu.pk}/relays/", to=to)
    assert answer.status_code == 404
    assert not Moment.objects.filter(kind="handed_off").exists()


def test_nobody_of_another_place_sends_takes_or_sees_anything(cast: Cast, at, hour) -> None:  # type: ignore[no-untyped-def]
    """The outsider at every door of the hand-off."""
    sent = send(cast, at)
    outsider = at(cast.outsider).client
    for path in (f"customers/{cast.yu.pk}/relays/", f"relays/{sent.pk}/meetings/", "shown/"):
        assert outsider.post(f"/p/corner/{path}", {"of": sent.pk}).status_code == 404
        assert outsider.post(f"/p/elsewhere/{path}", {"of": sent.pk}).status_code in (404, 204)
    for path in ("relays/", "today/now/", f"customers/{cast.yu.pk}/onward/"):
        assert outsider.get(f"/p/corner/{path}", headers=HTMX).status_code == 404
    assert not Moment.objects.filter(kind__in=["met", "shown"]).exists()


@pytest.mark.mission("MO08")
def test_each_board_says_when_it_showed_an_entry_and_the_days_delays_are_told(
    cast: Cast, at, hour
) -> None:  # type: ignore[no-untyped-def]
    """Counted once for each post, never by whoever made it, and only for an entry of the place."""
    sent = send(cast, at)
    hour.later(0.4)
    assert at(cast.manager).post("shown/", of=sent.pk).status_code == 204
    hour.later(2)
    at(cast.owner).post("shown/", of=sent.pk)  # the same post, later: the first one counts
    at(cast.colleague).post("shown/", of=sent.pk)
    at(cast.clerk).post("shown/", of=sent.pk)  # who made it knows it anyway
    at(cast.manager).post("shown/", of=999_999)
    at(cast.manager).post("shown/", of="x")
    rows = Moment.objects.filter(kind="shown").order_by("pk")
    assert [(row.facts["ms"], row.facts["touchpoint"]) for row in rows] == [
        (400, "till"), (2400, "doorstep"),
    ]  # fmt: skip
    page = at(cast.clerk).get("relays/")
    assert "Half stood on the other board within <b>400 ms</b>" in page
    assert "95 in a hundred within <b>2400 ms</b>" in page
    assert "<b>2 of 2</b> within 5 s; the slowest took 2400 ms" in page
