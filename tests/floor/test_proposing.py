"""A proposal opens only once likes, needs and situation are known."""

import pytest

from regulars.anticipation.models import Proposal
from regulars.notebook import containers, facts
from regulars.notebook.readiness import Missing, readiness
from tests.cast import MORNING, Cast


@pytest.mark.mission("NO12")
def test_a_blank_set_blocks_and_names_what_to_ask(cast: Cast, at, hour) -> None:  # type: ignore[no-untyped-def]
    """Each blank set is named with its questions; filled in one by one the form opens, and what is
    proposed stands in the queue."""
    clerk, home = at(cast.clerk), f"customers/{cast.yu.pk}"
    told = {"what": "A window table", "why": "He reads by daylight", "key": "one"}
    for kind, words, blank in (
        ("preference", "靠窗", ("likes", "needs", "situation")),
        ("need", "安静", ("needs", "situation")),
        ("relation", "带父亲来", ("situation",)),
    ):  # fmt: skip
        assert readiness(cast.yu, cast.place) == Missing(blank)
        page = clerk.get(f"{home}/proposal/")
        assert "First ask" in page
        assert page.count("We do not know:") == len(blank)
        answer = clerk.post(f"{home}/proposing/", **told)
        assert answer.status_code == 422
        assert "A window table" in answer.content.decode()
        facts.remember(cast.yu, kind, words, source="told", by="x", now=MORNING, place=cast.place)
    assert readiness(cast.yu, cast.place) is None
    assert not Proposal.objects.exists()
    assert clerk.post(f"{home}/proposing/", what="x", why=" ").status_code == 422
    for _tap in range(2):
        assert clerk.post(f"{home}/proposing/", **told).status_code == 303
    made = Proposal.objects.get()
    assert (made.customer, made.what, made.source) == (cast.yu, "A window table", "person")
    containers.measure(cast.wang, cast.rice, name="米缸", capacity=30, mouths=5, daily_use=1.2,
                       by="x", now=MORNING)  # fmt: skip
    cast.wang.refresh_from_db()
    assert readiness(cast.wang, cast.place) in (Missing(("likes",)), Missing(("likes", "needs")))
    outside = at(cast.outsider)
    assert outside.client.get(f"/p/corner/{home}/proposal/").status_code == 404
    assert outside.client.post(f"/p/elsewhere/{home}/proposing/", told).status_code == 404
