"""A sales target and a guest's interest collide: the choice, by whom, and the week's review."""

from datetime import timedelta

import pytest

from regulars.moments import deadlines
from regulars.moments.models import Moment
from regulars.places.models import Notice
from tests.cast import MORNING, Cast

WEEK = "2026-W13"


@pytest.mark.mission("MO07")
def test_logged_with_one_tap_and_reviewed_weekly(cast: Cast, at, hour) -> None:  # type: ignore[no-untyped-def]
    """The choice and who made it; a clerk sees their own, whoever leads the week; on Monday an
    unreviewed week is told, a reviewed one is kept with its counts."""
    clerk, lead = at(cast.clerk), at(cast.manager)
    assert "Nothing collided in the last weeks" in clerk.get("collisions/")
    told = {
        "choice": "customer",
        "words": "大瓶的提成高，小瓶就够了",
        "customer": str(cast.yu.pk),
        "key": "1",
    }
    for _tap in range(2):
        assert clerk.post("collisions/", **told).status_code == 303
    at(cast.colleague).post("collisions/", choice="target")
    assert clerk.post("collisions/", choice="moon").status_code == 422
    rows = Moment.objects.filter(kind="interests_collided").order_by("pk")
    assert [(row.subject, row.actor, row.facts["choice"]) for row in rows] == [
        (cast.yu.opaque, cast.clerk.opaque, "customer"),
        (f"place:{cast.place.pk}", cast.colleague.opaque, "target"),
    ]
    mine, all_of = clerk.get("collisions/"), lead.get("collisions/")
    assert "小瓶就够了" in mine
    assert "老周" not in mine
    assert "review/" not in mine
    assert "小瓶就够了" in all_of
    assert "老周" in all_of
    assert "小李" in all_of
    deadlines.run_due(MORNING + timedelta(days=7))
    assert set(Notice.objects.values_list("staff", flat=True)) == {cast.manager.pk, cast.owner.pk}
    hour.now = MORNING + timedelta(days=7)
    assert "Nobody has looked at this week yet" in lead.get("collisions/")
    assert lead.post(f"collisions/{WEEK}/review/", words=" ").status_code == 422
    assert lead.post("collisions/2026-W99/review/", words="x").status_code == 404
    for _tap in range(2):
        lead.post(f"collisions/{WEEK}/review/", key="r", words="大瓶的提成从下月起取消")
    (row,) = Moment.objects.filter(kind="collisions_reviewed")
    assert row.facts == {"week": WEEK, "customer": 1, "target": 1, "both": 0}
    page = lead.get("collisions/")
    assert "大瓶的提成从下月起取消" in page
    assert "Nobody has looked" not in page
    assert clerk.post(f"collisions/{WEEK}/review/", words="x").status_code == 403
    clerk.post("collisions/", choice="both")
    lead.post("collisions/2026-W14/review/", words="很好")
    deadlines.run_due(MORNING + timedelta(days=14))
    assert Notice.objects.count() == 2
    outside = at(cast.outsider)
    assert outside.client.get("/p/corner/collisions/").status_code == 404
    assert "小瓶" not in outside.client.get("/p/elsewhere/collisions/").content.decode()
