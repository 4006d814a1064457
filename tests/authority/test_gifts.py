"""A gift has no strings, is suggested on ordinary days only, and never twice the same; what is
offered after a mishap is chosen by them, and written down with what they passed over."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from regulars.authority import gifts, remedies, things
from regulars.authority.models import Entry, Offered, Thing
from regulars.customers import consents
from regulars.notebook import facts
from regulars.places.models import SpecialDay
from tests.authority.table import line
from tests.cast import MORNING, TODAY, Cast, bought, regular


@pytest.fixture
def shelf(begun: Cast) -> Cast:
    """Tea, peanut brittle and a card to give; a cake to choose after a mishap. Mr Yu is known."""
    for name, cost, full, uses, holds in (
        ("Jasmine tea", 1500, 9, "gift remedy", ""), ("Brittle", 800, 5, "gift remedy", "peanut"),
        ("Cake", 4000, 2, "remedy", "milk"), ("Whole ham", 900000, 1, "gift remedy", ""),
    ):  # fmt: skip
        draft = things.Draft(name, None, cost, full, 0, at_hand=False, as_gift="gift" in uses,
                             as_remedy="remedy" in uses, holds=holds)  # fmt: skip
        things.add(begun.place, draft, by="test", now=MORNING)
    regular(begun.yu, begun.place, 9, 6, begun.tea)
    return begun


def told(cast: Cast, kind: str, words: str) -> None:
    if kind == "allergy":
        consents.give(cast.yu, "sensitive", by="staff:1", now=MORNING, place=cast.place)
    facts.remember(cast.yu, kind, words, source="told", by="staff:1", now=MORNING,
                   place=cast.place)  # fmt: skip


@pytest.mark.mission("AU07")
def test_a_gift_tied_to_a_purchase_is_no_gift(shelf: Cast, at: Any) -> None:
    """With its cost it stands in the ledger. Tied to a purchase, to a price, or by its words to
    buying or praising, it is refused as a gift, on the page and in the database; as a discount it
    is well."""
    clerk = at(shelf.clerk)
    basket = bought(shelf.yu, shelf.place, TODAY, shelf.rice)
    gift = {"act": "gesture", "amount": "15", "reason": "kindness", "who": "1208"}
    for tied in (
        {"purchase": basket.pk}, {"charge": "1"}, {"words": "if you buy two bags"},
        {"words": "买二送一"}, {"words": "給個好評就送"}, {"thing": "tea for a 5 star review"},
    ):  # fmt: skip
        answer = clerk.post("authority/grants/", **gift, **tied)
        html = answer.content.decode()
        assert (answer.status_code, "no gift" in html or "no strings" in html) == (422, True), tied
    assert not Entry.objects.exists()
    assert clerk.post("authority/grants/", **gift, thing="tea").status_code == 303
    entry = Entry.objects.get()
    assert (entry.act, entry.amount, entry.charge, entry.purchase) == ("gesture", 1500, 0, None)
    clerk.post("authority/grants/", **{**gift, "act": "discount"}, purchase=basket.pk)
    assert Entry.objects.latest("pk").act == "discount"
    for lie in ({"purchase": basket.pk}, {"charge": 5}):
        values = {**Entry.objects.filter(pk=entry.pk).values().get(), "id": None, "key": str(lie)}
        with pytest.raises(DatabaseError), transaction.atomic():
            Entry(**{**values, **lie}).save(force_insert=True)


@pytest.mark.mission("AU08")
def test_a_small_gift_is_suggested_on_an_ordinary_day_and_never_the_same_twice(
    shelf: Cast, at: Any, hour: Any
) -> None:
    """On his page, with one tap to give it. What he likes comes first; the ham is beyond the
    budget; brittle with peanuts is never named to him. Given once, then rest; and later something
    else, until there is nothing new."""
    told(shelf, "allergy", "peanuts")
    told(shelf, "preference", "jasmine tea")
    clerk = at(shelf.clerk)
    page = clerk.get(f"authority/?customer={shelf.yu.pk}")
    assert "An ordinary day, and they like it." in page
    assert "Brittle" not in page
    tea = Thing.objects.get(name="Jasmine tea")
    for _tap in range(2):
        clerk.post("authority/gifts/", key="g", customer=shelf.yu.pk, thing=tea.pk)
    tea.refresh_from_db()
    entry = Entry.objects.get()
    assert (entry.act, entry.reason, entry.mark.kind, entry.mark.thing, tea.left) == (
        "gesture", "kindness", "gift", tea, 8)  # fmt: skip
    again = clerk.post("authority/gifts/", customer=shelf.yu.pk, thing=tea.pk)
    assert (again.status_code, "They were given this before." in again.content.decode()) == (
        422, True)  # fmt: skip
    nuts = Thing.objects.get(name="Brittle")
    harm = clerk.post("authority/gifts/", customer=shelf.yu.pk, thing=nuts.pk)
    assert (harm.status_code, "This may harm them" in harm.content.decode()) == (422, True)
    assert "Let it be rare." in clerk.get(f"authority/?customer={shelf.yu.pk}")
    hour.later(50 * 86400)
    assert "Nothing new within what you may give." in clerk.get(
        f"authority/?customer={shelf.yu.pk}")  # fmt: skip
    things.add(shelf.place, things.Draft("Card", None, 100, None, as_gift=True), by="test",
               now=MORNING)  # fmt: skip
    assert gifts.advise(shelf.clerk, shelf.yu, hour.now).thing.name == "Card"  # type: ignore[union-attr]
    line(at(shelf.owner), act="", whose="", span="month", amount="0")
    line(at(shelf.owner), act="gesture", whose="role:clerk", span="each", amount="0.50")
    assert gifts.advise(shelf.clerk, shelf.yu, hour.now).thing is None


@pytest.mark.mission("AU08")
def test_on_their_own_days_and_feasts_and_to_strangers_none_is_suggested(
    shelf: Cast, at: Any
) -> None:
    """Near a birthday (across the new year too), an occasion, a feast; right after something was
    put right; to somebody who hardly knows us; to whoever wants no surprises."""
    clerk, yu = shelf.clerk, shelf.yu
    assert gifts.advise(clerk, yu, MORNING).thing is not None
    assert "hardly know us" in gifts.advise(clerk, shelf.wang, MORNING).because
    for days in (-7, 7):
        yu.birthday = (TODAY + timedelta(days=days)).replace(year=1960)
        assert gifts.advise(clerk, yu, MORNING).thing is None
    yu.birthday = (TODAY + timedelta(days=8)).replace(year=1960)
    assert gifts.advise(clerk, yu, MORNING).thing is not None
    assert gifts.near(TODAY.replace(month=1, day=3), TODAY.replace(month=12, day=30))
    assert gifts.near(TODAY.replace(year=2024, month=2, day=29), TODAY.replace(month=3, day=1))
    with transaction.atomic():
        SpecialDay.objects.create(place=shelf.place, day=TODAY, name="Spring fair")
        assert "feast" in gifts.advise(clerk, yu, MORNING).because
        transaction.set_rollback(True)
    with transaction.atomic():
        told(shelf, "occasion", "daughter’s wedding on Saturday")
        assert "day of their own" in gifts.advise(clerk, yu, MORNING).because
        transaction.set_rollback(True)
    at(clerk).post("authority/grants/", act="extra", amount="5", reason="extra", case="case:1",
                   who="1208")  # fmt: skip
    assert "excuse" in gifts.advise(clerk, yu, MORNING + timedelta(hours=1)).because
    told(shelf, "aversion", "no surprises please")
    assert "no surprises" in gifts.advise(clerk, yu, MORNING).because


@pytest.mark.mission("AU09")
def test_the_menu_is_offered_openly_and_what_they_passed_over_is_kept(shelf: Cast, at: Any) -> None:
    """Stocked, within my limits, nothing that may harm him: tea and cake, with room for an idea of
    his own. He takes the cake: given through the ledger, counted down, the tea written as passed
    over; then none of it, then his own idea. What was chosen comes first the next time. A thing
    that was not on it cannot be chosen."""
    told(shelf, "allergy", "peanut")
    clerk, yu = at(shelf.clerk), shelf.yu
    menu = remedies.menu(shelf.clerk, MORNING, customer=yu.opaque)
    assert ([one.name for one in menu.choices], menu.up_to, menu.held) == (
        ["Jasmine tea", "Cake"], "¥100", 1)  # fmt: skip
    tea, cake, nuts = (Thing.objects.get(name=name) for name in ("Jasmine tea", "Cake", "Brittle"))
    shown = f"{tea.pk} {cake.pk}"
    offer = {"customer": yu.pk, "shown": shown}
    for _tap in range(2):
        answer = clerk.post("authority/offers/", key="o", took=cake.pk, **offer)
        assert answer.status_code == 303
    clerk.post("authority/offers/", took="none", **offer)
    clerk.post("authority/offers/", took="own", what="A call to his wife", amount="1", **offer)
    lines = Offered.objects.values_list("thing__name", "outcome")
    assert list(lines) == [
        ("Jasmine tea", "passed"), ("Cake", "chosen"), ("Jasmine tea", "declined"),
        ("Cake", "declined"), ("Jasmine tea", "passed"), ("Cake", "passed"), (None, "chosen"),
    ]  # fmt: skip
    given = Entry.objects.values_list("act", "amount", "mark__kind", "mark__thing__name")
    assert list(given) == [("extra", 4000, "remedy", "Cake"), ("extra", 100, None, None)]
    cake.refresh_from_db()
    assert cake.left == 1
    after = remedies.menu(shelf.clerk, MORNING, customer=yu.opaque)
    assert [(one.name, one.chosen, one.offered) for one in after.choices] == [
        ("Cake", 1, 3), ("Jasmine tea", 0, 3)]  # fmt: skip
    for wrong in ({"took": nuts.pk}, {"took": ""}, {"took": "own"},
                  {"took": nuts.pk, "shown": f"{nuts.pk}"}, {"took": "x"}):  # fmt: skip
        assert clerk.post("authority/offers/", **{**offer, **wrong}).status_code == 422, wrong
    line(at(shelf.owner), act="extra", whose="role:clerk", span="each", amount="20")
    assert [one.name for one in remedies.menu(shelf.clerk, MORNING).choices] == [
        "Brittle", "Jasmine tea"]  # fmt: skip
