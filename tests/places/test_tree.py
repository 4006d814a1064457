"""Brand, region, place: who may enter where, and what a leader sees from above."""

from datetime import timedelta

import pytest

from regulars.customers import bookings, people, visits
from regulars.moments import clock
from regulars.places import tree
from regulars.places.models import Level, Place, Role, Staff
from regulars.site import branches
from tests.cast import PASSWORD, Cast


@pytest.fixture
def chain(cast: Cast) -> dict[str, Place]:
    """A brand, a region in it, two places in the region and one of its own."""
    brand = Place.objects.create(slug="brand", name="Brand", level=Level.BRAND)
    north = Place.objects.create(slug="north", name="North", level=Level.REGION, parent=brand)
    for slug, parent in (("quay", north), ("pier", north), ("dock", brand)):
        Place.objects.create(slug=slug, name=slug.title(), parent=parent, time_zone="Asia/Shanghai")
    return {place.slug: place for place in Place.objects.all()}


def serve(cast: Cast, place: Place, role: Role, login: str = "chief") -> Staff:
    from django.contrib.auth import get_user_model

    user, _new = get_user_model().objects.get_or_create(username=login)
    user.set_password(PASSWORD)
    user.save()
    return Staff.objects.create(user=user, place=place, role=role, name=login.title())


def test_what_stands_below_a_node(chain: dict[str, Place]) -> None:
    """However deep, places only; a place is below itself; nobody else's tree is in it."""
    names = {slug: [p.slug for p in tree.below(node)] for slug, node in chain.items()}
    assert names["brand"] == ["quay", "pier", "dock"]
    assert names["north"] == ["quay", "pier"]
    assert names["dock"] == ["dock"]
    assert names["corner"] == ["corner"]


def test_a_brand_leads_to_its_places_not_to_an_empty_board(
    cast: Cast, chain: dict[str, Place], door
) -> None:  # type: ignore[no-untyped-def]
    """For whoever leads it; a region on the way is opened, a place leads to its board."""
    client = door(serve(cast, chain["brand"], Role.MANAGER))
    sent = client.get("/", follow=True)
    assert sent.redirect_chain[-1][0] == "/p/brand/places/"
    page = sent.content.decode()
    assert "/p/north/places/" in page
    assert "/p/dock/today/" in page
    assert "Corner" not in page
    assert client.get("/p/quay/today/").status_code == 200
    assert client.get("/p/corner/today/").status_code == 404


def test_the_front_door_leads_to_the_place_one_was_at_last(
    cast: Cast, chain: dict[str, Place], door
) -> None:  # type: ignore[no-untyped-def]
    """And to the first one where that door is shut by now."""
    client = door(serve(cast, chain["brand"], Role.MANAGER))
    client.get("/p/quay/today/")
    assert client.get("/")["Location"] == "/p/quay/today/"
    Staff.objects.filter(name="Chief").update(role=Role.CLERK)
    assert client.get("/")["Location"] == "/p/brand/today/"


def test_the_menu_names_the_other_places_one_serves_at(cast: Cast, door) -> None:  # type: ignore[no-untyped-def]
    """Nothing for whoever serves at one place; theirs for whoever serves at two."""
    page = door(cast.clerk).get("/p/corner/today/").content.decode()
    assert "/p/elsewhere/" not in page
    Staff.objects.create(user=cast.clerk.user, place=cast.elsewhere, role="clerk", name="小李")
    page = door(cast.clerk).get("/p/corner/today/").content.decode()
    assert 'href="/p/elsewhere/"' in page
    assert "Corner" in door(cast.clerk).get("/p/corner/places/").content.decode()


def test_a_clerk_of_a_brand_leads_nobody(cast: Cast, chain: dict[str, Place], door) -> None:  # type: ignore[no-untyped-def]
    """They see no place below, and enter none."""
    client = door(serve(cast, chain["brand"], Role.CLERK))
    page = client.get("/p/brand/places/").content.decode()
    assert "Quay" not in page
    assert client.get("/p/quay/today/").status_code == 404


def test_the_figures_of_a_region_are_the_sums_of_its_places(
    cast: Cast, chain: dict[str, Place], django_assert_max_num_queries
) -> None:  # type: ignore[no-untyped-def]
    """Expected and here, each person once, each place by its own day; few questions for many."""
    now = clock.now()
    for place in (chain["quay"], chain["pier"]):
        guest = people.introduce(place, name="余建平")
        bookings.book(place, guest, now + timedelta(minutes=1), by="x", now=now)
        bookings.book(place, guest, now + timedelta(minutes=2), by="x", now=now)
        visits.arrive(guest, place, by="x", now=now)
    gone = people.introduce(chain["quay"], name="王秀兰")
    visits.arrive(gone, chain["quay"], by="x", now=now)
    visits.depart(gone, chain["quay"], by="x", now=now)
    with django_assert_max_num_queries(8):
        rows = branches.under(chain["brand"], now)
    assert [(row.node.slug, row.places, row.here) for row in rows] == [
        ("north", 2, 2), ("dock", 1, 0),
    ]  # fmt: skip
    at_quay = next(row for row in branches.under(chain["north"], now) if row.node.slug == "quay")
    assert (at_quay.expected <= 1, at_quay.here) == (True, 1)
