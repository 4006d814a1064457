"""The customer's own page: seen, corrected, taken back; open to its holder and nobody else."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from regulars.customers import consents, erasure, merging, own_page, own_views, people, requests
from regulars.customers.models import Booking, Customer, Handle, OwnLink
from regulars.customers.pace import Pace
from regulars.moments import audit, clock, deadlines
from regulars.moments.models import Look, Moment
from regulars.notebook import facts
from regulars.notebook.models import Fact, Source, Use
from tests.cast import Cast, bought


@pytest.fixture(autouse=True)
def paces_begin_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """What another test of this process asked for is not held against these."""
    for name in ("STRANGERS", "GUESTS"):
        monkeypatch.setattr(own_views, name, Pace(getattr(own_views, name).most, 60))


@pytest.fixture
def own(cast: Cast) -> str:
    """The address of Mr Yu's page."""
    token = own_page.make_link(cast.yu, by="staff:1", now=clock.now(), place=cast.place)
    return f"/me/{token}/"


def remember(cast: Cast, kind: str, words: str, **told: Any) -> Fact:
    given = {"source": Source.TOLD, "by": "staff:1", "now": clock.now(), **told}
    fact = facts.remember(cast.yu, kind, words, **given)
    assert fact is not None
    return fact


@pytest.mark.mission("SI09")
def test_they_see_what_is_kept_and_what_for(cast: Cast, own: str) -> None:
    """Their name, facts with source and purpose, how often somebody looked; a phone by its end."""
    remember(cast, "preference", "靠窗")
    for actor in ("staff:1", "staff:2"):
        audit.looked(actor, cast.yu.opaque, "customer", clock.now())
    page = Client().get(own)
    shown = page.content.decode()
    for words in ("余建平", "靠窗", "told us", "To have ready what matters", "…1208",
                  "opened your page 2 times"):  # fmt: skip
        assert words in shown
    assert "15400001208" not in shown
    assert cast.clerk.name not in shown
    assert (page["Cache-Control"], page["Referrer-Policy"]) == ("no-store, private", "no-referrer")


@pytest.mark.mission("SI09")
def test_they_never_see_what_is_not_theirs_to_see(cast: Cast, own: str) -> None:
    """Nothing others told, nothing not to be used, nothing that names somebody else, no note."""
    remember(cast, "preference", "听说脾气大", source=Source.THIRD)
    remember(cast, "other", "不用的事", use=Use.NEVER)
    remember(cast, "relation", "陈小雨的舅舅")
    remember(cast, "closed", "离婚的事")
    shown = Client().get(own).content.decode()
    assert [w for w in ("听说脾气大", "不用的事", "陈小雨", "离婚") if w in shown] == []


@pytest.mark.mission("SI09")
def test_they_correct_add_and_strike_out(cast: Cast, own: str) -> None:
    """A name set right, a dislike added, a fact struck out with its words; each is a moment."""
    fact = remember(cast, "preference", "靠窗")
    client = Client()
    client.post(f"{own}names/", {"name": "余健平", "title": "mr"})
    client.post(f"{own}words/", {"sort": "dislike", "words": "香菜"})
    client.post(f"{own}words/", {"sort": "", "words": "谢谢老周"})
    client.post(f"{own}strikes/", {"mark": f"fact:{fact.pk}"})
    yu = Customer.objects.get(pk=cast.yu.pk)
    assert yu.name == "余健平"
    assert [(each.kind, each.told()) for each in facts.about(yu)] == [("aversion", "香菜")]
    assert "靠窗" not in str(list(Fact.objects.values_list()))
    kinds = Moment.objects.filter(actor=yu.opaque).values_list("kind", flat=True)
    assert set(kinds) == {"named", "remembered", "wrote_in", "disputed", "forgotten"}


def test_nobody_strikes_out_what_is_not_on_their_page(cast: Cast, own: str) -> None:
    """Neither another customer's fact, nor a hidden one of their own, nor another's phone."""
    hidden = remember(cast, "closed", "离婚的事")
    theirs = facts.remember(
        cast.wang, "preference", "好米", source=Source.TOLD, by="staff:1", now=clock.now()
    )
    assert theirs is not None
    phone = Handle.objects.get(customer=cast.wang)
    for mark in (f"fact:{hidden.pk}", f"fact:{theirs.pk}", f"handle:{phone.pk}", "x", "fact:x"):
        Client().post(f"{own}strikes/", {"mark": mark})
    assert Fact.objects.filter(gone_at=None).count() == 2
    assert Handle.objects.filter(pk=phone.pk).exists()
    assert not Moment.objects.filter(kind="disputed").exists()


@pytest.mark.mission("SI09", "CU06")
def test_consents_are_theirs_one_tap_each_way(cast: Cast, own: str) -> None:
    """An allergy is only taken with their word beside it; taking back removes it."""
    client = Client()
    asked = client.post(f"{own}words/", {"sort": "allergy", "words": "花生"})
    assert (asked.status_code, "tick the box" in asked.content.decode()) == (422, True)
    assert not Moment.objects.filter(kind__in=["remembered", "wrote_in"]).exists()
    client.post(f"{own}words/", {"sort": "allergy", "words": "花生", "agreed": "1"})
    assert [fact.told() for fact in facts.about(cast.yu)] == ["花生"]
    client.post(f"{own}consents/", {"purpose": "sensitive", "withdraw": "1"})
    assert not consents.has(cast.yu, "sensitive")
    assert not Fact.objects.filter(gone_at=None).exists()


@pytest.mark.mission("SI09", "CU07")
def test_a_copy_or_to_be_forgotten_is_answered_by_a_day_that_is_told(
    cast: Cast, own: str, door: Any
) -> None:
    """A person sees the request with its day; done, it waits no longer; late, it is said."""
    client = Client()
    for _ in range(2):
        client.post(f"{own}requests/", {"what": "export"})
    client.post(f"{own}requests/", {"what": "erasure"})
    assert "You hear from us by" in client.get(own).content.decode()
    assert Moment.objects.filter(kind="requested").count() == 2
    trust = door(cast.manager).get("/p/corner/trust/").content.decode()
    assert ("To be forgotten" in trust, "A copy of everything" in trust) == (True, True)
    assert door(cast.clerk).get("/p/corner/trust/").status_code == 403
    outside = door(cast.outsider).get("/p/elsewhere/trust/").content.decode()
    assert "Nobody is waiting" in outside
    late = clock.now() + timedelta(days=15)
    deadlines.run_due(late)
    assert Moment.objects.filter(kind="unanswered").count() == 2
    assert [each.late for each in requests.open_at(cast.place, late)] == [True, True]
    erasure.erase(cast.yu, by="staff:1", now=late)
    assert requests.open_at(cast.place, late) == []


@pytest.mark.mission("SI12")
def test_goodbye_by_name_with_the_next_step(cast: Cast, own: str) -> None:
    """After a visit: thanks, which one it was, the next one booked or hoped for; then closed."""
    from regulars.customers import visits

    day = cast.place.day_of(clock.now())
    for ago in range(6, 0, -1):
        bought(cast.yu, cast.place, day - timedelta(days=ago), cast.tea)
        visits.count_visit(cast.yu, cast.place, day - timedelta(days=ago))
    shown = Client().get(own).content.decode()
    assert "Thank you for coming, Mr Yu." in shown
    assert "was number 6" in shown
    assert "We hope for number 7" in shown
    Booking.objects.create(place=cast.place, customer=cast.yu, by="staff:1",
                           starts_at=clock.now() + timedelta(days=3))  # fmt: skip
    bye = Client().post(f"{own}goodbye/").content.decode()
    assert "Thank you, Mr Yu, and goodbye." in bye
    assert "We expect you on" in bye
    assert Client().get(own).status_code == 404


def test_an_address_is_unknown_expired_or_closed_all_alike(cast: Cast, own: str) -> None:
    """One friendly page with a next step for all of them; only the digest is ever kept."""
    link = OwnLink.objects.get()
    assert own.split("/")[2] not in str(OwnLink.objects.values_list().get())
    seen = set()
    for change in ({"expires_at": clock.now()}, {"revoked_at": clock.now()}):
        OwnLink.objects.filter(pk=link.pk).update(**change)
        seen.add(plain(Client().get(own)))
        OwnLink.objects.filter(pk=link.pk).update(
            expires_at=clock.now() + timedelta(days=1), revoked_at=None
        )
    seen.add(plain(Client().get("/me/there-is-no-such-page/")))
    seen.add(plain(Client().post("/me/there-is-no-such-page/words/", {"words": "x"})))
    assert len(seen) == 1
    assert "they make you a new one at once" in seen.pop()
    assert Client().get(own).status_code == 200


def plain(answer: Any) -> str:
    assert answer.status_code == 404
    return re.sub(r"\s+", " ", answer.content.decode())


def test_a_merge_closes_addresses_given_out_before(cast: Cast, own: str) -> None:
    """Neither of two people who were wrongly taken for one sees the other's page."""
    other = people.introduce(cast.place, name="余建平", handles=[("phone", "15400001208")])
    done = merging.merge(cast.yu, other, by="staff:1", now=clock.now())
    assert Client().get(own).status_code == 404
    merging.undo(done, by="staff:1", now=clock.now())
    assert Client().get(own).status_code == 200


def test_guessing_is_slowed(cast: Cast, own: str) -> None:
    """After twenty wrong addresses a minute from one place, the next hears: wait a minute."""
    answers = [Client().get(f"/me/wrong-{n}/").status_code for n in range(25)]
    assert (answers[:20], set(answers[20:])) == ([404] * 20, {429})
    assert Client().get(own).status_code == 200


def test_in_their_own_language(cast: Cast, own: str) -> None:
    """The customer's, unless another is chosen on the page."""
    Customer.objects.filter(pk=cast.yu.pk).update(language="zh-hans")
    assert 'lang="zh-Hans"' in Client().get(own).content.decode()[:120]
    assert 'lang="zh-Hant"' in Client().get(f"{own}?in=zh-hant").content.decode()[:120]
    assert translation.get_language() == "en"


@pytest.mark.mission("SI09")
def test_a_colleague_makes_the_address_once(cast: Cast, door: Any) -> None:
    """It is shown once, works, closes the one before, and the making is on record."""
    url = f"/p/corner/customers/{cast.yu.pk}/links/"
    found = [
        re.search(r"http://testserver(/me/[\w-]+/)", door(cast.clerk).post(url).content.decode())
        for _ in range(2)
    ]
    first, second = (each[1] for each in found if each)
    assert Client().get(first).status_code == 404
    assert Client().get(second).status_code == 200
    assert Moment.objects.filter(kind="linked", actor=cast.clerk.opaque).count() == 2
    assert Look.objects.filter(page="own", actor=cast.yu.opaque).count() == 1
