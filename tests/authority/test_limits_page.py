"""The table of limits: read it, change it from a day on, and see what it would have meant."""

from datetime import date

import pytest

from regulars.authority import beginning, limits
from regulars.authority.models import Entry, Limit
from regulars.moments.models import Moment
from regulars.places.models import Job, Level, Place, Trade
from tests.authority.table import line
from tests.cast import MORNING, TODAY, Cast


def asked(at, **told):  # type: ignore[no-untyped-def]
    answer = at.post("authority/questions/", htmx=True, reason="kindness", **told)
    return answer.content.decode()


def test_a_line_holds_from_its_day_on_and_not_before(begun: Cast, at, hour) -> None:  # type: ignore[no-untyped-def]
    """Set today for the day after tomorrow: until then the old one stands; both are there."""
    line(at(begun.manager), act="gesture", amount="30", effective_from="2026-03-26")
    clerk = at(begun.clerk)
    assert "up to ¥100" in asked(clerk, act="gesture", amount="50")
    table = at(begun.manager).get("authority/limits/")
    assert "limit--coming" in table
    assert "from 26 Mar" in table
    hour.later(2 * 24 * 3600)
    assert "Ask " in asked(clerk, act="gesture", amount="50")
    assert "up to ¥30" in asked(clerk, act="gesture", amount="30")
    moment = Moment.objects.filter(kind="limit_set").latest("pk")
    assert (moment.actor, moment.facts["since"]) == (begun.manager.opaque, "2026-03-26")


def test_last_month_under_a_proposed_line_is_shown_only(begun: Cast, at, hour) -> None:  # type: ignore[no-untyped-def]
    """Three gifts and one request: at ¥60 each two gifts would have gone up; at ¥150 the request
    would have been decided on the spot. Only looked at, the table stays."""
    clerk, manager = at(begun.clerk), at(begun.manager)
    for amount in ("50", "80", "100"):
        clerk.post("authority/grants/", act="gesture", amount=amount, reason="kindness")
        hour.later(60)
    clerk.post("authority/requests/", act="gesture", amount="120", reason="kindness")
    count = Limit.objects.count()
    told = {"act": "gesture", "span": "each", "whose": "role:clerk", "preview": "1"}
    low = manager.post("authority/limits/new/", htmx=True, amount="60", **told).content.decode()
    assert ("Of 4 questions of the last thirty days, 1 would have been decided on the spot "
            "(as things stand, 3) and 3 sent up.") in low  # fmt: skip
    assert low.count("<li>") == 2
    high = manager.post("authority/limits/new/", amount="150", **told).content.decode()
    assert "4 would have been decided on the spot (as things stand, 3) and 0 sent up." in high
    assert Limit.objects.count() == count
    hour.later(40 * 24 * 3600)
    later = manager.post("authority/limits/new/", htmx=True, amount="60", **told).content.decode()
    assert "Nothing was asked in the last thirty days" in later


def test_a_wrong_line_is_refused_with_a_sentence_and_what_was_typed(begun: Cast, at) -> None:  # type: ignore[no-untyped-def]
    """Back-dated, less than nothing, without a bound, somebody else's job, one's own limits."""
    count = Limit.objects.count()
    theirs = Job.objects.create(place=begun.elsewhere, name="Theirs")
    wrong = [
        ({"amount": "9", "effective_from": "2026-03-23"},
         "A limit holds from today on at the earliest."),
        ({"amount": "-9"}, "An amount cannot be less than nothing. Write it without a minus."),
        ({}, "Write an amount or a number of things, or tick “no bound”."),
        ({"amount": "9", "whose": f"job:{theirs.pk}"}, "Choose whom the limit is about."),
        ({"amount": "9", "whose": "role:manager"}, "Your own limits are set by the owner."),
        ({"amount": "9", "whose": "role:owner"}, "Your own limits are set by the owner."),
        ({"amount": "9", "whose": "role:king"}, "Choose whom the limit is about."),
        ({"amount": "9", "conditions": "full_moon"}, "Choose conditions from the list."),
        ({"amount": "9", "act": "first_aid"}, "Choose an act. First aid has no limit."),
        ({"amount": "9", "span": "year"}, "Choose what the limit is counted over."),
        ({"amount": "9", "level": "12"}, "A level is a number from 0 to 9."),
        ({"amount": "9", "effective_from": "soon"}, "Write the day like 2026-03-24."),
    ]  # fmt: skip
    for told, words in wrong:
        told = {"act": "gesture", "span": "each", "whose": "role:clerk", **told}
        answer = at(begun.manager).post("authority/limits/new/", **told)
        assert (answer.status_code, words in answer.content.decode()) == (422, True), told
    assert Limit.objects.count() == count


def test_a_level_of_certification_opens_more_room(begun: Cast, at) -> None:  # type: ignore[no-untyped-def]
    """¥100 for every clerk, ¥250 from level two."""
    line(at(begun.manager), act="gesture", amount="250", level="2")
    begun.clerk.level = 2
    begun.clerk.save()
    assert "up to ¥250" in asked(at(begun.clerk), act="gesture", amount="200")
    assert "Ask " in asked(at(begun.colleague), act="gesture", amount="200")


def test_a_tap_sent_twice_writes_one_line(begun: Cast, at) -> None:  # type: ignore[no-untyped-def]
    for _tap in range(2):
        line(at(begun.manager), act="gesture", amount="77", key="same")
    assert Limit.objects.filter(amount=7700).count() == 1


@pytest.mark.parametrize("trade", list(Trade))
def test_a_new_place_of_any_trade_gives_everybody_room_on_the_first_day(
    cast: Cast, trade: str
) -> None:
    """Once; a second time changes nothing; under a brand with limits nothing is added."""
    brand = Place.objects.create(slug="brand", name="Brand", level=Level.BRAND, trade=trade)
    place = cast.place
    place.parent, place.trade = brand, trade
    place.save()
    assert beginning.set_up(place, by="test", now=MORNING) > 10
    assert beginning.set_up(place, by="test", now=MORNING) == 0
    assert limits.without_room(place, TODAY) == []
    assert limits.without_room(place, date(2026, 3, 23)) != []
    assert limits.without_room(cast.elsewhere, TODAY) == [cast.outsider]
    sibling = Place.objects.create(slug="two", name="Two", parent=brand, trade=trade)
    assert beginning.set_up(sibling, by="test", now=MORNING) > 10
    assert Entry.objects.count() == 0


def test_a_brands_limit_holds_at_its_places_until_the_place_has_its_own(begun: Cast, at) -> None:  # type: ignore[no-untyped-def]
    """Place before brand."""
    brand = Place.objects.create(slug="brand", name="Brand", level=Level.BRAND, currency="CNY")
    begun.place.parent = brand
    begun.place.save()
    draft = limits.Draft("comfort", "each", TODAY, 77700, role="clerk")
    limits.write(brand, draft, by="test", now=MORNING)
    assert "up to ¥100" in asked(at(begun.clerk), act="comfort", amount="5")
    assert "Brand" in at(begun.manager).get("authority/limits/")


def test_a_place_without_a_table_begins_with_one_tap(cast: Cast, at) -> None:  # type: ignore[no-untyped-def]
    """Nobody has room, and the page says so; tapped twice, the lines stand once; no clerk may."""
    assert "Nobody has given you room yet." in at(cast.clerk).get("authority/")
    assert at(cast.clerk).post("authority/limits/beginning/").status_code == 403
    manager = at(cast.manager)
    assert "Begin with the usual lines of the trade" in manager.get("authority/limits/")
    for _tap in range(2):
        assert manager.post("authority/limits/beginning/").status_code == 303
    assert Limit.objects.filter(place=cast.place).count() == 30
    assert "Nobody has given you room yet." not in at(cast.clerk).get("authority/")
    assert "authority/" in at(cast.clerk).get("today/beside/")
