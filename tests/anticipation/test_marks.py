"""Forecasts meet what happened, once, ours and the naive rule alike."""

from datetime import date, datetime, timedelta

import pytest
from django.db import transaction

from regulars.anticipation import marks
from regulars.anticipation.models import Forecast
from regulars.moments.models import Moment
from regulars.scorecard import hits
from tests.cast import MORNING, TODAY, Cast, bought

EVENING = MORNING + timedelta(hours=14)


def forecast(cast: Cast, **other: object) -> Forecast:
    told = {
        "place": cast.place, "customer": cast.yu, "need": cast.tea, "kind": "run_out",
        "since": TODAY - timedelta(days=12), "due_from": TODAY - timedelta(days=3),
        "due": TODAY + timedelta(days=1), "due_to": TODAY + timedelta(days=6), "own_gap": 12.0,
        "naive": True, "naive_due": TODAY + timedelta(days=5), "basis": "own", "chance": 0.9,
        "made_on": TODAY - timedelta(days=11), "closes_on": TODAY + timedelta(days=8),
    } | other  # fmt: skip
    return Forecast.objects.create(**told)


def reckon(cast: Cast, day: date = TODAY, now: datetime = EVENING) -> None:
    write = marks.reckon(cast.place, day, now)
    with transaction.atomic():
        write()


@pytest.mark.mission("AN01")
def test_bought_within_a_quarter_of_the_own_gap_is_a_hit_and_beyond_it_a_miss(cast: Cast) -> None:
    """One day off of twelve is right for us; five days off is wrong for the naive rule."""
    row = forecast(cast)
    bought(cast.yu, cast.place, TODAY, cast.tea)
    reckon(cast)
    row.refresh_from_db()
    assert (row.hit, row.naive_hit, row.inside) == (True, False, True)
    assert (row.marked_on, row.happened_on) == (TODAY, TODAY)


def test_what_has_not_happened_yet_stays_open_and_is_missed_only_beyond_both_limits(
    cast: Cast,
) -> None:
    """Neither rule is called wrong while it could still be right."""
    row = forecast(cast)
    reckon(cast, TODAY + timedelta(days=8))
    row.refresh_from_db()
    assert row.marked_on is None
    reckon(cast, TODAY + timedelta(days=9))
    row.refresh_from_db()
    assert (row.hit, row.naive_hit, row.happened_on) == (False, False, None)


def test_a_visit_is_judged_on_its_day_and_each_rule_only_by_what_it_said(cast: Cast) -> None:
    """Expected by us alone, by the naive rule alone: each gets only its own mark."""
    day = {"kind": "visit", "need": None, "since": None, "due": TODAY, "due_from": TODAY,
           "due_to": TODAY, "naive_due": None, "closes_on": TODAY}  # fmt: skip
    ours = forecast(cast, **day, naive=False)
    theirs = forecast(cast, **day, customer=cast.wang, ours=False)
    bought(cast.yu, cast.place, TODAY, cast.tea)
    reckon(cast)
    ours.refresh_from_db()
    theirs.refresh_from_db()
    assert (ours.hit, ours.naive_hit) == (True, None)
    assert (theirs.hit, theirs.naive_hit) == (None, False)


def test_a_need_is_judged_only_if_the_customer_came(cast: Cast) -> None:
    """Who comes is a forecast of its own."""
    day = {"kind": "need", "since": None, "due": TODAY, "due_from": TODAY, "due_to": TODAY,
           "closes_on": TODAY}  # fmt: skip
    came = forecast(cast, **day)
    stayed_away = forecast(cast, **day, customer=cast.wang)
    bought(cast.yu, cast.place, TODAY, cast.rice)
    reckon(cast)
    came.refresh_from_db()
    stayed_away.refresh_from_db()
    assert came.hit is False
    assert (stayed_away.hit, stayed_away.marked_on) == (None, TODAY)


def test_marking_a_day_twice_changes_nothing(cast: Cast) -> None:
    """The mark of the first time stands, and one moment tells of it."""
    row = forecast(cast)
    bought(cast.yu, cast.place, TODAY, cast.tea)
    reckon(cast)
    before = Forecast.objects.values().get(pk=row.pk)
    reckon(cast, now=EVENING + timedelta(hours=1))
    assert Forecast.objects.values().get(pk=row.pk) == before
    (told,) = Moment.objects.filter(kind="reckoned")
    assert (told.facts["marked"], told.facts["hits"]) == (1, 1)


@pytest.mark.mission("AN01")
def test_hit_rates_stand_beside_the_naive_rule(cast: Cast, door) -> None:  # type: ignore[no-untyped-def]
    """Both are counted by kind, once the forecast has closed: early birds would tilt the rate."""
    forecast(cast)
    bought(cast.yu, cast.place, TODAY, cast.tea)
    reckon(cast)
    early = next(h for h in hits.by_kind(cast.place, TODAY) if h.kind == "run_out")
    assert (early.marked, early.open, early.early) == (0, 1, 1)
    then = TODAY + timedelta(days=9)
    run_out = next(h for h in hits.by_kind(cast.place, then) if h.kind == "run_out")
    assert (run_out.hits, run_out.marked) == (1, 1)
    assert (run_out.naive_hits, run_out.naive_marked) == (0, 1)
    assert run_out.inside == 1.0
    assert run_out.promised == pytest.approx(0.8 * 0.9)


def test_a_forecast_made_late_in_the_wait_is_marked_but_not_judged(cast: Cast) -> None:
    """The silence had already told something, so it counts for neither rule."""
    forecast(cast, judged=False)
    bought(cast.yu, cast.place, TODAY, cast.tea)
    reckon(cast)
    assert Forecast.objects.get().hit is True
    run_out = next(h for h in hits.by_kind(cast.place, TODAY + timedelta(9)) if h.kind == "run_out")
    assert (run_out.marked, run_out.naive_marked) == (0, 0)
