"""Promises at the screen: given from a customer's page, a card or a case, kept with one tap."""

import json
from datetime import timedelta
from typing import Any

import pytest

from regulars.floor import promises
from regulars.floor.models import Guarantee, Promise
from regulars.moments import clock, deadlines
from regulars.places import machines, tokens
from regulars.places.models import Role
from regulars.recovery import cases
from regulars.recovery.models import Case
from tests.cast import MORNING, Cast

TEA = "我马上把姜茶端来"


@pytest.mark.mission("FL06")
def test_given_on_their_page_seen_by_its_owner_and_kept_with_one_tap(cast: Cast, at, hour) -> None:  # type: ignore[no-untyped-def]
    """One box and one tap; it stands on their page, on mine and in the strip of every page; a tap
    keeps it, and tapped twice it is kept once."""
    page = f"customers/{cast.wang.pk}/"
    assert "I promise it" in at(cast.clerk).get(page)
    answer = at(cast.clerk).post("promises/", words=TEA, customer=cast.wang.pk,
                                 next=f"/p/corner/{page}")  # fmt: skip
    assert (answer.status_code, answer["Location"]) == (303, f"/p/corner/{page}?kept=made")
    promise = Promise.objects.get()
    assert (promise.owner, promise.customer, promise.due_at, promise.post) == (
        cast.clerk, cast.wang, MORNING + timedelta(minutes=5), "door")  # fmt: skip
    assert TEA in at(cast.clerk).get(page)
    mine = at(cast.clerk).get("promises/")
    assert TEA in mine
    assert "09:05" in mine
    assert "5 minutes left" in mine
    assert "You promised something for 09:05" in at(cast.clerk).get("cases/rings/")
    assert "You promised" not in at(cast.colleague).get("cases/rings/")
    theirs = at(cast.colleague).get("promises/")
    assert "My colleagues" in theirs
    assert "You owe nobody a word" in theirs
    for _tap in range(2):
        kept = at(cast.clerk).post(f"promises/{promise.pk}/keeping/", key="one")
        assert kept.status_code == 303
    assert f'id="p{promise.pk}"' not in at(cast.clerk).get("promises/")
    assert "100 % kept" in at(cast.clerk).get("promises/")
    assert at(cast.clerk).post(f"promises/{promise.pk}/withdrawal/", words="x").status_code == 422


@pytest.mark.mission("FL06")
def test_unkept_the_page_shows_the_case_and_it_can_be_made_good(cast: Cast, at, hour) -> None:  # type: ignore[no-untyped-def]
    case = cases.open_case(cast.place, "汤洒了", by=cast.clerk, now=MORNING, customer=cast.yu)
    form = at(cast.clerk).get(f"promises/new/?case={case.pk}")
    assert "Mr Yu" in form
    assert f"promises/new/?case={case.pk}" in at(cast.clerk).get(f"cases/{case.pk}/")
    assert f"promises/new/?customer={cast.yu.pk}" in at(cast.clerk).get(
        f"customers/{cast.yu.pk}/onward/")  # fmt: skip
    at(cast.clerk).post("promises/", words="十五分钟内回话", case=case.pk, due="15")
    promise = Promise.objects.get()
    assert (promise.source, promise.customer) == (case, cast.yu)
    deadlines.run_due(hour.later(15 * 60))
    broken = Case.objects.exclude(pk=case.pk).get()
    shown = at(cast.clerk).get("promises/")
    assert "Not kept in time" in shown
    assert f"cases/{broken.pk}/" in shown
    assert "0 % kept" in shown
    assert "十五分钟内回话" in at(cast.clerk).get(f"cases/{broken.pk}/")
    at(cast.colleague).post(f"promises/{promise.pk}/taking/")
    assert "1 of them kept late" not in shown
    at(cast.colleague).post(f"promises/{promise.pk}/keeping/")
    promise.refresh_from_db()
    assert (promise.owner, promise.kept_by) == (cast.colleague, cast.colleague.opaque)
    assert "1 of them kept late" in at(cast.clerk).get("promises/")


@pytest.mark.mission("FL06")
def test_bad_input_says_what_to_do_and_keeps_what_was_typed(cast: Cast, at, hour) -> None:  # type: ignore[no-untyped-def]
    for told, words in (
        ({"words": ""}, "Write a few words"),
        ({"words": TEA, "due": "at", "at": "soon"}, "such as 2026-03-24 18:30"),
        ({"words": TEA, "due": "at", "at": "2026-03-24T08:00"}, "over already"),
        ({"words": "茶" * 2001}, "too long"),
    ):
        answer = at(cast.clerk).post("promises/", **told)
        assert answer.status_code == 422
        assert words in answer.content.decode()
    assert not Promise.objects.exists()
    client = at(cast.outsider).client
    promise = promises.make(cast.place, TEA, by=cast.clerk, now=MORNING)
    for path in ("promises/", "promises/new/", "guarantees/"):
        assert client.get(f"/p/corner/{path}").status_code == 404
    assert client.post(f"/p/corner/promises/{promise.pk}/keeping/").status_code == 404
    assert client.post(f"/p/elsewhere/promises/{promise.pk}/keeping/").status_code == 404
    assert TEA not in client.get("/p/elsewhere/promises/").content.decode()


@pytest.mark.mission("FL06")
def test_guarantees_are_published_by_who_leads_and_read_by_all(cast: Cast, at, hour) -> None:  # type: ignore[no-untyped-def]
    """Without what is owed it is not published."""
    empty = at(cast.clerk).get("guarantees/")
    assert "Nothing is guaranteed in writing yet" in empty
    assert "Publish it" not in empty
    told = {"name": "Your table in ten minutes", "name_zh_hans": "十分钟内入座", "minutes": "10"}
    assert at(cast.clerk).post("guarantees/new/", owed="x", **told).status_code == 403
    assert at(cast.owner).post("guarantees/new/", owed="", **told).status_code == 422
    assert at(cast.owner).post("guarantees/new/", owed="x", **{**told, "minutes": "0"}
                               ).status_code == 422  # fmt: skip
    assert at(cast.owner).post("guarantees/new/", owed="The soup is on us", **told
                               ).status_code == 303  # fmt: skip
    shown = at(cast.clerk).get("guarantees/")
    assert "The soup is on us" in shown
    kept = Guarantee.objects.get()
    at(cast.clerk).post("promises/", words="入座", guarantee=kept.pk)
    promise = Promise.objects.get()
    assert (promise.guarantee, promise.due_at) == (kept, MORNING + timedelta(minutes=10))
    assert at(cast.owner).post(f"guarantees/{kept.pk}/end/").status_code == 303
    assert "The soup" not in at(cast.clerk).get("guarantees/")


@pytest.mark.mission("FL06")
def test_a_machine_lists_makes_and_keeps(cast: Cast, client) -> None:  # type: ignore[no-untyped-def]
    """With the same refusals; the same key makes one promise; another house's is not there."""
    machines.forget_all()
    _row, secret = tokens.make(cast.place, "till", Role.CLERK, by="t", now=clock.now())

    def call(method: str, path: str = "", **told: Any) -> Any:
        headers = {"Authorization": f"Bearer {secret}", **told.pop("headers", {})}
        body = json.dumps(told) if method == "POST" else None
        return client.generic(method, f"/api/v1/promises{path}", body or "",
                              content_type="application/json", headers=headers)  # fmt: skip

    key = {"Idempotency-Key": "one"}
    made = [call("POST", words=TEA, customer=cast.yu.pk, headers=key) for _turn in range(2)]
    assert [each.status_code for each in made] == [201, 201]
    promise = Promise.objects.get()
    assert made[0].json()["id"] == made[1].json()["id"] == promise.pk
    (line,) = call("GET").json()
    assert (line["id"], line["words"], line["customer"], line["broken"]) == (
        promise.pk, TEA, cast.yu.pk, None)  # fmt: skip
    wrong = call("POST", words=TEA, due_at="2020-01-01T00:00:00Z")
    assert (wrong.status_code, wrong.json()["errors"][0]["field"]) == (422, "due_at")
    assert call("POST", words=TEA, due_at="2030-01-01T00:00:00").status_code == 422
    assert call("POST", f"/{promise.pk}/keeping").status_code == 201
    assert call("GET").json() == []
    other = promises.make(cast.elsewhere, TEA, by=cast.outsider, now=clock.now())
    assert call("POST", f"/{other.pk}/keeping").status_code == 404
    machines.forget_all()
