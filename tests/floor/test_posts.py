"""Each person sees the board of their post first; a booking and a forecast are one arrival."""

from datetime import timedelta

import pytest

from regulars.anticipation.models import Expected
from regulars.customers import bookings
from regulars.customers.models import Customer
from regulars.floor import acts, board
from regulars.places.models import Shift
from tests import cast as casting
from tests.cast import MORNING, TODAY, Cast


def today(cast: Cast, staff, view: str = "") -> board.Board:  # type: ignore[no-untyped-def]
    return board.today(cast.place, TODAY, staff, MORNING, view)


def names(cards: tuple[board.Card, ...]) -> list[str]:
    return [each.said.text for each in cards]


@pytest.mark.mission("FL01")
def test_the_board_opens_at_ones_own_post_and_the_address_keeps_another(cast: Cast, at) -> None:  # type: ignore[no-untyped-def]
    """Whoever is elsewhere in the house stands below; the taps lead back to the same board."""
    clerk = at(cast.clerk)
    clerk.post(f"customers/{cast.yu.pk}/arrivals/")
    assert "At your post now" in clerk.get("today/")
    till = at(cast.manager).get("today/")
    assert "now at: Door" in till
    everything = at(cast.manager).get("today/?post=all")
    assert "Here now" in everything
    assert 'href="/p/corner/today/?post=all" aria-current="true"' in everything
    answer = at(cast.manager).post(f"customers/{cast.wang.pk}/arrivals/", post="door")
    assert answer.url == "/p/corner/today/?post=door"


def test_the_shift_says_where_one_stands_today(cast: Cast) -> None:
    """Who usually stands at the door and is on at the till today sees the till."""
    Shift.objects.create(
        place=cast.place, staff=cast.clerk, post=cast.place.touchpoints.get(code="till"),
        starts_at=MORNING - timedelta(hours=1), ends_at=MORNING + timedelta(hours=7),
    )  # fmt: skip
    seen = today(cast, cast.clerk)
    assert (seen.own, seen.view) == ("till", "till")
    assert seen.people == (("小李", "Till", True),)


@pytest.mark.parametrize("view", ["nowhere", "<b>", "booking"])
def test_a_post_there_is_not_shows_ones_own(cast: Cast, view: str) -> None:
    assert today(cast, cast.clerk, view).view == "door"


@pytest.mark.mission("FL01")
def test_bookings_and_forecasts_stand_in_one_order_and_nobody_twice(cast: Cast) -> None:
    """By the hour; whoever is late by their booking stands at the top, a usual hour that has
    passed at the end."""
    guests = {name: casting.guest(cast.place, name, "", f"+8615400300{n:03d}")
              for n, name in enumerate(["Late", "Ten", "Half past ten", "Early", "Booked too"])}  # fmt: skip  # noqa: E501

    def expect(name: str, hour: int) -> None:
        Expected.objects.create(
            place=cast.place, day=TODAY, customer=guests[name], chance=0.5, hour=hour, basis="own"
        )

    def book(name: str, minutes: int) -> None:
        bookings.book(cast.place, guests[name], MORNING + timedelta(minutes=minutes),
                      by=cast.clerk.opaque, now=MORNING)  # fmt: skip

    expect("Ten", 10), expect("Early", 7), expect("Booked too", 15)
    book("Half past ten", 90), book("Late", -20), book("Booked too", 150)
    seen = today(cast, cast.clerk)
    assert names(seen.due) == ["Late", "Ten", "Half past ten", "Booked too", "Early"]
    assert [card.when for card in seen.due] == [
        "08:40", "about 10:00", "10:30", "11:30", "about 7:00",
    ]  # fmt: skip
    assert seen.expected == 5


def test_of_two_bookings_on_one_day_the_next_one_stands(cast: Cast) -> None:
    for minutes, where in ((-300, "Breakfast"), (600, "Dinner")):
        bookings.book(cast.place, cast.yu, MORNING + timedelta(minutes=minutes), where=where,
                      by=cast.clerk.opaque, now=MORNING)  # fmt: skip
    (card,) = today(cast, cast.clerk).due
    assert card.where == "Dinner"


@pytest.mark.mission("CU07")
def test_what_was_told_of_somebody_under_two_records_stands_on_one_card(cast: Cast, at) -> None:  # type: ignore[no-untyped-def]
    """On the card, on the page and in the story; the old address leads to the same person."""
    twin = casting.guest(cast.place, "余建平", "mr", "+8615400009999")
    acts.arrive(twin.pk, cast.place, by=cast.clerk, now=MORNING - timedelta(minutes=5))
    acts.write(twin.pk, "rubs his neck", "sign", cast.place, by=cast.clerk, now=MORNING)
    Customer.objects.filter(pk=twin.pk).update(merged_into=cast.yu)
    seen = today(cast, cast.clerk)
    (card,) = seen.here
    assert (card.customer, [cue.act for cue in card.cues]) == (cast.yu.pk, ["rubs his neck"])
    clerk = at(cast.clerk)
    assert "rubs his neck" in clerk.get(f"customers/{cast.yu.pk}/")
    assert "rubs his neck" in clerk.get(f"today/cards/{twin.pk}/")
    clerk.post(f"customers/{twin.pk}/departures/")
    assert names(today(cast, cast.clerk).left) == ["Mr Yu"]


def test_a_house_without_posts_has_one_board_for_all(cast: Cast, at) -> None:  # type: ignore[no-untyped-def]
    cast.elsewhere.touchpoints.all().delete()
    cast.outsider.refresh_from_db()
    seen = board.today(cast.elsewhere, TODAY, cast.outsider, MORNING)
    assert (seen.view, seen.posts) == ("all", ())
