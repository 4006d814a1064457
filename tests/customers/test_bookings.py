"""Who has said that they will come: written, changed, called off, waited for in vain."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from regulars.customers import bookings, people, recognition
from regulars.customers.models import Booking, Customer, Handle
from regulars.moments import clock, deadlines
from regulars.moments.models import Moment
from regulars.places.models import Level, Place
from tests.cast import MORNING, TODAY, Cast

HERE = ZoneInfo("Asia/Shanghai")
HOUR = timedelta(hours=1)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 3, day, hour, minute, tzinfo=HERE)


def book(
    cast: Cast, whom: Customer | None = None, starts: datetime | None = None, **more: Any
) -> Booking:
    by = {"by": cast.clerk.opaque, "now": more.pop("now", MORNING)}
    place, starts = more.pop("place", cast.place), starts or at(24, 19)
    return bookings.book(place, whom or cast.yu, starts, **by, **more)


def told(kind: str) -> list[dict[str, Any]]:
    return list(Moment.objects.filter(kind=kind).order_by("pk").values_list("facts", flat=True))


def test_a_booking_ends_in_a_moment_that_holds_no_words(cast: Cast) -> None:
    """The hour and the number in the facts; what they come for in the side row."""
    booking = book(cast, party=3, where="6", aim="his mother’s eightieth", touchpoint="door")
    moment = Moment.objects.get(kind="booked")
    assert moment.facts == {
        "booking": booking.pk, "starts": "2026-03-24 19:00", "party": 3, "touchpoint": "door",
    }  # fmt: skip
    assert (moment.subject, moment.words.text) == (cast.yu.opaque, "his mother’s eightieth")


def test_the_day_has_its_open_bookings_by_the_hour_in_one_question(
    cast: Cast, django_assert_num_queries
) -> None:  # type: ignore[no-untyped-def]
    """Midnight parts the days by the place's own wall; cancelled ones and other places are out."""
    late, early = book(cast, starts=at(24, 23, 59)), book(cast, cast.wang, at(24, 0))
    book(cast, starts=at(25, 0))
    bookings.cancel(book(cast, starts=at(24, 12)), by="x", now=MORNING)
    with django_assert_num_queries(1):
        found = bookings.of_day(cast.place, TODAY)
        assert [(each, each.customer.name) for each in found] == [
            (early, "王秀兰"), (late, "余建平"),
        ]  # fmt: skip
    assert bookings.of_day(cast.elsewhere, TODAY) == []


def test_the_same_booking_again_changes_nothing(cast: Cast) -> None:
    """By its key, by who, when and where, and by the number of the booking system."""
    one = book(cast, where="6", key="k")
    assert book(cast, where="6", key="k") == one
    assert book(cast, where="6") == one
    system = book(cast, starts=at(24, 20), code="R-1")
    assert book(cast, starts=at(24, 20), code="R-1") == system
    assert (Booking.objects.count(), len(told("booked")), told("rebooked")) == (2, 2, [])


def test_the_booking_system_tells_of_another_hour(cast: Cast) -> None:
    """The same number is the same booking, changed; called off and told again it stands anew."""
    one = book(cast, starts=at(24, 20), code="R-1")
    bookings.cancel(one, by="x", now=MORNING)
    book(cast, starts=at(24, 21), code="R-1")
    one.refresh_from_db()
    assert (one.starts_at, one.state) == (at(24, 21), "open")
    assert told("rebooked")[0]["was"] == "2026-03-24 20:00"


def test_a_booking_is_changed_called_off_and_waited_for_in_vain(cast: Cast) -> None:
    """Each once; a closed one is not changed; nobody is missing before their hour."""
    one, by = book(cast), {"by": "x", "now": MORNING}
    bookings.change(one, party=5, **by)
    one.refresh_from_db()
    assert (one.party, one.starts_at) == (5, at(24, 19))
    with translation.override("en"), pytest.raises(bookings.NotSo, match="not come yet"):
        bookings.no_show(one, **by)
    bookings.no_show(one, by="x", now=at(24, 20))
    with pytest.raises(bookings.NotSo):
        bookings.change(one, party=2, **by)
    two = book(cast, cast.wang)
    for _turn in range(2):
        bookings.cancel(two, **by)
    assert [len(told(kind)) for kind in ("rebooked", "no_show", "booking_cancelled")] == [1, 1, 1]


@pytest.mark.parametrize(
    "wrong",
    [
        {"party": 0}, {"party": 1000}, {"ends_at": at(24, 18)}, {"where": "x" * 41},
        {"aim": "x" * 121},
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_and_nothing_is_written(
    cast: Cast, wrong: dict[str, Any]
) -> None:
    """Nobody, a thousand, an end before the beginning, more words than a row holds."""
    with pytest.raises(bookings.NotSo):
        book(cast, **wrong)
    assert Booking.objects.count() == Moment.objects.filter(kind="booked").count() == 0


def test_nobody_of_another_book_and_nobody_erased_is_booked(cast: Cast) -> None:
    """A guest of elsewhere is not known here."""
    stranger = people.introduce(cast.elsewhere, name="Outsider")
    cast.yu.erased_at = MORNING
    for whom in (stranger, cast.yu):
        with pytest.raises(bookings.NotSo):
            book(cast, whom)


class TestRooms:
    """A room finds whoever holds it now."""

    @pytest.fixture(autouse=True)
    def that_day(self, cast: Cast) -> None:
        """The box goes by the house's own clock."""
        clock.shift_to((TODAY - clock.now().astimezone(HERE).date()).days)

    @pytest.fixture
    def hotel(self, cast: Cast) -> Cast:
        Place.objects.filter(pk=cast.place.pk).update(trade="hotel")
        cast.place.refresh_from_db()
        return cast

    def holder(self, cast: Cast, room: str = "1208") -> list[str]:
        rows = Handle.objects.filter(kind="room", value=room, book=cast.place.book_id)
        return list(rows.values_list("customer__name", flat=True))

    def found(self, cast: Cast, text: str) -> set[str]:
        return {each.customer.name for each in recognition.find(cast.place, text)}

    @pytest.mark.mission("CU02")
    def test_the_room_finds_the_guest_until_the_stay_ends(self, hotel: Cast) -> None:
        """Booked for today it is theirs at once; at the end the clock takes it back by itself."""
        book(hotel, hotel.wang, at(24, 15), ends_at=at(26, 12), where="816")
        assert self.holder(hotel, "816") == ["王秀兰"]
        assert "王秀兰" in self.found(hotel, "816")
        assert Handle.objects.get(kind="room").until == at(26, 12)
        deadlines.run_due(at(26, 12))
        assert self.holder(hotel, "816") == []
        assert "王秀兰" not in self.found(hotel, "816")

    def test_a_booking_for_next_week_takes_the_room_from_nobody(self, hotel: Cast) -> None:
        """It changes hands by itself when the one stay ends and the other's day begins."""
        book(hotel, hotel.wang, at(24, 15), ends_at=at(26, 12), where="1208")
        book(hotel, hotel.yu, at(26, 15), ends_at=at(27, 12), where="1208")
        assert self.holder(hotel) == ["王秀兰"]
        deadlines.run_due(at(26, 1))
        assert self.holder(hotel) == ["王秀兰"]
        deadlines.run_due(at(26, 12))
        assert self.holder(hotel) == ["余建平"]

    def test_moved_to_another_room_the_old_one_finds_nobody(self, hotel: Cast) -> None:
        """And called off, neither does the new one."""
        stay = book(hotel, hotel.wang, at(24, 8), ends_at=at(26, 12), where="816")
        stay = bookings.change(stay, by="x", now=MORNING, where="818")
        assert (self.holder(hotel, "816"), self.holder(hotel, "818")) == ([], ["王秀兰"])
        bookings.cancel(stay, by="x", now=MORNING)
        assert self.holder(hotel, "818") == []

    def test_two_houses_of_a_chain_have_a_room_1208_each(self, cast: Cast) -> None:
        """The second is told apart by its place, and still found by its number."""
        brand = Place.objects.create(slug="brand", name="Brand", level=Level.BRAND)
        both = [
            Place.objects.create(
                slug=slug, name=slug, parent=brand, trade="hotel", time_zone="Asia/Shanghai"
            )
            for slug in ("north", "south")
        ]
        for place, name in zip(both, ("安娜", "伯特"), strict=True):
            guest = people.introduce(place, name=name)
            book(cast, guest, at(24, 8), ends_at=at(25, 12), where="1208", place=place)
        values = set(Handle.objects.filter(kind="room").values_list("value", flat=True))
        assert values == {"1208", "south 1208"}
        found = {each.customer.name for each in recognition.find(both[1], "1208")}
        assert {"安娜", "伯特"} <= found


class TestByHand:
    """The day screen, over HTTP."""

    ROOT = "/p/corner/bookings/"
    NEW = {"day": "2026-03-24", "name": "余", "at": "19:00", "party": "2", "where": "6", "aim": ""}

    def test_a_name_that_is_known_is_pointed_at_first(self, cast: Cast, door) -> None:  # type: ignore[no-untyped-def]
        """Nobody is written down twice: one sees who answers to it, and chooses."""
        client = door(cast.clerk)
        asked = client.post(self.ROOT + "new/", self.NEW | {"key": "k"})
        assert asked.status_code == 200
        assert f'value="{cast.yu.pk}"' in asked.content.decode()
        assert Booking.objects.count() == 0
        chosen = self.NEW | {"key": "k", "customer": str(cast.yu.pk)}
        for _turn in range(2):
            assert client.post(self.ROOT + "new/", chosen).status_code == 303
        booking = Booking.objects.get()
        assert (booking.customer, booking.starts_at, booking.party) == (cast.yu, at(24, 19), 2)
        assert told("booked")[0]["touchpoint"] == "door"
        page = client.get(self.ROOT + "?day=2026-03-24").content.decode()
        assert "Mr Yu" in page
        assert ">19:00<" in page

    def test_somebody_new_is_written_down_once(self, cast: Cast, door) -> None:  # type: ignore[no-untyped-def]
        """Nobody answers to it, or one says so; a flaky phone sends it twice."""
        new = self.NEW | {"name": "Zoltan Weber", "key": "z"}
        for _turn in range(2):
            assert door(cast.clerk).post(self.ROOT + "new/", new).status_code == 303
        assert Customer.objects.filter(name="Zoltan Weber").count() == Booking.objects.count() == 1
        again = self.NEW | {"customer": "new", "name": "余建平", "key": "y"}
        door(cast.clerk).post(self.ROOT + "new/", again)
        assert Customer.objects.filter(name="余建平").count() == 2

    @pytest.mark.parametrize(
        ("day", "which", "status", "words"),
        [
            ("2026-03-29", "", 422, "there is no 02:30"),
            ("2026-10-25", "", 422, "Which of the two?"),
            ("2026-10-25", "first", 303, ""),
        ],
    )
    def test_an_hour_the_clock_skips_or_shows_twice(
        self, cast: Cast, door, day: str, which: str, status: int, words: str
    ) -> None:  # type: ignore[no-untyped-def]
        """Refused, or asked about; nobody new stays behind where it was refused."""
        Place.objects.filter(pk=cast.place.pk).update(time_zone="Europe/Berlin")
        new = self.NEW | {"day": day, "at": "02:30", "name": "Night Owl", "which": which}
        sent = door(cast.clerk).post(self.ROOT + "new/", new)
        assert (sent.status_code, words in sent.content.decode()) == (status, True)
        assert Customer.objects.filter(name="Night Owl").exists() == (status == 303)
        if status == 303:
            assert Booking.objects.get().starts_at == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)

    def test_changed_called_off_and_missed_by_hand(self, cast: Cast, door) -> None:  # type: ignore[no-untyped-def]
        """The page does what the verbs do; the outsider finds none of it."""
        one, client = book(cast), door(cast.clerk)
        changed = {"at": "2030", "party": "4", "on": "2026-03-25", "where": "", "aim": "tea"}
        assert client.post(f"{self.ROOT}{one.pk}/", changed).status_code == 303
        one.refresh_from_db()
        assert (one.starts_at, one.party, one.aim) == (at(25, 20, 30), 4, "tea")
        wrong = client.post(f"{self.ROOT}{one.pk}/", changed | {"at": "25:00"})
        assert (wrong.status_code, "no time of day" in wrong.content.decode()) == (422, True)
        for verb in ("", "cancellations/", "no-shows/"):
            path = f"/p/elsewhere/bookings/{one.pk}/{verb}"
            assert door(cast.outsider).post(path, changed).status_code == 404
        assert door(cast.clerk).post(f"{self.ROOT}{one.pk}/cancellations/").status_code == 303
        one.refresh_from_db()
        assert one.state == "cancelled"

    def test_a_stay_has_its_last_day(self, cast: Cast, door) -> None:  # type: ignore[no-untyped-def]
        """In a house with rooms one leaves on a day, at noon if nothing else is said."""
        Place.objects.filter(pk=cast.place.pk).update(trade="hotel")
        new = self.NEW | {"customer": str(cast.yu.pk), "leaves": "2026-03-26", "where": "1208"}
        door(cast.clerk).post(self.ROOT + "new/", new)
        assert Booking.objects.get().ends_at == at(26, 12)


def test_a_day_screen_shows_a_day_whatever_stands_in_the_address(cast: Cast, door) -> None:  # type: ignore[no-untyped-def]
    """A day that is none is today."""
    for day in ("", "yesterday", "2026-13-45", str(date.max), str(date.min)):
        assert door(cast.clerk).get(f"/p/corner/bookings/?day={day}").status_code == 200
        assert door(cast.manager).get(f"/p/corner/shifts/?day={day}").status_code == 200
