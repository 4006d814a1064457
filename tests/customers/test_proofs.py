"""A purchase found without a receipt is taken as proof, once seen by all."""

from typing import Any

import pytest

from regulars.customers import merging, people, receipts
from regulars.moments import journal
from regulars.moments.models import Moment
from tests.cast import MORNING, TODAY, Cast, bought


@pytest.mark.mission("CU02")
def test_found_and_attached_to_what_is_brought_back(cast: Cast, door: Any) -> None:
    """By phone tail and item; then proof, with the words, on the same page and in the story."""
    purchase = bought(cast.yu, cast.place, TODAY, cast.tea)
    client, here = door(cast.clerk), "/p/corner/receipts/?who=1208&item=tea"
    assert "Take it as proof" in client.get(here).content.decode()
    told = {"words": "茶罐盖子裂了", "next": here, "key": "tap"}
    for _ in range(2):
        answer = client.post(f"/p/corner/receipts/{purchase.pk}/proofs/", told)
    assert answer["Location"] == f"{here}&proved={purchase.pk}"
    shown = client.get(answer["Location"]).content.decode()
    assert ("no receipt is needed" in shown, "茶罐盖子裂了" in shown) == (True, True)
    proof = journal.of(cast.yu.opaque, ["proved"]).get()
    assert (proof.facts, proof.actor) == ({"purchase": purchase.pk}, cast.clerk.opaque)


def test_only_what_was_bought_here_and_with_words(cast: Cast, door: Any) -> None:
    """No words, no such purchase, another house: nothing is written."""
    purchase = bought(cast.yu, cast.place, TODAY, cast.tea)
    url = f"/p/corner/receipts/{purchase.pk}/proofs/"
    empty = door(cast.clerk).post(url, {"words": " ", "next": "https://elsewhere.example/"})
    assert empty["Location"] == f"/p/corner/receipts/?empty={purchase.pk}"
    unknown = "/p/corner/receipts/999/proofs/"
    assert door(cast.clerk).post(unknown, {"words": "x"}).status_code == 404
    outside = f"/p/elsewhere/receipts/{purchase.pk}/proofs/"
    assert door(cast.outsider).post(outside, {"words": "x"}).status_code == 404
    assert not Moment.objects.filter(kind="proved").exists()


def test_what_was_bought_before_a_merge_is_found_under_the_survivor(cast: Cast) -> None:
    """The basket of the merged record, proof about who they are now."""
    other = people.introduce(cast.place, name="余建平", handles=[("phone", "15400001208")])
    bought(other, cast.place, TODAY, cast.tea)
    merging.merge(cast.yu, other, by="staff:1", now=MORNING)
    (found,) = receipts.find(cast.place, "1208")
    assert found.customer == cast.yu
