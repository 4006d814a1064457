"""Prompts on the way: the likely next need at each step, how often it was right, never where it is
off; and a customer's own browser, which learns what they agreed to and nothing else."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from regulars.anticipation.models import CustomerKey, Forecast, Journey, Prompt
from regulars.anticipation.prompts import asking, measuring, own_api, steps
from regulars.customers import consents, erasure, export, merging, own_page
from regulars.customers.pace import Pace
from regulars.moments import clock
from regulars.moments.models import Look, Moment
from regulars.notebook import facts
from regulars.places import tokens
from regulars.places.models import Need, Role
from tests.cast import Cast, bought, guest
from tests.site.callers import machine, problem

PAGE = "/p/corner/prompts/"
FLOW = {"j_name": "Order online", "j_name_zh_hans": "网上下单", "s1_name": "Basket",
        "s1_needs": "", "s2_name": "Till", "s2_needs": "tea"}  # fmt: skip
ASKED = {"journey": "order-online", "step": "basket"}
SITE = "https://shop.example"


@pytest.fixture(autouse=True)
def paces_begin_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("STRANGERS", "GUESTS"):
        monkeypatch.setattr(own_api, name, Pace(getattr(own_api, name).most, 60))


@pytest.fixture
def flow(cast: Cast, door: Any) -> Cast:
    """A flow that a manager wrote, switched on; Mr Yu's rice has probably run out."""
    at = door(cast.manager)
    assert at.post("/p/corner/journeys/new/", FLOW | {"key": "j"}).status_code == 303
    at.post(f"{PAGE}ways/", {"on": "1", "origins": SITE, "key": "w"})
    foresee(cast, cast.yu, cast.rice)
    return cast


def foresee(cast: Cast, who: Any, what: Need, since: int = 20, **told: Any) -> Forecast:
    """The last of it ``since`` days ago, used up in about two weeks."""
    today, day = cast.place.day_of(clock.now()), timedelta(days=1)
    last = today - since * day
    return Forecast.objects.create(
        place=cast.place, customer=who, need=what, kind="run_out", since=last,
        due_from=last + 10 * day, due=last + 14 * day, due_to=last + 18 * day, basis="own",
        made_on=last, closes_on=last + 60 * day, **{"chance": 0.9, **told},
    )  # fmt: skip


@pytest.mark.mission("AN10")
def test_the_likely_next_need_with_its_reason_beside_what_most_take(flow: Cast) -> None:
    """Once a day for each customer and step; only what fits the step, never against an allergy, and
    where too little is known it says so."""
    for n in range(25):
        bought(flow.wang, flow.place, flow.place.day_of(clock.now()) - timedelta(days=n + 1),
               flow.tea)  # fmt: skip
    ask = machine(flow.place)
    asked = ASKED | {"customer": flow.yu.pk}
    told = ask("POST", "/prompts", asked).json()
    row = Prompt.objects.get()
    assert told == {
        "id": row.pk, "need": "rice", "name": "rice", "why_none": "", "chance": 0.81,
        "reason": "It usually lasts you about 2 weeks.", "simple": "tea", "simple_chance": 1.0,
    }  # fmt: skip
    again = ask("POST", "/prompts", asked, **{"Accept-Language": "zh-CN"}).json()
    assert (again["id"], again["name"]) == (row.pk, "米")
    assert Prompt.objects.count() == 1
    till = asked | {"step": "till"}
    assert ask("POST", "/prompts", till).json()["why_none"] == "not_yet"
    foresee(flow, flow.yu, flow.tea)
    consents.give(flow.yu, "sensitive", by="x", now=clock.now(), place=flow.place)
    facts.remember(flow.yu, "allergy", "tea", source="told", by="x", now=clock.now(),
                   place=flow.place)  # fmt: skip
    assert ask("POST", "/prompts", till).json()["why_none"] == "not_yet"
    fresh = guest(flow.place, "陈雨", "ms", "+8615400006666")
    young = foresee(flow, fresh, flow.rice, since=5)
    assert ask("POST", "/prompts", asked | {"customer": fresh.pk}).json()["why_none"] == "not_yet"
    assert young.pk
    for wrong in ({"step": "nowhere"}, {"journey": "elsewhere"}):
        problem(ask("POST", "/prompts", asked | wrong), 422, "invalid")
    assert ask("POST", "/prompts", asked | {"customer": 10**6}).status_code == 404


@pytest.mark.mission("AN10")
def test_how_often_it_was_right_stands_beside_the_simple_way(flow: Cast, door: Any) -> None:
    """By n, with its interval; what nobody told is counted apart; the first answer stands."""
    ask = machine(flow.place)
    told = ask("POST", "/prompts", ASKED | {"customer": flow.yu.pk}).json()
    path = f"/prompts/{told['id']}/outcome"
    problem(ask("POST", path, {"outcome": "other", "took": "unicorns"}), 422, "invalid")
    assert ask("POST", path, {"outcome": "taken"}).json()["outcome"] == "taken"
    assert ask("POST", path, {"outcome": "nothing"}).json()["outcome"] == "taken"
    outside = machine(flow.elsewhere)
    assert outside("POST", path, {"outcome": "taken"}).status_code == 404
    assert "Not enough yet: 1 of 20" in door(flow.clerk).get(PAGE).content.decode()
    step, day = Prompt.objects.get().step, flow.place.day_of(clock.now())
    for n in range(1, 31):
        took, outcome = ((flow.rice, "taken") if n < 18 else (flow.tea, "other")) if n < 25 else (
            None, "nothing" if n < 29 else "")  # fmt: skip
        Prompt.objects.create(
            place=flow.place, customer=flow.yu, step=step, need=flow.rice, naive=flow.tea,
            day=day - timedelta(days=n), at=clock.now(), chance=0.5, basis="jar", by="x",
            outcome=outcome, took=took,
        )  # fmt: skip
    rate = measuring.rates(flow.place)[step.pk]
    assert (rate.n, rate.right, rate.naive, rate.silent) == (29, 18, 7, 2)
    page = door(flow.clerk).get(PAGE).content.decode()
    assert "of 29: likely 44 to 77 in a hundred; the simple way 24" in page
    assert "Of 2 nobody told us what came of them." in page
    found = ask("GET", "/journeys").json()[0]["steps"][0]["rate"]
    assert (found["n"], round(found["right"], 2), round(found["simple"], 2)) == (29, 0.62, 0.24)


@pytest.mark.mission("SI11")
def test_switched_off_nothing_is_reckoned_and_nothing_kept(
    flow: Cast, door: Any, django_assert_max_num_queries: Any
) -> None:
    """By the customer on their page, by staff who were told, by the website, by the house."""
    token = own_page.make_link(flow.yu, by="staff:1", now=clock.now(), place=flow.place)
    bought(flow.yu, flow.place, flow.place.day_of(clock.now()) - timedelta(days=1), flow.rice)
    me, own, ask = Client(), f"/me/{token}/", machine(flow.place)
    asked = ASKED | {"customer": flow.yu.pk}

    def kept() -> tuple[int, ...]:
        return (Prompt.objects.count(), Look.objects.count(), Moment.objects.count())

    def silent() -> bool:
        before = kept()
        return ask("POST", "/prompts", asked).json()["why_none"] == "off" and kept() == before

    assert "Suggest what I may need next" in me.get(f"{own}?in=en").content.decode()
    me.post(f"{own}prompts/?in=en", {"on": "0", "key": "a"})
    assert "nothing is reckoned" in me.get(f"{own}?in=en").content.decode()
    assert silent()
    staff = f"/p/corner/customers/{flow.yu.pk}/prompts/"
    door(flow.clerk).post(staff, {"on": "1", "key": "b"})
    assert not silent()
    ask("PUT", f"/customers/{flow.yu.pk}/prompts", {"on": False})
    Prompt.objects.all().delete()
    assert silent()
    ask("PUT", f"/customers/{flow.yu.pk}/prompts", {"on": True})
    door(flow.manager).post(f"{PAGE}ways/", {"origins": SITE, "key": "off"})
    assert silent()
    assert door(flow.clerk).post(f"{PAGE}ways/", {"on": "1"}).status_code == 403
    with django_assert_max_num_queries(1):
        step = steps.step_of(flow.place, "order-online", "basket")
    with django_assert_max_num_queries(3):
        assert step is not None
        assert asking.ask(flow.yu, step, flow.place, by="x", now=clock.now()) == "off"


@pytest.fixture
def browser(flow: Cast) -> Any:
    """A page of the listed website, with a key of Mr Yu's."""
    told = machine(flow.place)("POST", f"/customers/{flow.yu.pk}/key").json()
    client = Client(raise_request_exception=False)

    def ask(method: str, path: str, body: str = "", origin: str = SITE, key: str = "") -> Any:
        headers = {"Authorization": f"Bearer {key or told['key']}", "Origin": origin}
        return client.generic(method, f"/api/v1/own{path}", body, headers=headers,
                              content_type="application/json")  # fmt: skip

    return ask


@pytest.mark.mission("SI03")
def test_their_own_browser_learns_what_they_agreed_to_and_nothing_else(
    flow: Cast, browser: Any
) -> None:
    """Nothing before they agree; then their name, what they told us and may be said, and the next
    need. What others told, what is silent, what is under seal and what is staff's never."""
    for words, source, use in (
        ("a window seat", "told", "say"), ("looks tired", "seen", "say"), ("gout", "told", "silent")
    ):  # fmt: skip
        facts.remember(flow.yu, "preference", words, source=source, use=use, by="x",
                       now=clock.now(), place=flow.place)  # fmt: skip
    consents.give(flow.yu, "sensitive", by="x", now=clock.now(), place=flow.place)
    facts.remember(flow.yu, "allergy", "peanuts", source="told", by="x", now=clock.now(),
                   place=flow.place)  # fmt: skip
    step = "/journeys/order-online/steps/basket"
    for method, path in (("GET", ""), ("POST", step)):
        problem(browser(method, path), 403, "no-consent")
    assert Prompt.objects.count() == 0
    consents.give(flow.yu, "online", by="x", now=clock.now(), place=flow.place)
    answer = browser("GET", "")
    assert answer.json() == {"called": "Mr Yu", "language": "", "prompts": True,
                             "preferences": ["a window seat"]}  # fmt: skip
    assert answer["Access-Control-Allow-Origin"] == SITE
    assert (answer["Vary"], answer["Cache-Control"]) == ("Origin", "no-store")
    told = browser("POST", step).json()
    assert told["need"] == "rice"
    assert browser("POST", f"/prompts/{told['id']}/outcome", '{"outcome": "taken"}').json() == {
        "id": told["id"], "outcome": "taken"}  # fmt: skip
    other = Prompt.objects.create(
        place=flow.place, customer=flow.wang, step=Prompt.objects.get().step, need=flow.tea,
        day=flow.place.day_of(clock.now()), at=clock.now(), chance=0.5, basis="jar", by="x",
    )  # fmt: skip
    assert (
        browser("POST", f"/prompts/{other.pk}/outcome", '{"outcome": "taken"}').status_code == 404
    )
    assert browser("PUT", "/prompts", '{"on": false}').json() == {"on": False}
    assert browser("POST", step).json()["why_none"] == "off"
    consents.withdraw(flow.yu, "online", by="x", now=clock.now(), place=flow.place)
    problem(browser("GET", ""), 403, "no-consent")


@pytest.mark.mission("SI03")
def test_a_key_opens_one_customer_from_a_listed_website_for_a_while(
    flow: Cast, browser: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not another's key, a token of the house, a stranger's website, an ended or erased one; not
    too often; the preflight names only listed websites."""
    consents.give(flow.yu, "online", by="x", now=clock.now(), place=flow.place)
    problem(browser("GET", "", key="rgc_nothing"), 401, "no-key")
    _token, secret = tokens.make(flow.place, "x", Role.OWNER, by="x", now=clock.now())
    problem(browser("GET", "", key=secret), 401, "no-key")
    problem(browser("GET", "", origin="https://evil.example"), 403, "strange-website")
    client = Client()
    for origin, allowed in ((SITE, SITE), ("https://evil.example", None)):
        answer = client.options("/api/v1/own", headers={"Origin": origin})
        assert (answer.status_code, answer.get("Access-Control-Allow-Origin")) == (204, allowed)
    assert "rgc_" not in str(list(CustomerKey.objects.values()))
    monkeypatch.setattr(own_api, "GUESTS", Pace(2, 60))
    assert [browser("GET", "").status_code for _n in range(3)] == [200, 200, 429]
    monkeypatch.setattr(own_api, "GUESTS", Pace(60, 60))
    now = clock.now()
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(hours=13))
    assert browser("GET", "").status_code == 401
    monkeypatch.setattr(clock, "now", lambda: now)
    assert browser("DELETE", "/key").status_code == 204
    problem(browser("GET", ""), 401, "no-key")


def test_a_flow_says_what_is_missing(cast: Cast, door: Any) -> None:
    at, new = door(cast.manager), "/p/corner/journeys/new/"
    for told, said in (
        ({}, "Give it a name."), ({"j_name": "x"}, "Write at least one step."),
        ({"j_name": "点单"}, "a short code in Latin letters"),
        ({"j_name": "x", "s1_name": "a", "s2_name": "A"}, "Two steps have the same code: a."),
        ({"j_name": "x", "s1_name": "a", "s1_needs": "rice, unicorns"}, "called “unicorns”"),
    ):  # fmt: skip
        answer = at.post(new, told)
        assert (answer.status_code, said in answer.content.decode()) == (422, True), said
    assert not Need.objects.filter(code="unicorns").exists()
    for _twice in range(2):
        at.post(new, FLOW | {"s1_needs": "米，tea", "key": "k"})
    row = Journey.objects.get()
    assert [(each.code, each.needs.count()) for each in row.steps.all()] == [
        ("basket", 2), ("till", 1)]  # fmt: skip
    assert at.post(new, FLOW | {"key": "other"}).status_code == 422
    url = f"/p/corner/journeys/{row.pk}/"
    assert "rice" in at.get(url).content.decode()
    at.post(url, {"j_name": "Order", "s1_name": "Basket", "key": "c"})
    row.refresh_from_db()
    assert (row.code, [each.code for each in row.steps.all()]) == ("order", ["basket"])
    for origin in ("shop.example", "https://shop.example/path", "http://shop.example", "*"):
        answer = at.post(f"{PAGE}ways/", {"on": "1", "origins": origin})
        assert (answer.status_code, "Write a website like" in answer.content.decode()) == (
            422,
            True,
        )
    at.post(f"{url}removal/", {"key": "r"})
    assert "No flow is written down yet" in at.get(PAGE).content.decode()
    assert door(cast.clerk).get(new).status_code == 403


@pytest.mark.mission("SI09")
def test_prompts_are_handed_out_moved_and_forgotten(flow: Cast) -> None:
    step = steps.step_of(flow.place, "order-online", "basket")
    assert step is not None
    asking.ask(flow.yu, step, flow.place, by="x", now=clock.now())
    told = export.everything(flow.yu)["prompts"]
    assert [(each["needed"], each["at_step"]) for each in told["prompts"]] == [("rice", "Basket")]
    twin = guest(flow.place, "余建平", "mr", "+8615400007778")
    merging.merge(twin, flow.yu, by="staff:1", now=clock.now(), place=flow.place)
    assert Prompt.objects.get().customer == twin
    erasure.erase(twin, by="staff:1", now=clock.now(), place=flow.place)
    assert Prompt.objects.count() == 0
