"""The hello, the newcomer, what nobody asked for, honest advice, and visits that were nobody's."""

from datetime import timedelta

import pytest

from regulars.customers import people
from regulars.floor import commodity, greetings, newcomers
from regulars.moments.models import Moment
from tests.cast import Cast

PAGE = "/p/corner/customers/{}/"


@pytest.fixture(autouse=True)
def morning(monkeypatch: pytest.MonkeyPatch) -> None:
    from regulars.moments import clock
    from tests.cast import MORNING

    monkeypatch.setattr(clock, "now", lambda: MORNING)


@pytest.mark.mission("FL04", "FL18")
def test_who_was_greeted_by_name_and_where(cast: Cast, door) -> None:  # type: ignore[no-untyped-def]
    """Of three manned posts two greet Mr Yu, one by name and one in a hurry: a third by name.
    A second greeting at one post in one visit changes nothing; the page shows it."""
    who = cast.yu.pk
    door(cast.clerk).post(PAGE.format(who) + "arrivals/", {"key": "a"})
    door(cast.clerk).post(PAGE.format(who) + "greetings/", {"key": "b", "by_name": "1", "eye": "1"})
    door(cast.clerk).post(PAGE.format(who) + "greetings/", {"key": "c", "by_name": "1"})
    door(cast.colleague).post(PAGE.format(who) + "greetings/", {"key": "d", "hurried": "1"})
    day = cast.place.day_of(Moment.objects.first().happened_at)  # type: ignore[union-attr]
    seen = greetings.coverage(cast.place, day)
    told = {post.name: (post.greeted, post.by_name, post.hurried, post.late) for post in seen.posts}
    assert (seen.visits, seen.share) == (1, pytest.approx(1 / 3))
    assert told["Door"][1:] == (1, 0, 0)
    assert told["Doorstep"] == (1, 0, 1, 0)
    page = door(cast.manager).get("/p/corner/shift/").content.decode()
    assert "33 in a hundred" in page


@pytest.mark.mission("FL18")
def test_a_greeting_that_took_too_long_is_late(cast: Cast) -> None:
    """The post allows thirty seconds; forty is late, twenty is not."""
    from regulars.customers import visits
    from tests.cast import MORNING

    for who, after in ((cast.yu, 40), (cast.wang, 20)):
        visits.arrive(who, cast.place, by=cast.clerk.opaque, now=MORNING)
        moment = greetings.greet(
            who.pk, cast.place, by_name=True, eye=True, hurried=False, by=cast.clerk,
            now=MORNING + timedelta(seconds=after),
        )  # fmt: skip
        assert (moment.facts["seconds"], moment.facts["late"]) == (after, after == 40)


@pytest.mark.mission("CU08")
def test_a_first_timer_is_treated_as_a_regular(cast: Cast, door) -> None:  # type: ignore[no-untyped-def]
    """Welcomed, called by name and shown round: one of two newcomers got all three."""
    clerk = door(cast.clerk)
    for name, named in (("孙晓梅", True), ("贺然", False)):
        who = people.introduce(cast.place, name=name).pk
        clerk.post(PAGE.format(who) + "arrivals/", {"key": f"a{who}"})
        clerk.post(
            PAGE.format(who) + "greetings/",
            {"key": f"g{who}"} | ({"by_name": "1"} if named else {}),
        )
        clerk.post(PAGE.format(who) + "tours/", {"key": f"t{who}"})
    day = cast.place.day_of(Moment.objects.first().happened_at)  # type: ignore[union-attr]
    assert newcomers.lately(cast.place, day) == newcomers.Newcomers(2, 2, 1, 2, 1)
    page = clerk.get("/p/corner/shift/").content.decode()
    assert "<b>1 of 2</b> got all three" in page


@pytest.mark.mission("MO04")
def test_an_unasked_act_needs_its_four_parts(cast: Cast, door) -> None:  # type: ignore[no-untyped-def]
    """With one part missing nothing is kept and the page says which; with all four the act stands,
    unsigned, because no sign stood before it; sent twice it is one."""
    clerk, url = door(cast.clerk), PAGE.format(cast.yu.pk) + "unasked/"
    parts = {
        "signal": "头发湿了",
        "need": "毛巾",
        "act": "递了毛巾",
        "shared": "放在手边，没有说破",
    }
    for missing in parts:
        answer = clerk.post(url, {**parts, missing: " ", "key": "x"})
        assert answer.status_code == 422
        assert "Still missing" in answer.content.decode()
    assert not Moment.objects.filter(kind="acted").exists()
    for _twice in range(2):
        assert clerk.post(url, {**parts, "key": "y"}).status_code == 303
    act = Moment.objects.get(kind="acted")
    assert act.facts["arose"] == "unsigned"
    assert act.words.text == "头发湿了\n毛巾\n递了毛巾\n放在手边，没有说破"


@pytest.mark.mission("MO06")
def test_advice_against_buying_is_credited_and_never_a_lost_sale(cast: Cast, door) -> None:  # type: ignore[no-untyped-def]
    """It is the clerk's own moment; no refusal, no complaint and no act is counted from it."""
    url = PAGE.format(cast.yu.pk) + "advice/"
    door(cast.clerk).post(url, {"words": "机油还能跑三千公里", "key": "z"})
    told = [(m.kind, m.actor) for m in Moment.objects.filter(subject=cast.yu.opaque)]
    assert told == [("advised", cast.clerk.opaque)]
    assert "Was honestly advised against buying." in (
        door(cast.clerk).get(PAGE.format(cast.yu.pk)).content.decode()
    )


@pytest.mark.mission("MO05")
def test_visits_with_nothing_personal_are_listed(cast: Cast, door) -> None:  # type: ignore[no-untyped-def]
    """Two came; of one a note was written. The other is named on the day's account."""
    clerk = door(cast.clerk)
    for who in (cast.yu.pk, cast.wang.pk):
        clerk.post(PAGE.format(who) + "arrivals/", {"key": f"a{who}"})
    clerk.post(PAGE.format(cast.yu.pk) + "notes/", {"key": "n", "words": "靠窗坐", "sort": "note"})
    day = cast.place.day_of(Moment.objects.first().happened_at)  # type: ignore[union-attr]
    found = commodity.of_day(cast.place, day)
    assert (found.visits, found.bare, [pk for pk, _name in found.people]) == (2, 1, [cast.wang.pk])
    assert found.month_share == 0.5
    assert f"/customers/{cast.wang.pk}/" in clerk.get("/p/corner/shift/").content.decode()


@pytest.mark.mission("SI07", "SI13")
@pytest.mark.parametrize("language", ["en", "zh-hans", "zh-hant"])
def test_every_sheet_prints_in_every_language(cast: Cast, door, language: str) -> None:  # type: ignore[no-untyped-def]
    """The board, the line-up, the welcome guide, the pocket card and the slip for the envelope,
    each on its own size of paper; the slip names the next visit."""
    client = door(cast.clerk)
    client.cookies["django_language"] = language
    sizes = {"lineup": "paper--a4", "welcome": "paper--a5", "pocket": "paper--a6"}
    for name, size in sizes.items():
        page = client.get(f"/p/corner/sheets/{name}/")
        assert page.status_code == 200
        assert size in page.content.decode()
    assert client.get("/p/corner/sheets/menu/").status_code == 404
    slip = client.get(f"/p/corner/sheets/envelope/{cast.yu.pk}/").content.decode()
    assert {"en": "2nd", "zh-hans": "第2次", "zh-hant": "第2次"}[language] in slip
    assert client.get("/p/corner/sheets/").status_code == 200
