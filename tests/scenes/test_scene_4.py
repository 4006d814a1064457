"""Scene 4, the full hot-pot house: every floor is asked, asked once more, then the kitchen tour;
and a hair tie that nobody had to ask for."""

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.scenes.hours import Clocked
from tests.scenes.stage import browser, phone, picture
from tests.site.houses import until

HOTPOT = """
from regulars.anticipation.rules import keeping
from regulars.authority import beginning, things
from regulars.customers import visits
from regulars.notebook import facts
from regulars.notebook.models import FactKind, Source
from regulars.places import trades
from regulars.places.models import Role, Touchpoint, Trade
place = cast.place
place.trade, place.currency = Trade.RESTAURANT, "CNY"
place.save()
for code, name, zh in (("hall", "Hall", "大厅"), ("second", "2nd floor", "二楼")):
    Touchpoint.objects.create(place=place, code=code, name=name, name_zh_hans=zh, position=1)
cast.colleague.post = place.touchpoints.get(code="hall")
cast.colleague.save()
casting.hire(place, "fang", "小芳", Role.CLERK, "second")
beginning.set_up(place, by=cast.owner.opaque, now=casting.MORNING)
tie = things.add(place, things.Draft({tie!r}, place.touchpoints.get(code="hall"), 50, full=10,
                 low=2, holds=""), by=cast.manager.opaque, now=casting.MORNING)
rule = keeping.write(place, keeping.Draft({{"signs": [
    {{"sign": "noticed", "words": "long hair, 长头发, 长发"}},
    {{"sign": "noticed", "words": "sweating, 出汗"}}], "again": 0}}, thing=tie),
    by=cast.clerk, now=casting.MORNING).rule
keeping.switch(rule, True, by=cast.manager, now=casting.MORNING)
hair = casting.guest(place, "单雯", "ms", "+8615400004412")
visits.arrive(hair, place, by=cast.clerk.opaque, now=casting.MORNING, touchpoint="door")
print(hair.pk)
"""
DAY = "2026-03-24"
WORDS = {
    "en": {
        "who": "red coat, cinema at eight",
        "tie": "Hair tie",
        "seen": "long hair, sweating over the hot pot",
    },
    "zh": {"who": "红外套，赶八点的电影", "tie": "皮筋", "seen": "长头发，吃火锅一直出汗"},
}
LOG = """select r.number, a.post, a.says, a.minutes from floor_answer a
join floor_round r on r.id = a.round_id order by r.number, a.id"""


@pytest.fixture(scope="module", params=["zh"])
def full(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[
    tuple[Clocked, str]
]:  # fmt: skip
    language: str = request.param
    house = Clocked(tmp_path_factory.mktemp("scene4"), HOTPOT.format(tie=WORDS[language]["tie"]))
    house.turn_to(DAY, "18:30:00")
    house.open()
    yield house, language
    house.close()


@pytest.mark.browser
@pytest.mark.mission("FL07", "FL17", "AU05", "AU16", "AN07")
def test_four_people_in_a_hurry_at_a_full_house(full: tuple[Clocked, str]) -> None:
    """Xiao Li and three friends, in a hurry. One tap at the door stands on each floor's screen
    within five seconds; each says none; three minutes later every floor is asked once more by the
    clock; then the kitchen tour, improvised after one look; a table comes, and they are still
    there. Later a guest with long hair, sweating: a hair tie from the hall's own stock, unasked,
    by nobody's leave."""
    house, language = full
    words = WORDS[language]
    with browser() as engine:
        door = phone(engine, house, "li", language)
        hall = phone(engine, house, "zhou", language)
        second = phone(engine, house, "fang", language)
        second.goto(f"{house.url}/p/corner/bookings/")  # not the board: the strip is on every page
        opening(door, house, words["who"])
        for screen, floor in ((hall, "hall"), (second, "second")):
            expect(screen.locator(".full__ask--mine")).to_have_count(1, timeout=5000)
            picture(screen, f"scene-4-asked-{floor}-{language}")
            screen.locator(".full__ask--mine button[value=none]").click()
            expect(screen.locator(".full__ask--mine")).to_have_count(0, timeout=5000)
        expect(door.locator(".full__said--none")).to_have_count(2, timeout=12_000)
        assert door.locator("form[action$='/no/']").count() == 0
        picture(door, f"scene-4-once-{language}")
        asked_again(house, hall, second)
        the_tour(door, house, language)
        sitting(door, second, house, language)
        the_hair_tie(hall, house, language)


def opening(door: Page, house: Clocked, who: str) -> None:
    door.goto(f"{house.url}/p/corner/full/")
    door.locator("label:has(input[name=hurry])").click()
    door.locator("#full-words").fill(who)
    picture(door, "scene-4-door")
    door.locator(".full__sizes button[value='4']").click()
    door.wait_for_url("**/full/*/")


def asked_again(house: Clocked, hall: Page, second: Page) -> None:
    """Nobody has to think of it: three minutes on, the question stands there again."""
    house.turn_to(DAY, "18:35:00")
    until(lambda: len(house.rows("select id from floor_round")) == 2, 20, "asked once more")
    for screen in (hall, second):
        expect(screen.locator(".full__ask--mine")).to_have_count(1, timeout=5000)
        screen.locator(".full__ask--mine button[value=none]").click()
        expect(screen.locator(".full__ask--mine")).to_have_count(0, timeout=5000)
    assert house.rows(LOG) == [
        (1, "hall", "none", None), (1, "second", "none", None),
        (2, "hall", "none", None), (2, "second", "none", None),
    ]  # fmt: skip


def the_tour(door: Page, house: Clocked, language: str) -> None:
    """Drinks, snacks and games first, in this order; then the look into the kitchen."""
    door.reload()
    expect(door.locator("form[action$='/no/']")).to_have_count(1)
    for _turn in range(3):
        door.locator(".full__offer button[value=no]").click()
        door.wait_for_load_state()
    picture(door, f"scene-4-tour-{language}")
    door.locator(".full__offer button[value=looked]").click()
    door.wait_for_load_state()
    tried = house.rows("select improvised from floor_tried order by id")
    assert [bool(each) for (each,) in tried] == [False, False, False, True]
    assert house.rows("""select e.act, m.kind from authority_entry e
        join authority_mark m on m.entry_id = e.id""") == [("comfort", "improvised")]


def sitting(door: Page, second: Page, house: Clocked, language: str) -> None:
    """A table after all: the second floor says so from the page of the party; they still wait."""
    house.turn_to(DAY, "18:41:00")
    number = house.rows("select id from floor_party")[0][0]
    second.goto(f"{house.url}/p/corner/full/{number}/")
    last = second.locator(".full__said").nth(3)
    last.locator("summary").click()
    last.locator("button[value='0']").click()
    expect(door.locator(".full__now--table")).to_have_count(1, timeout=12_000)
    picture(door, f"scene-4-table-{language}")
    door.locator("button[name=how][value=seated]").click()
    expect(door.locator(".full__now--done")).to_have_count(1)
    picture(door, f"scene-4-done-{language}")
    rows = house.rows("""select p.outcome, p.present, p.hurry, s.kind from floor_party p
        join floor_tried t on t.id = p.saved_by_id join floor_pastime s on s.id = t.pastime_id""")
    assert [(how, bool(there), bool(hurry), kind) for how, there, hurry, kind in rows] == [
        ("seated", True, True, "tour"),
    ]  # fmt: skip


def the_hair_tie(hall: Page, house: Clocked, language: str) -> None:
    """Noticed, then brought: a rule of the house's own people proposes what lies in one's own zone
    as soon as the sign is written down; one tap, and no one was asked for leave."""
    guest = house.rows("select id from customers_customer where name = '单雯'")[0][0]
    hall.goto(f"{house.url}/p/corner/customers/{guest}/")
    hall.fill("#words", WORDS[language]["seen"])
    hall.locator(".note__who .btn").click()
    hall.wait_for_url("**noted=**")
    offer = hall.locator("#offers .offer", has_text=WORDS[language]["tie"])
    expect(offer).to_have_count(1)
    picture(hall, f"scene-4-tie-{language}")
    offer.locator("button[value=done]").click()
    expect(hall.locator("#offers .offer--answered")).to_have_count(1)
    picture(hall, f"scene-4-given-{language}")
    ((acted,),) = house.rows("select facts from moments_moment where kind = 'acted'")
    assert '"anticipated"' in (acted if isinstance(acted, str) else json.dumps(acted))
    assert house.rows("""select e.act, e.kind, e.reason, e.customer, m.kind from authority_entry e
        join authority_mark m on m.entry_id = e.id where m.kind = 'at_hand'""") == [
        ("comfort", "given", "noticed", f"customer:{guest}", "at_hand"),
    ]  # fmt: skip
    assert house.rows("select count(*) from authority_entry where kind = 'asked'") == [(0,)]
    assert house.rows('select "left" from authority_thing') == [(9,)]
