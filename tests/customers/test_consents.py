"""Nothing is kept without a purpose; consent is one tap each way, and taken back it has effect."""

from typing import Any

import pytest
from django.apps import apps
from django.db.models import ForeignKey, Model

from regulars.customers import birthdays, consents, photos, purposes
from regulars.customers.models import Consent, Customer, Household, Photo
from regulars.customers.purposes import KINDS_OF_FACT, PERSONAL, PURPOSES, Basis
from regulars.moments.models import Look, Moment, Words
from regulars.notebook import facts
from regulars.notebook.models import Fact, FactKind, Source
from tests.cast import MORNING, TODAY, Cast

PEOPLE = (Customer, Household)
NAMELESS = {"customers.Part": "words that somebody's name has, not whose"}
ROOMS = ("moments", "places", "customers", "notebook", "anticipation", "recovery",
         "floor", "scorecard")  # fmt: skip


def personal_models() -> set[type[Model]]:
    """Every table of ours that holds a customer or a household, or hangs on one that does."""
    found: set[type[Model]] = {*PEOPLE, Words, Look}
    ours = [m for m in apps.get_models() if m._meta.app_label in ROOMS]
    while True:
        more = {
            model for model in ours if model not in found
            for field in model._meta.get_fields()
            if isinstance(field, ForeignKey) and field.related_model in found
        }  # fmt: skip
        if not more:
            return found
        found |= more


@pytest.mark.mission("CU06")
def test_every_personal_table_has_a_purpose() -> None:
    """A new table about customers without a row among the purposes does not go unnoticed."""
    named = {model._meta.label for model in personal_models()} - set(NAMELESS)
    tables = {name for name in PERSONAL if name.count(".") == 1}
    assert named - tables == set()
    for name in PERSONAL:
        app, model, *field = name.split(".")
        fields = [each.name for each in apps.get_model(app, model)._meta.get_fields()]
        assert not field or field[0] in fields
    assert set(PERSONAL.values()) | set(KINDS_OF_FACT.values()) <= set(PURPOSES)


@pytest.mark.mission("CU06")
def test_every_kind_of_fact_has_a_purpose_and_consent_has_its_question() -> None:
    """And only what rests on consent asks for one."""
    assert set(KINDS_OF_FACT) == set(FactKind.values)
    assert {each.code for each in PURPOSES.values() if each.ask} == set(purposes.CONSENTS)
    assert all(each.basis is Basis.CONSENT for each in PURPOSES.values() if each.ask)


@pytest.mark.mission("CU06")
def test_what_rests_on_consent_is_not_kept_without_it(cast: Cast) -> None:
    """A photo, a birthday, an allergy: refused, with the question to ask."""
    with pytest.raises(purposes.NoConsent, match="May we keep a small photo"):
        photos.keep(cast.yu, b"x", by="staff:1", now=MORNING)
    with pytest.raises(purposes.NoConsent, match="May we keep your birthday"):
        birthdays.keep(cast.yu, TODAY, by="staff:1", now=MORNING, place=cast.place)
    with pytest.raises(purposes.NoConsent, match="so that nobody serves you what harms you"):
        facts.remember(cast.yu, "allergy", "花生", source=Source.TOLD, by="staff:1", now=MORNING)
    assert not Photo.objects.exists()
    assert not Fact.objects.exists()


@pytest.mark.mission("CU06")
def test_taken_back_it_is_gone(cast: Cast) -> None:
    """The photo is deleted, the birthday forgotten, what was under seal removed."""
    for purpose in ("photo", "greetings", "sensitive", "marketing"):
        consents.give(cast.wang, purpose, by="staff:1", now=MORNING)
    photos.keep(cast.wang, b"x", by="staff:1", now=MORNING)
    facts.remember(cast.wang, "allergy", "花生", source=Source.TOLD, by="staff:1", now=MORNING)
    for purpose in ("photo", "greetings", "sensitive", "marketing"):
        consents.withdraw(cast.wang, purpose, by="staff:1", now=MORNING)
        assert not consents.has(cast.wang.pk, purpose)
    assert not Photo.objects.exists()
    assert Customer.objects.get(pk=cast.wang.pk).birthday is None
    assert not Fact.objects.filter(kind="allergy").exclude(sealed=None).exists()
    assert Moment.objects.filter(kind="withdrew", subject=cast.wang.opaque).count() == 4


def test_given_twice_is_once_and_each_says_who_and_when(cast: Cast) -> None:
    """An open consent is one row; taken back and given again it is a new one."""
    for _ in range(2):
        consents.give(cast.yu, "photo", by="staff:1", now=MORNING)
    consents.withdraw(cast.yu, "photo", by="staff:2", now=MORNING)
    assert consents.withdraw(cast.yu, "photo", by="staff:2", now=MORNING) is None
    consents.give(cast.yu, "photo", by="staff:1", now=MORNING)
    rows = Consent.objects.order_by("pk").values_list("by", "withdrawn_by", "withdrawn_at")
    assert list(rows) == [("staff:1", "staff:2", MORNING), ("staff:1", "", None)]
    with pytest.raises(consents.NoSuchPurpose):
        consents.give(cast.yu, "anything", by="staff:1", now=MORNING)


@pytest.mark.mission("CU06")
def test_one_tap_gives_and_one_tap_takes_back(cast: Cast, door: Any) -> None:
    """By a clerk, on the page that shows what it is for and what to ask; never by the outsider."""
    page, url = (f"/p/corner/customers/{cast.yu.pk}/{each}/" for each in ("kept", "consents"))
    client = door(cast.clerk)
    assert "May we keep a small photo" in client.get(page).content.decode()
    client.post(url, {"purpose": "photo"})
    assert consents.has(cast.yu, "photo")
    assert "agreed on" in client.get(page).content.decode()
    client.post(url, {"purpose": "photo", "withdraw": "1"})
    assert not consents.has(cast.yu, "photo")
    assert door(cast.outsider).post(url, {"purpose": "photo"}).status_code == 404
    assert Look.objects.filter(actor=cast.clerk.opaque, page="kept").count() == 2
