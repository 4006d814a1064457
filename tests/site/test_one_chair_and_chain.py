"""The same code serves one chair and a chain."""

import pytest
from django.test import Client

from regulars.anticipation.models import Act
from regulars.moments import clock
from regulars.moments.models import Moment
from regulars.places.models import Role, Staff
from tests import cast as casting
from tests.anticipation.test_night import crowd, foresee, jar
from tests.cast import TODAY, Cast


@pytest.fixture
def one_chair(cast: Cast) -> Cast:
    """One place, and one person who is owner, clerk and everything."""
    Staff.objects.filter(place=cast.place).exclude(pk=cast.owner.pk).delete()
    return cast


@pytest.fixture
def chain(cast: Cast) -> Cast:
    """Many places, each with its own people; the cast's is one of them."""
    for number in range(12):
        place = casting.open_place(f"branch-{number}", f"分店{number}")
        casting.hire(place, f"clerk-{number}", f"店员{number}", Role.CLERK, "till")
    return cast


@pytest.mark.mission("SI01")
@pytest.mark.parametrize("house", ["one_chair", "chain"])
def test_one_day_from_the_nights_work_to_goodbye(
    house: str, request: pytest.FixtureRequest
) -> None:
    """The night lists acts for whoever is there; over HTTP the board opens, somebody arrives, a
    cue is done, a note written, goodbye said: the same moments in both houses."""
    cast: Cast = request.getfixturevalue(house)
    crowd(cast)
    casting.regular(cast.yu, cast.place, 7, 40, cast.tea)
    jar(cast)
    foresee(cast)
    clock.shift_to((TODAY - clock.now().astimezone(cast.place.zone).date()).days)
    me = cast.owner if house == "one_chair" else cast.clerk
    owners = set(Act.objects.values_list("owner", flat=True))
    assert owners <= set(Staff.objects.filter(place=cast.place).values_list("pk", flat=True))
    client, root, yu = Client(), "/p/corner/", cast.yu.pk
    client.force_login(me.user)
    assert "Mr Yu" in client.get(f"{root}today/").content.decode()
    cue = Act.objects.get(customer=cast.yu).cue
    for path, told in (
        (f"customers/{yu}/arrivals/", {}), (f"cues/{cue}/acts/", {}),
        (f"customers/{yu}/notes/", {"words": "靠窗有风", "sort": "note"}),
        (f"customers/{yu}/departures/", {}),
    ):  # fmt: skip
        assert client.post(root + path, {"key": path, **told}).status_code == 303
    kinds = ["arrived", "acted", "noted", "departed"]
    rows = Moment.objects.filter(subject=cast.yu.opaque, kind__in=kinds).order_by("pk")
    assert [row.kind for row in rows] == kinds
    assert [row.actor for row in rows] == [me.opaque] * 4


@pytest.mark.mission("SI13")
def test_the_board_prints_on_one_sheet(cast: Cast, door) -> None:  # type: ignore[no-untyped-def]
    """A page of its own for paper: names, hours, acts and words, nothing to tap, A4 by its CSS."""
    from django.contrib.staticfiles import finders

    crowd(cast)
    casting.regular(cast.yu, cast.place, 7, 40, cast.tea)
    foresee(cast)
    clock.shift_to((TODAY - clock.now().astimezone(cast.place.zone).date()).days)
    page = door(cast.clerk).get("/p/corner/today/print/").content.decode()
    for printed in ("Mr Yu", "tea"):
        assert printed in page
    main = page[page.index("<main") : page.index("</main>")]
    assert "<form" not in main
    sheets = [name for name in ("print", "base") if finders.find(f"regulars/css/{name}.css")]
    assert any("@page" in open(finders.find(f"regulars/css/{n}.css")).read() for n in sheets)  # noqa: SIM115
