"""Keeping in touch: up to eleven words, 14 to 21 days apart, a reason of its own for each, another
form each time, trust before the idea before the offer; silenced by the guard, ended by a word."""

import itertools
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from regulars.anticipation.followups import clock as followed
from regulars.anticipation.followups import curve, order, spacing, verbs
from regulars.anticipation.guard import peace
from regulars.anticipation.models import Following, Sequence, Silenced, Touch, TouchWays
from regulars.customers import consents
from regulars.moments import clock, deadlines
from regulars.moments.models import Deadline, Moment
from regulars.places.models import Notice
from tests.cast import Cast

DAY = timedelta(days=1)
START = date(2027, 3, 1)
LIST = "/p/corner/followings/"


def on(cast: Cast, day: date) -> None:
    """The house's calendar stands on this day, whatever the hour."""
    today = cast.place.day_of(datetime.now(UTC))
    clock.shift_to((day - today).days)


@pytest.fixture
def touched(cast: Cast) -> Cast:
    """A house that may write at any hour, often enough for a sequence."""
    TouchWays.objects.create(
        place=cast.place, cap=10, quiet_from="03:00", quiet_to="03:01", at=clock.now(), by="x"
    )
    on(cast, START)
    consents.give(cast.yu, "marketing", by="staff:1", now=clock.now(), place=cast.place)
    return cast


def test_the_window_opens_on_the_fourteenth_day_and_closes_on_the_twenty_first() -> None:
    """Day 13 is early, 14 and 21 are right, 22 is late."""
    window = spacing.after(START, START)
    says = {n: (window.early(START + n * DAY), window.late(START + n * DAY))
            for n in (13, 14, 21, 22)}  # fmt: skip
    assert says == {
        13: (True, False), 14: (False, False), 21: (False, False), 22: (False, True),
    }  # fmt: skip


@pytest.mark.mission("AN11", "AN12", "AN13", "AN14", "AN15", "AN18")
def test_a_sequence_from_the_first_word_to_its_end(touched: Cast, door: Any) -> None:
    """By the doors and the clock: refused too early, without a reason or with an old one, with an
    offer first; the same form warns; late is marked; the owner is told, nothing is sent."""
    at, person = door(touched.clerk), f"/p/corner/customers/{touched.yu.pk}/followings/"
    assert at.post(person, {"aim": " ", "key": "a0"}).status_code == 422
    for _twice in range(2):
        assert at.post(person, {"aim": "He tries the tasting", "key": "a"}).status_code == 303
    row = Sequence.objects.get()
    url = f"{LIST}{row.pk}/"
    deadlines.run_due(clock.now())
    deadlines.run_due(clock.now())
    notice = Notice.objects.get(staff=touched.clerk)
    assert (notice.subject, notice.url) == ("It is time for a word to somebody", url)
    assert "余" not in notice.line

    def plan(key: str, **told: str) -> str:
        form = {"form": "note", "stage": "trust", "reason": "the photo he asked for", "key": key}
        answer = at.post(f"{url}plan/", form | told)
        return "" if answer.status_code == 303 else answer.content.decode()

    assert "First trust in the person" in plan("b", stage="offer")
    assert "First trust in the person" in plan("c", stage="idea")
    for empty in ("", "Just checking in!", "跟進"):
        assert "Write a reason that serves them" in plan("d" + empty, reason=empty)
    assert at.post(f"{url}deed/", {"key": "e0"}).status_code == 422, "not planned"
    assert plan("e") == ""
    assert at.post(f"{url}deed/", {"key": "f"}).status_code == 303
    assert at.post(f"{url}deed/", {"key": "f"}).status_code == 303
    assert Following.objects.get(done_at__isnull=False).number == 1
    again = plan("g", form="call", reason="The  PHOTO he asked for")
    assert "That was the reason of number 1" in again
    assert "That was how you did it last time" in plan("h", reason="a recipe for his mother")
    assert plan("i", form="call", reason="照片洗好了，给他看看") == ""
    on(touched, START + 13 * DAY)
    early = at.post(f"{url}deed/", {"key": "j"})
    assert (early.status_code, "leave them fourteen days. From 15 March" in early.content.decode()
            ) == (422, True)  # fmt: skip
    on(touched, START + 14 * DAY)
    Deadline.objects.filter(kind=followed.KIND, done_at=None).update(due_at=clock.now())
    deadlines.run_due(clock.now())
    assert Notice.objects.filter(staff=touched.clerk).count() == 2
    assert at.post(f"{url}deed/", {"key": "k"}).status_code == 303
    on(touched, START + 36 * DAY)
    again = plan("l", form="visit", reason="照片洗好了 給他看看")
    assert "That was the reason of number 2" in again
    assert plan("m", form="visit", stage="idea", reason="the room he looked into") == ""
    assert "late since" in at.get(LIST).content.decode()
    assert at.post(f"{url}deed/", {"key": "n"}).status_code == 303
    done = list(row.steps.values_list("number", "form", "stage", "late"))
    assert done == [
        (1, "note", "trust", False), (2, "call", "trust", False), (3, "visit", "idea", True),
    ]  # fmt: skip
    assert Touch.objects.filter(purpose="follow_up").count() == 3
    peace.wish(touched.yu, touched.place, by="staff:1", now=clock.now())
    on(touched, START + 51 * DAY)
    assert plan("o", form="cutting", stage="offer", reason="two seats by the window") == ""
    held = at.post(f"{url}deed/", {"key": "p"})
    assert (held.status_code, "They wish to be left in peace" in held.content.decode()) == (
        409, True,
    )  # fmt: skip
    assert Silenced.objects.filter(what="follow_up", owner=touched.clerk).exists()
    peace.end(touched.yu, touched.place, by="staff:1", now=clock.now())
    assert at.post(f"{url}deed/", {"key": "q"}).status_code == 303
    assert at.post(f"{url}end/", {"ending": "result", "key": "r"}).status_code == 303
    assert plan("s", form="call", reason="one more") != ""
    told = curve.of(touched.place)
    assert (told.n, told.late, told.share, told.low > 0, told.high) == (1, 1, 100, True, 100)
    page = at.get(LIST).content.decode()
    assert "1 of 1 came on the 4th word or later" in page
    assert "80 in a hundred do" in page
    kinds = Moment.objects.filter(subject=touched.yu.opaque, kind__startswith="sequence_")
    assert list(kinds.order_by("pk").values_list("kind", flat=True)) == [
        "sequence_opened", "sequence_ended",
    ]  # fmt: skip
    stranger = door(touched.outsider)
    assert [stranger.get(each).status_code for each in (LIST, url)] == [404, 404]


@pytest.mark.mission("AN11", "AN16")
def test_eleven_are_enough_and_the_guard_has_the_last_word(touched: Cast) -> None:
    """The eleventh ends it; a refusal ends it; without consent the clock tells the owner why, asks
    again a week later, and writes nothing to the customer."""
    row = verbs.begin(touched.yu, touched.place, "a", by=touched.clerk, now=clock.now())
    for n in range(11):
        on(touched, START + 14 * n * DAY)
        form, stage = order.suggested(verbs.steps(row)[0])
        verbs.plan(row, form=form, stage=stage, reason=f"reason {n}", by=touched.clerk,
                   now=clock.now())  # fmt: skip
        verbs.do(row, by=touched.clerk, now=clock.now())
    row.refresh_from_db()
    assert (row.ending, row.steps.count()) == ("whole", 11)
    stages = list(row.steps.values_list("stage", flat=True))
    assert stages == ["trust"] * 2 + ["idea"] * 2 + ["offer"] * 7
    forms = list(row.steps.values_list("form", flat=True))
    assert all(one != two for one, two in itertools.pairwise(forms))
    again = verbs.begin(touched.yu, touched.place, "b", by=touched.clerk, now=clock.now())
    consents.withdraw(touched.yu, "marketing", by="staff:1", now=clock.now(), place=touched.place)
    deadlines.run_due(clock.now())
    silenced = Silenced.objects.get(what="follow_up")
    assert (silenced.code, silenced.owner) == ("no_consent", touched.clerk)
    due = Deadline.objects.get(kind=followed.KIND, subject=f"{again.pk}/1/1", done_at=None)
    assert due.due_at > clock.now() + 6 * DAY
    verbs.stop(again, "refused", by=touched.clerk, now=clock.now())
    Deadline.objects.filter(pk=due.pk).update(due_at=clock.now())
    deadlines.run_due(clock.now())
    assert Silenced.objects.count() == 1, "what has ended asks nobody"
    assert curve.of(touched.place).n == 0
