"""How deep the relation to a core client goes, and the care limit of those close to them."""

from datetime import timedelta

import pytest

from regulars.customers.models import Acquaintance
from regulars.floor.bonds import closeness
from regulars.moments import journal
from regulars.moments.kinds import FollowedUp
from regulars.moments.models import Moment
from regulars.notebook import facts
from regulars.places.models import Notice, Shift
from tests import cast as casting
from tests.cast import MORNING, TODAY, Cast

DAY = timedelta(days=1)


@pytest.mark.mission("CU13")
def test_depth_is_shown_and_closeness_stays_within_care(cast: Cast, at, hour) -> None:  # type: ignore[no-untyped-def]
    """Months, needs, trade and circle; each evening contact is one tap or derived from the shift;
    beyond the limit whoever leads is told once, without a guest's name."""
    casting.regular(cast.yu, cast.place, 30, 6)
    Acquaintance.objects.create(customer=cast.yu, level=3, since=MORNING, seen_on=TODAY)
    for kind in ("need", "preference"):
        facts.remember(cast.yu, kind, "安静", source="told", by="x", now=MORNING, place=cast.place)
    lead, clerk, home = at(cast.manager), at(cast.clerk), f"customers/{cast.yu.pk}"
    assert "Nobody was in touch with guests outside working hours" in lead.get("closeness/")
    assert clerk.post(f"{home}/trade/", words=" ").status_code == 422
    clerk.post(f"{home}/trade/", words="做机械出口，常去泰国")
    found = closeness.depth_of(cast.yu, cast.place, MORNING)
    assert (found.months, found.needs, found.trade, found.circle) == (
        5, 2, ("做机械出口，常去泰国",), 0,
    )  # fmt: skip
    page = clerk.get(f"{home}/bond/")
    assert "known for 5 months · 2 needs known" in page.replace("\n", "")
    assert "机械出口" in page
    core = lead.get("closeness/")
    assert "worth learning: what they need · who belongs around them" in core
    assert "Mr Yu" in core
    Shift.objects.create(place=cast.place, staff=cast.clerk, starts_at=MORNING,
                         ends_at=MORNING + timedelta(hours=8))  # fmt: skip
    for hours_on in (2, 12):
        when = MORNING + timedelta(hours=hours_on)
        journal.record(FollowedUp(about=1), about=cast.yu.opaque, at=when, by=cast.clerk.opaque,
                       place=cast.place.pk)  # fmt: skip
    assert closeness.contacts(cast.place, MORNING + DAY) == {cast.clerk.opaque: 1}
    for day in (1, 2, 3, 4):
        hour.now = MORNING + day * DAY
        for _tap in range(2):
            assert clerk.post(f"{home}/off-hours/", key=f"k{day}").status_code == 303
        assert Notice.objects.count() == (2 if day == 4 else 0)
    clerk.post(f"{home}/off-hours/")
    assert set(Notice.objects.values_list("staff", flat=True)) == {cast.manager.pk, cast.owner.pk}
    assert not Notice.objects.filter(line__contains="余").exists()
    (told,) = Moment.objects.filter(kind="care_flagged")
    assert (told.subject, told.facts) == (cast.clerk.opaque, {"contacts": 5, "days": 30})
    assert "That is more than enough" in lead.get("closeness/")
    for wrong in ("0", "x", "999", ""):
        assert lead.post("closeness/limit/", a_month=wrong).status_code == 422
    lead.post("closeness/limit/", a_month="9")
    assert "That is more than enough" not in lead.get("closeness/")
    assert clerk.client.get("/p/corner/closeness/").status_code == 403
    outside = at(cast.outsider)
    assert outside.client.get("/p/corner/closeness/").status_code == 404
    assert "余" not in outside.client.get("/p/elsewhere/closeness/").content.decode()
    assert outside.client.post(f"/p/elsewhere/{home}/off-hours/").status_code == 404
