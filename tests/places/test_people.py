"""Who works here: let in, changed, gone; nobody decides above themselves."""

from typing import Any

import pytest
from django.contrib.auth import authenticate, get_user_model
from django.utils import translation

from regulars.moments.models import Moment
from regulars.places import people
from regulars.places.models import Level, Place, Role, Shift, Staff
from tests.cast import MORNING, Cast, hire

ROOT = "/p/corner/house/people/"
NEW = {"login": "ping", "name": "阿萍", "role": "clerk", "job": "", "post": "", "key": "k"}


def test_somebody_is_let_in_and_their_password_is_shown_once(cast: Cast, door) -> None:  # type: ignore[no-untyped-def]
    """On the answer and nowhere else; the same form again changes nothing and shows nothing."""
    client = door(cast.manager)
    page = client.post(ROOT + "new/", NEW).content.decode()
    password = page.split('<dd class="num">')[1].split("</dd>")[0]
    assert authenticate(username="ping", password=password) is not None
    again = client.post(ROOT + "new/", NEW).content.decode()
    assert '<dd class="num">' not in again
    assert password not in client.get(ROOT).content.decode()
    assert Staff.objects.filter(name="阿萍", place=cast.place, role="clerk").count() == 1
    assert Moment.objects.get(kind="joined").actor == cast.manager.opaque
    assert password not in str(list(Moment.objects.values_list("facts", flat=True)))


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"role": "owner"}, "Only an owner decides about owners."),
        ({"login": "li"}, "li works here already."),
        ({"login": "outsider"}, "Somebody signs in as outsider already."),
        ({"login": "a b"}, "A login has letters"),
        ({"name": ""}, "This field is required."),
        ({"role": "king"}, "Select a valid choice"),
    ],
)
def test_who_cannot_be_let_in_is_turned_back(
    cast: Cast, door, told: dict[str, str], words: str
) -> None:  # type: ignore[no-untyped-def]
    """With the sentence at its field; nothing is written."""
    before = get_user_model().objects.count()
    sent = door(cast.manager).post(ROOT + "new/", NEW | told)
    assert (sent.status_code, words in sent.content.decode()) == (422, True)
    assert get_user_model().objects.count() == before


def test_somebody_of_the_same_tree_keeps_their_login(cast: Cast) -> None:
    """They serve at a second place with the password they have."""
    brand = Place.objects.create(slug="brand", name="Brand", level=Level.BRAND)
    one, two = (Place.objects.create(slug=s, name=s, parent=brand) for s in ("one", "two"))
    chief = Staff.objects.create(user=cast.owner.user, place=brand, role=Role.OWNER, name="王")
    known = get_user_model().objects.create_user("bo", password="x")
    Staff.objects.create(user=known, place=one, role=Role.CLERK, name="Bo")
    welcome = people.join(two, "bo", "Bo", role=Role.CLERK, by=chief, now=MORNING)
    assert (welcome.staff.user, welcome.password) == (known, "")


def change(cast: Cast, whom: Staff, by: Staff, **told: Any) -> None:
    told = {"role": Role(whom.role), "job": None, "post": whom.post} | told
    people.change(whom, by=by, now=MORNING, **told)


def test_nobody_raises_themselves_or_touches_who_stands_above(cast: Cast) -> None:
    """A manager leads clerks and managers; an owner all but their own role."""
    with translation.override("en"):
        for whom, by, told in (
            (cast.owner, cast.manager, {"role": Role.CLERK}),
            (cast.clerk, cast.manager, {"role": Role.OWNER}),
            (cast.owner, cast.owner, {"role": Role.CLERK}),
        ):
            with pytest.raises(people.NotYours):
                change(cast, whom, by, **told)
        with pytest.raises(people.NotYours):
            people.leave(cast.owner, by=cast.manager, now=MORNING)
        with pytest.raises(people.NotYours):
            people.leave(cast.owner, by=cast.owner, now=MORNING)
    change(cast, cast.clerk, cast.manager, role=Role.MANAGER)
    assert Staff.objects.get(pk=cast.clerk.pk).role == "manager"


def test_whoever_has_left_opens_no_door_and_their_name_stays(cast: Cast, door) -> None:  # type: ignore[no-untyped-def]
    """Coming shifts are gone, the login is shut, what they wrote is still theirs."""
    Shift.objects.create(
        place=cast.place, staff=cast.clerk, starts_at=MORNING.replace(year=2099),
        ends_at=MORNING.replace(year=2099, hour=5),
    )  # fmt: skip
    client = door(cast.clerk)
    assert client.get("/p/corner/today/").status_code == 200
    door(cast.manager).post(f"{ROOT}{cast.clerk.pk}/leaving/")
    assert door(cast.manager).get("/p/corner/today/").status_code == 200
    gone = Staff.objects.get(pk=cast.clerk.pk)
    assert (gone.left_at is not None, gone.serves, gone.user.is_active) == (True, False, False)
    assert not Shift.objects.exists()
    client.force_login(cast.clerk.user)
    assert client.get("/p/corner/today/").status_code in (302, 404)
    assert "小李" in door(cast.manager).get(ROOT).content.decode()


def test_leaving_one_place_leaves_the_other_open(cast: Cast, door) -> None:  # type: ignore[no-untyped-def]
    """The login stands while they serve anywhere; the door of the first is shut."""
    Staff.objects.create(user=cast.clerk.user, place=cast.elsewhere, role="clerk", name="小李")
    people.leave(cast.clerk, by=cast.owner, now=MORNING)
    client = door(cast.clerk)
    assert client.get("/p/elsewhere/today/").status_code == 200
    assert client.get("/p/corner/today/").status_code == 404


def test_a_clerk_and_the_outsider_see_nobody(cast: Cast, door) -> None:  # type: ignore[no-untyped-def]
    """403 for one, 404 for the other, at each verb."""
    hire(cast.place, "new", "新人", Role.CLERK, "door")
    for path in (ROOT, ROOT + "new/", f"{ROOT}{cast.clerk.pk}/", f"{ROOT}{cast.clerk.pk}/leaving/"):
        assert door(cast.clerk).post(path, NEW).status_code == 403
        assert door(cast.outsider).post(path, NEW).status_code == 404
    theirs = f"/p/elsewhere/house/people/{cast.clerk.pk}/"
    assert door(cast.outsider).post(theirs, NEW).status_code == 404
    assert door(cast.outsider).post(theirs + "leaving/").status_code == 404
