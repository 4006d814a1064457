"""Cards for a person to sign: birthdays by sun and moon, feasts, and whoever stayed away too long;
exactly one, none against a wish, never with a discount."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from regulars.anticipation.guard import peace
from regulars.anticipation.lapses import clock as mornings
from regulars.anticipation.lapses import discounts, drafting, leaving, letters, reading
from regulars.anticipation.models import Silenced, Touch, TouchCard
from regulars.anticipation.occasions import calendar, festivals
from regulars.customers import consents, visits
from regulars.customers.models import Customer
from regulars.moments import clock, deadlines, journal
from regulars.moments.deadlines import Hand
from regulars.moments.kinds import CaseOpened
from regulars.moments.models import Deadline, Moment
from regulars.places.models import Notice, Place
from tests.cast import Cast, guest

CARDS = "/p/corner/cards/"
DAY = timedelta(days=1)


def test_days_come_again_by_sun_and_by_moon() -> None:
    """29 February on the 28th where there is none; the lunar 30th on the 29th of a short month; a
    leap month that is missing in its ordinary one; the lunar year that ends in the next."""
    assert calendar.next_on(date(2026, 1, 1), 2, 29) == date(2026, 2, 28)
    assert calendar.next_on(date(2027, 3, 1), 2, 29) == date(2028, 2, 29)
    assert calendar.lunar(2026, 8, 15) == date(2026, 9, 25)
    assert calendar.lunar_of(date(2025, 8, 1)) == (2025, 6, 8, True)
    assert calendar.lunar(2025, 6, 8, True) == date(2025, 8, 1)
    assert calendar.lunar(2026, 6, 8, True) == calendar.lunar(2026, 6, 8)
    assert calendar.next_on(date(2026, 1, 5), 12, 8, by_moon=True) == date(2026, 1, 26)
    short = calendar.lunar(2026, 12, 30)
    assert calendar.lunar_of(short)[1:3] == (12, 29)
    for month, day in ((2, 30), (13, 1)):
        with pytest.raises(calendar.NoSuchDay):
            calendar.solar(2026, month, day)
    zone = Place(slug="x", name="x", time_zone="Asia/Taipei")
    assert [each.code for each in festivals.of(zone, None)] == ["spring", "mid_autumn"]
    assert festivals.of(zone, []) == ()
    zone.time_zone = "Europe/Paris"
    assert festivals.usual(zone) == ("christmas",)


@given(some.dates(date(1950, 1, 1), date(2080, 12, 31)))
def test_a_lunar_day_is_found_again(day: date) -> None:
    """Whatever the solar day: its lunar one, asked for again, is that day."""
    year, month, number, leap = calendar.lunar_of(day)
    assert calendar.lunar(year, month, number, leap) == day


@pytest.mark.mission("AN05")
def test_the_chance_that_somebody_left_goes_by_their_own_rhythm() -> None:
    """The same silence is nothing for one and a farewell for another; goodwill lowers it, a failure
    nobody put right raises it; thin data lean on the house's usual gap."""
    weekly = leaving.rhythm_of([date(2026, 1, 1) + n * 7 * DAY for n in range(10)], 7)
    yearly = leaving.rhythm_of([date(2020 + n, 1, 1) for n in range(6)], 365)
    assert weekly is not None
    assert yearly is not None
    assert (round(weekly.gap), round(yearly.gap)) == (7, 365)
    on = weekly.last + 70 * DAY
    assert leaving.silence(weekly, on).lapsed
    assert not leaving.silence(yearly, yearly.last + 70 * DAY).lapsed
    plain, loved, hurt = (
        leaving.silence(weekly, weekly.last + 30 * DAY, **told).left
        for told in ({}, {"happy": 5}, {"hurt": True})
    )
    assert loved < plain < hurt
    assert round(plain, 3) == 0.890
    assert leaving.rhythm_of([], 30) is None
    once = leaving.rhythm_of([date(2026, 1, 1)], 30)
    assert once is not None
    assert once.gap == 30
    assert leaving.silence(once, date(2025, 1, 1)).left == 0


@given(some.lists(some.dates(date(2000, 1, 1), date(2026, 1, 1)), max_size=30),
       some.floats(1, 400), some.integers(0, 9000), some.booleans())  # fmt: skip
def test_it_is_always_a_chance_and_grows_with_silence(
    days: list[date], usual: float, silent: int, hurt: bool
) -> None:
    rhythm = leaving.rhythm_of(days, usual)
    if rhythm is not None:
        one, two = (leaving.silence(rhythm, rhythm.last + n * DAY, hurt=hurt).left
                    for n in (silent, silent + 1))  # fmt: skip
        assert 0 <= one <= two <= 1


@pytest.mark.mission("AN04")
def test_a_discount_is_found_in_three_languages_and_kindness_is_not() -> None:
    """Whatever sells is named; what is only kind passes, and so does every draft of ours."""
    for text, hit in (("Come back and get 20% off", "20% off"), ("a voucher for you", "voucher"),
                      ("凭此卡享八折", "八折"), ("送您一張優惠券", "優惠"), ("全場85折", "85折"),
                      ("限时半价", "半价"), ("Save $10 on us", "save $1"),
                      ("Ｄｉｓｃｏｕｎｔ", "discount"),
                      ("a special offer", "special offer"), ("免费一晚", "免费")):  # fmt: skip
        assert discounts.found(text) == hit, text
    for kind in ("Feel free to write", "It was a great deal of joy", "门口的屏风三折叠着",
                 "The discounted is no word of ours".replace("discounted", "discontented"),
                 "曲折的路", "我们想念您"):  # fmt: skip
        assert discounts.found(kind) == "", kind
    for language in letters.LANGUAGES:
        for kind, occasion in (
            ("missed", "birthday"),
            ("birthday", "birthday"),
            ("anniversary", "first_visit"),
            ("anniversary", "wedding"),
            ("anniversary", "other"),
            *(("festival", f"festival:{code}") for code in festivals.FESTIVALS),
        ):
            words = letters.draft(
                kind, occasion, name="余先生", house="X", language=language, years=3,
                on=date(2029, 3, 24), goodbye=date(2026, 4, 16),
            )  # fmt: skip
            assert (discounts.found(words), "{" in words) == ("", False), words
    assert [letters.ago(date(2026, 4, 16), date(2029, 3, 24), each) for each in letters.LANGUAGES
            ] == ["three years ago, 16 April,", "三年前的4月16日", "三年前的4月16日"]  # fmt: skip


def silent(cast: Cast, person: Customer, born: date) -> None:
    """Six stays, the last goodbye on 16 April three years before the year of the house's clock."""
    consents.give(person, "greetings", by="staff:1", now=clock.now(), place=cast.place)
    Customer.objects.filter(pk=person.pk).update(birthday=born)
    year = cast.place.day_of(clock.now()).year - 3
    for n in range(5, -1, -1):
        at = datetime(year, 4, 16, 4, 0, tzinfo=UTC) - n * 120 * DAY
        visits.arrive(person, cast.place, by=cast.clerk.opaque, now=at)
        visits.depart(person, cast.place, by=cast.clerk.opaque, now=at + timedelta(hours=2))


def morning(cast: Cast) -> int:
    """The clock's round of a morning, by the deadline table."""
    Deadline.objects.filter(kind=mornings.KIND).delete()
    now = clock.now()
    mornings.set_day(cast.place, cast.place.day_of(now))
    Deadline.objects.filter(kind=mornings.KIND, done_at=None).update(due_at=now)
    return deadlines.run_due(now, hand=Hand.SLOW)


@pytest.mark.mission("AN04", "AN05", "AN16", "CU04")
def test_exactly_one_card_for_a_hand_none_against_a_wish(cast: Cast, door: Any) -> None:
    """Two were silent for three years and have a birthday this week; one wished for peace. One
    card, in the customer's language, names the day and the whole house; the other is on the list
    with the reason. Read, changed (a discount is refused), signed, printed, on its way, each step
    once in the journal; the outsider sees nothing."""
    clock.shift_to((date(2029, 5, 10) - datetime.now(UTC).date()).days)
    now = clock.now()
    born = cast.place.day_of(now) + 3 * DAY
    born = born.replace(year=1968)
    other = guest(cast.place, "沈远", "mr", "+8615400001777")
    for person in (cast.yu, other):
        silent(cast, person, born)
    Customer.objects.filter(pk=cast.yu.pk).update(language="zh-hant")
    peace.wish(other, cast.place, by="staff:1", now=now)
    for _again in range(3):
        assert morning(cast) == 1
    card = TouchCard.objects.get()
    assert (card.customer, card.kind, card.owner) == (cast.yu, "missed", cast.clerk)
    assert "三年前的4月16日" in card.words
    assert "店裡上上下下都很想念您" in card.words
    assert card.words.startswith("余先生：")
    assert discounts.found(card.words) == ""
    assert Silenced.objects.get().customer == other
    assert Notice.objects.filter(subject="A card waits for your hand").count() == 1
    at, url = door(cast.clerk), f"{CARDS}{card.pk}/"
    page = at.get(CARDS).content.decode()
    assert ("Mr Yu" in page, "They wish to be left in peace" in page) == (True, True)
    assert at.post(f"{url}sending/", {"way": "letter", "key": "0"}).status_code == 422
    assert at.get(f"{url}paper/").status_code == 422, "unsigned"
    refused = at.post(f"{url}words/", {"words": "回來吧，八折！", "sign": "1", "key": "a"})
    assert (refused.status_code, "八折" in refused.content.decode()) == (422, True)
    own = card.words + "\n\n老位子還在。"
    for _twice in range(2):
        assert at.post(f"{url}words/", {"words": own, "sign": "1", "key": "b"}).status_code == 303
    card.refresh_from_db()
    assert (card.state, card.signed_by) == ("signed", cast.clerk)
    paper = at.get(f"{url}paper/").content.decode()
    assert ('<html lang="zh-Hant"' in paper, "老位子還在" in paper) == (True, True)
    assert at.post(f"{url}sending/", {"way": "mail", "key": "m"}).status_code == 422, "no address"
    for _twice in range(2):
        assert at.post(f"{url}sending/", {"way": "letter", "key": "c"}).status_code in (303, 422)
    card.refresh_from_db()
    assert (card.state, Touch.objects.get().way) == ("sent", "letter")
    kinds = Moment.objects.filter(subject=cast.yu.opaque, kind__startswith="card_")
    assert list(kinds.order_by("pk").values_list("kind", flat=True)) == [
        "card_drafted", "card_reworded", "card_signed", "card_sent",
    ]  # fmt: skip
    assert morning(cast) == 1
    assert TouchCard.objects.count() == 1
    stranger = door(cast.outsider)
    assert [stranger.get(each).status_code for each in (CARDS, url, f"{url}paper/")] == [404] * 3
    consents.withdraw(cast.yu, "greetings", by="staff:1", now=now, place=cast.place)


def test_a_failure_nobody_put_right_and_a_guard_that_waits(cast: Cast, door: Any) -> None:
    """The house's own words to somebody still comes; an unsigned card expires honestly; whoever
    came back is not told that they are missed; a lunar birthday stands for the solar one."""
    now = clock.now()
    today = cast.place.day_of(now)
    silent(cast, cast.yu, (today + 2 * DAY).replace(year=1968))
    journal.record(CaseOpened(owner=cast.clerk.opaque), about=cast.yu.opaque, at=now - 900 * DAY,
                   by=cast.clerk.opaque, place=cast.place.pk)  # fmt: skip
    assert reading.hurt(cast.yu)
    at, days = door(cast.clerk), f"/p/corner/customers/{cast.wang.pk}/days/"
    _year, month, day, leap = calendar.lunar_of(today + 4 * DAY)
    told = {"kind": "birthday", "month": month, "day": day, "lunar": "1", "key": "d"}
    no = at.post(days, told)
    assert (no.status_code, "May we keep your birthday" in no.content.decode()) == (422, True)
    consents.give(cast.wang, "greetings", by="staff:1", now=now, place=cast.place)
    assert at.post(days, told | {"day": "31"}).status_code == 422
    assert at.post(days, told | ({"leap": "1"} if leap else {})).status_code == 303
    drafting.draft(cast.place, now)
    kinds = TouchCard.objects.order_by("on").values_list("customer__name", "kind", "on")
    assert list(kinds) == [
        ("余建平", "missed", today + 2 * DAY), ("王秀兰", "birthday", today + 4 * DAY),
    ]  # fmt: skip
    missed = TouchCard.objects.get(kind="missed")
    assert at.post(f"{CARDS}{missed.pk}/signature/", {"key": "s"}).status_code == 303
    visits.arrive(cast.yu, cast.place, by=cast.clerk.opaque, now=now + DAY)
    clock.shift_to(6)
    morning(cast)
    states = dict(TouchCard.objects.values_list("customer__name", "state"))
    assert states == {"余建平": "aside", "王秀兰": "expired"}
    page = at.get(CARDS).content.decode()
    assert "for 1 the day passed unsigned" in page
    assert at.post(f"{CARDS}{missed.pk}/signature/", {"key": "t"}).status_code == 422
