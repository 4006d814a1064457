"""How well we know each other, and who brought whom."""

from datetime import timedelta

import pytest

from regulars.customers import erasure, export, merging, own_page
from regulars.customers.bonds import circle, familiarity, pacing
from regulars.customers.models import Acquaintance, Familiarity, Introduction
from regulars.floor import acts
from regulars.moments import deadlines, journal
from regulars.moments.kinds import ProposalAnswered
from regulars.moments.models import Deadline, Moment, Words
from regulars.notebook import facts
from regulars.places.models import Notice
from tests import cast as casting
from tests.cast import MORNING, Cast

DAY = timedelta(days=1)


def visit(cast: Cast, day: int) -> Familiarity:
    now = MORNING + day * DAY
    for _again in range(2):
        acts.arrive(cast.yu.pk, cast.place, by=cast.clerk, now=now)
        acts.depart(cast.yu.pk, cast.place, by=cast.clerk, now=now + timedelta(hours=1))
    return familiarity.level_of(cast.yu, cast.place.day_of(now))


@pytest.mark.mission("CU12")
def test_familiarity_rises_one_step_a_visit_and_paces_the_words(cast: Cast, at, hour) -> None:  # type: ignore[no-untyped-def]
    """Sixty visits on record and a week of trust give one step at each visit; long silence takes
    steps away; card and page say what fits, and nothing warmer."""
    casting.regular(cast.yu, cast.place, 3, 60)
    for word in ("靠窗", "怕吵"):
        facts.remember(cast.yu, "preference", word, source="told", by="x", now=MORNING,
                       place=cast.place)  # fmt: skip
    thanks = ProposalAnswered(proposal=1, how="done", visit="x", thanked=True)
    journal.record(thanks, about=cast.yu.opaque, at=MORNING, by="x", place=cast.place.pk)
    clerk, page = at(cast.clerk), f"customers/{cast.yu.pk}/bond/"
    assert "only just met" in clerk.get(page)
    assert [visit(cast, day) for day in (0, 1, 2, 3)] == [1, 2, 3, 3]
    told = journal.of(cast.yu.opaque, ["familiarity_changed"]).order_by("pk")
    assert [(row.facts["before"], row.facts["after"]) for row in told] == [(0, 1), (1, 2), (2, 3)]
    hour.now = MORNING + 3 * DAY
    shown = clerk.get(page)
    assert "Welcome back, Mr Yu. We have missed you." in shown
    assert "64 visits" in shown
    assert "2 things they told us themselves" in shown
    assert "thanked us 1 time" in shown
    hour.now = MORNING + 4 * DAY
    acts.arrive(cast.yu.pk, cast.place, by=cast.clerk, now=hour.now)
    card = clerk.get(f"today/cards/{cast.yu.pk}/?opened=1")
    assert "Welcome back, Mr Yu. We have missed you." in card
    assert "See you soon, Mr Yu. You know where to find us." in card
    assert familiarity.level_of(cast.yu, casting.TODAY + 204 * DAY) == Familiarity.FAMILIAR
    assert familiarity.level_of(cast.yu, casting.TODAY + 5000 * DAY) == Familiarity.KNOWN
    hour.now = MORNING + 400 * DAY
    assert "missed you" not in clerk.get(page)
    assert "As always?" not in clerk.get(page)
    assert visit(cast, 400) == Familiarity.FAMILIAR
    (newcomer,) = pacing.scripts("Mr Li", Familiarity.NEW)
    assert newcomer.hello == "Good to have you here, Mr Li."
    assert not pacing.fits("好久不见，想你了", Familiarity.FAMILIAR)
    assert pacing.fits("好久不见", Familiarity.FRIEND)
    assert not pacing.fits("亲爱的", 3)
    outside = at(cast.outsider)
    assert outside.client.get(f"/p/corner/{page}").status_code == 404
    assert outside.client.get(f"/p/elsewhere/{page}").status_code == 404


@pytest.mark.mission("CU14")
def test_who_brought_whom_is_thanked_without_condition(cast: Cast, at, hour) -> None:  # type: ignore[no-untyped-def]
    """Two taps by the box; a dated task, a reminder, marked late; strings and the name of whoever
    has not agreed are refused, and what was typed stays."""
    clerk, page = at(cast.clerk), f"customers/{cast.yu.pk}/bond/"
    assert "Nobody waits for our thanks" in clerk.get("thanks/")
    assert "王秀兰" in clerk.get(f"{page}?q=wang") or "Mrs Wang" in clerk.get(f"{page}?q=wang")
    choose = f"customers/{cast.yu.pk}/introducers/"
    assert clerk.post(choose, introducer=str(cast.yu.pk)).status_code == 422
    assert clerk.post(choose, introducer="x").status_code == 422
    for _tap in range(2):
        assert clerk.post(choose, key="one", introducer=str(cast.wang.pk)).status_code == 303
    row = Introduction.objects.get()
    assert (row.customer, row.introducer, row.due_at) == (cast.yu, cast.wang, MORNING + 14 * DAY)
    assert clerk.post(f"customers/{cast.wang.pk}/introducers/",
                      introducer=str(cast.yu.pk)).status_code == 422  # fmt: skip
    owed = clerk.get("thanks/")
    assert "Mrs Wang, thank you for speaking well of us." in owed
    assert "Mr Yu" not in owed
    assert "14 days left" in owed
    deadlines.run_due(MORNING + 10 * DAY)
    assert set(Notice.objects.values_list("staff", flat=True)) == {cast.clerk.pk}
    deadlines.run_due(MORNING + 14 * DAY)
    leads = {cast.clerk.pk, cast.manager.pk, cast.owner.pk}
    assert set(Notice.objects.values_list("staff", flat=True)) == leads
    assert not Notice.objects.filter(line__contains="王").exists()
    hour.now = MORNING + 15 * DAY
    assert "late: it should have been said" in clerk.get("thanks/")
    thanks = f"introductions/{row.pk}/thanks/"
    for words in ("10% off your next purchase!", "谢谢您，下次消费打九折", "再带一位朋友来",
                  "Thank you for bringing 余建平",
                  "谢谢您带余先生来", "亲爱的，谢谢", " "):  # fmt: skip
        answer = clerk.post(thanks, words=words)
        assert answer.status_code == 422, words
        assert words.strip() in answer.content.decode(), words
    clerk.post(choose, agreed="1")
    assert "thank you for bringing Mr Yu to us" in clerk.get("thanks/")
    for _tap in range(2):
        clerk.post(thanks, key="two", words="谢谢您带余先生来，我们很高兴")
    row.refresh_from_db()
    assert (row.thanked_by, row.thanked_at) == (cast.clerk.opaque, hour.now)
    (told,) = journal.of(cast.wang.opaque, ["introduction_thanked"])
    assert told.facts == {"introduction": row.pk, "late": True}
    assert "Nobody waits for our thanks" in clerk.get("thanks/")
    outside = at(cast.outsider)
    for path in ("thanks/", thanks, choose):
        assert outside.client.post(f"/p/corner/{path}").status_code == 404
    assert "王" not in outside.client.get("/p/elsewhere/thanks/").content.decode()


def test_neither_learns_of_the_other_and_all_goes_its_ways(cast: Cast) -> None:
    """The own page and the export name nobody else; handed over in a merge and back; erased on
    either side, with the words that named them."""
    casting.regular(cast.yu, cast.place, 3, 5)
    row = circle.bring(cast.yu, cast.wang, cast.place, by=cast.clerk, now=MORNING, may_name=True)
    circle.thanked(row, "谢谢您带余先生来", by=cast.clerk, now=MORNING)
    familiarity.weigh(cast.yu, cast.place, MORNING)
    for who, label in (
        (cast.yu, "Somebody brought you to us"),
        (cast.wang, "Whom you brought to us"),
    ):
        lines = own_page.read(who, MORNING).lines
        line = next(each for each in lines if each.label == label)
        assert "余" not in line.value
        assert "王" not in line.value
    assert export.everything(cast.wang)["bonds"]["brought"] == [
        {"told_at": MORNING, "thanked_at": MORNING, "due": MORNING + 14 * DAY}
    ]
    (met,) = export.everything(cast.yu)["bonds"]["familiarity"]
    assert met["level"] == 1
    third = casting.guest(cast.place, "余健平", "mr", "+8615400009999")
    done = merging.merge(third, cast.yu, by="x", now=MORNING, place=cast.place, sure=True)
    assert Introduction.objects.get().customer == third
    assert Acquaintance.objects.get().customer == third
    merging.undo(done, by="x", now=MORNING, place=cast.place)
    assert Introduction.objects.get().customer == cast.yu
    erasure.erase(cast.yu, by="x", now=MORNING, place=cast.place)
    assert not Introduction.objects.exists()
    assert not Acquaintance.objects.exists()
    assert not Words.objects.filter(text__contains="余先生").exists()
    assert not Deadline.objects.filter(kind="introduction").exists()
    assert Moment.objects.filter(kind="introduction_thanked").count() == 1
