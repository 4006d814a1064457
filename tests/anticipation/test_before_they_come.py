"""Before they come: one more question at the first contact, where a condition may stop the visit;
and what to bring, at the booking and again the day before."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from regulars.anticipation.journeys import briefings, conditions, services
from regulars.anticipation.models import Briefing, Condition, ConditionAnswer, Service, Touch
from regulars.customers import bookings, consents, erasure, export, merging, own_page
from regulars.customers.models import Booking
from regulars.moments import clock, deadlines, seal
from regulars.moments.deadlines import Hand
from regulars.moments.models import Moment
from regulars.notebook import health
from regulars.places.models import Trade
from tests.cast import Cast, guest
from tests.site.callers import machine

PAGE = "/p/corner/before/"
FLIGHT = {
    "name_en": "Flight", "name_zh-hans": "航班", "signs": "MU\n航班",
    "items_en": "Power banks travel in the cabin.\nLiquids: 100 ml each.",
    "items_zh-hans": "充电宝随身带。\n液体每瓶不超过 100 毫升。",
    "asks1_en": "More than 36 weeks pregnant?", "instead1_en": "An earlier date, free of charge.",
    "asks1_zh-hans": "怀孕满 36 周了吗？", "instead1_zh-hans": "免费改早一点的日期。",
    "sensitive1": "1",
    "asks2_en": "A bicycle?", "instead2_en": "We keep room in the hold.",
    "asks2_zh-hans": "带自行车吗？", "instead2_zh-hans": "货舱里留好位置。",
}  # fmt: skip


@pytest.fixture
def flown(cast: Cast, door: Any) -> Cast:
    """A place whose manager wrote down what may stop a flight."""
    answer = door(cast.manager).post("/p/corner/services/new/", FLIGHT | {"key": "s"})
    assert answer.status_code == 303, answer.content.decode()
    return cast


def booked(cast: Cast, days: int = 5, aim: str = "MU 583") -> Booking:
    at = cast.place.start_of(cast.place.day_of(clock.now())) + timedelta(days=days, hours=10)
    return bookings.book(cast.place, cast.yu, at, aim=aim, by=cast.clerk.opaque, now=clock.now())


def asked() -> dict[str, Condition]:
    return {each.asks["en"]: each for each in Condition.objects.filter(gone_at=None)}


@pytest.mark.mission("AN21")
def test_whoever_books_is_asked_at_once_and_never_hears_a_bare_no(flown: Cast, door: Any) -> None:
    """The desk writes a booking and lands at its questions; a yes shows what is offered instead,
    stays in the way until it is settled; a health answer lies under seal, or is not kept."""
    at, day = door(flown.clerk), flown.place.day_of(clock.now()) + timedelta(days=3)
    told = {"name": "余建平", "customer": str(flown.yu.pk), "at": "10:00", "party": "1",
            "aim": "MU 583", "day": f"{day:%Y-%m-%d}", "key": "b"}  # fmt: skip
    answer = at.post("/p/corner/bookings/new/", told)
    row = Booking.objects.get()
    assert answer["Location"] == f"{PAGE}?kept=1#b{row.pk}"
    page = at.get(PAGE).content.decode()
    assert "怀孕满 36 周了吗？" in page or "More than 36 weeks pregnant?" in page
    assert "2 questions to ask" in at.get(f"/p/corner/bookings/?day={day}").content.decode()
    pregnant, bicycle = asked()["More than 36 weeks pregnant?"], asked()["A bicycle?"]

    def say(condition: Condition, **told: str) -> str:
        told = {"condition": str(condition.pk), "key": f"k{condition.pk}{told}", **told}
        return at.post(f"{PAGE}{row.pk}/answers/", told).content.decode()

    assert "Say yes or no." in say(bicycle, said="perhaps")
    say(bicycle, said="no")
    shown = say(pregnant, said="yes")
    assert "Offer them at once:" in shown
    kept = {each.condition_id: each for each in ConditionAnswer.objects.all()}
    assert (kept[bicycle.pk].said, kept[pregnant.pk].said, kept[pregnant.pk].sealed) == (
        "fine", "asked", None)  # fmt: skip
    say(pregnant, said="yes", agreed="1")
    fresh = ConditionAnswer.objects.get(condition=pregnant)
    assert (fresh.said, seal.open(fresh.sealed or b"")) == ("", "stops")
    assert b"stops" not in bytes(fresh.sealed or b"")
    assert "They come another time" in at.get(PAGE).content.decode()
    settle = f"{PAGE}{row.pk}/outcomes/"
    assert at.post(settle, {"condition": pregnant.pk, "outcome": "shrug"}).status_code == 422
    at.post(settle, {"condition": pregnant.pk, "outcome": "not", "key": "o"})
    assert "They come another time" not in at.get(PAGE).content.decode()
    assert not any(
        "stops" in str(each.facts) for each in Moment.objects.filter(kind="condition_asked")
    )
    assert health.reseal()[0] >= 1
    consents.withdraw(flown.yu, "sensitive", by="x", now=clock.now(), place=flown.place)
    assert ConditionAnswer.objects.get(condition=pregnant).said == "asked"


@pytest.mark.mission("AN21")
def test_a_machine_and_the_customer_themselves_are_asked_in_their_language(flown: Cast) -> None:
    """The booking page asks through the API, the customer answers on their own page; what they said
    goes out to nobody. On another day it is asked again."""
    row = booked(flown)
    ask = machine(flown.place)
    path = f"/bookings/{row.pk}"
    told = ask("GET", f"{path}/before", **{"Accept-Language": "zh-CN"}).json()
    assert told["bring"] == ["充电宝随身带。", "液体每瓶不超过 100 毫升。"]
    assert [(each["asks"], each["answered"]) for each in told["questions"]] == [
        ("怀孕满 36 周了吗？", False), ("带自行车吗？", False)]  # fmt: skip
    bicycle = asked()["A bicycle?"]
    given = {"question": bicycle.pk, "said": "yes"}
    once = {"Idempotency-Key": "one"}
    for _twice in range(2):
        answer = ask("POST", f"{path}/answers", given, **once)
        assert (answer.status_code, answer.json()) == (201, {"question": bicycle.pk})
    assert ask("POST", f"{path}/answers", {"question": 10**6, "said": "no"}).status_code == 422
    outside = machine(flown.elsewhere)
    assert outside("GET", f"{path}/before").status_code == 404
    assert outside("POST", f"{path}/answers", given).status_code == 404
    token = own_page.make_link(flown.yu, by="staff:1", now=clock.now(), place=flown.place)
    me, own = Client(), f"/me/{token}/"
    page = me.get(f"{own}?in=en").content.decode()
    assert "Power banks travel in the cabin." in page
    assert "What we offer you instead:</b> We keep room in the hold." in page
    pregnant = asked()["More than 36 weeks pregnant?"]
    said = {"booking": row.pk, "condition": pregnant.pk, "said": "yes", "agreed": "1", "key": "m"}
    shown = me.post(f"{own}before/?in=en", said).content.decode()
    assert "Thank you for telling us now" in shown
    assert "An earlier date, free of charge." in shown
    assert consents.has(flown.yu, "sensitive")
    assert me.post(f"{own}before/", said | {"booking": 999}).status_code == 404
    assert not [line for line in conditions.lines(row) if line.open]
    bookings.change(row, by="x", now=clock.now(), starts_at=row.starts_at + timedelta(days=2))
    row.refresh_from_db()
    assert len([line for line in conditions.lines(row) if line.open]) == 2


@pytest.mark.mission("AN20")
def test_what_to_bring_is_told_at_the_booking_and_the_day_before(flown: Cast, door: Any) -> None:
    """A person tells them, twice, in their language; nothing goes out by itself. Moved, the day
    before moves along; called off, nothing waits."""
    row = booked(flown)
    first = Briefing.objects.get()
    assert (first.turn, first.state, first.owner) == ("booked", "open", flown.clerk)
    at = door(flown.clerk)
    page = at.get(PAGE).content.decode()
    assert "充电宝随身带。" in page or "Power banks travel in the cabin." in page
    assert at.post(f"/p/corner/briefings/{first.pk}/told/", {"way": "pigeon"}).status_code == 422
    for _twice in range(2):
        at.post(f"/p/corner/briefings/{first.pk}/told/", {"way": "call", "key": "t"})
    first.refresh_from_db()
    assert (first.state, first.way, Touch.objects.count()) == ("told", "call", 1)
    day = flown.place.day_of(row.starts_at)
    eve = briefings.eve_of(flown.place, day)
    assert eve.astimezone(flown.place.zone).hour == 9
    deadlines.run_due(eve - timedelta(minutes=1))
    assert Briefing.objects.count() == 1
    bookings.change(row, by="x", now=clock.now(), starts_at=row.starts_at + timedelta(days=1))
    deadlines.run_due(eve + timedelta(minutes=1))
    assert Briefing.objects.filter(turn="eve").count() == 0
    for _twice in range(2):
        deadlines.run_due(eve + timedelta(days=1, minutes=1))
    assert [each.on for each in Briefing.objects.filter(turn="eve")] == [day + timedelta(days=1)]
    row.refresh_from_db()
    bookings.cancel(row, by="x", now=clock.now())
    assert Briefing.objects.get(turn="eve").state == "over"
    booked(flown, aim="the lounge")
    assert Briefing.objects.count() == 2


@pytest.mark.mission("AN20", "AN18")
def test_where_the_house_lets_it_the_clock_tells_them_once(
    flown: Cast, door: Any, settings: Any, mailoutbox: list[Any]
) -> None:
    """Off until a leader switches it on; then by the way they allow, once, marked with what it is;
    whoever needs help on the way, or has no way, is told by a person."""
    from regulars.customers import handles
    from regulars.notebook import facts

    settings.MAIL = "smtp://localhost"
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    told: dict[str, Any] = {"by": "x", "now": clock.now(), "place": flown.place}
    handles.add(flown.yu, "email", "yu@example.org", source="told", **told)
    assert door(flown.clerk).post("/p/corner/before/ways/", {"sends": "1"}).status_code == 403
    booked(flown, 4)
    run_all(clock.now() + timedelta(minutes=1))
    assert mailoutbox == []
    door(flown.manager).post("/p/corner/before/ways/", {"sends": "1", "key": "w"})
    helped = guest(flown.place, "吴桂芳", "mrs", "+8615400007777")
    facts.remember(helped, "access", "a wheelchair", source="told", by="x", now=clock.now(),
                   place=flown.place)  # fmt: skip
    at = flown.place.start_of(flown.place.day_of(clock.now())) + timedelta(days=6, hours=10)
    for who in (flown.yu, helped):
        bookings.book(flown.place, who, at, aim="MU 1", by=flown.clerk.opaque, now=clock.now())
    awake = clock.now() + timedelta(hours=20)
    run_all(awake), run_all(awake)
    assert [letter.to for letter in mailoutbox] == [["yu@example.org"]]
    assert "Power banks travel in the cabin." in mailoutbox[0].body or "充电宝" in (
        mailoutbox[0].body)  # fmt: skip
    states = dict(Briefing.objects.filter(booking__aim="MU 1", turn="booked").values_list(
        "customer", "state"))  # fmt: skip
    assert states == {flown.yu.pk: "told", helped.pk: "open"}


def run_all(now: datetime) -> None:
    for hand in (Hand.PROMPT, Hand.SLOW):
        deadlines.run_due(now, hand=hand)


def test_a_form_says_what_is_missing_and_a_changed_question_is_another(
    cast: Cast, door: Any
) -> None:
    """Never a bare no; the starter only fills the form; only whoever leads writes."""
    at = door(cast.clerk)
    assert at.get("/p/corner/services/new/").status_code == 403
    cast.place.trade = Trade.COUNTER
    cast.place.save()
    at = door(cast.manager)
    new = "/p/corner/services/new/"
    assert "36 weeks" in at.get(f"{new}?starter=1").content.decode()
    assert not Service.objects.exists()
    for told, said in (
        ({}, "Give it a name"), ({"name_en": "x"}, "Write one line"),
        ({"name_en": "x", "asks1_en": "a?"}, "never a bare no"),
        ({"name_en": "x", "instead1_en": "a"}, "what do we ask"),
        ({"name_en": "x", "items_en": "a\n" * 21}, "more than 20 lines"),
    ):  # fmt: skip
        answer = at.post(new, told)
        assert (answer.status_code, said in answer.content.decode()) == (422, True), said
    for _twice in range(2):
        at.post(new, FLIGHT | {"key": "k"})
    row = Service.objects.get()
    page = at.get(f"/p/corner/services/{row.pk}/").content.decode()
    assert "An earlier date, free of charge." in page
    numbers = {each.asks["en"]: each.pk for each in services.asked_of(row)}
    changed = FLIGHT | {"number1": numbers["More than 36 weeks pregnant?"],
                        "number2": numbers["A bicycle?"], "asks2_en": "A harp?"}  # fmt: skip
    at.post(f"/p/corner/services/{row.pk}/", changed | {"key": "c"})
    now = {each.asks["en"]: each.pk for each in services.asked_of(Service.objects.get())}
    assert now["More than 36 weeks pregnant?"] == numbers["More than 36 weeks pregnant?"]
    assert now["A harp?"] not in numbers.values()
    at.post(f"/p/corner/services/{row.pk}/removal/", {"key": "r"})
    assert services.here(cast.place) == []
    assert "No question stands yet" in door(cast.clerk).get(PAGE).content.decode()


@pytest.mark.mission("SI09")
def test_what_they_said_is_handed_out_moved_and_forgotten(flown: Cast) -> None:
    row = booked(flown)
    conditions.answer(row, asked()["A bicycle?"], "yes", how="staff", by="staff:1",
                      now=clock.now())  # fmt: skip
    told = export.everything(flown.yu)["before_they_come"]
    assert [(each["asked"], each["said"]) for each in told["answers"]] == [("A bicycle?", "stops")]
    twin = guest(flown.place, "余建平", "mr", "+8615400007778")
    merging.merge(twin, flown.yu, by="staff:1", now=clock.now(), place=flown.place)
    assert ConditionAnswer.objects.get().customer == twin
    erasure.erase(twin, by="staff:1", now=clock.now(), place=flown.place)
    assert (ConditionAnswer.objects.count(), Briefing.objects.count()) == (0, 0)
