"""Two records of one person: proposed with evidence, merged by somebody, undone without a trace."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regulars.customers import consents, merging, people, recognition, tally, visits
from regulars.customers.likeness import like
from regulars.customers.models import (
    Booking,
    Customer,
    Handle,
    Household,
    Merge,
    NotTheSame,
    Photo,
    Tally,
)
from regulars.moments import deadlines
from regulars.moments.models import Moment
from regulars.notebook import containers, facts
from regulars.notebook.models import Fact, Source
from tests.cast import MORNING, TODAY, Cast, bought, guest

DAY = timedelta(days=1)
LATER = MORNING + 3 * DAY


def rows(*models: str) -> dict[str, Any]:
    """Every row of these tables, by its key."""
    found = {}
    for name in models:
        model = apps.get_model(name)
        fields = [f.attname for f in model._meta.concrete_fields]
        found[name] = {row[0]: row for row in model._default_manager.values_list("pk", *fields)}
    return found


TABLES = (
    "customers.Customer", "customers.Handle", "customers.Tally", "customers.Consent",
    "customers.Booking", "customers.Photo", "customers.Household", "customers.NotTheSame",
    "customers.Key", "notebook.Fact", "notebook.Container", "notebook.Estimate",
    "anticipation.Forecast", "anticipation.Act", "anticipation.Expected",
)  # fmt: skip


def twin(cast: Cast, **known: Any) -> Customer:
    """Mr Yu a second time, under a phone written another way."""
    told = {"name": "余建平", "handles": [("phone", "15400001208")], **known}
    return people.introduce(cast.place, **told)


def merge(stays: Customer, goes: Customer, cast: Cast, now: datetime = MORNING) -> Merge:
    return merging.merge(stays, goes, by=cast.manager.opaque, now=now, sure=True, place=cast.place)


@pytest.mark.mission("CU05")
def test_likely_duplicates_are_proposed_with_their_evidence(cast: Cast) -> None:
    """One phone in two spellings, one name with one birthday; a namesake is left alone."""
    other = twin(cast)
    people.introduce(cast.place, name="余建平", handles=[("phone", "13900000000")])
    born = date(1979, 4, 16)
    second = people.introduce(cast.place, name="王秀蘭", birthday=born)
    found = {
        (each.one.pk, each.other.pk): [e.code for e in each.evidence]
        for each in merging.proposals(cast.place.book)
    }
    assert found == {(cast.yu.pk, other.pk): ["phone"], (cast.wang.pk, second.pk): ["born"]}


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("+8615400001208", "154 0000 1208", True),
        ("0086-154-0000-1208", "+86 154 0000 1208", True),
        ("+85291234567", "9123 4567", True),
        ("+447911123456", "07911 123456", True),
        ("+8615400001208", "15400001209", False),
        ("１５４００００１２０８", "15400001208", True),
        ("1234", "1234 ", False),
    ],
)
def test_one_phone_written_two_ways_is_one_phone(one: str, other: str, alike: bool) -> None:
    """With the country or without, with blanks, in wide figures; too short a one tells nothing."""
    first, second = like("phone", one), like("phone", other)
    assert (first is not None and first == second) == alike


@pytest.mark.mission("CU05")
def test_different_strong_numbers_are_only_merged_by_somebody_who_is_sure(cast: Cast) -> None:
    """Two cards: listed as doubtful, refused in a sentence, merged when said to be sure."""
    Handle.objects.create(customer=cast.yu, book=cast.place.book, kind="card", value="A-1")
    other = twin(cast, handles=[("phone", "15400001208"), ("card", "B-2")])
    (found,) = merging.proposals(cast.place.book)
    assert found.doubtful
    with pytest.raises(merging.Impossible, match="two different cards"):
        merging.merge(cast.yu, other, by="staff:1", now=MORNING)
    assert Customer.objects.get(pk=other.pk).merged_into is None
    assert merge(cast.yu, other, cast).survivor == cast.yu


@pytest.mark.mission("CU05")
def test_what_both_had_is_the_survivors_and_days_in_common_count_once(cast: Cast) -> None:
    """Handles with their source, visits, facts, bookings and the blanks; and the box finds one."""
    other = twin(cast, name="余建平", birthday=date(1970, 1, 2), language="zh-hans")
    Handle.objects.filter(customer=other).update(source="purchases")
    for who, ago in ((cast.yu, 1), (cast.yu, 2), (other, 2), (other, 3)):
        bought(who, cast.place, TODAY - ago * DAY, cast.tea)
        visits.count_visit(who, cast.place, TODAY - ago * DAY)
        tally.recount(cast.place, [who.pk])
    facts.remember(other, "preference", "靠窗", source=Source.TOLD, by="staff:1", now=MORNING)
    booking = Booking.objects.create(
        place=cast.place, customer=other, starts_at=LATER, by="staff:1"
    )
    merge(cast.yu, other, cast)
    yu = Customer.objects.get(pk=cast.yu.pk)
    assert (yu.birthday, yu.language) == (date(1970, 1, 2), "zh-hans")
    assert visits.count(yu.pk, cast.place) == visits.Count(3, 3, TODAY - DAY)
    assert set(yu.handles.values_list("value", "source")) == {
        ("+8615400001208", ""), ("15400001208", "purchases")}  # fmt: skip
    assert [fact.told() for fact in facts.about(yu)] == ["靠窗"]
    assert Booking.objects.get(pk=booking.pk).customer == yu
    assert [found.customer.pk for found in recognition.find(cast.place, "1208")] == [yu.pk]
    assert merging.subjects_of(yu) == (yu.opaque, f"customer:{other.pk}")
    assert merging.standing_for(cast.place.book_id) == {other.pk: yu.pk}
    assert merging.standing_for(cast.elsewhere.book_id) == {}
    assert Moment.objects.get(kind="merged").facts["merged"] == other.pk
    tally.recount(cast.place, [yu.pk])
    assert visits.count(yu.pk, cast.place).here == 3


@pytest.mark.mission("CU05")
def test_undone_both_stand_as_before_and_what_came_since_stays_with_the_survivor(
    cast: Cast,
) -> None:
    """Every table as it was, but for the visit and the fact that came after the merge."""
    other = twin(cast)
    for who, ago in ((cast.yu, 4), (other, 4), (other, 3)):
        bought(who, cast.place, TODAY - ago * DAY, cast.tea)
        visits.count_visit(who, cast.place, TODAY - ago * DAY)
    facts.remember(other, "preference", "靠窗", source=Source.TOLD, by="staff:1", now=MORNING)
    before = rows(*TABLES)
    done = merge(cast.yu, other, cast)
    yu = Customer.objects.get(pk=cast.yu.pk)
    visits.arrive(yu, cast.place, by="staff:1", now=MORNING)
    added = facts.remember(yu, "want", "新茶", source=Source.TOLD, by="staff:1", now=MORNING)
    assert added is not None
    merging.undo(done, by="staff:1", now=LATER)
    after = rows(*TABLES)
    assert after["notebook.Fact"].pop(added.pk)[1:3] == (added.pk, cast.yu.pk)
    mine = Tally.objects.get(customer=yu)
    assert (mine.visits, mine.last_on, mine.first_on) == (2, TODAY, TODAY - 4 * DAY)
    after["customers.Tally"].pop(mine.pk)
    before["customers.Tally"].pop(mine.pk)
    for table in ("customers.Tally", "customers.Customer", "customers.Handle", "notebook.Fact"):
        assert after[table] == before[table]
    assert sorted(found.customer.pk for found in recognition.find(cast.place, "1208")) == sorted(
        [yu.pk, other.pk]
    )
    assert not deadlines.overdue(MORNING + 60 * DAY, DAY)


RECORD = st.fixed_dictionaries({
    "name": st.sampled_from(["", "余建平", "王秀兰"]),
    "birthday": st.sampled_from([None, date(1970, 1, 2)]),
    "days": st.sets(st.integers(1, 6)),
    "consents": st.dictionaries(st.sampled_from(["photo", "greetings", "marketing"]),
                                st.booleans()),
    "home": st.sampled_from(["none", "own", "shared"]),
    "fact": st.booleans(), "photo": st.booleans(), "jar": st.booleans(),
})  # fmt: skip


def furnish(cast: Cast, told: dict[str, Any], shared: Household) -> Customer:
    """A record as a strategy drew it."""
    home = {"none": None, "shared": shared}.get(told["home"], ...)
    if home is ...:
        home = Household.objects.create(book=cast.place.book, size=2)
    who = people.introduce(cast.place, name=told["name"], birthday=told["birthday"], household=home)
    for ago in sorted(told["days"], reverse=True):
        bought(who, cast.place, TODAY - ago * DAY, cast.tea)
        visits.count_visit(who, cast.place, TODAY - ago * DAY)
    for purpose, stands in told["consents"].items():
        consents.give(who, purpose, by="staff:1", now=MORNING)
        if not stands:
            consents.withdraw(who, purpose, by="staff:1", now=MORNING)
    if told["fact"]:
        facts.remember(who, "want", "新茶", source=Source.TOLD, by="staff:1", now=MORNING)
    if told["photo"]:
        Photo.objects.create(customer=who, jpeg=b"x", taken_at=MORNING, by="staff:1")
    if told["jar"] and home and not home.containers.exists():
        containers.measure(who, cast.rice, name="米缸", capacity=30, mouths=2, daily_use=1,
                           by="staff:1", now=MORNING)  # fmt: skip
    return who


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(one=RECORD, other=RECORD, third=RECORD)
def test_to_merge_and_to_undo_is_to_do_nothing(
    cast: Cast, one: dict[str, Any], other: dict[str, Any], third: dict[str, Any]
) -> None:
    """Whatever two or three records hold: chained into one and undone, every table is as it was."""
    shared = Household.objects.create(book=cast.place.book, size=3, name="一家")
    a, b, c = (furnish(cast, told, shared) for told in (one, other, third))
    people.make_findable([a, b, c])
    before = rows(*TABLES)
    first = merge(b, a, cast)
    second = merge(c, b, cast)
    assert merging.subjects_of(c)[1:] == tuple(f"customer:{pk}" for pk in sorted((a.pk, b.pk)))
    days = {TODAY - ago * DAY for told in (one, other, third) for ago in told["days"]}
    assert visits.count(c.pk, cast.place).here == len(days)
    with pytest.raises(merging.Impossible, match="First undo the later merge"):
        merging.undo(first, by="staff:1", now=LATER)
    merging.undo(second, by="staff:1", now=LATER)
    merging.undo(first, by="staff:1", now=LATER)
    assert rows(*TABLES) == before


def test_the_more_protective_answer_holds(cast: Cast) -> None:
    """Agreed here and taken back there is not agreed; what stood on it goes after thirty days."""
    other = twin(cast)
    for who in (cast.yu, other):
        consents.give(who, "photo", by="staff:1", now=MORNING)
    consents.withdraw(other, "photo", by="staff:1", now=MORNING)
    consents.give(other, "marketing", by="staff:1", now=MORNING)
    Photo.objects.create(customer=cast.yu, jpeg=b"x", taken_at=MORNING, by="staff:1")
    merge(cast.yu, other, cast)
    assert not consents.has(cast.yu, "photo")
    assert consents.has(cast.yu, "marketing")
    assert Photo.objects.filter(customer=cast.yu).exists()
    deadlines.run_due(MORNING + 31 * DAY)
    assert not Photo.objects.filter(customer=cast.yu).exists()
    with pytest.raises(merging.Impossible, match="Thirty days"):
        merging.undo(Merge.objects.get(), by="staff:1", now=MORNING + 31 * DAY)


def test_a_merge_a_second_too_late_or_with_oneself_is_refused_in_words(cast: Cast) -> None:
    """Merged already, erased, of another house, or one and the same: nothing changes."""
    other, third = twin(cast), guest(cast.elsewhere, "别人", "", "+8615400009999")
    merge(cast.yu, other, cast)
    before = rows(*TABLES)
    for stays, goes, words in (
        (other, cast.yu, "stands for both now"),
        (cast.yu, cast.yu, "same record"),
        (cast.yu, third, "two houses"),
    ):
        with pytest.raises(merging.Impossible, match=words):
            merge(stays, goes, cast)
    assert rows(*TABLES) == before


def test_a_key_that_came_before_changes_nothing(cast: Cast) -> None:
    """The same tap twice is one merge."""
    other = twin(cast)
    twice = [
        merging.merge(cast.yu, other, by="staff:1", now=MORNING, key="tap", sure=True)
        for _ in range(2)
    ]
    assert twice[0] == twice[1]
    assert Moment.objects.filter(kind="merged").count() == 1


def test_two_people_are_not_proposed_again(cast: Cast) -> None:
    """Said once, remembered; also for whoever one of them is merged with."""
    other = twin(cast)
    merging.not_the_same(other, cast.yu, by="staff:1", now=MORNING)
    merging.not_the_same(cast.yu, other, by="staff:1", now=MORNING)
    assert merging.proposals(cast.place.book) == ()
    assert NotTheSame.objects.count() == 1
    assert Moment.objects.filter(kind="told_apart").count() == 1


@pytest.mark.mission("CU05")
def test_through_the_door(cast: Cast, door: Any) -> None:
    """A manager sees two look-alikes side by side, chooses who stays, and undoes it; a clerk and
    the outsider see nothing of it."""
    other = twin(cast, called="")
    bought(other, cast.place, TODAY - DAY, cast.tea)
    client: Client = door(cast.manager)
    shown = client.get("/p/corner/twins/").content.decode()
    assert "the same phone, written two ways" in shown
    told = {"one": cast.yu.pk, "other": other.pk, "choice": other.pk, "key": "k"}
    answer = client.post("/p/corner/merges/", told)
    assert answer["Location"] == f"/p/corner/customers/{other.pk}/kept/?said=merged"
    assert Customer.objects.get(pk=cast.yu.pk).merged_into == other
    done = Merge.objects.get()
    opposite = client.post("/p/corner/merges/", {**told, "choice": cast.yu.pk, "key": "j"})
    assert (opposite.status_code, "A colleague was quicker" in opposite.content.decode()) == (
        409, True)  # fmt: skip
    assert client.get(f"/p/corner/customers/{cast.yu.pk}/kept/")["Location"].endswith(
        f"/{other.pk}/kept/"
    )
    client.post(f"/p/corner/customers/{other.pk}/undoings/", {"merge": done.pk})
    assert Customer.objects.get(pk=cast.yu.pk).merged_into is None
    for staff, expected in ((cast.clerk, 403), (cast.outsider, 404)):
        client = door(staff)
        assert client.get("/p/corner/twins/").status_code == expected
        assert client.post("/p/corner/merges/", told).status_code == expected


def test_facts_of_a_merged_visit_go_along(cast: Cast) -> None:
    """A mood seen this morning under the other record is a mood of this very visit."""
    other = twin(cast)
    facts.remember(other, "mood", "累", source=Source.SEEN, by="staff:1", now=MORNING,
                   place=cast.place)  # fmt: skip
    done = merge(cast.yu, other, cast)
    assert Fact.objects.get().visit == visits.visit_name(cast.yu.pk, TODAY)
    merging.undo(done, by="staff:1", now=datetime(2026, 3, 25, tzinfo=UTC))
    assert Fact.objects.get().visit == visits.visit_name(other.pk, TODAY)
