"""The house for machines: a token, a role, a place; the same verbs as the pages."""

import json
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from regulars.customers import harvesting
from regulars.customers.models import Booking, Customer
from regulars.floor import acts, around
from regulars.moments import clock
from regulars.moments.models import Look, Moment
from regulars.places import machines, tokens
from regulars.places.models import Answer, Role, Token
from tests.cast import Cast
from tests.site.callers import OTHER_KIND, Ask, machine, problem, with_secret


@pytest.fixture(autouse=True)
def nothing_believed() -> Iterator[None]:
    """Each test begins as a process does that has just started."""
    machines.forget_all()
    around.forget_all()
    harvesting.forget_all()
    yield
    machines.forget_all()


@pytest.fixture
def till(cast: Cast) -> Ask:
    return machine(cast.place)


@pytest.mark.mission("SI02", "CU01")
def test_who_is_it_ranked_and_with_the_reason(cast: Cast, till: Ask) -> None:
    """By a phone's tail, Chinese, pinyin, initials; whoever is here now first; the name as it is
    to be said, in the language asked for; each search without a word of it in the audit."""
    (found,) = till("GET", "/customers?q=1208").json()["items"]
    assert found == {
        "id": cast.yu.pk, "name": "余建平", "said": "Mr Yu", "reading": "", "standing": "rest",
        "why": "number ends in 1208", "visits": 0, "last_on": None,
    }  # fmt: skip
    for q in ("余", "建平", "yujianping", "yjp"):
        assert [each["id"] for each in till("GET", f"/customers?q={q}").json()["items"]] == [
            cast.yu.pk
        ], q
    acts.arrive(cast.yu.pk, cast.place, by=cast.clerk, now=clock.now())
    around.forget_all()
    spoken = till("GET", "/customers?q=yu", **{"Accept-Language": "zh-hans"}).json()["items"][0]
    assert (spoken["standing"], spoken["said"]) == ("here", "余先生")
    assert till("GET", "/customers?q=nobodyatall").json() == {"items": []}


@pytest.mark.mission("SI02")
def test_the_token_decides_the_place_and_the_role(cast: Cast) -> None:
    """The outsider's token finds nobody of ours and gets 404 by number, for reading and writing;
    nothing changes. A clerk's token may not do what its role may not."""
    theirs = machine(cast.elsewhere, Role.OWNER)
    before = Moment.objects.count()
    yu = cast.yu.pk
    assert theirs("GET", "/customers?q=1208").json() == {"items": []}
    for method, path in (
        ("GET", f"/customers/{yu}"), ("GET", f"/customers/{yu}/facts"),
        ("POST", f"/customers/{yu}/arrivals"), ("POST", f"/customers/{yu}/departures"),
    ):  # fmt: skip
        problem(theirs(method, path), 404, "not-found")
    note = {"words": "x"}
    problem(theirs("POST", f"/customers/{yu}/notes", note), 404, "not-found")
    problem(theirs("POST", f"/customers/{yu}/facts", {"kind": "want", "value": "x"}), 404,
            "not-found")  # fmt: skip
    assert Moment.objects.count() == before
    assert theirs("GET", "/me").json()["place"] == "elsewhere"


def test_whoever_has_no_token_learns_why(cast: Cast) -> None:
    """None, a strange one, one taken back, one expired: four sentences, each a 401 that names the
    scheme; a page's session opens nothing here."""
    told = problem(Client().get("/api/v1/me"), 401, "no-token")
    assert "Bearer" in told["detail"]
    inside = Client()
    inside.force_login(cast.owner.user)
    problem(inside.get("/api/v1/me"), 401, "no-token")
    problem(with_secret("rgl_nonsense")("GET", "/me"), 401, "token-unknown")
    ask = machine(cast.place, days=1)
    assert ask("GET", "/me").status_code == 200
    token = Token.objects.get()
    tokens.revoke(token, by="test", now=clock.now())
    machines.forget_all()
    answer = ask("GET", "/me")
    problem(answer, 401, "token-unknown")
    assert answer["WWW-Authenticate"].startswith("Bearer")


def test_a_token_expires_at_its_instant_although_it_was_just_believed(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Good until the last second of its day, then a 401 that says when it ended."""
    start = clock.now()
    now = start
    monkeypatch.setattr(clock, "now", lambda: now)
    ask = machine(cast.place, days=1)
    now = start + timedelta(hours=23, minutes=59)
    assert ask("GET", "/me").status_code == 200
    now = start + timedelta(days=1)
    told = problem(ask("GET", "/me"), 401, "token-expired")
    assert f"expired at {start + timedelta(days=1):%Y-%m-%dT%H:%M}" in told["detail"]


@pytest.mark.mission("SI02")
def test_the_same_key_is_done_once_and_answered_the_same(cast: Cast, till: Ask) -> None:
    """A retried note is one note; the same key with other words is a 409; another machine's key
    of the same name is its own."""
    path, words = f"/customers/{cast.yu.pk}/notes", {"words": "靠窗有风"}
    first = till("POST", path, words, **{"Idempotency-Key": "note-1"})
    again = till("POST", path, words, **{"Idempotency-Key": "note-1"})
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert (again["Idempotent-Replay"], first.get("Idempotent-Replay")) == ("true", None)
    assert Moment.objects.filter(kind="noted").count() == 1
    other = till("POST", path, {"words": "靠门"}, **{"Idempotency-Key": "note-1"})
    problem(other, 409, "key-reused")
    door = machine(cast.place, name="door")
    assert door("POST", path, words, **{"Idempotency-Key": "note-1"}).status_code == 201
    assert Moment.objects.filter(kind="noted").count() == 2
    kept = " ".join(Answer.objects.values_list("body", flat=True))
    assert "靠窗" not in kept, "a kept answer holds nobody's words"


def test_a_call_that_died_in_the_middle_left_nothing_and_is_done_when_it_comes_again(
    cast: Cast, till: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The verb, its moment and the kept answer stand or fall together."""
    path, key = f"/customers/{cast.yu.pk}/notes", {"Idempotency-Key": "k"}
    with monkeypatch.context() as broken:
        broken.setattr(Answer, "save", died)
        problem(till("POST", path, {"words": "一"}, **key), 500, "tripped")
    assert not Moment.objects.filter(kind="noted").exists()
    assert not Answer.objects.exists()
    assert till("POST", path, {"words": "一"}, **key).status_code == 201
    assert Moment.objects.filter(kind="noted").count() == 1


def died(self: object, **options: object) -> None:
    if options.get("update_fields"):
        raise RuntimeError("the power went")
    super(Answer, self).save(**options)  # type: ignore[misc]


def test_a_refused_call_leaves_its_key_free(cast: Cast, till: Ask) -> None:
    """Corrected and sent again with the same key it is done."""
    path, key = f"/customers/{cast.yu.pk}/facts", {"Idempotency-Key": "f"}
    refused = till("POST", path, {"kind": "belief", "value": "vegetarian"}, **key)
    problem(refused, 422, "no-consent")
    assert till("POST", path, {"kind": "want", "value": "window"}, **key).status_code == 201


def test_every_field_that_is_wrong_is_named(cast: Cast, till: Ask) -> None:
    """In one answer, with what is wrong with each."""
    told = problem(till("POST", "/bookings", {"customer": 0, "party": 0}), 422, "invalid")
    assert {each["field"] for each in told["errors"]} == {"customer", "starts_at", "party"}
    naive = {"customer": cast.yu.pk, "starts_at": "2026-03-24T19:00:00"}
    told = problem(till("POST", "/bookings", naive), 422, "invalid")
    assert told["errors"][0]["field"] == "starts_at"
    problem(till("GET", "/customers?q="), 422, "invalid")
    problem(till("GET", "/customers?q=%00"), 422, "invalid")
    problem(till("POST", "/bookings", "not an object"), 422, "invalid")
    problem(till("GET", "/bookings?cursor=nonsense"), 422, "bad-cursor")
    problem(till("GET", "/nowhere"), 404, "no-such-address")
    wrong = till("DELETE", "/customers")
    problem(wrong, 405, "no-such-method")
    assert set(wrong["Allow"].split(", ")) == {"GET", "POST"}


@pytest.mark.mission("SI02", "CU01")
def test_somebody_new_is_found_at_once_and_a_phone_of_somebody_elses_is_refused(
    cast: Cast, till: Ask
) -> None:
    """Introduced with a phone, found by its tail; the same phone again is a 409 and keeps nobody;
    nothing to know them by is a 422."""
    phone = {"kind": "phone", "value": "+86 154 0000 7777"}
    made = till("POST", "/customers", {"name": "单小雨", "title": "ms", "handles": [phone]})
    assert made.status_code == 201, made.content.decode()
    seen = till("GET", f"/customers/{made.json()['id']}").json()
    assert (seen["name"], seen["said"]) == ("单小雨", "Ms Shan")
    assert till("GET", "/customers?q=7777").json()["items"][0]["id"] == made.json()["id"]
    before = Customer.objects.count()
    problem(till("POST", "/customers", {"name": "别人", "handles": [phone]}), 409, "handle-taken")
    problem(till("POST", "/customers", {"name": "  "}), 422, "invalid")
    assert Customer.objects.count() == before


@pytest.mark.mission("SI02")
def test_a_visit_by_machine_is_the_visit_of_the_board(cast: Cast, till: Ask) -> None:
    """Arrival, sign, act, departure: the same moments as from a phone, by the machine's name; the
    board shows them; a second arrival is the same moment."""
    yu = f"/customers/{cast.yu.pk}"
    first, second = till("POST", f"{yu}/arrivals"), till("POST", f"{yu}/arrivals")
    assert first.json() == second.json()
    sign = till("POST", f"{yu}/notes", {"words": "手里都是包", "sort": "sign"}).json()["moment"]
    (here,) = till("GET", "/board/today").json()["here"]
    assert (here["customer"], here["said"], here["cues"][0]["id"]) == (cast.yu.pk, "Mr Yu", sign)
    assert till("POST", f"/cues/{sign}/acts").status_code == 201
    assert till("POST", f"{yu}/departures").status_code == 201
    staff = Token.objects.get().staff.opaque
    rows = Moment.objects.filter(subject=cast.yu.opaque).order_by("pk")
    assert [(row.kind, row.actor) for row in rows] == [
        (kind, staff) for kind in ("arrived", "noticed", "acted", "departed")
    ]


@pytest.mark.mission("FL04")
def test_somebody_is_handed_on_and_met_by_machine(cast: Cast, till: Ask) -> None:
    """On the way from post to post: listed until somebody meets them; a post that is none and a
    strange number are 404; whoever comes second is given the first one's moment."""
    sent = till("POST", f"/customers/{cast.yu.pk}/relays", {"to": "till", "words": "轻声"}).json()
    (waiting,) = till("GET", "/relays").json()
    assert (waiting["id"], waiting["customer"], waiting["to"]) == (
        sent["moment"], cast.yu.pk, "till"
    )  # fmt: skip
    assert "轻声" not in till("GET", "/moments").content.decode()
    first = till("POST", f"/relays/{sent['moment']}/meetings").json()
    assert till("POST", f"/relays/{sent['moment']}/meetings").json() == first
    assert till("GET", "/relays").json() == []
    problem(till("POST", f"/customers/{cast.yu.pk}/relays", {"to": "moon"}), 404, "not-found")
    problem(till("POST", "/relays/999999/meetings"), 404, "not-found")


def test_moments_are_followed_by_a_cursor_that_skips_and_repeats_nothing(
    cast: Cast, till: Ask
) -> None:
    """Page by page, only this place's, without anybody's words; at the end an empty page and the
    same cursor."""
    for n in range(5):
        acts.write(cast.yu.pk, f"秘密 {n}", "note", cast.place, by=cast.clerk, now=clock.now())
        acts.write(None, "x", "note", cast.elsewhere, by=cast.outsider, now=clock.now())
    seen, cursor = [], 0
    while True:
        page = till("GET", f"/moments?cursor={cursor}&limit=2&kind=noted").json()
        seen += [each["id"] for each in page["items"]]
        cursor = page["next"]
        assert "秘密" not in json.dumps(page, ensure_ascii=False)
        if not page["more"]:
            break
    ours = Moment.objects.filter(kind="noted", place=cast.place.pk)
    assert seen == list(ours.order_by("pk").values_list("pk", flat=True))
    assert till("GET", f"/moments?cursor={cursor}").json()["items"] == []


def test_bookings_go_in_by_their_own_number_and_come_out_page_by_page(
    cast: Cast, till: Ask
) -> None:
    """The same code again is a change; called off it stays in the list as such; the outsider's
    customer cannot be booked."""
    day = "2026-03-30"
    for hour, code in ((19, "A"), (18, "B"), (20, "C")):
        told = {"customer": cast.yu.pk, "starts_at": f"{day}T{hour}:00:00+08:00", "code": code}
        assert till("POST", "/bookings", told).status_code == 201
    moved = {"customer": cast.yu.pk, "starts_at": f"{day}T21:00:00+08:00", "code": "B", "party": 4}
    made = till("POST", "/bookings", moved).json()["id"]
    assert Booking.objects.count() == 3
    assert till("POST", f"/bookings/{made}/cancellations").status_code == 201
    first = till("GET", f"/bookings?day={day}&limit=2").json()
    rest = till("GET", f"/bookings?day={day}&limit=2&cursor={first['next']}").json()
    rows = [(each["code"], each["state"]) for each in first["items"] + rest["items"]]
    assert rows == [("A", "open"), ("C", "open"), ("B", "cancelled")]
    assert rest["next"] is None
    stranger = Customer.objects.create(book=cast.elsewhere, name="别处")
    problem(till("POST", "/bookings", {**moved, "customer": stranger.pk}), 404, "not-found")


@pytest.mark.mission("SI12")
def test_every_look_is_written_down_and_what_is_sealed_only_when_asked_for(
    cast: Cast, till: Ask
) -> None:
    """A customer's page and facts leave a line each; an allergy shows as sealed until it is asked
    for, and that is a line of its own."""
    from regulars.customers.consents import give
    from regulars.notebook import facts

    now = clock.now()
    give(cast.yu, "sensitive", by=cast.clerk.opaque, now=now, how="aloud", place=cast.place)
    facts.remember(cast.yu, "allergy", "花生", source="told", by=cast.clerk.opaque, now=now,
                   place=cast.place)  # fmt: skip
    (shut,) = till("GET", f"/customers/{cast.yu.pk}/facts").json()
    assert (shut["kind"], shut["value"], shut["sealed"]) == ("allergy", None, True)
    (opened,) = till("GET", f"/customers/{cast.yu.pk}/facts?sealed=true").json()
    assert opened["value"] == "花生"
    till("GET", f"/customers/{cast.yu.pk}")
    actor = Token.objects.get().staff.opaque
    looks = Look.objects.filter(actor=actor, subject=cast.yu.opaque).order_by("pk")
    assert [look.page for look in looks] == ["api", "api", "sealed", "api"]


def test_a_machine_that_sweeps_the_book_is_told_to_rest(cast: Cast, till: Ask, settings) -> None:  # type: ignore[no-untyped-def]
    """429 with when to come again; the leaders learn of it as a moment."""
    settings.HARVESTING = {"SEARCHES_A_MINUTE": 5}
    answers = [till("GET", f"/customers?q={q}") for q in ("wang", "li", "zhao", "qian", "sun",
                                                          "zhou", "wu", "zheng")]  # fmt: skip
    last = answers[-1]
    problem(last, 429, "too-many")
    assert int(last["Retry-After"]) > 0
    assert Moment.objects.filter(kind="swept").exists()


def test_the_description_is_open_and_tells_nothing_of_anybody(cast: Cast) -> None:
    """OpenAPI 3.1 without a token; every operation but none of our data; no page of scripts."""
    answer = Client().get("/api/v1/openapi.json")
    told = answer.json()
    assert told["openapi"].startswith("3.1")
    assert "余" not in answer.content.decode()
    assert {"/api/v1/customers", "/api/v1/moments", "/api/v1/board/today"} <= set(told["paths"])
    for address, path in told["paths"].items():
        for operation in path.values():
            theirs = address.startswith("/api/v1/own")
            assert operation["security"] == [{"Own" if theirs else "Token": []}]
            for status, response in operation["responses"].items():
                if status == "204":
                    continue
                kind = OTHER_KIND if int(status) >= 400 else "application/json"
                assert list(response["content"]) == [kind]
    assert Client().get("/api/v1/docs").status_code == 404


def test_answers_are_not_kept_by_anybody_on_the_way(cast: Cast, till: Ask) -> None:
    """No cookie, no caching, no frame, no script; nothing of the pages' machinery."""
    answer = till("GET", "/me")
    assert answer["Cache-Control"] == "no-store"
    assert answer["Content-Security-Policy"].startswith("default-src 'none'")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert not answer.cookies


def test_the_doors_ask_the_database_little(cast: Cast, till: Ask) -> None:
    """A search by machine asks for the clock and the people, never for the token again; a page by
    session is not asked for second keys, locks or tablets."""
    till("GET", "/customers?q=1208")
    with CaptureQueriesContext(connection) as asked:
        till("GET", "/customers?q=1208")
    assert not [one for one in asked.captured_queries if "places_token" in one["sql"]]
    assert len(asked) <= 3, [one["sql"][:80] for one in asked.captured_queries]
    client = Client()
    client.force_login(cast.clerk.user)
    client.get("/p/corner/find/")
    with CaptureQueriesContext(connection) as asked:
        client.get("/p/corner/find/")
    told = [one["sql"] for one in asked.captured_queries]
    for table, times in (
        ("django_session", 1), ("moments_clockshift", 1), ("mfa_", 0),
        ("axes_", 0), ("account_", 0), ("places_tablet", 0), ("places_token", 0),
    ):  # fmt: skip
        assert sum(table in one for one in told) <= times, (table, told)
