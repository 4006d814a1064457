"""Cases over the API: opened once, steps in their order, and nothing of fault before comfort."""

import json
from typing import Any

import pytest
from django.test import Client

from regulars.moments import clock
from regulars.places import machines, tokens
from regulars.places.models import Role
from regulars.recovery import steps
from regulars.recovery.models import Case, Finding


@pytest.fixture
def call(cast):  # type: ignore[no-untyped-def]
    machines.forget_all()
    _token, secret = tokens.make(cast.place, "till", Role.CLERK, by="test", now=clock.now())

    def ask(way: str, path: str, key: str = "", **told: Any) -> Any:
        headers = {"Authorization": f"Bearer {secret}"} | ({"Idempotency-Key": key} if key else {})
        body = json.dumps(told) if way == "POST" else ""
        return Client().generic(way, f"/api/v1/cases{path}", body, headers=headers,
                                content_type="application/json")  # fmt: skip

    yield ask
    machines.forget_all()


@pytest.mark.mission("RE02", "RE06")
def test_comfort_cannot_be_skipped_through_the_api(call, cast) -> None:  # type: ignore[no-untyped-def]
    """A case made once under its key; every later step is a 409 that names what comes first; facts,
    fault and fairness are no part of the answer until somebody has apologised."""
    made = [call("POST", "", key="a", words="Soup on her dress") for _turn in range(2)]
    assert [answer.status_code for answer in made] == [201, 201]
    case = Case.objects.get()
    assert made[1].json() == {"id": case.pk, "code": case.code}
    for path, told in (
        ("hearing", {"their_words": "x", "wish": "y"}), ("restitution", {"restitution": "x"}),
        ("record", {"cause": "way"}),
    ):  # fmt: skip
        answer = call("POST", f"/{case.pk}/{path}", **told)
        assert (answer.status_code, answer.json()["type"]) == (409, "urn:regulars:not-yet")
        assert [each["field"] for each in answer.json()["errors"]] == ["apologised"]
    before = call("GET", f"/{case.pk}").json()
    assert {"facts", "fault", "fairness"} & before.keys() == set()
    done = call("POST", f"/{case.pk}/comfort", how="said", words="Please forgive us.")
    assert done.status_code == 201
    steps.judge(case, facts="Wet floor", fault="ours", by=cast.clerk, now=clock.now())
    after = call("GET", f"/{case.pk}").json()
    assert (after["facts"], after["fault"], after["next"]) == ("Wet floor", "ours", "heard")
    assert Finding.objects.count() == 1
    assert [each["id"] for each in call("GET", "").json()] == [case.pk]


def test_another_places_case_is_not_there(call, cast) -> None:  # type: ignore[no-untyped-def]
    from regulars.recovery import cases

    theirs = cases.open_case(cast.elsewhere, "x", by=cast.outsider, now=clock.now())
    assert call("GET", f"/{theirs.pk}").status_code == 404
    assert call("POST", f"/{theirs.pk}/comfort", how="said", words="x").status_code == 404


@pytest.mark.mission("RE09")
def test_no_refusal_through_the_api_before_something_near(call, cast) -> None:  # type: ignore[no-untyped-def]
    """The same order as on the page; and a case judged anew by a machine needs a reason too."""
    call("POST", "", key="a", words="Charged twice")
    case = Case.objects.get()
    call("POST", f"/{case.pk}/comfort", how="said", words="Please forgive us.", on_their_side=True)
    call("POST", f"/{case.pk}/hearing", their_words="x", wish="A piano", disputed_amount=12050)
    refused = call("POST", f"/{case.pk}/answers", answer="refused", words="no")
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (409, "nearest")
    for answer in ("nearest", "refused"):
        assert call("POST", f"/{case.pk}/answers", answer=answer, words="x").status_code == 201
    assert (case.reply.ticked, case.steps.get(kind="heard").disputed) == (True, 12050)
    assert call("POST", f"/{case.pk}/ratings", severity="grave", exposed=True).status_code == 422
    rated = call("POST", f"/{case.pk}/ratings", severity="grave", exposed=True, words="burnt")
    assert rated.status_code == 201
