"""A note over HTTP: kept at once, its chips become facts by a tap, and outsiders see nothing."""

import re

import pytest

from regulars.customers import consents
from regulars.customers.models import Customer
from regulars.moments import clock
from regulars.moments.models import Look, Moment
from regulars.notebook import facts
from regulars.notebook.models import Fact, FactKind, Source
from tests.cast import TODAY, Cast

HTMX = {"HX-Request": "true"}


@pytest.fixture
def clerk(cast: Cast, door, settings, tmp_path):  # type: ignore[no-untyped-def]
    """小李 on the cast's own day, in a house with a key of its own."""
    settings.HOME = tmp_path
    clock.shift_to((TODAY - clock.now().astimezone(cast.place.zone).date()).days)
    return door(cast.clerk)


def write(client, cast: Cast, words: str, key: str = "k", **more):  # type: ignore[no-untyped-def]
    told = {"words": words, "sort": "note", "key": key}
    return client.post(f"/p/corner/customers/{cast.yu.pk}/notes/", told, **more)


def chips(page: str) -> dict[str, str]:
    """{address and code: words} of the chips that can be tapped."""
    found = re.findall(r'formaction="([^"]+)" name="chip" value="([^"]+)"', page)
    return {f"{address} {code}": code for address, code in found}


def tap(client, which: str, **more):  # type: ignore[no-untyped-def]
    address, code = which.split(" ")
    return client.post(address, {"chip": code}, **more)


@pytest.mark.mission("NO01", "NO14")
def test_the_words_are_kept_first_and_nothing_becomes_a_fact_by_itself(cast: Cast, clerk) -> None:  # type: ignore[no-untyped-def]
    """One post keeps the note; its chips stand in the answer; a tap makes one of them a fact."""
    answer = write(clerk, cast, "喜欢靠窗，今天很累", headers=HTMX)
    assert Moment.objects.get(kind="noted").words.text == "喜欢靠窗，今天很累"
    assert not Fact.objects.exists()
    first, second = chips(answer.content.decode())
    answer = tap(clerk, second, headers=HTMX)
    (fact,) = Fact.objects.all()
    assert (fact.customer, fact.kind, fact.value, fact.source, fact.moment) == (
        cast.yu, "preference", "喜欢靠窗", "seen", Moment.objects.get(kind="noted").pk,
    )  # fmt: skip
    assert list(chips(answer.content.decode())) == [first]
    tap(clerk, second)
    assert Fact.objects.count() == 1


def test_without_javascript_the_page_comes_back_with_the_chips(cast: Cast, clerk) -> None:  # type: ignore[no-untyped-def]
    """Post, redirect, chips; tap, redirect, kept."""
    answer = write(clerk, cast, "喜欢靠窗", follow=True)
    assert answer.status_code == 200
    (chip,) = chips(answer.content.decode())
    answer = tap(clerk, chip, follow=True)
    assert Fact.objects.get().value == "喜欢靠窗"
    assert chips(answer.content.decode()) == {}
    assert 'data-ink="kept"' in answer.content.decode()


def test_the_same_note_twice_from_a_flaky_phone_is_one(cast: Cast, clerk) -> None:  # type: ignore[no-untyped-def]
    for _turn in range(2):
        assert write(clerk, cast, "喜欢靠窗", headers=HTMX).status_code == 200
    assert Moment.objects.filter(kind="noted").count() == 1


@pytest.mark.mission("NO15")
def test_an_allergy_is_asked_for_and_is_text_and_symbol(cast: Cast, clerk) -> None:  # type: ignore[no-untyped-def]
    """With the question to put; a yes is a consent, “only for today” is none."""
    page = write(clerk, cast, "对花生过敏", headers=HTMX).content.decode()
    assert "May we write that down" in page
    assert "i-danger" in page
    yes, today = chips(page)
    tap(clerk, today)
    assert not consents.has(cast.yu, "sensitive")
    assert Fact.objects.get().visit
    Moment.objects.get(kind="noted")
    page = write(clerk, cast, "对虾过敏", key="k2", headers=HTMX).content.decode()
    yes, today = chips(page)
    tap(clerk, yes)
    assert consents.has(cast.yu, "sensitive")
    assert [fact.told() for fact in Fact.objects.filter(visit="")] == ["虾"]
    page = write(clerk, cast, "对芒果过敏", key="k3", headers=HTMX).content.decode()
    assert len(chips(page)) == 1


def test_of_the_family_it_belongs_to_the_household(cast: Cast, clerk) -> None:  # type: ignore[no-untyped-def]
    told = {"words": "儿子对花生过敏", "sort": "note", "key": "w"}
    consents.give(cast.wang, "sensitive", by="staff:1", now=clock.now(), how="asked")
    page = clerk.post(f"/p/corner/customers/{cast.wang.pk}/notes/", told, headers=HTMX)
    (chip,) = chips(page.content.decode())
    tap(clerk, chip)
    (fact,) = Fact.objects.all()
    assert (fact.household, fact.told()) == (cast.wang.household, "儿子：花生")


def test_a_chip_that_was_not_proposed_and_a_note_of_elsewhere_do_not_exist(
    cast: Cast, clerk, door
) -> None:  # type: ignore[no-untyped-def]
    page = write(clerk, cast, "喜欢靠窗", headers=HTMX).content.decode()
    (chip,) = chips(page)
    address, code = chip.split(" ")
    assert clerk.post(address, {"chip": "preference-00000000"}).status_code == 404
    assert clerk.post("/p/corner/notes/999/facts/", {"chip": code}).status_code == 404
    outsider = door(cast.outsider)
    assert outsider.post(address, {"chip": code}).status_code == 404
    theirs = address.replace("corner", "elsewhere")
    assert outsider.post(theirs, {"chip": code}).status_code == 404
    assert not Fact.objects.exists()


@pytest.mark.parametrize("who", ["clerk", "colleague", "manager", "owner"])
@pytest.mark.mission("NO01", "PL05")
def test_every_role_may_write_and_tap(cast: Cast, clerk, door, who: str) -> None:  # type: ignore[no-untyped-def]
    client = door(getattr(cast, who))
    (chip,) = chips(write(client, cast, "喜欢靠窗", headers=HTMX).content.decode())
    assert tap(client, chip).status_code == 303
    assert Fact.objects.get().by == getattr(cast, who).opaque


def remembered(cast: Cast, kind: str, words: str) -> Fact:
    kept = facts.remember(cast.yu, kind, words, source=Source.TOLD, by=cast.clerk.opaque,
                          now=clock.now(), place=cast.place)  # fmt: skip
    assert kept is not None
    return kept


def test_one_tap_confirms_another_takes_out_a_third_puts_right(cast: Cast, clerk) -> None:  # type: ignore[no-untyped-def]
    """On the customer's page; what was wrong in between is in the history."""
    page = f"/p/corner/customers/{cast.yu.pk}/"
    fact = remembered(cast, FactKind.PREFERENCE, "靠窗")
    clerk.post(f"/p/corner/facts/{fact.pk}/confirmations/", {"key": "a", "next": page})
    clerk.post(f"/p/corner/facts/{fact.pk}/corrections/", {"key": "b", "value": "靠门"})
    assert [each.value for each in facts.about(cast.yu)] == ["靠门"]
    (now,) = facts.about(cast.yu)
    answer = clerk.post(f"/p/corner/facts/{now.pk}/removals/", {"key": "c", "next": page})
    assert answer.headers["Location"] == page + "?kept=1"
    assert facts.about(cast.yu) == []
    body = clerk.get(page).content.decode()
    assert "2 things that no longer hold" in body
    assert re.search(r"<s>靠窗</s>.*靠门", body)


def test_the_outsider_touches_no_fact(cast: Cast, door) -> None:  # type: ignore[no-untyped-def]
    fact = remembered(cast, FactKind.PREFERENCE, "靠窗")
    client = door(cast.outsider)
    for slug in ("corner", "elsewhere"):
        for what in ("confirmations", "corrections", "removals"):
            answer = client.post(f"/p/{slug}/facts/{fact.pk}/{what}/", {"value": "x"})
            assert answer.status_code == 404
        assert client.get(f"/p/{slug}/customers/{cast.yu.pk}/sealed/").status_code == 404
    assert "Nobody wrote that" in client.get("/p/elsewhere/notes/?q=靠窗").content.decode()
    fact.refresh_from_db()
    assert fact.gone_at is None


@pytest.mark.mission("NO15")
def test_at_the_door_the_seal_stays_closed_until_somebody_needs_it_and_that_is_written(
    cast: Cast, clerk
) -> None:  # type: ignore[no-untyped-def]
    """小李 stands at the door: the page tells that something is there; opening it leaves a line."""
    consents.give(cast.yu, "sensitive", by="staff:1", now=clock.now(), how="asked")
    remembered(cast, FactKind.ALLERGY, "花生")
    page = clerk.get(f"/p/corner/customers/{cast.yu.pk}/").content.decode()
    assert "花生" not in page
    assert "1 thing is under seal" in page
    assert "sealed" not in Look.objects.values_list("page", flat=True)
    assert "花生" in clerk.get(f"/p/corner/customers/{cast.yu.pk}/sealed/").content.decode()
    assert Look.objects.filter(page="sealed", subject=cast.yu.opaque).count() == 1
    post = cast.place.touchpoints.create(code="table", name="Table")
    cast.clerk.post = post
    cast.clerk.save()
    assert "花生" in clerk.get(f"/p/corner/customers/{cast.yu.pk}/").content.decode()
    assert Look.objects.filter(page="sealed", actor=cast.clerk.opaque).count() == 2


@pytest.mark.mission("CU11")
def test_help_along_the_way_has_a_plan_for_each_post(cast: Cast, clerk) -> None:  # type: ignore[no-untyped-def]
    """Written on the page in the customer's order; shown so."""
    told = {
        "kind": "access",
        "value": "拄拐杖",
        "plan-door": "先开门",
        "plan-till": "请坐着付",
        "key": "p",
    }
    clerk.post(f"/p/corner/customers/{cast.yu.pk}/facts/", told)
    (fact,) = facts.about(cast.yu)
    assert (fact.kind, fact.plan) == ("access", {"door": "先开门", "till": "请坐着付"})
    page = clerk.get(f"/p/corner/customers/{cast.yu.pk}/").content.decode()
    assert page.index("先开门") < page.index("请坐着付")


def test_what_cannot_be_kept_so_is_said_beside_the_form(cast: Cast, clerk) -> None:  # type: ignore[no-untyped-def]
    """An allergy without a yes; what one read somewhere and wants to say aloud. Nothing is lost."""
    path = f"/p/corner/customers/{cast.yu.pk}/facts/"
    answer = clerk.post(path, {"kind": "allergy", "value": "虾", "key": "a"})
    assert answer.status_code == 422
    assert "Ask first" in answer.content.decode()
    assert 'value="虾"' in answer.content.decode()
    answer = clerk.post(
        path, {"kind": "preference", "value": "网球", "source": "public", "use": "say", "key": "b"}
    )
    assert "may not be said to them" in answer.content.decode()
    assert not Fact.objects.exists()
    clerk.post(path, {"kind": "allergy", "value": "虾", "agreed": "1", "key": "c"})
    assert Fact.objects.get().told() == "虾"


@pytest.mark.mission("NO02")
def test_any_words_are_found_from_their_own_page_and_each_look_is_written(
    cast: Cast, clerk
) -> None:  # type: ignore[no-untyped-def]
    write(clerk, cast, "戴紅帽子，喜歡靠窗")
    page = clerk.get("/p/corner/notes/", {"q": "红帽"}).content.decode()
    assert "戴紅帽子，喜歡靠窗" in page
    assert f"/customers/{cast.yu.pk}/" in page
    assert Look.objects.filter(page="notes", subject=cast.yu.opaque).count() == 1
    assert "Nobody wrote that down yet" in clerk.get("/p/corner/notes/?q=zebra").content.decode()


@pytest.mark.mission("NO08")
def test_leaders_say_how_the_house_talks(cast: Cast, clerk, door) -> None:  # type: ignore[no-untyped-def]
    """The default is there from the first day; a clerk may not change it."""
    page = f"/p/corner/customers/{cast.yu.pk}/"
    assert "marriage" in clerk.get(page).content.decode()
    assert clerk.post("/p/corner/manners/", {"closed": "football"}).status_code == 403
    manager = door(cast.manager)
    told = {"welcome": "tea\n\nthe river", "closed": "football", "posts": ["till"]}
    assert manager.post("/p/corner/manners/", told).status_code == 303
    body = manager.get(page).content.decode()
    assert all(each in body for each in ("tea", "the river", "football"))
    assert "marriage" not in body


def test_a_stranger_whose_first_words_tell_of_an_allergy_is_not_called_by_them(
    cast: Cast, clerk
) -> None:  # type: ignore[no-untyped-def]
    told = {"words": "red umbrella, allergic to nuts", "sort": "sign", "key": "s"}
    clerk.post("/p/corner/visitors/", told)
    assert Customer.objects.latest("pk").called == "red umbrella"
    board = clerk.get("/p/corner/today/").content.decode()
    assert "red umbrella" in board
    assert "nuts" not in board
