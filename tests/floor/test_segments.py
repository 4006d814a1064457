"""Customers by layers of need; one person may stand in several, and each membership has reasons."""

import pytest

from regulars.customers import consents
from regulars.customers.models import Segment
from regulars.floor.segments import reading
from regulars.notebook import facts
from tests import cast as casting
from tests.cast import MORNING, Cast


@pytest.mark.mission("CU09")
def test_segments_by_need_with_reasons(cast: Cast, at, hour) -> None:  # type: ignore[no-untyped-def]
    """Read from what was told; money and what is sensitive place nobody; the house's own stands
    beside the layers and may be taken out."""

    def told(who, kind, words) -> None:  # type: ignore[no-untyped-def]
        facts.remember(who, kind, words, source="told", by="x", now=MORNING, place=cast.place)

    consents.give(cast.yu, "sensitive", by="x", now=MORNING, place=cast.place)
    told(cast.yu, "preference", "靠窗，安静")
    told(cast.yu, "other", "带笔记本电脑工作")
    told(cast.yu, "allergy", "新品坚果过敏")
    told(cast.yu, "preference", "pastry for breakfast on the terrace")
    told(cast.wang, "need", "給全家買")
    casting.regular(cast.yu, cast.place, 5, 4)
    lead, codes = at(cast.manager), lambda who: [one.code for one in reading.of(who, cast.place)]
    assert codes(cast.yu) == ["comfort", "quiet"]
    assert codes(cast.wang) == ["family"]
    page = lead.get("segments/quiet/")
    assert "Mr Yu" in page
    assert "靠窗，安静" in page
    assert "also: Comfort" in page
    assert "Nobody has told us of this need yet" in lead.get("segments/novelty/")
    own = {
        "name": "Desk away from desk",
        "words": "笔记本电脑, laptop",
        "min_visits": "4",
        "key": "a",
    }
    for _tap in range(2):
        assert lead.post("segments/", **own).status_code == 303
    row = Segment.objects.get()
    assert codes(cast.yu) == ["comfort", "quiet", f"own-{row.pk}"]
    counts = {one.code: one.count for one in reading.counted(cast.place)}
    assert (counts["quiet"], counts[f"own-{row.pk}"], counts["thrift"]) == (1, 1, 0)
    for name, words, visits in (("", "x", "0"), ("x", " ", "0"), ("Halal", "清真", "0"),
                                ("x", "y", "-1"),
                                ("Wheelchairs", "轮椅", ""),
                                ("Desk away from desk", "z", "0")):  # fmt: skip
        assert lead.post("segments/", name=name, words=words, min_visits=visits).status_code == 422
    assert lead.client.get("/p/corner/segments/moon/").status_code == 404
    lead.post(f"segments/{row.pk}/removal/")
    assert not Segment.objects.exists()
    assert at(cast.clerk).client.get("/p/corner/segments/").status_code == 403
    outside = at(cast.outsider)
    assert outside.client.get("/p/corner/segments/quiet/").status_code == 404
    assert "余" not in outside.client.get("/p/elsewhere/segments/quiet/").content.decode()
