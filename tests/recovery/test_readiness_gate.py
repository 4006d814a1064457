"""A new place opens only once somebody can put things right there."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from regulars.authority import limits
from regulars.authority.acts import Act, Span
from regulars.moments import clock
from regulars.places.models import Place, Role
from regulars.recovery.models import Case, Readiness
from regulars.recovery.readiness import gate, playbooks
from regulars.site.beginning import code
from tests import cast as casting
from tests.cast import Cast

NOW = datetime(2026, 3, 24, 4, 0, tzinfo=UTC)
TOLD = {
    "called": "静姐", "username": "jing", "password": "rice-before-the-jar", "place": "靜好髮廊",
    "trade": "salon", "time_zone": "Asia/Taipei", "currency": "twd",
}  # fmt: skip


def begun(client: Client) -> Place:
    client.post("/begin/", {**TOLD, "code": code.code()})
    return Place.objects.get()


def missing(place: Place) -> list[str]:
    return [each.code for each in gate.needs(place, clock.now()) if not each.met]


def tell(slug: str) -> Any:
    return Client().get(f"/tell/{slug}/", headers={"Accept-Language": "en"})


@pytest.mark.django_db
@pytest.mark.mission("RE23")
def test_a_new_house_stays_shut_for_customers_until_it_can_put_things_right(client: Client) -> None:
    """Its door says that it is not open yet and takes no case; instead of the board and the sheet
    stands what is missing, each with its link; the opening is refused and names it. Done in a few
    posts, it opens with one tap, on record, and is never shut again."""
    place = begun(client)
    assert missing(place) == ["above", "playbook", "door", "follow"]
    door = tell("house")
    assert (door.status_code, "not open yet" in door.content.decode()) == (404, True)
    Client().post("/tell/house/", {"words": "x"})
    assert not Case.objects.exists()
    for page in ("today/", "cases/sheet/", "sheets/"):
        answer = client.get(f"/p/house/{page}")
        assert (answer.status_code, "Almost open" in answer.content.decode()) == (200, True), page
    for page in ("begin/", "find/", "house/", "playbooks/", "cases/", "limits/"):
        answer = client.get(f"/p/house/{page}", follow=True)
        assert "Almost open" not in answer.content.decode(), page
    assert client.post("/p/house/opening/first/").status_code == 422
    told = {"name": place.name, "time_zone": place.time_zone, "currency": "TWD", "phone": "02 1234",
            "trade": "salon", "lead_days": "2"}  # fmt: skip
    client.post("/p/house/house/about/", told)
    client.post("/p/house/playbooks/proposals/", {"kind": "skin"})
    book = playbooks.of(place).get()
    client.post(f"/p/house/playbooks/{book.pk}/review/", {"verdict": "accepted"})
    client.post("/p/house/opening/readiness/", {"door": "beside the till"})
    owner = place.staff.get()
    client.post("/p/house/opening/readiness/", {"follow_owner": owner.pk})
    place.refresh_from_db()
    assert missing(place) == []
    assert place.shut
    assert client.post("/p/house/opening/first/").status_code == 303
    place.refresh_from_db()
    known = Readiness.objects.get()
    assert (place.shut, known.opened_by) == (False, owner.opaque)
    assert tell("house").status_code == 200
    assert "Almost open" not in client.get("/p/house/today/").content.decode()
    playbooks.retire(book, by=owner, now=NOW)
    assert client.get("/p/house/today/").status_code == 200


@pytest.mark.mission("RE23")
def test_a_place_that_was_there_before_is_open_and_sees_what_would_help(cast: Cast, door) -> None:  # type: ignore[no-untyped-def]
    """No row, no gate: the board, the door and the sheet as before; the page tells what is
    missing; a clerk has no business there, the outsider finds nothing."""
    assert not cast.place.shut
    assert tell("corner").status_code == 200
    owner = door(cast.owner)
    assert "Almost open" not in owner.get("/p/corner/today/").content.decode()
    assert "The house is open" in owner.get("/p/corner/opening/").content.decode()
    assert "room" in missing(cast.place)
    for staff, status in ((cast.clerk, 403), (cast.outsider, 404)):
        someone = Client()
        someone.force_login(staff.user)
        assert someone.get("/p/corner/opening/").status_code == status


@pytest.mark.mission("RE23")
def test_a_clerk_who_may_give_nothing_keeps_it_shut(client: Client, db: None) -> None:
    """Whoever serves needs room for a comfort and an extra; a follow-up owner who left counts as
    none."""
    place = begun(client)
    assert "room" not in missing(place)
    apprentice = casting_hire(place)
    assert "room" not in missing(place)
    today, owner = place.day_of(clock.now()), place.staff.earliest("pk").opaque
    nothing = limits.Draft(Act.COMFORT, Span.EACH, today, 0, role=Role.CLERK)
    limits.write(place, nothing, by=owner, now=clock.now())
    assert "room" in missing(place)
    gate.keep(place, follow_owner=apprentice, by=place.staff.first(), now=NOW)  # type: ignore[arg-type]
    assert "follow" not in missing(place)
    apprentice.left_at = NOW
    apprentice.save()
    assert "follow" in missing(place)


def casting_hire(place: Place) -> Any:
    return casting.hire(place, "xiao", "小徒弟", Role.CLERK, place.touchpoints.all()[0].code)
