"""Tiers by published rules: a tier only adds, and every change is explained."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from regulars.customers import erasure, export, merging, own_page
from regulars.customers.models import Tally, TierAddition, TierRule, TierStanding
from regulars.customers.tiers import rules, standing
from regulars.customers.tiers.rules import Draft
from regulars.floor import acts
from regulars.moments import deadlines
from regulars.moments.models import Moment
from tests import cast as casting
from tests.cast import MORNING, Cast

WRITTEN = {"vip_visits": "20", "key_visits": "5", "key_months": "2", "key_adds": ["seat"],
           "vip_adds": ["greeted"]}  # fmt: skip


@pytest.fixture
def at(cast: Cast, monkeypatch):  # type: ignore[no-untyped-def]
    monkeypatch.setattr("regulars.moments.clock.now", lambda: MORNING)

    def enter(staff):  # type: ignore[no-untyped-def]
        client = Client()
        client.force_login(staff.user)
        return client

    return enter


def told(cast: Cast) -> list[tuple[object, ...]]:
    rows = Moment.objects.filter(kind="tier_changed", subject=cast.yu.opaque).order_by("pk")
    return [(row.actor, row.facts["before"], row.facts["after"], row.facts["why"]) for row in rows]


@pytest.mark.mission("CU10")
def test_rules_are_published_and_a_change_is_explained_to_both(cast: Cast, at) -> None:  # type: ignore[no-untyped-def]
    """A lead writes them from a fixed list; a clerk reads them; the clock reckons everybody; the
    customer's page and their own page say since when and by which rule; nobody lost anything."""
    casting.regular(cast.yu, cast.place, 20, 6)
    lead, clerk = at(cast.manager), at(cast.clerk)
    assert lead.post("/p/corner/tiers/kept/", WRITTEN).status_code == 303
    assert deadlines.run_due(MORNING) == 1
    assert told(cast) == [("clock", "ordinary", "key", "rule")]
    page = clerk.get("/p/corner/tiers/").content.decode()
    assert "5 visits, known for 2 months" in page
    assert "their favourite seat is kept" in page
    assert "Publish these rules" not in page
    page = clerk.get(f"/p/corner/customers/{cast.yu.pk}/tier/").content.decode()
    assert "Since 24 March 2026, by our rule: 5 visits, known for 2 months" in page
    assert "As everybody → Key guest" in page
    lines = own_page.read(cast.yu, MORNING).lines
    assert [line.value for line in lines if line.label == "What we add for you"] == [
        "Key guest · their favourite seat is kept, where they booked",
    ]  # fmt: skip
    assert TierStanding.objects.filter(customer=cast.wang).count() == 0
    lead.post("/p/corner/tiers/kept/", {**WRITTEN, "key_visits": "50"})
    assert deadlines.run_due(MORNING + timedelta(seconds=1)) == 1
    assert told(cast)[-1] == ("clock", "key", "ordinary", "rule")
    assert (
        "as for everybody: no rule adds something now"
        in clerk.get(f"/p/corner/customers/{cast.yu.pk}/tier/").content.decode()
    )


@pytest.mark.mission("CU10")
def test_a_tier_can_only_add(cast: Cast, at) -> None:  # type: ignore[no-untyped-def]
    """What is on no list is refused when saved, and the database keeps none of it; the ordinary
    tier has no row to take anything from."""
    lead = at(cast.manager)
    for wrong in ({"key_adds": ["no_bread"]}, {"key_visits": "-1"}, {"vip_months": "x"}):
        answer = lead.post("/p/corner/tiers/kept/", {**WRITTEN, **wrong})
        assert answer.status_code == 422, wrong
    assert (TierRule.objects.count(), TierAddition.objects.count()) == (0, 0)
    with pytest.raises(rules.NotSo):
        rules.keep(cast.place, [Draft("ordinary", 1)], by=cast.manager, now=MORNING)
    book = {"book": cast.place}
    for broken in ({"tier": "ordinary", "service": "seat"}, {"tier": "key", "service": "queue"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            TierAddition.objects.create(**book, **broken)
    who = {"set_at": MORNING, "set_by": "x"}
    for rule in ({"tier": "ordinary", "min_visits": 1}, {"tier": "key"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            TierRule.objects.create(**book, **who, **rule)
    assert at(cast.clerk).post("/p/corner/tiers/kept/", WRITTEN).status_code == 403


@pytest.mark.mission("CU10")
def test_a_lead_chooses_with_a_reason_the_guest_may_read(cast: Cast, at) -> None:  # type: ignore[no-untyped-def]
    """Without a reason it is refused; a choice adds to a rule and takes nothing from it; ended,
    the rule holds again."""
    lead = at(cast.manager)
    address = f"/p/corner/customers/{cast.yu.pk}/tier/chosen/"
    assert lead.post(address, {"tier": "vip", "reason": " "}).status_code == 422
    assert lead.post(address, {"tier": "moon", "reason": "x"}).status_code == 422
    why = {"tier": "vip", "reason": "He brought us half the street", "key": "one"}
    for _tap in range(2):
        assert lead.post(address, why).status_code == 200
    assert told(cast) == [(cast.manager.opaque, "ordinary", "vip", "choice")]
    line = next(each for each in own_page.read(cast.yu, MORNING).lines
                if each.label == "What we add for you")  # fmt: skip
    assert "chosen by whoever leads: He brought us half the street" in str(line.source)
    casting.regular(cast.yu, cast.place, 20, 6)
    rules.keep(cast.place, [Draft("key", 5)], by=cast.manager, now=MORNING)
    deadlines.run_due(MORNING)
    assert standing.tier_of(cast.yu) == "vip"
    lead.post(address, {"tier": "ordinary", "reason": "He moved away"})
    assert standing.tier_of(cast.yu) == "key"
    assert at(cast.clerk).post(address, why).status_code == 403
    outside = at(cast.outsider)
    for path in (f"customers/{cast.yu.pk}/tier/", f"customers/{cast.yu.pk}/tier/chosen/"):
        for slug in ("corner", "elsewhere"):
            assert outside.post(f"/p/{slug}/{path}", why).status_code in (404, 405) or (
                "余" not in outside.get(f"/p/{slug}/{path}").content.decode()
            )


def test_a_visit_that_ends_reckons_and_what_is_personal_goes_its_ways(cast: Cast) -> None:
    """At the goodbye; in the export; handed over in a merge; gone with a wish to be forgotten."""
    rules.keep(cast.place, [Draft("key", 2, adds=("seat",))], by=cast.manager, now=MORNING)
    deadlines.run_due(MORNING)
    casting.regular(cast.yu, cast.place, 20, 1)
    acts.arrive(cast.yu.pk, cast.place, by=cast.clerk, now=MORNING)
    acts.depart(cast.yu.pk, cast.place, by=cast.clerk, now=MORNING)
    assert Tally.objects.get(customer=cast.yu).visits == 2
    assert standing.tier_of(cast.yu) == "key"
    (row,) = export.everything(cast.yu)["tiers"]
    assert (row["tier"], row["adds"]) == (
        "key", ["their favourite seat is kept, where they booked"],
    )  # fmt: skip
    done = merging.merge(cast.wang, cast.yu, by="x", now=MORNING, place=cast.place, sure=True)
    assert standing.tier_of(cast.wang) == "key"
    merging.undo(done, by="x", now=MORNING, place=cast.place)
    assert (standing.tier_of(cast.yu), standing.tier_of(cast.wang)) == ("key", "ordinary")
    erasure.erase(cast.yu, by="x", now=MORNING, place=cast.place)
    assert not TierStanding.objects.exists()
