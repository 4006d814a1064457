"""A return is found by who they are; that a slip is missing can never stand as a reason."""

from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from regulars.authority.models import Because, Entry, Refusal
from tests.cast import TODAY, Cast, bought


@pytest.mark.mission("AU15")
def test_no_receipt_can_not_be_stored_as_the_reason_of_a_refusal(begun: Cast, at: Any) -> None:
    """Not as a code, nor in words of any language, nor as “not found” where nobody looked by who
    they are or where there is a purchase: in the form, and in the database. What the vocabulary
    holds is kept, once."""
    clerk, yu = at(begun.clerk), begun.yu
    basket = bought(yu, begun.place, TODAY, begun.tea)
    assert not {"no_receipt", "receipt", "paper"} & set(Because.values)
    no = {"customer": yu.pk, "looked": "who", "because": "worn_out"}
    wrong = [
        ({"because": "no_receipt"}, "A missing slip is none"),
        ({"because": ""}, "Choose a reason from the list"),
        ({"words": "No receipt!"}, "A missing slip is no reason"),
        ({"words": "客人没有小票"}, "A missing slip is no reason"),
        ({"words": "沒有發票"}, "A missing slip is no reason"),
        ({"because": "not_found"}, "They have bought here."),
        ({"because": "not_found", "looked": "what", "customer": begun.wang.pk},
         "Look for it by who they are first"),
        ({"because": "not_found", "customer": begun.wang.pk, "purchase": basket.pk},
         "somebody else’s"),
        ({"because": "given_back", "purchase": basket.pk}, "Nothing is written down as given back"),
    ]  # fmt: skip
    for told, words in wrong:
        answer = clerk.post("authority/refusals/", **{**no, **told})
        assert (answer.status_code, words in answer.content.decode()) == (422, True), told
    assert not Refusal.objects.exists()
    for _tap in range(2):
        assert clerk.post("authority/refusals/", key="r", **no).status_code == 303
    clerk.post("authority/refusals/", because="not_found", looked="who", customer=begun.wang.pk)
    kept = Refusal.objects.values_list("because", "looked", "customer")
    assert list(kept) == [("worn_out", "who", yu.opaque), ("not_found", "who", begun.wang.opaque)]
    row = Refusal.objects.filter(because="worn_out").values().get()
    for lie in ({"because": "no_receipt"}, {"because": "not_found", "looked": ""},
                {"because": "not_found", "looked": "what"},
                {"because": "not_found", "purchase": basket.pk}):  # fmt: skip
        with pytest.raises(IntegrityError), transaction.atomic():
            Refusal(**{**row, "id": None, "key": str(lie), **lie}).save(force_insert=True)
    for change in (lambda: Refusal.objects.update(because="safety"), Refusal.objects.all().delete):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            change()


@pytest.mark.mission("AU15")
def test_the_return_is_granted_on_the_purchase_found_and_then_refused_only_for_that(
    begun: Cast, at: Any
) -> None:
    """From the list of purchases to “May I?” with the basket chosen; given back whole; a second
    time it was given back already, and so it may be said."""
    basket = bought(begun.yu, begun.place, TODAY, begun.tea)
    clerk = at(begun.clerk)
    found = clerk.get("receipts/?who=1208")
    assert f"authority/?customer={begun.yu.pk}&amp;purchase={basket.pk}" in found
    page = clerk.get(f"authority/?customer={begun.yu.pk}&purchase={basket.pk}")
    assert f'value="{basket.pk}" checked' in page
    assert '<option value="refund" selected>' in page
    told = {"customer": begun.yu.pk, "purchase": basket.pk}
    clerk.post("authority/grants/", act="refund", amount="5", reason="not_right", **told)
    assert Entry.objects.get().amount == 500
    answer = clerk.post("authority/refusals/", because="given_back", looked="who", **told)
    assert answer.status_code == 303
