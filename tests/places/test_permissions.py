"""Roles × addresses × logged out × the outsider, walked by one test."""

import re

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from regulars.floor import acts
from regulars.moments.models import Moment
from regulars.notebook import containers
from regulars.places.models import Role
from regulars.places.permissions import EVERYONE, LEADERS, RIGHTS, may
from regulars.site.urls import PUBLIC
from tests.cast import MORNING, Cast

TOLD = {"words": "x", "sort": "note", "left": "1"}


def addresses() -> list[tuple[str, URLPattern]]:
    """Every address of the house as (route, pattern)."""
    found = []

    def walk(patterns: list[URLPattern | URLResolver], prefix: str) -> None:
        for pattern in patterns:
            route = prefix + str(pattern.pattern)
            if isinstance(pattern, URLResolver):
                walk(pattern.url_patterns, route)
            else:
                found.append((route, pattern))

    walk(get_resolver().url_patterns, "/")
    return found


DOORS = {route: p for route, p in addresses() if getattr(p.callback, "right", None)}


def test_every_address_is_guarded_by_a_right_or_named_as_public() -> None:
    """A new page without a right in the table does not go unnoticed."""
    open_doors = {p.name for route, p in addresses() if route not in DOORS}
    assert open_doors == set(PUBLIC)


def test_the_table_of_rights_is_what_it_says() -> None:
    """Clerks see and write; leaders see people's figures and turn the day; one owner exports."""
    assert {role for role in Role if role in EVERYONE} == set(Role)
    assert RIGHTS["person.ratio.see"] == RIGHTS["day.replay"] == LEADERS
    assert RIGHTS["journal.export"] == {Role.OWNER}


@pytest.fixture
def furnished(cast: Cast) -> Cast:
    """Something behind every door: a sign, a jar."""
    acts.write(cast.yu.pk, "手里都是包", "sign", cast.place, by=cast.clerk, now=MORNING)
    containers.measure(
        cast.wang, cast.rice, name="米缸", capacity=30, mouths=5, daily_use=1.2,
        by=cast.clerk.opaque, now=MORNING,
    )  # fmt: skip
    return cast


def address(route: str, cast: Cast, slug: str) -> str:
    """A real address: what it names exists at the corner place."""
    numbers = {
        "customer": cast.yu.pk,
        "cue": Moment.objects.get(kind="noticed").pk,
        "container": cast.wang.household.containers.get().pk,  # type: ignore[union-attr]
    }
    filled = route.replace("<slug:slug>", slug)
    return re.sub(r"<int:(\w+)>", lambda found: str(numbers[found[1]]), filled)


def knock(client: Client, url: str) -> list[int]:
    return [client.get(url).status_code, client.post(url, TOLD).status_code]


@pytest.mark.parametrize("route", sorted(DOORS))
def test_whoever_is_logged_out_is_sent_to_the_login_and_changes_nothing(
    furnished: Cast, route: str
) -> None:
    """By GET and by POST."""
    before = Moment.objects.count()
    url = address(route, furnished, "corner")
    for answer in (Client().get(url), Client().post(url, TOLD)):
        assert answer.status_code == 302
        assert answer["Location"].startswith("/login/?next=")
    assert Client().get(url, headers={"HX-Request": "true"}).status_code == 401
    assert Moment.objects.count() == before


@pytest.mark.parametrize("route", sorted(DOORS))
def test_the_outsider_finds_nothing_there(furnished: Cast, route: str) -> None:
    """An owner of another place: 404 at every door of this one, and at their own place no number
    of ours opens anything."""
    client = Client()
    client.force_login(furnished.outsider.user)
    before = Moment.objects.count()
    assert knock(client, address(route, furnished, "corner")) == [404, 404]
    if "<int:" in route:
        for answer in (client.get, client.post):
            page = answer(address(route, furnished, "elsewhere"), TOLD, follow=True)
            assert page.status_code in (200, 404)
            assert "余" not in page.content.decode()
            assert "Mr Yu" not in page.content.decode()
    assert Moment.objects.count() == before


@pytest.mark.parametrize("route", sorted(DOORS))
@pytest.mark.parametrize("role", ["clerk", "manager", "owner"])
def test_a_role_passes_exactly_the_doors_it_holds_the_right_for(
    furnished: Cast, route: str, role: str
) -> None:
    """403 without the right; never 403 with it."""
    staff = getattr(furnished, role)
    client = Client()
    client.force_login(staff.user)
    answer = client.get(address(route, furnished, "corner"))
    allowed = may(staff, DOORS[route].callback.right)  # type: ignore[attr-defined]
    assert (answer.status_code != 403) == allowed
    assert answer.status_code < 500


def test_a_person_who_has_left_is_out(furnished: Cast) -> None:
    """An inactive account opens no door, though its session still stands."""
    client = Client()
    client.force_login(furnished.clerk.user)
    type(furnished.clerk.user).objects.filter(pk=furnished.clerk.user.pk).update(is_active=False)
    assert client.get("/p/corner/today/").status_code in (302, 404)
