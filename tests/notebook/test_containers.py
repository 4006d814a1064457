"""The rice-seller's notebook: the jar, measured and learnt from."""

from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from regulars.moments import journal
from regulars.notebook import containers, facts
from regulars.notebook.models import Container, Fact, Source
from tests.cast import MORNING, Cast

FIRST = date(2026, 3, 1)
ALL = tuple(containers.STEPS)


def measured(cast: Cast, **other: float) -> Container:
    figures = {"capacity": 30, "mouths": 5, "daily_use": 1.2} | other
    return containers.measure(
        cast.wang, cast.rice, name="米缸", by=cast.clerk.opaque, now=MORNING, **figures
    )


def filled(cast: Cast, jar: Container, on: date, left: float | None = None) -> None:
    at = datetime.combine(on, MORNING.timetz())
    containers.fill(jar, left=left, steps=ALL, by=cast.clerk.opaque, now=at, day=on)


@pytest.mark.mission("NO10")
def test_the_household_keeps_its_container_mouths_use_and_last_filling(cast: Cast) -> None:
    """What the tape measured stands in the notebook, and as a moment in the journal."""
    jar = measured(cast)
    filled(cast, jar, FIRST)
    kept = Container.objects.get(household=cast.wang.household)
    assert (kept.capacity, kept.unit, kept.mouths, kept.daily_use) == (30, "kg", 5, 1.2)
    assert [(f.on, f.amount) for f in kept.fillings.all()] == [(FIRST, 30)]
    kinds = [m.kind for m in journal.of(cast.wang.opaque, ["measured", "filled"])]
    assert sorted(kinds) == ["filled", "measured"]


@pytest.mark.mission("NO10", "AN01")
def test_thirty_kilos_on_the_first_of_march_are_gone_on_the_26th(cast: Cast) -> None:
    """30 kg, 1.2 kg a day, two days ahead: empty on 26 March, go on the 24th."""
    jar = measured(cast)
    filled(cast, jar, FIRST)
    outlook = containers.outlook(jar)
    assert outlook is not None
    assert (outlook.empty_on, outlook.visit_on) == (date(2026, 3, 26), date(2026, 3, 24))
    assert outlook.empty_from <= outlook.empty_on <= outlook.empty_to


@pytest.mark.mission("AN01")
def test_the_next_forecast_learns_from_what_was_left(cast: Cast) -> None:
    """More left than reckoned means they eat slower: the next visit comes later."""
    jar = measured(cast)
    filled(cast, jar, FIRST)
    filled(cast, jar, date(2026, 3, 24), left=7.0)
    outlook = containers.outlook(jar)
    assert jar.daily_use < 1.1
    assert outlook is not None
    assert outlook.visit_on > date(2026, 3, 24) + timedelta(days=23)


@pytest.mark.mission("FL13")
def test_a_filling_is_not_done_until_every_step_is_ticked(cast: Cast) -> None:
    """Old out, wipe, new below, old on top: the missing ones are named and nothing is written."""
    jar = measured(cast)
    filled(cast, jar, FIRST)
    with pytest.raises(containers.NotReady, match="Wipe the jar, Old rice on top"):
        containers.fill(
            jar, left=3, steps=("old_out", "new_below"), by=cast.clerk.opaque, now=MORNING,
            day=MORNING.date(),
        )  # fmt: skip
    assert jar.fillings.count() == 1
    moment = containers.fill(
        jar, left=3, steps=ALL, by=cast.clerk.opaque, now=MORNING, day=MORNING.date()
    )
    assert moment.facts["steps"] == "old_out wipe new_below old_on_top"


@pytest.mark.parametrize("left", [-1, 30.1, None])
def test_what_was_left_must_be_told_and_possible(cast: Cast, left: float | None) -> None:
    """Less than nothing, more than the jar holds, or silence: refused with the reason."""
    jar = measured(cast)
    filled(cast, jar, FIRST)
    with pytest.raises(containers.NotReady):
        filled(cast, jar, date(2026, 3, 24), left=left)


@pytest.mark.parametrize("wrong", [{"capacity": 0}, {"mouths": 0}, {"daily_use": -1}])
def test_a_measure_that_cannot_be_true_is_refused(cast: Cast, wrong: dict[str, float]) -> None:
    """Nothing is written from it."""
    with pytest.raises(containers.NotReady):
        measured(cast, **wrong)
    assert not Container.objects.exists()


@pytest.mark.mission("CU03")
def test_a_fact_belongs_to_a_person_or_to_the_household_never_to_both(cast: Cast) -> None:
    """The household's facts are seen from every member's page; the database keeps them apart."""
    home = cast.wang.household
    assert home is not None
    by = {"source": Source.TOLD, "by": cast.clerk.opaque, "now": MORNING}
    facts.remember(cast.wang, "need", "bad back", **by)
    facts.remember(home, "other", "the 25th", **by)
    child = home.members.get(name="陈小雨")
    assert [fact.value for fact in facts.about(child)] == ["the 25th"]
    assert {fact.value for fact in facts.about(cast.wang)} == {"bad back", "the 25th"}
    with pytest.raises(IntegrityError), transaction.atomic():
        Fact.objects.create(
            customer=cast.wang, household=home, kind="x", value="y", source=Source.TOLD,
            said_at=MORNING, by="staff:1",
        )  # fmt: skip


@pytest.mark.mission("CU03")
def test_the_customers_page_shows_household_members_and_what_they_share(cast: Cast, door) -> None:  # type: ignore[no-untyped-def]
    """Size, address, members, ages where known and the shared jar stand on the page."""
    jar = measured(cast)
    filled(cast, jar, FIRST)
    child = cast.wang.household.members.get(name="陈小雨")  # type: ignore[union-attr]
    page = door(cast.clerk).get(f"/p/corner/customers/{child.pk}/").content.decode()
    for shown in ("王秀兰", "李桂英", "梅林路 8 号", "30 kg"):
        assert shown in page
