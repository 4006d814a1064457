"""A case has one owner at every instant: handed on by asking, taken by one of two."""

import pytest
from django.db import IntegrityError, transaction

from regulars.places import people
from regulars.recovery import owners
from regulars.recovery.models import Case, Handover
from regulars.recovery.troubles import NotSo, Taken
from tests.cast import Cast
from tests.recovery.scene import at, fell


@pytest.mark.mission("RE01")
def test_handed_on_it_stays_with_the_first_until_accepted(cast: Cast) -> None:
    case = fell(cast)
    offer = owners.hand_over(case, cast.colleague, words="我下班了", by=cast.clerk, now=at(1))
    case.refresh_from_db()
    assert case.owner == cast.clerk
    with pytest.raises(NotSo, match="not you"):
        owners.accept(offer, by=cast.manager, now=at(2))
    owners.accept(offer, by=cast.colleague, now=at(2))
    owners.accept(offer, by=cast.colleague, now=at(3))  # tapped again: nothing more
    case.refresh_from_db()
    offer.refresh_from_db()
    assert (case.owner, offer.accepted_at, offer.ended_at) == (cast.colleague, at(2), at(2))


def test_declined_it_stays_and_can_be_offered_again(cast: Cast) -> None:
    case = fell(cast)
    offer = owners.hand_over(case, cast.colleague, by=cast.clerk, now=at(1))
    owners.decline(offer, by=cast.colleague, now=at(2))
    again = owners.hand_over(case, cast.colleague, by=cast.clerk, now=at(3))
    assert again.pk != offer.pk
    with pytest.raises(Taken):
        owners.accept(offer, by=cast.colleague, now=at(4))
    case.refresh_from_db()
    assert case.owner == cast.clerk


def test_the_same_hand_over_twice_is_one_and_another_withdraws_it(cast: Cast) -> None:
    case = fell(cast)
    by = {"by": cast.clerk, "now": at(1)}
    first = owners.hand_over(case, cast.colleague, **by, key="tap")
    assert owners.hand_over(case, cast.colleague, **by, key="tap") == first
    assert owners.hand_over(case, cast.colleague, **by) == first
    second = owners.hand_over(case, cast.manager, **by)
    assert list(Handover.objects.filter(ended_at=None)) == [second]


def test_who_may_hand_it_to_whom(cast: Cast) -> None:
    """The owner or a leader hands on; only somebody of this place who still works here gets it."""
    case = fell(cast)
    people.leave(cast.colleague, by=cast.owner, now=at(0))
    for by, to, field in (
        (cast.colleague, cast.manager, "by"), (cast.clerk, cast.colleague, "to"),
        (cast.clerk, cast.outsider, "to"), (cast.clerk, cast.clerk, "to"),
    ):  # fmt: skip
        with pytest.raises(NotSo) as refused:
            owners.hand_over(case, to, by=by, now=at(1))
        assert refused.value.field == field
    assert owners.hand_over(case, cast.owner, by=cast.manager, now=at(1)).giver == cast.clerk


@pytest.mark.mission("RE01")
def test_of_two_who_take_it_as_they_saw_it_one_does(cast: Cast) -> None:
    """Both looked at the case while it was the waiter's; the second is told who was quicker."""
    case = fell(cast)
    seen = [Case.objects.get(pk=case.pk) for _ in range(2)]
    owners.take(seen[0], by=cast.colleague, now=at(1), key="a")
    with pytest.raises(Taken) as late:
        owners.take(seen[1], by=cast.manager, now=at(1), key="b")
    assert late.value.owner == "老周"
    owners.take(seen[0], by=cast.colleague, now=at(1), key="a")
    assert Case.objects.get().owner == cast.colleague


def test_no_case_without_an_owner_even_for_the_database(cast: Cast) -> None:
    case = fell(cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(owner=None)
