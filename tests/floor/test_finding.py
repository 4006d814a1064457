"""The find page: who it is, whether they are here, why they are shown, and nobody lost."""

from datetime import timedelta

import pytest
from django.test import Client

from regulars.anticipation.models import Expected
from regulars.customers import harvesting, people, visits
from regulars.customers.models import Customer
from regulars.moments import clock
from regulars.moments.models import Moment
from tests.cast import Cast


@pytest.fixture(autouse=True)
def _nobody_searched_yet() -> None:
    harvesting.forget_all()


def page(client: Client, q: str, place: str = "corner") -> str:
    answer = client.get(f"/p/{place}/find/", {"q": q})
    assert answer.status_code == 200
    return str(answer.content.decode())


@pytest.mark.mission("CU01")
@pytest.mark.parametrize(
    ("typed", "why"),
    [("王秀", "name has “王秀”"), ("王太太", "is addressed so"), ("wangx", "sounds like it: 王秀"),
     ("wxl", "initials of 王秀兰"), ("0008", "number ends in 0008"),
     ("4477", "number ends in 4477"), ("302", "is in room 302")],
)  # fmt: skip
def test_a_clerk_finds_her_by_whatever_there_is(cast: Cast, door, typed: str, why: str) -> None:  # type: ignore[no-untyped-def]
    """Name, form of address, pinyin, initials, phone, card, room: with her name, how it is said,
    and why she is shown."""
    for kind, value in (("card", "6222 0210 0011 4477"), ("room", "302")):
        cast.wang.handles.create(book=cast.place.book, kind=kind, value=value)
    people.make_findable([cast.wang])
    shown = page(door(cast.clerk), typed)
    assert f"/customers/{cast.wang.pk}/" in shown
    assert "Mrs Wang" in shown
    assert why in shown


def test_who_is_here_stands_first_and_has_arrived_then_who_is_due(cast: Cast, door) -> None:  # type: ignore[no-untyped-def]
    """Each says so in words, and how many-th visit it is."""
    here, due, other = (people.introduce(cast.place, name="王伟") for _each in range(3))
    now = clock.now()
    day = cast.place.day_of(now)
    visits.count_visit(other, cast.place, day - timedelta(days=3))
    visits.arrive(here, cast.place, by=cast.clerk.opaque, now=now)
    Expected.objects.create(place=cast.place, day=day, customer=due, chance=0.9, basis="own")
    shown = page(door(cast.clerk), "王伟")
    places = [shown.index(f"customers/{one.pk}/") for one in (here, due, other)]
    assert places == sorted(places)
    assert shown.index("here now") < shown.index("due today")
    assert f"customers/{here.pk}/arrivals/" not in shown
    assert f"customers/{other.pk}/arrivals/" in shown


@pytest.mark.mission("CU01")
@pytest.mark.parametrize(
    ("typed", "name", "handles"),
    [("林梅", "林梅", []), ("Mia Smith", "Mia Smith", []),
     ("+86 154 0000 7777", "", [("phone", "+8615400007777")]),
     ("Mia@Example.org", "", [("email", "mia@example.org")])],
)  # fmt: skip
def test_whoever_is_not_in_the_book_is_in_it_with_one_tap(
    cast: Cast,
    door,
    typed: str,
    name: str,
    handles: list[tuple[str, str]],  # type: ignore[no-untyped-def]
) -> None:
    """A name, a phone or an address begins their page; here now; twice tapped is one person."""
    client = door(cast.clerk)
    assert "Nobody answers to that yet" in page(client, typed)
    told = {"q": typed, "key": "tap-1", "here": "1"}
    first, again = (client.post("/p/corner/newcomers/", told) for _each in range(2))
    newcomer = Customer.objects.latest("pk")
    assert first["Location"] == again["Location"] == f"/p/corner/customers/{newcomer.pk}/"
    assert (newcomer.name, list(newcomer.handles.values_list("kind", "value"))) == (name, handles)
    kinds = Moment.objects.filter(subject=newcomer.opaque).order_by("pk").values_list("kind")
    assert [kind for (kind,) in kinds] == ["named" if name else "handled", "arrived"]
    assert f"/customers/{newcomer.pk}/" in page(client, typed)


def test_a_number_that_is_somebodys_already_leads_to_them(cast: Cast, door) -> None:  # type: ignore[no-untyped-def]
    """Nobody stands twice in the book."""
    before = Customer.objects.count()
    answer = door(cast.clerk).post("/p/corner/newcomers/", {"q": "+8615400000008", "key": "t"})
    assert answer["Location"] == f"/p/corner/customers/{cast.wang.pk}/"
    assert Customer.objects.count() == before


@pytest.mark.parametrize(("typed", "words"), [("", "Write a name"), ("12", "too short")])
def test_too_little_to_write_down_says_what_is_missing(cast: Cast, door, typed, words) -> None:  # type: ignore[no-untyped-def]
    """Nothing is kept, and the page says why."""
    before = Customer.objects.count()
    answer = door(cast.clerk).post("/p/corner/newcomers/", {"q": typed, "key": "t"})
    assert (answer.status_code, Customer.objects.count()) == (422, before)
    assert words in answer.content.decode()


def test_the_outsider_finds_nobody_and_writes_nobody_down(cast: Cast, door) -> None:  # type: ignore[no-untyped-def]
    """Not at our door, and not at their own by our people's names."""
    client = door(cast.outsider)
    assert client.get("/p/corner/find/", {"q": "王"}).status_code == 404
    assert client.post("/p/corner/newcomers/", {"q": "林梅", "key": "t"}).status_code == 404
    assert "Mrs Wang" not in page(client, "王秀兰", "elsewhere")
