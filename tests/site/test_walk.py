"""Roles × places × every address and operation × logged out, each by GET and by POST.

A new address is walked by itself. One that names something the walk does not know fails with a
sentence that says what to add to tests/site/street.py.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from regulars.customers import harvesting
from regulars.places import machines
from regulars.places.models import Role, Staff
from regulars.places.permissions import BY_PASSWORD, EVERYONE, LEADERS, RIGHTS, by_pin
from regulars.site.urls import OWN, PUBLIC
from tests.site import street
from tests.site.street import NAMES, Door, House

PAGES = street.pages()
GUARDED = [door for door in PAGES if door.right]
OPEN = [door for door in PAGES if not door.right and door.name in PUBLIC]
OWNED = [door for door in PAGES if not door.right and door.name in OWN]
OPERATIONS = street.operations()
TOLD = {"words": "x", "sort": "note", "left": "1", "name": "x"}
ASKED = {"to": "till", "words": "x", "kind": "want", "value": "x", "name": "x", "how": "said",
         "their_words": "x", "wish": "x", "restitution": "x", "cause": "way", "said": {"en": "x"},
         "answer": "nearest", "severity": "grave", "exposed": False, "ending": "over",
         "thing": "x", "options": ["x"], "reason": "weather",
         "starts_at": "2026-03-24T09:00:00+08:00",
         "whom": {"begins": "2026-03-24T09:00:00+08:00", "ends": "2026-03-24T10:00:00+08:00"},
         }  # fmt: skip
ASKED_OF = {"disruption_changed": {"kind": "late"}, "disruption_begun": {"kind": "late"},
            "answered": {"question": 1, "said": "no"},
            "prompted": {"journey": "walk", "step": "basket"},
            "ended": {"outcome": "nothing"}, "wished": {"on": True}}  # fmt: skip
"""Where one operation means something else by a name."""
QUERY = {"found": "?q=1208"}
WELL = {200, 201, 204, 302, 303, 405, 409, 422}
"""What whoever is let in may find: the page, an answer, what comes first, what is missing in what
they sent."""
NOT_THERE = {
    "photo", "photos", "consents", "channels", "note-facts", "undoings", "sheet", "import",
    "import-reading", "import-taking", "import-removal", "import-refused",
    "coaching", "coaching-answer", "coaching-practice",
}  # fmt: skip
"""Doors that say 404 also to whoever is let in: nobody at the corner has a photo or was merged,
no list was brought, and what the walk sends names no purpose, no way, no chip and no sheet; what
two colleagues practise is there for the two alone."""
SAVED_ANYWAY = ("django_session", "places_token", "axes_")
"""The browser's own session, when a token was last used, who guessed a password."""


@pytest.fixture
def house(db: None) -> Iterator[House]:
    machines.forget_all()
    harvesting.forget_all()
    yield street.build()
    machines.forget_all()
    harvesting.forget_all()


def test_every_address_is_guarded_by_a_right_or_named_as_open() -> None:
    """A new page without a right does not go unnoticed, and no list names a page that is gone."""
    assert {door.name for door in PAGES if not door.right} == {*PUBLIC, *OWN}
    assert [door.route for door in OPERATIONS if not door.right] == []
    assert not set(PUBLIC) & set(OWN)


def test_the_table_of_rights_is_what_it_says() -> None:
    """Every right is some role's; whoever leads may all that a clerk may; what only leaders may
    is not done by PIN, and what is kept for a password is a right."""
    assert set(Role) == EVERYONE
    for right, roles in RIGHTS.items():
        assert roles in (EVERYONE, LEADERS, {Role.OWNER}), right
        assert by_pin(right) == (roles == EVERYONE and right not in BY_PASSWORD)
    assert set(RIGHTS) >= BY_PASSWORD
    for right in ("customer.export", "customer.erase", "customer.merge", "journal.export",
                  "place.write", "people.write", "tablet.place", "token.make"):  # fmt: skip
        assert not by_pin(right)


@contextmanager
def undone() -> Iterator[None]:
    """Whatever a request changed is taken back: the next one finds the house as it was."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    harvesting.forget_all()


@contextmanager
def nothing_written(found: dict[str, Any], step: str) -> Iterator[None]:
    with CaptureQueriesContext(connection) as asked:
        yield
    written = [
        query["sql"][:120] for query in asked.captured_queries
        if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))
        and not any(table in query["sql"] for table in SAVED_ANYWAY)
    ]  # fmt: skip
    if written:
        found[f"{step} wrote"] = written


def send(client: Client, way: str, url: str) -> Any:
    kept = client.cookies.copy()
    with undone():
        answer = client.get(url) if way == "GET" else client.post(url, TOLD)
    client.cookies = kept
    return answer


def as_staff(person: Staff) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(person.user)
    return client


def refused(client: Client, doors: list[Door], house: House, slug: str, status: int) -> Any:
    """Whatever of these doors opened, wrote, or named somebody of ours; empty where all is well."""
    found: dict[str, Any] = {}
    for door in doors:
        for way in door.ways():
            step = f"{way} {door.route} at {slug}"
            with nothing_written(found, step):
                answer = send(client, way, house.address(door, slug))
            if answer.status_code != status:
                found[step] = answer.status_code
            tell_names(found, step, answer)
    return found


def tell_names(found: dict[str, Any], step: str, answer: Any) -> None:
    words = b"".join(answer.streaming_content) if answer.streaming else answer.content
    told = [name for name in NAMES if name.encode() in words]
    if told:
        found[f"{step} names"] = told


def opened(client: Client, doors: list[Door], house: House, slug: str) -> Any:
    """Whatever of these doors stayed shut, or tripped; empty where all is well."""
    found: dict[str, Any] = {}
    for door in doors:
        for way in door.ways():
            answer = send(client, way, house.address(door, slug))
            if answer.status_code == 404 and door.name in NOT_THERE:
                continue
            if answer.status_code not in WELL or to_the_login(answer):
                found[f"{way} {door.route} at {slug}"] = answer.status_code
    return found


def to_the_login(answer: Any) -> bool:
    return str(answer.headers.get("Location", "")).startswith(("/login/?next", "/switch/?next"))


def split(role: str, pin: bool = False) -> tuple[list[Door], list[Door]]:
    """The doors a role passes, and those it does not."""
    passes = [
        door for door in GUARDED
        if role in RIGHTS[door.right or ""] and (not pin or by_pin(door.right or ""))
    ]  # fmt: skip
    return passes, [door for door in GUARDED if door not in passes]


@pytest.mark.mission("SI09")
@pytest.mark.parametrize(
    "role",
    [*(pytest.param(role, marks=pytest.mark.once) for role in ("clerk", "manager")), "owner"],
)
def test_a_role_passes_exactly_the_doors_it_holds_the_right_for(house: House, role: str) -> None:
    """At their own place: in where the table says so, 403 elsewhere. At the sibling of the same
    brand and at a stranger's: nothing is there. One's own keys open."""
    client = as_staff(getattr(house.cast, role))
    passes, does_not = split(role)
    assert opened(client, passes, house, "corner") == {}
    assert forbidden(client, does_not, house) == {}
    others = ("sibling", "elsewhere", "region", "nowhere") if role == "owner" else ("sibling",)
    for slug in others:
        assert refused(client, GUARDED, house, slug, 404) == {}, slug


def forbidden(client: Client, doors: list[Door], house: House) -> Any:
    """As ``refused``, where the top of the page may name the person who asks."""
    found = refused(client, doors, house, "corner", 403)
    return {step: told for step, told in found.items() if not step.endswith("names")}


@pytest.mark.once
@pytest.mark.mission("SI09")
def test_a_leader_above_stands_at_every_place_below_and_nowhere_else(house: House) -> None:
    """The region's manager is a manager at both of its places; a stranger's place is not there."""
    client = as_staff(house.leader)
    passes, does_not = split("manager")
    assert opened(client, passes, house, "corner") == {}
    assert forbidden(client, does_not, house) == {}
    assert client.get("/p/sibling/today/").status_code == 200
    assert refused(client, GUARDED, house, "elsewhere", 404) == {}


@pytest.mark.once
@pytest.mark.mission("SI09")
def test_a_pin_opens_the_floor_of_its_own_place_only(house: House) -> None:
    """A manager by PIN passes what everyone passes; 403 at all the rest and at one's own keys;
    another place of the same person, 403; places of others, 404."""
    client = Client(raise_request_exception=False)
    client.cookies["tablet"] = house.tablet_secret
    assert client.post(f"/switch/{house.cast.manager.pk}/", {"pin": "8362"}).status_code == 303
    passes, does_not = split("manager", pin=True)
    assert opened(client, passes, house, "corner") == {}
    assert forbidden(client, does_not, house) == {}
    assert forbidden(client, OWNED, house) == {}
    assert refused(client, GUARDED, house, "elsewhere", 404) == {}
    second = {"user": house.cast.manager.user, "place": house.sibling, "name": "K"}
    Staff.objects.create(role=Role.OWNER, **second)
    assert client.get("/p/sibling/today/").status_code == 403


@pytest.mark.mission("SI09")
def test_the_outsider_finds_nothing_at_any_door(house: House) -> None:
    """An owner of another place: 404 at every door of ours; at their own place no number of ours
    opens anything; no name of ours on any page, also not on the open ones; nothing is written."""
    client = as_staff(house.cast.outsider)
    assert refused(client, GUARDED, house, "corner", 404) == {}
    found: dict[str, Any] = {}
    for door in GUARDED:
        for way in door.ways() if "<int:" in door.route else ():
            step, url = f"{way} {door.route}", house.address(door, "elsewhere")
            with nothing_written(found, step):
                answer = send(client, way, url)
            tell_names(found, step, answer)
            if answer.status_code not in (200, 302, 303, 404, 422):
                found[step] = answer.status_code
    for door in [*OPEN, *OWNED]:
        for way in door.ways():
            answer = send(client, way, house.address(door, "corner"))
            tell_names(found, f"{way} {door.route}", answer)
            if answer.status_code >= 500 and door.name != "healthz":
                found[f"{way} {door.route}"] = answer.status_code
    assert found == {}


@pytest.mark.mission("SI09")
def test_whoever_is_logged_out_is_sent_to_the_login_and_changes_nothing(house: House) -> None:
    """By GET and by POST, with a machine's token in hand too; a part of a page gets 401; at no
    open door stands a name."""
    for client in (Client(), Client(headers={"Authorization": f"Bearer {house.token_secret}"})):
        found = refused(client, [*GUARDED, *OWNED], house, "corner", 302)
        assert found == {}
    for door in GUARDED:
        url = house.address(door, "corner")
        assert Client().get(url)["Location"].startswith("/login/?next=")
        assert Client().get(url, headers={"HX-Request": "true"}).status_code == 401
    for door in OPEN:
        for way in door.ways():
            answer = send(Client(raise_request_exception=False), way, house.address(door, "corner"))
            tell_names(found, door.route, answer)
            if answer.status_code >= 500 and door.name != "healthz":
                found[door.route] = answer.status_code
    assert found == {}


def test_ones_own_keys_show_nobody_else(house: House) -> None:
    """Whoever is signed in by password reaches them, and finds no colleague and no customer."""
    client = as_staff(house.cast.colleague)
    found: dict[str, Any] = {}
    for door in OWNED:
        for way in door.ways():
            answer = send(client, way, house.address(door, "corner"))
            tell_names(found, f"{way} {door.route}", answer)
            if answer.status_code in (401, 403) or answer.status_code >= 500:
                found[f"{way} {door.route}"] = answer.status_code
    assert found == {}


def call(secret: str, way: str, door: Door, house: House) -> Any:
    url = house.address(door, "") + QUERY.get(door.name, "")
    headers = {"Authorization": f"Bearer {secret}"} if secret else {}
    with undone():
        asked = ASKED | ASKED_OF.get(door.name, {}) | {"customer": house.numbers["customer"]}
        told = json.dumps(asked) if way in ("POST", "PUT") else ""
        return Client(raise_request_exception=False).generic(
            way, url, told, content_type="application/json", headers=headers
        )


@pytest.mark.mission("SI02", "SI09")
@pytest.mark.parametrize("role", list(Role))
def test_a_token_does_exactly_what_its_role_may(house: House, role: Role) -> None:
    """Every operation: answered where the table says so, 403 elsewhere."""
    _token, secret = street.machine(house.cast.place, "another", role)
    found = {}
    for door in OPERATIONS:
        for way in door.ways():
            status = call(secret, way, door, house).status_code
            well = status in WELL if role in RIGHTS[door.right or ""] else status == 403
            if not well:
                found[f"{way} {door.route}"] = status
    assert found == {}


@pytest.mark.mission("SI02", "SI09")
def test_the_outsiders_token_and_no_token_find_nothing(house: House) -> None:
    """404 by every number of ours, no name in any answer, nothing written; without a token, and
    with a page's session alone, 401 everywhere."""
    found: dict[str, Any] = {}
    for door in OPERATIONS:
        for way in door.ways():
            step = f"{way} {door.route}"
            if "<int:" in door.route:
                with nothing_written(found, step):
                    answer = call(house.outside_secret, way, door, house)
                if answer.status_code != 404:
                    found[step] = answer.status_code
            else:
                answer = call(house.outside_secret, way, door, house)
            tell_names(found, step, answer)
            with nothing_written(found, f"{step} without a token"):
                answer = call("", way, door, house)
            if answer.status_code != 401:
                found[f"{step} without a token"] = answer.status_code
    assert found == {}


def test_a_person_who_has_left_is_out(house: House) -> None:
    """An inactive account opens no door, though its session still stands."""
    client = as_staff(house.cast.clerk)
    user = house.cast.clerk.user
    type(user).objects.filter(pk=user.pk).update(is_active=False)
    assert refused(client, [*GUARDED, *OWNED], house, "corner", 302) == {}
