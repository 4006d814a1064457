"""Here now, due today, lately seen, the rest; then how well they match; then who was seen last."""

from collections.abc import Collection
from datetime import date, timedelta

import pytest
from benchmarks import oracle
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regulars.customers import findable, people, recognition, visits
from regulars.customers.models import Customer, Key, Tally
from regulars.customers.ranking import LATELY
from regulars.engines import names
from regulars.places.models import Place
from tests.cast import MORNING, TODAY, Cast, bought

LONG_AGO = TODAY - timedelta(days=400)


def met(place: Place, name: str, last_on: date | None = None, **known: str) -> Customer:
    """Somebody who was last seen on a day, or never."""
    guest = people.introduce(place, name=name, **known)
    if last_on:
        visits.count_visit(guest, place, last_on)
    return guest


def order(
    place: Place, text: str, here: Collection[int] = (), due: Collection[int] = (), limit: int = 12
) -> list[tuple[int, str]]:
    found = recognition.find(place, text, here=here, due=due, limit=limit, now=MORNING)
    return [(one.customer.pk, one.standing) for one in found]


def test_the_four_classes_stand_in_their_order(cast: Cast) -> None:
    """A weaker match who is here stands before a stronger one who is not."""
    rest = met(cast.place, "王伟", LONG_AGO)
    never = met(cast.place, "王伟")
    recent = met(cast.place, "王伟", TODAY - timedelta(days=2))
    due, here = met(cast.place, "王伟明"), met(cast.place, "小王伟", LONG_AGO)
    assert order(cast.place, "王伟", here=[here.pk], due=[due.pk, here.pk]) == [
        (here.pk, "here"), (due.pk, "due"), (recent.pk, "recent"), (rest.pk, "rest"),
        (never.pk, "rest"),
    ]  # fmt: skip


def test_within_a_class_the_better_match_and_then_the_later_visit(cast: Cast) -> None:
    """Whole, begun, inside; and of equals whoever came last."""
    week, day = TODAY - timedelta(days=7), TODAY - timedelta(days=1)
    inside, begun = met(cast.place, "李王伟", day), met(cast.place, "王伟明", day)
    earlier, later = met(cast.place, "王伟", week), met(cast.place, "王偉", day)
    assert [pk for pk, _class in order(cast.place, "王伟")] == [
        later.pk, earlier.pk, begun.pk, inside.pk]  # fmt: skip


def test_a_guess_stands_behind_everybody_who_is_really_called_so(cast: Cast) -> None:
    """Even when the guess is here: Smyth was typed, and there is a Smyth."""
    smyth, smith = met(cast.place, "Ann Smyth", LONG_AGO), met(cast.place, "Mia Smith")
    assert order(cast.place, "smyth", here=[smith.pk]) == [(smyth.pk, "rest"), (smith.pk, "here")]


@pytest.mark.mission("CU01")
def test_among_hundreds_of_one_name_the_first_twenty_are_the_right_ones(cast: Cast) -> None:
    """Those here, those due, and then the latest: not the first the database comes upon."""
    crowd = all_met(cast.place, [("王伟", TODAY - timedelta(days=n % 300)) for n in range(350)])
    here, due = crowd[299], crowd[298]
    found = [pk for pk, _class in order(cast.place, "王伟", [here.pk], [due.pk], limit=20)]
    latest = sorted(crowd, key=lambda one: (crowd.index(one) % 300, -one.pk))
    assert found == [here.pk, due.pk, *(one.pk for one in latest[:18])]


def test_a_visit_moves_somebody_to_the_front_at_once(cast: Cast) -> None:
    """Met at the door; and taken in from the till, in one statement for all."""
    first, second = met(cast.place, "王伟", TODAY - timedelta(days=9)), met(cast.place, "王伟")
    assert [pk for pk, _class in order(cast.place, "王伟")] == [first.pk, second.pk]
    visits.arrive(second, cast.place, by="staff:1", now=MORNING)
    assert [pk for pk, _class in order(cast.place, "王伟")] == [second.pk, first.pk]
    Tally.objects.filter(customer=first).update(last_on=TODAY + timedelta(days=1))
    assert findable.came(cast.place.pk) > 0
    assert [pk for pk, _class in order(cast.place, "王伟")] == [first.pk, second.pk]


def test_a_correction_moves_them_back_at_the_next_look_at_the_book(cast: Cast) -> None:
    """``came`` only goes forward, since other places count too; ``refresh`` reads them all."""
    guest = met(cast.place, "王伟", TODAY)
    Tally.objects.filter(customer=guest).update(last_on=LONG_AGO)
    assert findable.came(cast.place.pk) == 0
    assert order(cast.place, "王伟") == [(guest.pk, "recent")]
    assert findable.refresh(cast.place.book_id) > 0
    assert order(cast.place, "王伟") == [(guest.pk, "rest")]


def test_rows_and_find_tell_the_same(cast: Cast) -> None:
    """The API's plain values are the page's, in the same order."""
    bought(cast.yu, cast.place, TODAY - timedelta(days=1), cast.tea)
    visits.count_visit(cast.yu, cast.place, TODAY - timedelta(days=1))
    (row,) = recognition.rows(
        cast.place.book_id, cast.place.pk, "yjp", due=[cast.yu.pk], now=MORNING
    )
    assert row == (
        cast.yu.pk,
        "余建平",
        "",
        "mr",
        "",
        "",
        "due",
        "initials",
        "余建平",
        1,
        "2026-03-23",
    )
    (one,) = recognition.find(cast.place, "yjp", due=[cast.yu.pk], now=MORNING)
    assert (one.customer, one.standing, one.visits, one.last_on) == (
        cast.yu, "due", 1, TODAY - timedelta(days=1))  # fmt: skip


NAMES = ["王伟", "王偉明", "李王伟", "王芳", "单伟", "Wei Wang", "Wanda Weir", "Ann Wand", "王 Wei"]
TYPED = ["王", "伟", "王伟", "w", "we", "wei", "wang", "wangw", "wangwei", "ww", "wand", "wnada"]
DAYS = st.one_of(st.none(), st.dates(date(2025, 6, 1), TODAY))


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_the_list_is_what_looking_at_everybody_would_give(cast: Cast, data: st.DataObject) -> None:
    """Any crowd, any of them here or due, any limit: the very same people in the same order."""
    crowd = data.draw(st.lists(st.tuples(st.sampled_from(NAMES), DAYS), min_size=1, max_size=40))
    with transaction.atomic():
        Key.objects.all().delete()
        guests = all_met(cast.place, crowd)
        some = st.sets(st.sampled_from([guest.pk for guest in guests]), max_size=5)
        here, due, limit = data.draw(some), data.draw(some), data.draw(st.integers(1, 25))
        book = oracle.Book(
            ids=[guest.pk for guest in guests], names=[guest.name for guest in guests],
            titles=[""] * len(guests), numbers=[[]] * len(guests),
            seen=[findable.numbered(day) if day else 0 for _name, day in crowd],
            here=frozenset(here), due=frozenset(due),
            lately=findable.numbered((MORNING - LATELY).date()),
        )  # fmt: skip
        for typed in TYPED:
            judge = oracle.by_characters if names.is_han(typed[0]) else oracle.by_slip
            wanted = oracle.ordered(book, judge(book, typed), limit)
            rows = recognition.rows(
                cast.place.book_id, cast.place.pk, typed, here=here, due=due, limit=limit,
                now=MORNING,
            )  # fmt: skip
            assert [row.id for row in rows] == wanted, typed
        transaction.set_rollback(True)


def all_met(place: Place, crowd: list[tuple[str, date | None]]) -> list[Customer]:
    guests = Customer.objects.bulk_create(Customer(book=place.book, name=n) for n, _day in crowd)
    Tally.objects.bulk_create(
        Tally(customer=guest, place=place, visits=1, first_on=day, last_on=day)
        for guest, (_name, day) in zip(guests, crowd, strict=True)
    )
    people.make_findable(guests)
    return guests
