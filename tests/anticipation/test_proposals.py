"""From a note to a proposal to an answer, by the doors of the floor."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from regulars.anticipation.guard import peace
from regulars.anticipation.models import OfferWays, Proposal, Rule
from regulars.anticipation.proposals import propose
from regulars.anticipation.rules import keeping, starters
from regulars.authority import beginning, things
from regulars.authority.models import Entry
from regulars.customers import consents, erasure, export
from regulars.customers.models import Booking
from regulars.moments import clock
from regulars.moments.models import Moment
from regulars.notebook import facts
from regulars.places.models import SafetyRule, Trade
from tests import cast as casting
from tests.cast import MORNING, Cast

DOORS = "/p/corner"


@pytest.fixture
def salon(cast: Cast) -> Cast:
    """A salon with its things at hand and its limits, and its starters switched on."""
    cast.place.trade, cast.place.currency = Trade.SALON, "CNY"
    cast.place.save()
    beginning.set_up(cast.place, by=cast.owner.opaque, now=MORNING)
    things.begin(cast.place, by=cast.owner.opaque, now=MORNING)
    starters.begin(cast.place, by=cast.manager, now=MORNING)
    for rule in Rule.objects.all():
        keeping.switch(rule, True, by=cast.manager, now=MORNING)
    return cast


def note(at: Client, who: Any, words: str, sort: str = "note") -> Any:
    sent = {"words": words, "sort": sort, "key": words}
    return at.post(f"{DOORS}/customers/{who.pk}/notes/", sent)


def page(at: Client, who: Any) -> str:
    return at.get(f"{DOORS}/customers/{who.pk}/proposals/").content.decode()


def states() -> list[tuple[str, str, str]]:
    rows = Proposal.objects.order_by("pk")
    return [(one.source, one.subject, one.why_not or one.state) for one in rows]


TEA, MAKE_UP = "thing:packet of our tea", "thing:light make up to go on with"


@pytest.mark.mission("AN08", "AN09", "AN22")
def test_praised_tea_and_a_wedding_become_two_gifts_once(salon: Cast, door: Any) -> None:
    """What a note tells is proposed in its answer, at most what is among our gifts; done, it is
    drawn within one's limit and counts as anticipated; declined, it is on record; neither comes
    again. A note that denies it, a complaint or a question proposes nothing."""
    at = door(salon.clerk)
    sent = {"words": "she praised the tea", "sort": "note", "key": "board"}
    part = {"headers": {"HX-Request": "true"}}
    bai = casting.guest(salon.place, "白云", "ms", "+8615400001299")
    told = at.post(f"{DOORS}/customers/{bai.pk}/notes/", sent, **part).content.decode()
    first = Proposal.objects.get()
    assert f"proposals/{first.pk}/answers/" in told
    noted = told.partition('name="noted" value="')[2].partition('"')[0]
    answer = {"how": "later", "noted": noted, "key": "x"}
    told = at.post(f"{DOORS}/proposals/{first.pk}/answers/", answer, **part).content.decode()
    assert 'id="note"' in told
    assert 'value="done"' not in told
    first.delete()
    for words, sort in (
        ("not going to the wedding after all", "note"), ("did she praise the tea?", "note"),
        ("他没有夸茶", "note"), ("she praised the tea", "complaint"), ("will er Tee?", "ask"),
    ):  # fmt: skip
        note(at, salon.wang, words, sort)
    assert states() == []
    note(at, salon.yu, "goes on to a wedding this evening, and praised the tea")
    assert states() == [("rule", MAKE_UP, "open"), ("compliment", TEA, "open")]
    told = page(at, salon.yu)
    assert "Light make-up to go on with" in told
    assert "they go on to a wedding" in told
    assert "praised the tea" in told
    assert "about 6 in 10 would like it" in told
    made, packed = Proposal.objects.order_by("pk")
    for _twice in range(2):
        at.post(f"{DOORS}/proposals/{made.pk}/answers/", {"how": "done", "key": "k"})
        at.post(f"{DOORS}/proposals/{packed.pk}/answers/", {"how": "declined", "key": "k"})
    at.post(f"{DOORS}/proposals/{made.pk}/answers/", {"how": "thanked", "key": "t"})
    assert list(Entry.objects.values_list("act", "amount")) == [("gesture", 4000)]
    acted = Moment.objects.get(kind="acted")
    assert (acted.facts["arose"], acted.facts["sign"]) == ("anticipated", made.cue)
    assert Moment.objects.get(kind="declined").facts["sign"] == packed.cue
    told = Moment.objects.filter(kind="proposal_answered").order_by("pk")
    assert [row.facts["how"] for row in told] == ["later", "done", "declined", "thanked"]
    assert "2 offered, 1 declined" in page(at, salon.yu)
    note(at, salon.yu, "loved the tea again, and is off to another wedding")
    assert len(states()) == 2


@pytest.mark.mission("AN22")
def test_what_was_declined_is_not_offered_again_and_too_much_is_said(
    salon: Cast, door: Any
) -> None:
    """At the next visit neither what was declined nor what was done is proposed; the page says
    what was declined. Beyond the number set for a visit the page warns."""
    at, now = door(salon.clerk), clock.now()
    for turn, how in enumerate(("done", "declined")):
        one = Proposal.objects.create(
            place=salon.place, customer=salon.yu, source="compliment", what="Tea",
            subject=(TEA, MAKE_UP)[turn], evidence={"words": "x"}, confidence="likely", state=how,
            day=salon.place.day_of(now) - timedelta(days=20), made_at=now, key=how,
        )  # fmt: skip
        assert one.pk
    note(at, salon.yu, "praised the tea, goes on to a wedding")
    assert states()[2:] == [("rule", MAKE_UP, "declined_before"),
                            ("compliment", TEA, "done_before")]  # fmt: skip
    told = page(at, salon.yu)
    assert "They declined it before. Do not offer it again." in told
    assert "Declined before, so not again:" in told
    OfferWays.objects.create(place=salon.place, most_offers=1, at=now, by="staff:1")
    for what in ("a", "b"):
        propose(salon.yu, salon.place, source="x", what=what, evidence="seen", worth=1,
                confidence="sure", now=now, key=what)  # fmt: skip
    first = Proposal.objects.get(key="a")
    at.post(f"{DOORS}/proposals/{first.pk}/answers/", {"how": "declined", "key": "1"})
    assert "One more would be too much." in page(at, salon.yu)


@pytest.mark.mission("AN17", "AN19")
def test_a_danger_stops_it_and_says_why(salon: Cast, door: Any) -> None:
    """An allergy stops it without telling itself; so does one that was written down after it was
    proposed, a safety rule of the place by its name, company that would see what is not theirs,
    and something that went wrong. Each is on record with its reason."""
    at, now, by = door(salon.clerk), clock.now(), salon.clerk.opaque
    consents.give(salon.yu, "sensitive", by=by, now=now, place=salon.place)
    facts.remember(salon.yu, "allergy", "茶", source="told", by=by, now=now, place=salon.place)
    note(at, salon.yu, "praised the tea")
    assert states() == [("compliment", TEA, "allergy")]
    told = page(at, salon.yu)
    assert "It may harm them: they told us why. Offer something else." in told
    assert "茶" not in told.partition('class="offer__not"')[2].replace("一小包茶叶", "")
    note(at, salon.wang, "goes on to a wedding")
    assert states()[-1] == ("rule", MAKE_UP, "open")
    consents.give(salon.wang, "sensitive", by=by, now=now, place=salon.place)
    facts.remember(salon.wang, "allergy", "cosmetics", source="told", by=by, now=now,
                   place=salon.place)  # fmt: skip
    told = page(at, salon.wang)
    assert "It may harm them" in told
    assert 'value="done"' not in told
    SafetyRule.objects.create(place=salon.place, name="No incense", words="incense\n熏香")
    wrong = {"source": "x", "evidence": "seen", "worth": 1, "confidence": "sure", "now": now}
    assert not propose(salon.wang, salon.place, what="Incense", key="incense", **wrong)
    assert "No incense" in page(at, salon.wang)
    facts.remember(salon.wang, "preference", "jazz records", source="third", by=by, now=now,
                   place=salon.place)  # fmt: skip
    Booking.objects.create(place=salon.place, customer=salon.wang, party=2, starts_at=now,
                           source="test")  # fmt: skip
    assert not propose(salon.wang, salon.place, what="Jazz records", key="jazz", **wrong)
    peace.wish(salon.yu, salon.place, by=by, now=now)
    assert not propose(salon.yu, salon.place, what="A card", key="peace", **wrong)
    assert "They wish to be left in peace. Be there, and offer nothing." in page(at, salon.yu)
    note(at, salon.wang, "the water was cold", "complaint")
    assert not propose(salon.wang, salon.place, what="A card", key="card",
                       **{**wrong, "now": clock.now()})  # fmt: skip
    blocked = Moment.objects.filter(kind="proposal_blocked").order_by("pk")
    assert [row.facts["why"] for row in blocked] == [
        "allergy", "safety", "secrecy", "left_alone", "trouble",
    ]  # fmt: skip


@pytest.mark.mission("AN06")
def test_without_evidence_nothing_is_shown_and_three_at_most(salon: Cast, door: Any) -> None:
    """No evidence, no proposal; of many the three of the highest chance × worth are shown, each
    with why and how sure in words; an outsider finds nothing; forgotten, they are gone."""
    at, now = door(salon.clerk), clock.now()
    for n, (worth, sure) in enumerate(((0.2, "sure"), (0.9, "perhaps"), (0.9, "sure"),
                                       (0.5, "likely"), (1.0, "sure"))):  # fmt: skip
        assert propose(salon.yu, salon.place, source="x", what=f"thing {n}.", evidence=f"why {n}.",
                       worth=worth, confidence=sure, now=now, key=f"k{n}")  # fmt: skip
    assert propose(salon.yu, salon.place, source="x", what="groundless", evidence=" ", worth=1,
                   confidence="sure", now=now, key="no") is None  # fmt: skip
    told = page(at, salon.yu)
    assert [n for n in range(5) if f"thing {n}." in told] == [1, 2, 4]
    assert told.index("thing 4.") < told.index("thing 2.") < told.index("thing 1.")
    assert "why 4." in told
    assert "Quite sure · about 8 in 10 would like it" in told
    assert "groundless" not in told
    assert not Proposal.objects.filter(key="no").exists()
    exported = export.as_json(salon.yu).decode()
    assert "thing 4." in exported
    outside = Client()
    outside.force_login(salon.outsider.user)
    assert outside.get(f"{DOORS}/customers/{salon.yu.pk}/proposals/").status_code == 404
    number = Proposal.objects.get(key="k4").pk
    elsewhere = outside.post(f"/p/elsewhere/proposals/{number}/answers/", {"how": "done"})
    assert elsewhere.status_code == 404
    erasure.erase(salon.yu, by="staff:1", now=now)
    assert not Proposal.objects.exists()


@pytest.mark.mission("AN08")
def test_where_they_go_on_to_is_asked_and_answered_by_a_tap(salon: Cast, door: Any) -> None:
    """“Where to after this?” on their page: the answer is on record and the rule proposes; without
    a thing the act is in words. A chip that is none is not found."""
    at = door(salon.clerk)
    url = f"{DOORS}/customers/{salon.yu.pk}/going-on/"
    answer = at.post(url, {"to": "interview", "key": "a"}, headers={"HX-Request": "true"})
    told = answer.content.decode()
    assert "They go on to" in told
    assert "A last look before the interview" in told
    assert Moment.objects.get(kind="going_on").facts["to"] == "interview"
    assert at.post(url, {"to": "mars", "key": "b"}).status_code == 422
    one = Proposal.objects.get()
    at.post(f"{DOORS}/proposals/{one.pk}/answers/", {"how": "later", "key": "c"})
    assert not Moment.objects.filter(kind__in=("acted", "declined")).exists()
    assert 'value="done"' not in page(at, salon.yu)
