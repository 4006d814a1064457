"""Authority over the API: asked without writing, given once, refused by its field."""

import json
from typing import Any

import pytest
from django.test import Client

from regulars.authority.models import Entry, Refusal
from regulars.moments import clock
from regulars.places import machines, tokens
from regulars.places.models import Role
from tests.cast import TODAY, Cast, bought


@pytest.fixture
def call(begun: Cast) -> Any:
    machines.forget_all()
    begun.place.save()
    _token, secret = tokens.make(begun.place, "till", Role.CLERK, by="test", now=clock.now())

    def ask(way: str, path: str, key: str = "", **told: Any) -> Any:
        headers = {"Authorization": f"Bearer {secret}"} | ({"Idempotency-Key": key} if key else {})
        if way == "GET":
            return Client().get(f"/api/v1/authority{path}", told, headers=headers)
        return Client().generic(way, f"/api/v1/authority{path}", json.dumps(told), headers=headers,
                                content_type="application/json")  # fmt: skip

    yield ask
    machines.forget_all()


@pytest.mark.mission("AU01", "AU03", "AU15")
def test_may_i_give_and_refuse_over_the_api(call: Any, begun: Cast) -> None:
    """The same table: yes with its room, no with whom to ask; a grant once under its key; beyond
    the limit 409; a gift with strings, more than was paid, another currency, paper as a reason, an
    unknown customer: told by field, and nothing written."""
    basket = bought(begun.yu, begun.place, TODAY, begun.tea)
    yes = call("GET", "/may-i", act="refund", amount=5000, customer=begun.yu.pk).json()
    assert (yes["yes"], yes["up_to"], yes["currency"], yes["ask"]) == (True, 10000, "CNY", None)
    assert yes["line"] == "You may, up to ¥100, because that much is yours to decide each time."
    no = call("GET", "/may-i", act="refund", amount=99900).json()
    assert (no["yes"], no["ask"], no["on_shift"]) == (False, "Kelsey", False)
    room = {one["act"]: one["up_to"] for one in call("GET", "/balance").json()}
    assert (room["refund"], room["first_aid"]) == (10000, None)
    grant = {"act": "refund", "amount": 500, "reason": "not_right", "customer": begun.yu.pk,
             "purchase": basket.pk}  # fmt: skip
    made = [call("POST", "/grants", key="a", **grant) for _turn in range(2)]
    assert [one.status_code for one in made] == [201, 201]
    entry = Entry.objects.get()
    assert made[1].json() == {"id": entry.pk, "moment": entry.moment}
    wrong = [
        ({"amount": 1}, 422, "not-so"), ({"amount": 99900, "purchase": None}, 409, "beyond"),
        ({"currency": "USD"}, 422, "not-so"), ({"amount": -1}, 422, "invalid"),
        ({"act": "gesture"}, 422, "not-so"), ({"customer": 10**9}, 404, "not-found"),
        ({"act": "unforeseen", "purchase": None, "words": "x"}, 422, "not-so"),
        ({"reason": "restitution", "charge": 5}, 422, "not-so"),
    ]  # fmt: skip
    for told, status, kind in wrong:
        answer = call("POST", "/grants", **{**grant, **told})
        assert (answer.status_code, answer.json()["type"]) == (status, f"urn:regulars:{kind}"), told
    assert Entry.objects.count() == 1
    paper = call("POST", "/refusals", because="worn_out", looked=["who"], words="no receipt",
                 customer=begun.yu.pk)  # fmt: skip
    assert (paper.status_code, paper.json()["errors"][0]["field"]) == (422, "words")
    assert call("POST", "/refusals", because="no_receipt").status_code == 422
    assert call("POST", "/refusals", because="not_found", looked=["what"]).status_code == 422
    kept = call("POST", "/refusals", key="r", because="worn_out", looked=["who"],
                customer=begun.yu.pk)  # fmt: skip
    assert (kept.status_code, Refusal.objects.get().pk) == (201, kept.json()["id"])
    assert Client().get("/api/v1/authority/balance").status_code == 401
