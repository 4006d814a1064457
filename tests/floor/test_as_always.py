"""What somebody chose of what is made to order is their default the next time."""

import json

import pytest

from regulars.anticipation.models import Act
from regulars.customers import consents, export
from regulars.floor import acts, board
from regulars.moments import journal
from regulars.moments.kinds import Cued
from regulars.moments.models import Moment
from regulars.notebook import facts, options
from regulars.notebook.models import Fact
from regulars.places import tokens
from regulars.places.models import Role
from tests.cast import MORNING, TODAY, Cast


@pytest.mark.mission("NO11")
def test_chosen_options_become_the_default(cast: Cast, at, hour, client) -> None:  # type: ignore[no-untyped-def]
    """Kept once, offered with one tap, changed with history, shown on the card where it is made
    ready; what may harm them is neither kept nor offered."""
    clerk, home = at(cast.clerk), f"customers/{cast.yu.pk}"
    assert "Nothing is made to order for them yet" in clerk.get(f"{home}/as-always/")
    told = {"thing": "Tea", "options": "oat milk，60°、no sugar", "key": "one"}
    for _tap in range(2):
        assert clerk.post(f"{home}/options/", **told).status_code == 303
    page = clerk.get(f"{home}/as-always/")
    assert "<li>oat milk</li><li>60°</li><li>no sugar</li>" in page
    fact = Fact.objects.get()
    for _tap in range(2):
        clerk.post(f"{home}/options/{fact.pk}/again/", key="two")
    assert Moment.objects.filter(kind="as_always").count() == 1
    clerk.post(f"{home}/options/", thing="tea", options="soy milk, 60°")
    assert options.default(cast.yu, "TEA").options == ("soy milk", "60°")  # type: ignore[union-attr]
    page = clerk.get(f"{home}/as-always/")
    assert "oat milk · 60° · no sugar" in page
    assert "<li>soy milk</li>" in page
    for thing, chosen in (("", "x"), ("tea", " , "), ("tea", "x" * 41),
                          ("tea", "a,b,c,d,e,f,g,h,i"),
                          ("latte", "peanut allergy")):  # fmt: skip
        answer = clerk.post(f"{home}/options/", thing=thing, options=chosen)
        assert answer.status_code == 422, thing
        assert Fact.objects.filter(gone_at=None).count() == 1, thing
    cue = journal.record(Cued(need="tea", day=f"{TODAY}", owner="x"), at=MORNING,
                         about=cast.yu.opaque, by="clock", place=cast.place.pk)  # fmt: skip
    Act.objects.create(place=cast.place, customer=cast.yu, need=cast.tea, day=TODAY, kind="ready",
                       owner=cast.clerk,
                       worth=0.9, cue=cue.pk,
                       reason={"code": "own", "times": 3, "every": 7})  # fmt: skip
    acts.arrive(cast.yu.pk, cast.place, by=cast.clerk, now=MORNING)
    card = board.card(cast.place, TODAY, cast.yu.pk, MORNING, cast.clerk)
    assert card is not None
    assert [cue.manner for cue in card.cues if cue.id] == ["as always: soy milk, 60°"]
    consents.give(cast.yu, "sensitive", by="x", now=MORNING, place=cast.place)
    facts.remember(cast.yu, "allergy", "大豆 soy", source="told", by="x", now=MORNING,
                   place=cast.place)  # fmt: skip
    page, fresh = clerk.get(f"{home}/as-always/"), options.default(cast.yu, "tea")
    assert fresh is not None
    assert f"options/{fresh.fact.pk}/again/" not in page
    assert clerk.post(f"{home}/options/{fresh.fact.pk}/again/").status_code == 422
    assert clerk.post(f"{home}/options/", thing="latte", options="soy milk").status_code == 422
    told_of = json.dumps(export.everything(cast.yu), default=str, ensure_ascii=False)
    assert "soy milk, 60°" in told_of
    outside = at(cast.outsider)
    for slug in ("corner", "elsewhere"):
        assert outside.client.get(f"/p/{slug}/{home}/as-always/").status_code == 404
    api(cast, client)


def api(cast: Cast, client) -> None:  # type: ignore[no-untyped-def]
    """The same by machine: the default with its history and what stands against it."""
    _token, secret = tokens.make(cast.place, "till", Role.CLERK, by="x", now=MORNING)
    address = f"/api/v1/customers/{cast.yu.pk}/options"
    head = {"Authorization": f"Bearer {secret}"}
    (row,) = client.get(address, headers=head).json()
    assert (row["thing"], row["options"], row["before"]) == (
        "tea", ["soy milk", "60°"], [["oat milk", "60°", "no sugar"]],
    )  # fmt: skip
    assert row["harm"]
    told = {"thing": "cut", "options": ["no. 3 at the sides"]}
    made = [client.post(address, json.dumps(told), content_type="application/json",
                        headers={**head, "Idempotency-Key": "cut"}).json()
            for _twice in "ab"]  # fmt: skip
    assert made[0] == made[1]
    taken = client.post(f"{address}/{made[0]['id']}/again", content_type="application/json",
                        headers={**head, "Idempotency-Key": "again"})  # fmt: skip
    assert taken.status_code == 201
    harmful = client.post(address, json.dumps({"thing": "x", "options": ["soy"]}),
                          content_type="application/json",
                          headers={**head, "Idempotency-Key": "no"})  # fmt: skip
    assert harmful.status_code == 422
    assert client.get(address).status_code == 401
