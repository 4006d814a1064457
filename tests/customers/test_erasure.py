"""Forgotten: everything personal is gone from every table, the counts stay, the proof stands."""

from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import connection

from regulars.customers import (
    consents,
    erasure,
    merging,
    own_page,
    people,
    photos,
    recognition,
    visits,
)
from regulars.customers.models import Booking, Customer, Household, Merge, Tally
from regulars.moments.models import Line, Moment, Words
from regulars.notebook import containers, facts
from regulars.notebook.models import Fact, Source
from tests.cast import MORNING, TODAY, Cast, bought

PERSONAL = ("余建平", "建平", "1208", "靠窗", "花生", "接机", "yu@example.org", "K-88", "Yu")


def furnish(cast: Cast) -> Customer:
    """Mr Yu with something in every table, and a second record merged into his."""
    yu = cast.yu
    for purpose in ("photo", "sensitive"):
        consents.give(yu, purpose, by="staff:1", now=MORNING)
    photos.keep(yu, b"x", by="staff:1", now=MORNING)
    facts.remember(yu, "preference", "靠窗", source=Source.TOLD, by="staff:1", now=MORNING)
    facts.remember(yu, "allergy", "花生", source=Source.TOLD, by="staff:1", now=MORNING)
    Booking.objects.create(place=cast.place, customer=yu, starts_at=MORNING + timedelta(days=2),
                           aim="接机", code="K-88", by="staff:1")  # fmt: skip
    home = Household.objects.create(book=cast.place.book, name="余家", size=1)
    Customer.objects.filter(pk=yu.pk).update(household=home)
    yu.refresh_from_db()
    containers.measure(yu, cast.tea, name="茶罐", capacity=1, mouths=1, daily_use=0.01,
                       by="staff:1", now=MORNING)  # fmt: skip
    bought(yu, cast.place, TODAY, cast.tea)
    visits.count_visit(yu, cast.place, TODAY)
    own_page.make_link(yu, by="staff:1", now=MORNING, place=cast.place)
    other = people.introduce(cast.place, name="余建平", handles=[("email", "yu@example.org")])
    merging.merge(yu, other, by="staff:1", now=MORNING)
    return other


def everything_written() -> str:
    """Every text in the database, as one."""
    rooms = ("moments", "customers", "notebook", "anticipation", "recovery")
    ours = [model for model in apps.get_models() if model._meta.app_label in rooms]
    cells = (v for m in ours for row in m._default_manager.values_list() for v in row)
    return "\n".join(str(bytes(v) if isinstance(v, memoryview) else v) for v in cells)


@pytest.mark.mission("CU07")
def test_nothing_personal_is_left_and_the_counts_stay(cast: Cast) -> None:
    """Not one word in any table; the basket, the visit and the moments are counted as before."""
    other = furnish(cast)
    counted = (Moment.objects.count(), Line.objects.count())
    assert all(word in everything_written() for word in ("余建平", "靠窗", "接机", "K-88"))
    proof = erasure.erase(cast.yu, by=cast.owner.opaque, now=MORNING, place=cast.place)
    left = everything_written().replace(cast.wang.name, "")
    assert [word for word in PERSONAL if word in left] == []
    assert (Moment.objects.count(), Line.objects.count()) == (counted[0] + 1, counted[1])
    assert Tally.objects.filter(customer=cast.yu).values_list("visits", flat=True)[0] == 1
    for pk in (cast.yu.pk, other.pk):
        bare = Customer.objects.get(pk=pk)
        assert (bare.name, bare.household, bare.erased_at) == ("", None, MORNING)
    assert not Merge.objects.exists()
    assert not Household.objects.filter(name="余家").exists()
    assert Booking.objects.get().state == Booking.State.CANCELLED
    assert recognition.find(cast.place, "1208") == ()
    assert (proof.kind, proof.actor, proof.facts["records"]) == ("erased", cast.owner.opaque, 2)


@pytest.mark.mission("CU07")
def test_the_household_stays_with_those_who_live_there(cast: Cast) -> None:
    """The jar passes to another of the family; what belongs to all of them stays."""
    jar = containers.measure(cast.wang, cast.rice, name="米缸", capacity=30, mouths=5, daily_use=1,
                             by="staff:1", now=MORNING)  # fmt: skip
    home = cast.wang.household
    assert home is not None
    facts.remember(home, "consumption", "周末多两口人", source=Source.TOLD, by="staff:1",
                   now=MORNING)  # fmt: skip
    erasure.erase(cast.wang, by="staff:1", now=MORNING)
    jar.refresh_from_db()
    assert jar.customer.name == "陈建国"
    assert Household.objects.get(pk=home.pk).members.count() == 4
    assert Fact.objects.filter(household=home).count() == 1


def test_asked_again_it_is_the_same_proof(cast: Cast) -> None:
    """Twice erased is once erased, also where the merged record is named."""
    other = furnish(cast)
    first = erasure.erase(cast.yu, by="staff:1", now=MORNING)
    again = erasure.erase(Customer.objects.get(pk=cast.yu.pk), by="staff:2", now=MORNING)
    erasure.erase(Customer.objects.get(pk=other.pk), by="staff:2", now=MORNING)
    assert first == again
    assert Moment.objects.filter(kind="erased").count() == 1


def test_half_done_is_not_done(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the ledger cannot be written nothing is erased."""
    furnish(cast)
    before = everything_written()

    def full(*_: Any) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr("regulars.customers.forgotten.note", full)
    with pytest.raises(OSError, match="No space"):
        erasure.erase(cast.yu, by="staff:1", now=MORNING)
    assert everything_written() == before
    assert Words.objects.exists()


@pytest.mark.mission("CU07")
def test_typed_not_tapped_and_by_a_leader(cast: Cast, door: Any) -> None:
    """The wrong number erases nobody; a clerk may not; then their page is no more."""
    url = f"/p/corner/customers/{cast.yu.pk}/erasures/"
    assert door(cast.clerk).post(url, {"typed": cast.yu.pk}).status_code == 403
    client = door(cast.owner)
    wrong = client.post(url, {"typed": "yes"})
    assert (wrong.status_code, "Nothing was erased" in wrong.content.decode()) == (422, True)
    done = client.post(url, {"typed": str(cast.yu.pk)})
    assert "They are forgotten" in done.content.decode()
    assert client.get(f"/p/corner/customers/{cast.yu.pk}/kept/").status_code == 404
    assert Moment.objects.get(kind="erased").actor == cast.owner.opaque


def test_no_number_is_given_out_twice(cast: Cast) -> None:
    """After a restore newcomers get numbers above all that were ever forgotten."""
    from regulars.customers import forgotten

    forgotten.never_again(cast.yu.pk + 500)
    assert people.introduce(cast.place).pk > cast.yu.pk + 500
    assert connection.vendor in ("sqlite", "postgresql")
