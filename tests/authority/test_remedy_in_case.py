"""The extra of a case is chosen from what was offered openly; what was chosen and what was not
stands beside the step, and all of it is undone together."""

from typing import Any

import pytest

from regulars.authority import things
from regulars.authority.models import Entry, Offer, Offered, Thing
from regulars.customers import consents
from regulars.notebook import facts
from regulars.recovery import cases, steps
from regulars.recovery.models import Step
from tests.cast import MORNING, Cast


@pytest.fixture
def case(begun: Cast) -> Any:
    """Soup on Mr Yu; he was comforted and heard, and he must not have peanuts."""
    for name, cost, left, holds in (("Cake", 3000, 1, "milk"), ("Brittle", 500, 5, "peanut"),
                                    ("Tea", 1500, None, "")):  # fmt: skip
        draft = things.Draft(name, None, cost, left, 0, as_remedy=True, holds=holds)
        things.add(begun.place, draft, by="test", now=MORNING)
    consents.give(begun.yu, "sensitive", by="staff:1", now=MORNING, place=begun.place)
    facts.remember(begun.yu, "allergy", "peanut", source="told", by="staff:1", now=MORNING,
                   place=begun.place)  # fmt: skip
    found = cases.open_case(begun.place, "Soup", by=begun.clerk, now=MORNING, customer=begun.yu)
    steps.comfort(found, how="said", words="Forgive us", by=begun.clerk, now=MORNING)
    steps.hear(found, their_words="My coat", wish="Clean", by=begun.clerk, now=MORNING)
    return found


@pytest.mark.mission("AU09")
def test_they_choose_the_extra_from_the_menu_of_the_case(case: Any, begun: Cast, at: Any) -> None:
    """The step shows what may be offered; the brittle is left out for his good. The cake he takes
    is the extra by its name and cost, one line of the ledger, counted down; the tea was passed
    over. What is not on the menu, or no words for an idea of his own, is refused and nothing is
    kept."""
    clerk = at(begun.clerk)
    page = clerk.get(f"cases/{case.pk}/")
    assert "Offer it openly" in page
    assert "Brittle" not in page
    assert "1 thing is left out, for their good." in page
    cake, nuts, tea = (Thing.objects.get(name=name) for name in ("Cake", "Brittle", "Tea"))
    right = {"restitution": "Cleaning by noon", "shown": f"{cake.pk} {tea.pk}"}
    for took in (str(nuts.pk), "own", "gold"):
        answer = clerk.post(f"cases/{case.pk}/restitution/", took=took, **right)
        assert answer.status_code == 422, took
    assert not Entry.objects.exists()
    assert not Step.objects.filter(kind="put_right").exists()
    for _tap in range(2):
        clerk.post(f"cases/{case.pk}/restitution/", key="r", took=cake.pk, **right)
    cake.refresh_from_db()
    entry = Entry.objects.get()
    assert (entry.act, entry.amount, entry.case, entry.mark.thing, entry.mark.kind, cake.left) == (
        "extra", 3000, case.opaque, cake, "remedy", 0)  # fmt: skip
    step = Step.objects.get(kind="put_right")
    assert (step.extra, step.extra_given) == (3000, True)
    offer = Offer.objects.get()
    assert (offer.case, offer.customer) == (case.opaque, begun.yu.opaque)
    lines = Offered.objects.values_list("thing__name", "outcome")
    assert list(lines) == [("Cake", "chosen"), ("Tea", "passed")]
