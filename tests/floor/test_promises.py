"""A word given has an owner and an hour; kept with one tap, or broken by the clock, which opens a
case by itself, once."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction

from regulars.customers import erasure, export, merging
from regulars.floor import promises
from regulars.floor.models import Expectation, Guarantee, Promise
from regulars.floor.promises import guarantees, hours
from regulars.moments import deadlines
from regulars.moments.models import Deadline, Moment, Words
from regulars.places import people, shifts
from regulars.places.models import Notice, Shift, Staff
from regulars.recovery.models import Case
from regulars.recovery.troubles import NotSo
from tests.cast import MORNING, Cast

TEA = "我马上把姜茶端来"


def at(minutes: float) -> datetime:
    """So many minutes after nine in the morning."""
    return MORNING + timedelta(minutes=minutes)


def rings(minutes: float) -> None:
    deadlines.run_due(at(minutes))


def given(cast: Cast, **more: Any) -> Promise:
    told = {"by": cast.clerk, "now": MORNING, "customer": cast.wang, **more}
    return promises.make(cast.place, TEA, **told)


def on(staff: Staff, begins: float, ends: float) -> Shift:
    return Shift.objects.create(
        place=staff.place, staff=staff, starts_at=at(begins), ends_at=at(ends)
    )


def moments(*kinds: str) -> list[tuple[str, str, dict[str, Any]]]:
    rows = Moment.objects.filter(kind__in=kinds).order_by("pk")
    return [(row.kind, row.actor, row.facts) for row in rows]


@pytest.mark.mission("FL06")
def test_unkept_at_its_hour_it_is_broken_and_a_case_opens_by_itself_once(cast: Cast) -> None:
    """Due now is within five minutes: told before, broken at five past, one case, told whom; a
    clock that looks again, or fires the same deadline again, opens no second one."""
    promise = given(cast)
    assert promise.due_at == at(5)
    rings(2)
    assert not Notice.objects.exists()
    rings(3)
    told = Notice.objects.get(staff=cast.clerk)
    assert "09:05" in told.line
    assert "姜茶" not in told.subject + told.line
    rings(4.99)
    assert not Case.objects.exists()
    for minute in (5, 5, 6, 60):
        rings(minute)
    Deadline.objects.filter(kind="promise_due").update(done_at=None, leased_until=None)
    rings(61)
    promise.refresh_from_db()
    case = Case.objects.get()
    assert (promise.broken_at, promise.case_id, promise.kept_at) == (at(5), case.pk, None)
    assert (case.owner, case.customer, case.opened_by, case.opened_at) == (
        cast.clerk, cast.wang, "clock", at(5))  # fmt: skip
    assert TEA in Words.objects.get(moment=case.moment).text
    facts = {"promise": promise.pk, "owner": cast.clerk.opaque, "opens": case.pk, "late_ms": 0}
    assert moments("promise_broken") == [("promise_broken", "clock", facts)]
    assert {each.url for each in Notice.objects.filter(key__startswith="promise_")} == {
        f"/p/corner/promises/#p{promise.pk}", f"/p/corner/cases/{case.pk}/"}  # fmt: skip


@pytest.mark.mission("FL06")
def test_kept_in_time_nothing_rings_and_kept_after_it_stays_broken(cast: Cast) -> None:
    first = given(cast, key="a")
    assert given(cast, key="a") == first
    promises.keep(first, by=cast.colleague, now=at(2), key="k")
    promises.keep(first, by=cast.colleague, now=at(3), key="k")
    second = given(cast, now=at(10))
    rings(30)
    promises.keep(second, by=cast.clerk, now=at(40))
    assert Case.objects.count() == 1
    assert [facts for _kind, _by, facts in moments("promise_kept")] == [
        {"promise": first.pk}, {"promise": second.pk, "late": 25 * 60}]  # fmt: skip
    rate = promises.broken_rate(cast.place, at(0), at(60))
    assert (rate.kept, rate.broken, rate.late, rate.n) == (1, 1, 1, 2)
    assert rate.share.point == 0.5
    assert promises.broken_rate(cast.elsewhere, at(0), at(60)).n == 0


def test_kept_late_while_the_clock_slept_it_is_late_all_the_same(cast: Cast) -> None:
    """Nobody found it broken, and no case opens any more; but it does not count as kept."""
    promises.keep(given(cast), by=cast.clerk, now=at(5.5))
    promises.keep(given(cast), by=cast.clerk, now=at(40))
    rings(60)
    rate = promises.broken_rate(cast.place, at(0), at(60))
    assert (rate.kept, rate.broken, rate.late) == (1, 1, 1)
    assert not Case.objects.exists()
    assert [facts.get("late") for _k, _b, facts in moments("promise_kept")] == [None, 35 * 60]


@pytest.mark.mission("FL06")
def test_withdrawn_only_by_their_own_words_before_its_hour(cast: Cast) -> None:
    """It counts neither way and opens no case; without words, or too late, it is refused."""
    promise = given(cast)
    with pytest.raises(NotSo):
        promises.withdraw(promise, words=" ", by=cast.clerk, now=at(1))
    promises.withdraw(promise, words="不用了，谢谢", by=cast.clerk, now=at(1))
    promises.withdraw(promise, words="不用了", by=cast.clerk, now=at(1))
    with pytest.raises(NotSo):
        promises.keep(promise, by=cast.clerk, now=at(2))
    late = given(cast)
    with pytest.raises(NotSo, match="hour is over"):
        promises.withdraw(late, words="不用了", by=cast.clerk, now=at(5))
    promises.keep(late, by=cast.clerk, now=at(4))
    rings(60)
    assert not Case.objects.exists()
    rate = promises.broken_rate(cast.place, at(0), at(60))
    assert (rate.kept, rate.broken, rate.withdrawn) == (1, 0, 1)


@pytest.mark.mission("FL06")
def test_a_guarantee_has_its_own_time_and_the_case_says_what_is_owed(cast: Cast) -> None:
    soup = guarantees.publish(cast.place, "Your table in ten minutes", "The soup is on us", 10,
                              by=cast.owner, now=MORNING, key="g")  # fmt: skip
    assert guarantees.publish(cast.place, "x", "y", 1, by=cast.owner, now=MORNING, key="g") == soup
    promise = given(cast, guarantee=soup)
    assert promise.due_at == at(10)
    rings(10)
    case = Case.objects.get()
    assert "The soup is on us" in Words.objects.get(moment=case.moment).text
    rate = promises.broken_rate(cast.place, at(0), at(60), soup)
    assert (rate.broken, rate.n) == (1, 1)
    guarantees.end(soup, by=cast.owner, now=at(11))
    with pytest.raises(NotSo, match="no such guarantee"):
        given(cast, now=at(12), guarantee=soup)
    theirs = Guarantee.objects.create(place=cast.elsewhere, name="x", owed="y", minutes=1,
                                      made_at=MORNING, by="t")  # fmt: skip
    with pytest.raises(NotSo):
        given(cast, guarantee=theirs)
    assert [kind for kind, _by, _facts in moments("guarantee_made", "guarantee_ended")] == [
        "guarantee_made", "guarantee_ended"]  # fmt: skip


@pytest.mark.mission("FL06")
def test_when_its_owner_goes_it_is_somebody_elses_by_name(cast: Cast) -> None:
    """The shift ends: who leads and is on has it and is told. Whoever comes back in time keeps
    theirs. Who leaves the house, or is taken off, hands all on."""
    on(cast.clerk, -60, 30)
    on(cast.manager, -60, 600)
    promise = given(cast, due_at=at(120))
    soon = given(cast, due_at=at(20))
    promises.keep(soon, by=cast.clerk, now=at(1))
    rings(29)
    promise.refresh_from_db()
    assert promise.owner == cast.clerk
    rings(30)
    promise.refresh_from_db()
    assert promise.owner == cast.manager
    assert [row.subject for row in Notice.objects.filter(staff=cast.manager)]
    on(cast.colleague, -60, 40)
    on(cast.colleague, 100, 300)
    back = given(cast, by=cast.colleague, due_at=at(150))
    rings(41)
    back.refresh_from_db()
    assert back.owner == cast.colleague
    shifts.take_off(shifts.on_now(cast.place, at(101))[1], by="t", now=at(101))
    back.refresh_from_db()
    assert back.owner == cast.manager
    people.leave(cast.manager, by=cast.owner, now=at(102))
    assert set(Promise.objects.filter(kept_at=None).values_list("owner", flat=True)) == {
        cast.owner.pk}  # fmt: skip
    assert [(facts["why"], facts["owner"]) for _k, _b, facts in moments("promise_passed")] == [
        ("off", cast.manager.opaque), ("off", cast.manager.opaque),
        ("left", cast.owner.opaque), ("left", cast.owner.opaque)]  # fmt: skip


@pytest.mark.mission("FL06", "CU07")
def test_forgotten_the_words_are_gone_and_the_count_stays(cast: Cast) -> None:
    """An open promise to somebody forgotten breaks nothing; a broken one is still counted."""
    broken = given(cast)
    rings(5)
    nameless = given(cast, now=at(6), due_at=at(90))
    assert "姜茶" in str(export.everything(cast.wang)["promises"])
    erasure.erase(cast.wang, by="staff:1", now=at(10))
    assert not Words.objects.filter(text__contains="姜茶").exists()
    rings(100)
    assert Case.objects.count() == 1
    rows = {each.pk: each for each in Promise.objects.all()}
    assert rows[broken.pk].customer is None
    assert rows[nameless.pk].withdrawn_at == at(100)
    rate = promises.broken_rate(cast.place, at(0), at(200))
    assert (rate.broken, rate.withdrawn, rate.n) == (1, 1, 1)


def test_what_they_named_counts_as_what_they_expect_and_moves_with_them(cast: Cast) -> None:
    promise = given(cast, due_at=at(25), post="till", told_by_them=True, customer=cast.yu)
    assert Expectation.objects.get().minutes == 25
    merge = merging.merge(cast.wang, cast.yu, by="staff:1", now=at(1))
    promise.refresh_from_db()
    assert promise.customer == cast.wang
    merging.undo(merge, by="staff:1", now=at(2))
    promise.refresh_from_db()
    assert promise.customer == cast.yu


@pytest.mark.parametrize(
    ("choice", "wall", "then"),
    [
        ("now", "", None),
        ("15", "", at(15)),
        ("60", "", at(60)),
        ("today", "", datetime(2026, 3, 24, 12, 0, tzinfo=UTC)),
        ("tomorrow", "", datetime(2026, 3, 25, 2, 0, tzinfo=UTC)),
        ("at", "2026-03-24T18:30", datetime(2026, 3, 24, 10, 30, tzinfo=UTC)),
    ],
)
def test_hours_are_read_by_the_wall_of_the_place(
    cast: Cast, choice: str, wall: str, then: datetime | None
) -> None:
    assert hours.of(cast.place, choice, wall, MORNING) == then


def test_an_hour_nobody_can_read_is_refused_with_an_example(cast: Cast) -> None:
    for wall in ("", "tomorrow", "2026-13-40T99:00"):
        with pytest.raises(NotSo, match="2026-03-24 18:30"):
            hours.of(cast.place, "at", wall, MORNING)
    for due in (MORNING, at(-5), MORNING + timedelta(days=400)):
        with pytest.raises(NotSo):
            given(cast, due_at=due)
    with pytest.raises(NotSo):
        promises.make(cast.place, "  ", by=cast.clerk, now=MORNING)
    with pytest.raises(NotSo, match="another place"):
        given(cast, owner=cast.outsider)
    assert not Promise.objects.exists()


def test_killed_before_the_end_nothing_has_happened(cast: Cast) -> None:
    """The clock dies after all it wrote, before the transaction ends: no case, no moment; its
    lease over, the next one does all of it once."""
    given(cast)
    rings(4)
    deadline = deadlines.claim(at(5))
    assert deadline is not None
    assert deadline.kind == "promise_due"
    with suppress(KeyboardInterrupt), transaction.atomic():
        deadlines.HANDLERS[deadline.kind](deadline, at(5))()
        assert Case.objects.count() == 1
        raise KeyboardInterrupt
    assert moments("promise_broken", "case_opened") == []
    rings(5.1)
    assert not Case.objects.exists()
    rings(5.2)
    rings(6)
    assert Case.objects.count() == 1
    assert len(moments("promise_broken", "case_opened")) == 2
