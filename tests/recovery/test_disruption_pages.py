"""The pages of a delay: looked at first, told by one tap, the list ticked, the counter warned, the
customer's own page, and machines."""

import json
import re
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from regulars.customers.models import ChannelWish
from regulars.moments import clock
from regulars.moments.models import Moment
from regulars.places import machines, tokens
from regulars.places.models import Role
from regulars.recovery import door_guard
from regulars.recovery.disruption import rules
from regulars.recovery.models import Affected, Bulletin, Disruption, Letter
from tests import cast as casting
from tests.cast import Cast
from tests.recovery.flight import (
    FLIGHT,
    KNOWN,
    LEAVES,
    MINUTE,
    NEW,
    at,
    needs_help,
    passenger,
    playbook,
    send,
    slips,
)

ROOT = "/p/corner/disruptions/"
FORM = {
    "thing": FLIGHT, "on": "2026-03-24", "at": "10:10", "kind": "late", "new": "13:10",
    "reason": "technical", "said_en": "<script>alert(1)</script>", "by": "booking",
    "where": FLIGHT, "minutes": "30", "key": "tap",
}  # fmt: skip


@pytest.fixture(autouse=True)
def morning(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Any:
    """The house's clock, turned with ``turn(minutes)``; a mail server."""
    settings.MAIL, settings.GATEWAY = "smtp://mail.example", ""
    settings.CSRF_TRUSTED_ORIGINS = ["https://house.example"]

    def turn(minutes: float = 0) -> None:
        monkeypatch.setattr(clock, "now", lambda: at(minutes))

    turn()
    return turn


def text(answer: Any, status: int = 200) -> str:
    assert answer.status_code == status, answer.content.decode()[-1500:]
    return str(answer.content.decode())


@pytest.mark.mission("RE19", "RE20")
def test_looked_at_first_then_told_by_one_tap(door: Any, cast: Cast) -> None:
    """The look shows the list in order, the ways and the words and writes nothing; the same form
    with “sure” tells them once, however often it is sent; a script in our words stays words."""
    playbook(cast)
    passenger(cast, 1)
    helped = passenger(cast, 2, email=False)
    needs_help(cast, helped)
    kelsey = door(cast.manager)
    assert "Everything comes when it was promised" in text(kelsey.get(ROOT))
    text(kelsey.get(f"{ROOT}new/"))
    look = text(kelsey.post(f"{ROOT}new/", FORM))
    assert Disruption.objects.count() == 0
    assert "It touches 2 people" in look
    assert look.index("Passenger 2") < look.index("Passenger 1")
    assert "<script>alert" not in look
    assert "a meal" in look
    assert "一份餐食" in look
    hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', look))
    assert hidden["thing"] == FLIGHT
    for _turn in range(2):
        answer = kelsey.post(f"{ROOT}new/", {**FORM, "sure": "1"})
        assert answer.status_code == 303
    made = Disruption.objects.get()
    assert answer.url == f"{ROOT}{made.pk}/?said=begun"
    assert (made.new_at, made.owner, Letter.objects.count()) == (NEW, cast.manager, 2)
    page = text(kelsey.get(answer.url))
    assert "Kelsey’s list" in page
    assert "+8615500000002" in page
    assert "<script>alert" not in page
    assert "1 on Kelsey’s list" in text(kelsey.get(ROOT))


@pytest.mark.parametrize(("wrong", "says"), [
    ({"where": "MU 1"}, "Nobody has booked or bought so"), ({"at": "x"}, "no time of day"),
    ({"thing": ""}, "required"), ({"minutes": "1"}, "greater than or equal"),
    ({"reason": "own", "said_en": ""}, "Say the reason"), ({"kind": "off"}, "has no new time"),
])  # fmt: skip
def test_what_cannot_be_is_said_at_its_field_with_what_was_typed(
    door: Any, cast: Cast, wrong: dict[str, str], says: str
) -> None:
    passenger(cast, 1)
    page = text(door(cast.manager).post(f"{ROOT}new/", {**FORM, **wrong}), 422)
    assert says in page
    assert "13:10" in page
    assert Disruption.objects.count() == 0


def test_past_midnight_an_earlier_hour_is_the_next_days(door: Any, cast: Cast) -> None:
    """23:30 that becomes 01:30, for whoever booked from 23:00 to before 00:30."""
    passenger(cast, 1, starts_at=cast.place.start_of(casting.TODAY) + (24 * 60 + 10) * MINUTE)
    late = {**FORM, "at": "23:30", "new": "01:30", "begins": "23:00", "ends": "00:30", "sure": "1"}
    assert door(cast.manager).post(f"{ROOT}new/", late).status_code == 303
    made = Disruption.objects.get()
    assert made.new_at - made.starts_at == 120 * MINUTE
    assert Affected.objects.count() == 1


@pytest.mark.mission("RE19")
def test_the_list_is_ticked_the_counter_warned_and_the_owner_writes(
    door: Any, cast: Cast, morning: Any
) -> None:
    """A clerk ticks a call; finding somebody shows at once what they know; where they heard first
    is one tap; whoever leads writes, changes, hands over and ends."""
    playbook(cast)
    who, other = passenger(cast, 1), passenger(cast, 2, email=False)
    made = slips(cast)
    send(made)
    li, here = door(cast.clerk), f"{ROOT}{made.pk}/"
    letter = Letter.objects.get(listed=True)
    assert li.post(f"{here}letters/{letter.pk}/", {"nobody": "1"}).status_code == 303
    assert "tried 1 time" in text(li.get(here))
    assert li.post(f"{here}letters/{letter.pk}/", {"key": "t"}).status_code == 303
    assert Affected.objects.get(customer=other).way == "hand"
    morning(60)
    page = text(li.get(f"/p/corner/customers/{who.pk}/"))
    assert "told at 06:10 by e-mail" in page
    assert "a meal" in page
    assert "told at 06:10 by e-mail" in text(li.get("/p/corner/find/?q=Passenger"))
    assert "touches them" not in text(li.get(f"/p/corner/customers/{cast.yu.pk}/"))
    row = Affected.objects.get(customer=who)
    answer = li.post(f"{here}affected/{row.pk}/", {"heard": "elsewhere", "next": "customer"})
    assert answer.url == f"/p/corner/customers/{who.pk}/?kept=1"
    assert "50%" in text(li.get(here))
    assert "n = 2" in text(li.get(here))
    assert li.post(f"{here}bulletins/", {"said_en": "x"}).status_code == 403
    kelsey = door(cast.manager)
    wrong = text(kelsey.post(f"{here}bulletins/", {"said_en": " "}), 422)
    assert "Write a sentence first" in wrong
    kelsey.post(f"{here}bulletins/", {"said_en": "Soon.", "when": "then"})
    assert "Soon." in text(kelsey.get(here))
    kelsey.post(f"{here}bulletins/", {"said_en": "The part is here.", "key": "n"})
    kelsey.post(f"{here}changes/", {"new": "15:00", "kind": "late", "key": "c"})
    assert text(kelsey.post(f"{here}changes/", {"new": "25:99", "kind": "late"}), 422)
    kelsey.post(f"{here}owner/", {"owner": cast.clerk.pk, "key": "o"})
    assert "小李’s list" in text(kelsey.get(here))
    kelsey.post(f"{here}ending/", {"ending": "over", "key": "e"})
    assert "It is over" in text(kelsey.get(here))
    kinds = list(Bulletin.objects.order_by("number").values_list("kind", flat=True))
    assert kinds == ["first", "news", "changed"]
    assert Moment.objects.get(kind="disruption_ended").facts["known"] == 2


@pytest.mark.mission("RE20")
def test_their_own_page_says_it_in_their_language(client: Client, cast: Cast) -> None:
    """Reason, new time, next word, what is theirs; a strange code and one of a forgotten person
    open nothing; looking writes nothing but the look."""
    door_guard.STRANGERS.__init__(20, 60)  # type: ignore[misc]
    playbook(cast)
    who = passenger(cast, 1, language="zh-hans")
    made = slips(cast)
    send(made)
    code = Affected.objects.get().code
    assert f"https://house.example/word/{code}/" in mail.outbox[0].body
    before = Moment.objects.count()
    page = text(client.get(f"/word/{code}/"))
    assert "一份餐食" in page
    assert "酒店住宿" in page
    assert "06:40" in page
    assert 'lang="zh-Hans"' in page
    english = text(client.get(f"/word/{code}/?in=en"))
    assert "This is yours" in english
    assert "MU 5101 will be at 13:10 instead of 10:10." in english
    assert "Passenger" not in english
    assert Moment.objects.count() == before
    assert client.get("/word/aaaaaaaaaa/").status_code == 404
    from regulars.customers import erasure

    erasure.erase(who, by="staff:1", now=at(1))
    assert client.get(f"/word/{code}/").status_code == 404


@pytest.mark.mission("RE20")
def test_the_playbook_is_written_by_who_leads_and_read_by_all(door: Any, cast: Cast) -> None:
    kelsey, page = door(cast.manager), f"{ROOT}playbook/"
    told = {"every": "20", "after_en": "We call.", "minutes1": "120", "sort1": "online",
            "words1_en": "<b>meal</b>", "words1_zh-hans": "餐食", "minutes3": "300",
            "words3_en": "hotel", "key": "p"}  # fmt: skip
    assert kelsey.post(f"{page}lines/", told).status_code == 303
    held = rules.of(cast.place)
    assert [(line.minutes, line.sort) for line in held.lines] == [(120, "online"), (300, "")]
    assert "&lt;b&gt;meal" in text(kelsey.get(page))
    wrong = text(kelsey.post(f"{page}lines/", {**told, "minutes1": "soon", "key": "q"}), 422)
    assert "Line 1: from how many minutes" in wrong
    read = text(door(cast.clerk).get(page))
    assert "hotel" in read
    assert '<form class="form"' not in read
    assert door(cast.clerk).post(f"{page}lines/", told).status_code == 403


def test_a_rehearsal_of_yesterday_tells_nobody(door: Any, cast: Cast) -> None:
    passenger(cast, 1)
    kelsey = door(cast.manager)
    text(kelsey.get(f"{ROOT}rehearsal/"))
    page = text(kelsey.post(f"{ROOT}rehearsal/", {**FORM, "known": "06:00"}))
    assert "Nobody was: this was a rehearsal" in page
    assert "250" in page
    assert (Disruption.objects.count(), Letter.objects.count(), len(mail.outbox)) == (0, 0, 0)
    assert Moment.objects.get(kind="delay_rehearsed").facts["affected"] == 1


def test_a_wish_about_ways_is_kept_by_a_tap(door: Any, cast: Cast) -> None:
    li, kept = door(cast.clerk), f"/p/corner/customers/{cast.yu.pk}/"
    assert "How they wish to be reached" in text(li.get(f"{kept}kept/"))
    li.post(f"{kept}channels/", {"way": "call", "wish": "not", "key": "w"})
    assert "They asked us not to." in text(li.get(f"{kept}kept/"))
    li.post(f"{kept}channels/", {"way": "call", "wish": "any", "key": "v"})
    assert not ChannelWish.objects.exists()
    assert li.post(f"{kept}channels/", {"way": "fax", "wish": "not"}).status_code == 404


def test_the_outsider_finds_nothing(door: Any, cast: Cast) -> None:
    passenger(cast, 1)
    made = slips(cast)
    out = door(cast.outsider)
    row, letter = Affected.objects.get(), Letter.objects.get()
    for path in ("", f"{made.pk}/", f"{made.pk}/letters/{letter.pk}/", "new/", "playbook/",
                 f"{made.pk}/affected/{row.pk}/"):  # fmt: skip
        assert out.get(f"{ROOT}{path}").status_code == 404
        assert out.get(f"/p/elsewhere/disruptions/{path}").status_code in (200, 302, 404)
    assert out.post(f"/p/elsewhere/disruptions/{made.pk}/ending/", {}).status_code == 404
    assert Disruption.objects.get().ended_at is None


@pytest.mark.mission("RE19")
def test_an_airlines_system_tells_of_it(client: Client, cast: Cast) -> None:
    """POST once for each Idempotency-Key; how it stands; a new time, news and the end; what is
    wrong is a problem that names its field; a clerk's token may only look."""
    machines.forget_all()
    passenger(cast, 1)
    _token, secret = made_token(cast, Role.MANAGER)
    whom = {"begins": LEAVES.isoformat(), "ends": (LEAVES + MINUTE).isoformat(), "where": FLIGHT}
    body = {"thing": FLIGHT, "reason": "weather", "starts_at": LEAVES.isoformat(),
            "new_at": NEW.isoformat(), "known_at": KNOWN.isoformat(), "whom": whom}  # fmt: skip

    def call(path: str, told: Any = None, key: str = "", secret: str = secret) -> Any:
        head = {"HTTP_AUTHORIZATION": f"Bearer {secret}"}
        head |= {"HTTP_IDEMPOTENCY_KEY": key} if key else {}
        url = f"/api/v1/disruptions{path}"
        if told is None:
            return client.get(url, **head)
        return client.post(url, json.dumps(told), content_type="application/json", **head)

    first, again = call("", body, "k1"), call("", body, "k1")
    assert (first.status_code, first.json(), again.json()) == (201, again.json(), first.json())
    number = first.json()["id"]
    assert Disruption.objects.get().owner == cast.owner  # nobody is on shift: a person all the same
    (line,) = call("").json()
    assert (line["affected"], line["told"], line["waiting"], line["known"]) == (1, 0, 1, 0)
    send(Disruption.objects.get())
    assert call(f"/{number}").json()["us"] == 1
    assert call(f"/{number}/changes", {"new_at": None}, "k2").json() == {"number": 2}
    assert call(f"/{number}/bulletins", {"said": {"en": "Soon."}}, "k3").json() == {"number": 3}
    empty = call(f"/{number}/bulletins", {"said": {}}, "k4")
    assert (empty.status_code, empty.json()["errors"][0]["field"]) == (422, "said")
    nobody = call("", {**body, "whom": {**whom, "where": "MU 0"}}, "k5")
    assert (nobody.status_code, nobody.json()["errors"][0]["field"]) == (422, "whom")
    assert call(f"/{number}/ending", {"ending": "lifted"}, "k6").status_code == 201
    assert call("/999").status_code == 404
    _clerk, weaker = made_token(cast, Role.CLERK)
    assert call("", body, "k7", weaker).status_code == 403
    assert call("", None, "", weaker).status_code == 200
    machines.forget_all()


def made_token(cast: Cast, role: Role) -> Any:
    return tokens.make(cast.place, f"airline {role}", role=role, by="staff:1", now=KNOWN)
