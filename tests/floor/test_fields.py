"""For each kind of fact how many acts it changed, and what is no longer asked for."""

from datetime import timedelta

import pytest

from regulars.floor import preparing
from regulars.moments.models import Moment
from regulars.notebook import asked, facts
from regulars.notebook.models import Fact, Resting
from tests.cast import MORNING, TODAY, Cast


@pytest.mark.mission("NO13")
def test_unused_fields_are_proposed_to_rest_and_come_back(cast: Cast, at, hour) -> None:  # type: ignore[no-untyped-def]
    """What was made ready by a fact counts for its kind; what changed nothing is proposed, and once
    it rests neither form nor chip asks for it. Nothing kept goes, and a tap brings it back."""
    before = MORNING - timedelta(days=100)
    for kind, words in (("need", "安静的角落"), ("occasion", "四月结婚纪念")):
        facts.remember(cast.yu, kind, words, source="told", by="x", now=before, place=cast.place)
    quiet = Fact.objects.get(kind="need")
    preparing.tick(cast.yu.pk, [f"f{quiet.pk}"], cast.place, on=TODAY, by=cast.clerk, now=MORNING)
    rows = {row.kind: row for row in asked.fields(cast.place, MORNING)}
    assert (rows["need"].acts, rows["need"].kept, rows["need"].proposed) == (1, 1, False)
    assert (rows["occasion"].acts, rows["occasion"].proposed) == (0, True)
    assert not rows["allergy"].proposed
    assert rows["allergy"].always
    lead, clerk = at(cast.manager), at(cast.clerk)
    page = lead.get("fields/")
    assert "Used by nobody: let it rest?" in page
    assert "changed 1 act in 90 days" in page
    form, option = f"customers/{cast.yu.pk}/", '<option value="occasion"'
    assert option in clerk.get(form)
    for _tap in range(2):
        assert lead.post("fields/occasion/rest/", key="one").status_code == 303
    assert lead.post("fields/allergy/rest/").status_code == 422
    assert lead.post("fields/moon/rest/").status_code == 422
    assert option not in clerk.get(form)
    assert '<option value="need"' in clerk.get(form)
    assert Fact.objects.filter(kind="occasion", gone_at=None).count() == 1
    lead.post("fields/occasion/rest/", again="1")
    assert option in clerk.get(form)
    assert not Resting.objects.exists()
    told = Moment.objects.filter(kind="field_retired").order_by("pk")
    assert [(row.facts["field"], row.facts.get("again")) for row in told] == [
        ("occasion", None), ("occasion", True),
    ]  # fmt: skip
    assert not any(row.proposed for row in asked.fields(cast.place, before + timedelta(days=80)))
    assert clerk.client.get("/p/corner/fields/").status_code == 403
    assert at(cast.outsider).client.post("/p/corner/fields/want/rest/").status_code == 404
