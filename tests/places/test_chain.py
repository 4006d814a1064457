"""The customers' way through a place, written without code; every moment names a post of it."""

import pytest
from django.utils import translation

from regulars.moments.models import Moment
from regulars.places import chain
from regulars.places.models import Place, Touchpoint, Trade
from regulars.places.trades import CHAINS
from regulars.scorecard import back
from tests.cast import MORNING, Cast

NEW = {
    "name": "Towel corner", "name_zh_hans": "毛巾角", "name_zh_hant": "", "greet_within": "20",
    "purpose": "",
}  # fmt: skip


def codes(place: Place) -> list[str]:
    return list(place.touchpoints.values_list("code", flat=True))


@pytest.mark.mission("PL01")
@pytest.mark.parametrize("trade", list(Trade))
def test_a_new_place_begins_with_the_way_of_its_trade(cast: Cast, trade: Trade) -> None:
    """From how they found us until afterwards, named in three languages; laid out once."""
    place = Place.objects.create(slug=f"a-{trade}", name="New", trade=trade)
    chain.begin(place, by="x", now=MORNING)
    chain.begin(place, by="x", now=MORNING)
    assert codes(place) == [post.code for post in CHAINS[trade]]
    assert (codes(place)[0], codes(place)[-1]) == ("found-us", "afterwards")
    assert all(all((post.name, post.zh_hans, post.zh_hant)) for post in CHAINS[trade])


@pytest.mark.mission("PL01")
def test_a_post_is_added_renamed_moved_and_removed_without_code(cast: Cast, door) -> None:  # type: ignore[no-untyped-def]
    """By the page alone; what was written there stays readable under the name it had."""
    client, root = door(cast.manager), "/p/corner/house/posts/"
    assert client.post(root + "new/", NEW | {"key": "1"}).status_code == 303
    assert client.post(root + "new/", NEW | {"key": "1"}).status_code == 303
    assert codes(cast.place) == ["door", "till", "doorstep", "towel-corner"]
    towel = Touchpoint.objects.get(code="towel-corner")
    client.post(f"{root}{towel.pk}/moves/", {"where": "earlier", "key": "2"})
    client.post(f"{root}{towel.pk}/moves/", {"where": "earlier", "key": "3"})
    assert codes(cast.place) == ["door", "towel-corner", "till", "doorstep"]
    client.post(f"{root}{towel.pk}/", NEW | {"name": "Warm towels", "key": "4"})
    cast.clerk.post = Touchpoint.objects.get(code="towel-corner")
    cast.clerk.save()
    door(cast.clerk).post(
        "/p/corner/visitors/", {"words": "cold hands", "sort": "sign", "key": "n"}
    )
    door(cast.manager).post(f"{root}{towel.pk}/removal/", {"key": "5"})
    assert codes(cast.place) == ["door", "till", "doorstep"]
    noticed = Moment.objects.get(kind="noticed")
    assert noticed.facts["touchpoint"] == "towel-corner"
    with translation.override("en"):
        assert chain.names(cast.place)["towel-corner"] == "Warm towels"
        assert back.post_name(cast.place)(noticed) == "Warm towels"
    with translation.override("zh-hans"):
        assert chain.names(cast.place)["towel-corner"] == "毛巾角"


def test_a_former_code_is_never_given_to_another_post(cast: Cast) -> None:
    """Or old moments would tell of a post they never knew."""
    by = {"by": "x", "now": MORNING}
    first = chain.add(cast.place, name="Bar", **by)
    chain.remove(first, **by)
    assert chain.add(cast.place, name="Bar", **by).code == "bar-2"
    assert chain.add(cast.place, name="酒吧", **by).code == "post"


def test_two_posts_of_one_name_are_turned_back(cast: Cast, door) -> None:  # type: ignore[no-untyped-def]
    """With the sentence under the field; nothing is written."""
    sent = door(cast.owner).post("/p/corner/house/posts/new/", NEW | {"name": "door"})
    assert sent.status_code == 422
    assert "There is a post called door already." in sent.content.decode()
    assert codes(cast.place) == ["door", "till", "doorstep"]


@pytest.mark.mission("PL01")
def test_whoever_has_no_post_writes_from_the_door(cast: Cast, door) -> None:  # type: ignore[no-untyped-def]
    """Every moment names a touchpoint, also of somebody nobody gave a post."""
    cast.clerk.post = None
    cast.clerk.save()
    door(cast.clerk).post("/p/corner/visitors/", {"words": "wet coat", "sort": "sign", "key": "n"})
    assert Moment.objects.get(kind="noticed").facts["touchpoint"] == "door"
    cast.clerk.refresh_from_db()
    assert cast.clerk.post is None


def test_a_post_of_another_place_is_not_there(cast: Cast, door) -> None:  # type: ignore[no-untyped-def]
    """The outsider may not move our posts by their numbers."""
    ours = cast.place.touchpoints.get(code="till")
    for verb in ("", "moves/", "removal/"):
        sent = door(cast.outsider).post(f"/p/elsewhere/house/posts/{ours.pk}/{verb}", NEW)
        assert sent.status_code == 404
    assert codes(cast.place) == ["door", "till", "doorstep"]
