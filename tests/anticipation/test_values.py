"""Who comes back, what they may bring, content and loyal apart, and leaving without a word."""

from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest
from django.test import Client
from django.urls import reverse

from regulars.anticipation.models import Returning, ReturnRun, TwoStates
from regulars.anticipation.values import clock, drifting, inputs, night
from regulars.customers import erasure, export
from regulars.customers.models import Customer, Introduction
from regulars.moments import journal
from regulars.moments.kinds import Complained, Completed, Purchased
from regulars.moments.models import Deadline, Line, Look, Moment
from regulars.notebook.models import Estimate
from regulars.places.models import Article, Place
from tests.cast import PASSWORD, Cast

ON = date(2026, 3, 24)
NOW = datetime(2026, 3, 24, 1, 0, tzinfo=UTC)
PEOPLE = 90


def come(place: Place, customer: Customer, days: list[date], amount: int, article: int) -> None:
    """Baskets on these days, as an import would have left them."""
    moments = Moment.objects.bulk_create(
        Moment(
            subject=customer.opaque, happened_at=(at := place.start_of(day) + timedelta(hours=9)),
            recorded_at=at, place=place.pk, actor="import", kind=Purchased.code, facts={},
        ) for day in days
    )  # fmt: skip
    Line.objects.bulk_create(
        Line(moment=moment, row=1, article=article, quantity=amount / 500, amount=amount)
        for moment in moments
    )


@pytest.fixture
def people(db: None, cast: Cast) -> list[Customer]:
    """Ninety guests of a year; every third never came again, some stay away since autumn."""
    chance = Random(7)
    book = cast.place.book
    rows = Customer.objects.bulk_create(
        Customer(book=book, name=f"客人{n}", invented=True) for n in range(PEOPLE)
    )
    article = Article.objects.get(code="rice").pk
    for n, each in enumerate(rows):
        gap = chance.choice((7, 12, 20, 35))
        first = ON - timedelta(days=chance.randint(300, 364))
        times = 1 if n % 3 == 0 else 99
        until = ON - timedelta(days=110 if n % 10 == 4 else 1)
        days = [first + timedelta(days=gap * i + chance.randint(-2, 2)) for i in range(times)]
        come(cast.place, each, sorted({day for day in days if day < until}),
             chance.randint(2000, 9000), article)  # fmt: skip
    return rows


def told(cast: Cast, customer: Customer, kind: object, days_ago: int) -> None:
    journal.record(kind, about=customer.opaque, at=NOW - timedelta(days=days_ago),  # type: ignore[arg-type]
                   by=customer.opaque, place=cast.place.pk)  # fmt: skip


def page(cast: Cast, who: str, name: str, *args: object) -> tuple[int, str]:
    client = Client(headers={"accept-language": "en"})
    assert client.login(username=who, password=PASSWORD)
    answer = client.get(reverse(name, args=[cast.place.slug, *args]))
    return answer.status_code, answer.content.decode()


@pytest.mark.mission("AN24")
def test_a_regular_is_worth_a_range_with_its_inputs_shown(
    cast: Cast, people: list[Customer], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Reckoned by the clock, shown to who leads with range and inputs, never to a clerk."""
    monkeypatch.setattr("regulars.moments.clock.now", lambda: NOW)
    clock.set_night(cast.place, ON)
    due = Deadline.objects.get(kind=clock.KIND)
    clock.each_night(due, NOW)()
    clock.each_night(due, NOW)()
    assert Deadline.objects.filter(kind=clock.KIND).count() == 2
    run = ReturnRun.objects.get()
    assert (run.customers, run.short, run.value_short, run.years) == (PEOPLE, "", "", 10)
    rows = Returning.objects.all()
    assert rows.count() == PEOPLE
    assert all(0 <= row.value_low <= row.value_mid <= row.value_high for row in rows)
    regular, once = people[1], people[0]
    best = rows.get(customer=regular)
    assert best.alive is not None
    assert best.alive > 0.8
    assert best.expected > rows.get(customer=once).expected
    noted = Estimate.objects.get(customer=regular, kind="value")
    assert (noted.middle, noted.source, noted.facts["years"]) == (best.value, "returns", 10)
    status, html = page(cast, "kelsey", "customer", regular.pk)
    assert status == 200
    for words in ("Will they come back?", "10 years ahead · 10 % discount a year · turnover",
                  "one in ten above", "Still one of us:"):  # fmt: skip
        assert words in html
    assert Look.objects.filter(subject=regular.opaque, page="worth").count() == 1
    assert "Will they come back?" not in page(cast, "li", "customer", regular.pk)[1]
    status, html = page(cast, "kelsey", "returns")
    assert status == 200
    assert "Of 90 people who were here" in html
    assert "MBG/NBD" in html
    assert "often name $100,000 over a lifetime" in html
    assert 'class="ch-heat' in html
    assert "nan" not in html.lower().replace("anan", "")
    for name in ("returns", "two-states", "drifting"):
        assert page(cast, "li", name)[0] == 403
        assert page(cast, "outsider", name)[0] == 404
    assert export.everything(regular)["values"]["returning"][0]["value"] == best.value
    erasure.erase(regular, by=cast.owner.opaque, now=NOW)
    assert not Returning.objects.filter(customer=regular).exists()


@pytest.mark.mission("AN24")
def test_a_thin_house_says_so_and_shows_no_number(cast: Cast, db: None) -> None:
    """Nine people: the page says how many are needed, and nobody has a value."""
    article = Article.objects.get(code="rice").pk
    come(cast.place, cast.yu, [ON - timedelta(days=9), ON - timedelta(days=2)], 900, article)
    night.reckon(cast.place, ON)
    run = ReturnRun.objects.get()
    assert (run.short, run.have, run.needed) == ("customers", 1, 50)
    assert Returning.objects.get().value is None
    status, html = page(cast, "kelsey", "returns")
    assert status == 200
    assert "Not enough yet. Known by now: 1. From 50 people on" in html
    for name in ("two-states", "drifting"):
        assert page(cast, "kelsey", name)[0] == 200


@pytest.mark.mission("AN05")
def test_leaving_without_a_word_is_seen_with_credit_and_with_what_stands_open(
    cast: Cast, people: list[Customer], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Silent beyond their own rhythm, never complained: goodwill lowers, a wound raises the risk;
    who complained is no silent one, and who came last week is none at all."""
    monkeypatch.setattr("regulars.moments.clock.now", lambda: NOW)
    book, article = cast.place.book, Article.objects.get(code="rice").pk
    silent, fond, hurt, loud = (
        Customer.objects.create(book=book, name=name, invented=True) for name in "甲乙丙丁"
    )
    days = [ON - timedelta(days=70 + 30 * n) for n in range(8, 0, -1)]
    for each in (silent, fond, hurt, loud):
        come(cast.place, each, days, 3000, article)
    for ago in (200, 190, 180):
        told(cast, fond, Completed(case=1, how="confirmed", worry_gone=True, sincere=True), ago)
    journal.record(_failure(cast), about=hurt.opaque, at=NOW - timedelta(days=140),
                   by=cast.clerk.opaque, place=cast.place.pk)  # fmt: skip
    told(cast, loud, Complained(need="rice"), 140)
    night.reckon(cast.place, ON)
    found = {one.customer.pk: one for one in drifting(cast.place, NOW)}
    assert loud.pk not in found
    assert people[1].pk not in found
    one, credit, wound = (found[each.pk] for each in (silent, fond, hurt))
    assert credit.risk < one.risk < wound.risk
    assert 0 <= one.risk_low <= one.risk_high <= 1
    assert (credit.goodwill, wound.hurt) == (3, True)
    status, html = page(cast, "kelsey", "drifting")
    assert status == 200
    assert "Something went wrong on 4 November, and nobody put it right." in html
    assert "3 good moments with us speak for them coming back." in html
    assert f'id="d{loud.pk}"' not in html


def _failure(cast: Cast) -> object:
    from regulars.moments.kinds import CaseOpened

    return CaseOpened(owner=cast.clerk.opaque, severity="usual")


@pytest.mark.mission("AN23")
def test_content_and_loyal_are_two_states_and_neither_is_told_from_the_other(
    cast: Cast, people: list[Customer], monkeypatch: pytest.MonkeyPatch
) -> None:
    """All four corners and both unknowns, each with its own evidence; a rating moves only the
    one, a visit only the other."""
    monkeypatch.setattr("regulars.moments.clock.now", lambda: NOW)
    right = Completed(case=1, how="confirmed", worry_gone=True)
    wrong = Completed(case=1, how="confirmed", worry_gone=False)
    both, only_true, only_content, heard = (people[n] for n in (1, 2, 0, 5))
    told(cast, both, right, 30)
    told(cast, only_true, wrong, 30)
    told(cast, only_content, right, 30)
    told(cast, heard, Completed(case=1, how="reported", worry_gone=True), 30)
    Introduction.objects.create(
        customer=people[7], introducer=both, place=cast.place, told_at=NOW, told_by="staff:1",
        owner=cast.clerk, due_at=NOW,
    )  # fmt: skip
    night.reckon(cast.place, ON)
    states = {row.customer_id: (row.satisfied, row.loyal) for row in TwoStates.objects.all()}
    assert states[both.pk] == (True, True)
    assert states[only_true.pk] == (False, True)
    assert states[only_content.pk] == (True, None)
    assert states[heard.pk] == (None, True)
    row = TwoStates.objects.get(customer=both)
    assert [one["code"] for one in row.satisfied_why] == ["content"]
    assert [one["code"] for one in row.loyal_why] == ["again", "brought", "full_price"]
    status, html = page(cast, "kelsey", "two-states")
    assert status == 200
    for words in ("Content and loyal", "Loyal, not content", "Brought us somebody.",
                  "Said it is not right, on 22 February.", "Both are known of 2 of"):  # fmt: skip
        assert words in html
    before = {pk: loyal for pk, (_satisfied, loyal) in states.items()}
    told(cast, both, Complained(need="rice"), 2)
    night.reckon(cast.place, ON)
    after = TwoStates.objects.get(customer=both)
    assert (after.satisfied, before[both.pk]) == (False, True)
    assert "told" in [one["code"] for one in after.satisfied_why]


def test_inputs_of_the_house_are_believed(settings: object) -> None:
    """Years, discount and margin come from the settings, and a wrong one is refused in words."""
    settings.VALUE_YEARS, settings.VALUE_MARGIN = 20, 0.3  # type: ignore[attr-defined]
    assert (inputs.chosen().years, inputs.chosen().margin) == (20, 0.3)
    settings.VALUE_YEARS = 50  # type: ignore[attr-defined]
    with pytest.raises(ValueError, match="years must be 1 to 20, not 50"):
        inputs.chosen()
