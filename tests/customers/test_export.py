"""Everything kept about a customer, handed out by a button and by a command, on record."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import vobject

from regulars.customers import consents, export, merging, people
from regulars.moments import audit
from regulars.moments.models import Look, Moment
from regulars.notebook import facts
from regulars.notebook.models import Source
from tests.cast import MORNING, TODAY, Cast, bought


def furnish(cast: Cast) -> None:
    """Something in every chapter."""
    consents.give(cast.wang, "sensitive", by="staff:1", now=MORNING)
    facts.remember(cast.wang, "allergy", "花生", source=Source.TOLD, by="staff:1", now=MORNING)
    facts.remember(cast.wang, "preference", "靠窗", source=Source.TOLD, by="staff:1", now=MORNING)
    bought(cast.wang, cast.place, TODAY, cast.rice)
    audit.looked("staff:1", cast.wang.opaque, "customer", MORNING)
    other = people.introduce(cast.place, name="王秀兰", handles=[("email", "wang@example.org")])
    merging.merge(cast.wang, other, by="staff:1", now=MORNING)


@pytest.mark.mission("CU07")
def test_the_file_holds_everything_also_what_is_under_seal(cast: Cast) -> None:
    """Identity, handles, household, consents, notebook in clear, purchases, looks; no colleague."""
    furnish(cast)
    told = json.loads(export.hand_out(cast.wang, "json", by=cast.manager.opaque, now=MORNING))
    assert set(told) == set(export.CHAPTERS)
    assert [one["name"] for one in told["identity"]] == ["王秀兰", "王秀兰"]
    assert {row["value"] for row in told["handles"]} == {"+8615400000008", "wang@example.org"}
    assert told["household"] == {"name": "王家", "size": 5, "address": "梅林路 8 号"}
    assert {(row["kind"], row["words"]) for row in told["notebook"]} == {
        ("allergy", "花生"), ("preference", "靠窗")}  # fmt: skip
    baskets = [row["bought"] for row in told["moments"] if row["kind"] == "purchased"]
    assert baskets == [[{"article": "rice", "need": "rice", "quantity": 1.0, "amount_minor": 500}]]
    assert told["looks"][0] == {"at": "2026-03-24 01:00:00+00:00", "page": "customer",
                                "by": "staff"}  # fmt: skip
    assert cast.clerk.name not in json.dumps(told, ensure_ascii=False)


@pytest.mark.mission("CU07")
def test_by_the_button_of_a_leader_and_on_record(cast: Cast, door: Any) -> None:
    """A manager gets a file no cache keeps; a clerk does not; both databases of proof have it."""
    furnish(cast)
    url = f"/p/corner/customers/{cast.wang.pk}/exports/"
    answer = door(cast.manager).post(url, {"form": "json"})
    assert answer["Content-Disposition"] == f'attachment; filename="customer-{cast.wang.pk}.json"'
    assert answer["Cache-Control"] == "private, no-store"
    assert Moment.objects.filter(kind="exported", actor=cast.manager.opaque).count() == 1
    assert Look.objects.filter(page="export", actor=cast.manager.opaque).count() == 1
    card = vobject.readOne(door(cast.manager).post(url, {"form": "vcard"}).content.decode())
    assert (card.fn.value, card.tel.value, card.email.value, card.bday.value) == (
        "王秀兰", "+8615400000008", "wang@example.org", f"{date(1979, 4, 16)}")  # fmt: skip
    assert card.adr.value.street == "梅林路 8 号"
    assert door(cast.clerk).post(url, {"form": "json"}).status_code == 403
    assert door(cast.outsider).post(url, {"form": "json"}).status_code == 404


def test_a_chapter_of_every_room_that_keeps_anything() -> None:
    """Whoever adds a personal table finds its chapter, or adds it to one of these."""
    assert set(export.CHAPTERS) >= {
        "identity", "handles", "household", "consents", "purposes", "photo", "visits", "bookings",
        "moments", "looks", "notebook", "jars", "estimates", "foreseen",
    }  # fmt: skip


def test_by_a_command(cast: Cast, tmp_path: Path) -> None:
    """By number or by handle; a name that exists is kept, and nobody is nobody."""
    from typer.testing import CliRunner

    from regulars.site.commands.customers import app
    from regulars.site.commands.words import Refusal

    file = tmp_path / "yu.json"
    run = CliRunner().invoke(app, ["export", "+8615400001208", str(file)])
    assert run.exit_code == 0, run.output
    assert json.loads(file.read_text())["identity"][0]["number"] == cast.yu.pk
    assert file.stat().st_mode & 0o077 == 0
    for words in (["export", str(cast.yu.pk), str(file)], ["export", "nobody", "x.json"],
                  ["export", str(cast.yu.pk), "x.csv"]):  # fmt: skip
        refused = CliRunner().invoke(app, words)
        assert isinstance(refused.exception, Refusal)
    assert Moment.objects.filter(kind="exported", actor="command").count() == 1
