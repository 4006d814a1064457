"""We do not have it; I walk them there; what we always do: three ways a visit goes on well."""

import pytest

from regulars.floor.models import Rite
from regulars.floor.rites import doing
from regulars.moments.models import Moment
from regulars.notebook.models import Fact
from regulars.places.models import Role, Touchpoint
from tests import cast as casting
from tests.cast import MORNING, Cast


def facts_of(kind: str) -> list[dict[str, object]]:
    return [row.facts for row in Moment.objects.filter(kind=kind).order_by("pk")]


@pytest.mark.mission("FL08")
def test_what_is_not_there_is_never_the_last_word(cast: Cast, at, hour) -> None:  # type: ignore[no-untyped-def]
    """One box; four ways, each with words to say; how each was received is on record with its
    seconds, and the wish of a known customer stands in their notebook."""
    door = at(cast.clerk)
    assert door.post("lacks/", words="  ").status_code == 422
    answer = door.post("lacks/", words="a strainer for the tea", customer=cast.yu.pk)
    told = Moment.objects.get(kind="lacked")
    assert (told.subject, answer["Location"]) == (cast.yu.opaque, f"/p/corner/lacks/{told.pk}/")
    wish = Fact.objects.get(customer=cast.yu)
    assert (wish.kind, wish.value, wish.brought_by) == (
        "want", "a strainer for the tea", cast.clerk.opaque,
    )  # fmt: skip
    page = door.get(f"lacks/{told.pk}/")
    order = [page.index(words) for words in (
        "Something like it from here", "I fetch it", "We make do", "Next time it is here",
    )]  # fmt: skip
    assert order == sorted(order)
    assert "Give me a few minutes, I fetch it." in page
    assert "nothing proposed yet" in door.get("lacks/")
    hour.later(20)
    door.post(f"lacks/{told.pk}/ways/", way="other", like="no")
    hour.later(5)
    for _tap in range(2):
        door.post(f"lacks/{told.pk}/ways/", way="instead", like="yes", words="a clean napkin")
    assert facts_of("lack_answered") == [
        {"lack": told.pk, "way": "other", "taken": False, "seconds": 20, "touchpoint": "door"},
        {"lack": told.pk, "way": "instead", "taken": True, "seconds": 25, "touchpoint": "door"},
    ]  # fmt: skip
    page = door.get("lacks/")
    assert "Nothing anybody wished for waits for a way out." in page
    assert "Of 1 wishes, 1 found a way; for 0 nothing was proposed." in page
    assert "a clean napkin" in door.get(f"lacks/{told.pk}/")
    assert door.post(f"lacks/{told.pk}/ways/", way="shrug").status_code == 404


@pytest.mark.mission("FL08")
def test_the_wish_of_a_stranger_waits_and_the_outsider_reads_none(cast: Cast, at) -> None:  # type: ignore[no-untyped-def]
    """Nothing of it in any notebook; a wish that tells of an illness stays under seal."""
    door, outside = at(cast.clerk), at(cast.outsider).client
    door.post("lacks/", words="blue thread", key="x")
    door.post("lacks/", words="blue thread", key="x")
    told = Moment.objects.get(kind="lacked")
    assert told.subject == f"place:{cast.place.pk}"
    assert Fact.objects.count() == 0
    assert "blue thread" in door.get("lacks/")
    assert outside.get(f"/p/corner/lacks/{told.pk}/").status_code == 404
    assert outside.get(f"/p/elsewhere/lacks/{told.pk}/").status_code == 404
    assert outside.post(f"/p/elsewhere/lacks/{told.pk}/ways/", {"way": "fetch"}).status_code == 404
    assert "blue thread" not in outside.get("/p/elsewhere/lacks/").content.decode()
    door.post("lacks/", words="bread, she has a gluten allergy", customer=cast.wang.pk)
    sealed = Moment.objects.filter(kind="lacked").latest("pk")
    assert (sealed.words.text, sealed.words.sealed is not None) == ("", True)


@pytest.mark.mission("FL12")
def test_an_escort_is_logged_and_a_neighbour_looks_after_the_empty_post(
    cast: Cast, at, hour
) -> None:  # type: ignore[no-untyped-def]
    """小李 walks Mr Yu to the doorstep and nobody is left at the door: the till, next to it, is
    asked on its own screen and takes it by one tap; back by one tap, it is as before."""
    door, till = at(cast.clerk), at(cast.manager)
    assert "Mr Yu does not have to look for the way." in door.get(f"escorts/?customer={cast.yu.pk}")
    door.post("escorts/", to="doorstep", customer=cast.yu.pk)
    out = Moment.objects.get(kind="stepped_out")
    assert facts_of("escorted") == [{"out": out.pk, "to": "doorstep", "touchpoint": "door"}]
    assert Moment.objects.get(kind="escorted").subject == cast.yu.opaque
    assert facts_of("cover_asked") == [{"out": out.pk, "touchpoint": "door", "to": "till"}]
    asked = till.get("cases/rings/", htmx=True)
    assert "Nobody stands here just now: Door" in asked
    assert "小李 walks a guest there." in asked
    assert "empty" not in at(cast.colleague).get("cases/rings/", htmx=True)
    assert "A neighbour is asked to look after your post" in door.get("cases/rings/", htmx=True)
    hour.later(9)
    assert till.post(f"escorts/{out.pk}/covers/", htmx=True).status_code == 204
    at(cast.owner).post(f"escorts/{out.pk}/covers/")
    assert [(row.actor, row.facts) for row in Moment.objects.filter(kind="covered")] == [
        (cast.manager.opaque, {"out": out.pk, "touchpoint": "door", "seconds": 9}),
    ]  # fmt: skip
    assert "Kelsey looks after your post: Door." in door.get("cases/rings/", htmx=True)
    assert "until 小李 is back" in till.get("cases/rings/", htmx=True)
    hour.later(100)
    door.post("escorts/back/", htmx=True)
    assert Moment.objects.get(kind="came_back").facts["seconds"] == 109
    assert "小李" not in till.get("cases/rings/", htmx=True)
    assert "Was walked there in person: Doorstep." in door.get(f"customers/{cast.yu.pk}/")


@pytest.mark.mission("FL12")
def test_nobody_is_asked_where_somebody_is_left_or_nobody_else_is_there(
    cast: Cast, at, hour
) -> None:  # type: ignore[no-untyped-def]
    """Two at the door: one walks, one stays. Then the other walks too, and the till is asked."""
    second = casting.hire(cast.place, "mei", "小梅", Role.CLERK, "door")
    at(cast.clerk).post("escorts/", to="till")
    assert facts_of("cover_asked") == []
    at(second).post("escorts/", to="till")
    assert [each["to"] for each in facts_of("cover_asked")] == ["till"]
    assert at(second).post("escorts/", to="moon").status_code == 404
    outside = at(cast.outsider).client
    out = Moment.objects.filter(kind="stepped_out").latest("pk").pk
    assert outside.post(f"/p/elsewhere/escorts/{out}/covers/").status_code == 404
    assert outside.post("/p/corner/escorts/", {"to": "till"}).status_code == 404
    outside.post("/p/elsewhere/escorts/", {"to": "till"})
    assert len(facts_of("cover_asked")) == 1, "nobody else works there"


@pytest.mark.mission("FL11")
def test_what_we_always_do_is_written_by_the_lead_and_ticked_by_one_tap(
    cast: Cast, at, hour
) -> None:  # type: ignore[no-untyped-def]
    """Per post and after paying; done once a visit, taken back, done again; another day begins
    anew; a step taken off the list keeps what was ticked of it."""
    door, lead = at(cast.clerk), at(cast.manager)
    assert door.client.get("/p/corner/rites/").status_code == 403
    rows = {"act0": "Warm towel", "post0": "door", "act1": "Hold the door", "say1": "Mind the step",
            "after1": "1"}  # fmt: skip
    for wrong in ({"act0": ""}, {"post0": "moon"}, {"act1": "Warm towel", "post1": "door",
                                                    "after1": ""}):  # fmt: skip
        wrong = {"say0": "x", **wrong} if wrong == {"act0": ""} else wrong
        answer = lead.post("rites/", **{k: v for k, v in {**rows, **wrong}.items() if v or k[:3] ==
                                        "act"})  # fmt: skip
        assert answer.status_code == 422, wrong
    assert lead.post("rites/", **rows).status_code == 303
    towel, held = Rite.objects.all()
    page = door.get(f"customers/{cast.yu.pk}/rites/")
    assert page.index("Warm towel") < page.index("After paying") < page.index("Mind the step")
    for _tap in range(2):
        door.post(f"customers/{cast.yu.pk}/rites/", rite=held.pk)
    assert facts_of("rite_done") == [
        {"rite": held.pk, "visit": f"{cast.yu.pk}/2026-03-24", "touchpoint": "door",
         "after_paying": True},
    ]  # fmt: skip
    assert "小李" in door.get(f"customers/{cast.yu.pk}/rites/")
    door.post(f"customers/{cast.yu.pk}/rites/", rite=held.pk, undone="1")
    assert doing.ticked(cast.yu, cast.place, hour.now) == {}
    door.post(f"customers/{cast.yu.pk}/rites/", rite=held.pk)
    assert doing.ticked(cast.yu, cast.place, hour.now) == {held.pk: cast.clerk.opaque}
    hour.later(24 * 3600)
    assert doing.ticked(cast.yu, cast.place, hour.now) == {}
    lead.post("rites/", act0="Warm towel", post0="door")
    held.refresh_from_db()
    assert (held.removed_at, doing.of(cast.place)) == (hour.now, [towel])
    assert door.post(f"customers/{cast.yu.pk}/rites/", rite=held.pk).status_code == 404
    assert door.post(f"customers/{cast.yu.pk}/rites/", rite="x").status_code == 404


@pytest.mark.mission("FL11")
def test_the_outsider_ticks_nothing(cast: Cast, at) -> None:  # type: ignore[no-untyped-def]
    rite = Rite.objects.create(place=cast.place, act="Warm towel")
    theirs = Rite.objects.create(place=cast.elsewhere, act="Cold towel")
    outside = at(cast.outsider).client
    for slug in ("corner", "elsewhere"):
        address = f"/p/{slug}/customers/{cast.yu.pk}/rites/"
        assert outside.get(address).status_code == 404
        assert outside.post(address, {"rite": rite.pk}).status_code == 404
    assert at(cast.clerk).post(
        f"customers/{cast.yu.pk}/rites/", rite=theirs.pk
    ).status_code == 404  # fmt: skip
    assert Moment.objects.filter(kind="rite_done").count() == 0


def test_the_kitchen_is_never_the_next_post_on_a_guests_way(cast: Cast) -> None:
    """From the table the board offers the till; a kitchen somebody put between is passed over."""
    from regulars.floor import posts
    from regulars.places import trades

    codes = [post.code for post in trades.CHAINS["restaurant"]]
    assert codes.index("table") < codes.index("kitchen") < codes.index("till")
    for position, code in enumerate(("table", "kitchen", "counter"), 10):
        Touchpoint.objects.create(place=cast.place, code=code, name=code, position=position)
    wall = posts.wall(cast.place, MORNING)
    after = wall.after("table")
    assert after is not None
    assert after.code == "counter"
    assert "kitchen" in [post.code for post in wall.ways], "one may still walk them there"
