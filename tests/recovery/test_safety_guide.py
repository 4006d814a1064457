"""The guide for difficult moments: at hand, ticked in a case, with steps of the house's own."""

import pytest
from django.test import Client

from regulars.moments import clock
from regulars.recovery.models import Behaviour, HouseStep, Tick
from regulars.recovery.safety.steps_of import STEPS
from tests.cast import Cast
from tests.recovery.scene import NIGHT, fell


@pytest.mark.mission("RE24", "PL04")
def test_every_kind_ends_with_the_way_out_and_the_drunk_get_home() -> None:
    """Four kinds, each with words to say; the last step is always one's own safety; a taxi."""
    assert set(STEPS) == set(Behaviour)
    assert {steps[-1].code for steps in STEPS.values()} == {"stop"}
    assert all(sum(bool(step.say) for step in steps) >= 3 for steps in STEPS.values())
    assert "taxi" in " ".join(f"{step.do} {step.say}" for step in STEPS[Behaviour.DRUNK])


@pytest.mark.mission("RE24")
def test_steps_are_ticked_in_a_case_and_leads_add_to_it(cast: Cast, monkeypatch, door) -> None:  # type: ignore[no-untyped-def]
    """A tick is a record with who and when, once; a step there is not is refused; a lead adds one
    for the house, not a humiliating one; a clerk adds none; the outsider finds nothing."""
    monkeypatch.setattr(clock, "now", lambda: NIGHT)
    case = fell(cast)
    li = door(cast.clerk)
    page = f"/p/corner/difficult/?case={case.pk}"
    text = li.get(page).content.decode()
    assert "call you a taxi" in text
    assert 'action="/p/corner/stops/"' in text
    tick = {"case": case.pk, "behaviour": "drunk", "step": "home"}
    for _twice in range(2):
        assert li.post("/p/corner/difficult/ticks/", tick).status_code == 303
    assert [(one.step, one.by, one.at) for one in Tick.objects.all()] == [
        ("home", cast.clerk.opaque, NIGHT)]  # fmt: skip
    assert li.post("/p/corner/difficult/ticks/", {**tick, "step": "x"}).status_code == 422
    assert li.post("/p/corner/difficult/ticks/", {**tick, "case": ""}).status_code == 422
    own = {"behaviour": "drunk", "words": "Night porter: 55 12"}
    assert li.post("/p/corner/difficult/steps/", own).status_code == 403
    lead, outside = Client(), Client()
    lead.force_login(cast.manager.user)
    outside.force_login(cast.outsider.user)
    humbling = {**own, "words": "让员工下跪道歉"}
    assert lead.post("/p/corner/difficult/steps/", humbling).status_code == 422
    assert lead.post("/p/corner/difficult/steps/", own).status_code == 303
    assert "Night porter" in li.get(page).content.decode()
    step = HouseStep.objects.get()
    assert lead.post(f"/p/corner/difficult/steps/{step.pk}/removal/").status_code == 303
    assert "Night porter" not in li.get(page).content.decode()
    assert outside.get(page).status_code == 404
