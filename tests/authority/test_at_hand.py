"""What lies at hand is given without asking, written down after, counted, and filled up by a tap;
what nobody has thought of is done after one look at every point."""

from typing import Any

import pytest
from django.db import DatabaseError, transaction

from regulars.authority import giving, things
from regulars.authority.models import CHECKED, Entry, Mark, Thing
from regulars.customers import consents
from regulars.moments.models import Moment
from regulars.notebook import facts
from regulars.places.models import Notice, SafetyRule
from tests.authority.table import line
from tests.cast import MORNING, Cast


def left(name: str) -> int | None:
    return Thing.objects.get(name=name).left


@pytest.fixture
def shelf(begun: Cast) -> Cast:
    """The corner with an umbrella box by the door, hair ties anywhere, and cards nobody counts."""
    door = begun.place.touchpoints.get(code="door")
    for draft in (
        things.Draft("Umbrella", door, 2000, full=3, low=1),
        things.Draft("Hair tie", None, 50, full=2, low=0, holds="latex"),
        things.Draft("Card", None, 0, full=None, at_hand=False, as_gift=True),
    ):
        things.add(begun.place, draft, by="test", now=MORNING)
    return begun


@pytest.mark.mission("AU05")
def test_one_tap_gives_what_lies_at_hand_and_nobody_is_asked(shelf: Cast, at: Any) -> None:
    """Two taps from the board. No limit is asked, not even where there is none left; the entry
    comes after the act and counts in the month. It counts down, the lead is told once when it runs
    low, anybody fills it up; of nothing nothing is given."""
    clerk = at(shelf.clerk)
    assert "authority/at-hand/" in clerk.get("authority/")
    line(at(shelf.owner), act="", whose="role:clerk", span="day", amount="0")
    page = clerk.get("authority/at-hand/")
    assert page.index("Umbrella") < page.index("Hair tie")  # one's own post comes first
    umbrella, tie = Thing.objects.get(name="Umbrella"), Thing.objects.get(name="Hair tie")
    give = f"authority/at-hand/{umbrella.pk}/given/"
    for _tap in range(2):
        assert clerk.post(give, key="once").status_code == 303
    assert (left("Umbrella"), Entry.objects.count()) == (2, 1)
    entry = Entry.objects.get()
    assert (entry.act, entry.reason, entry.amount, entry.limit, entry.mark.kind, entry.mark.thing) \
        == ("comfort", "noticed", 2000, None, "at_hand", umbrella)  # fmt: skip
    assert "Umbrella" in clerk.get("authority/")
    assert not Notice.objects.exists()
    clerk.post(give)
    assert "running low" in clerk.get("authority/at-hand/")
    clerk.post(give)
    assert list(Notice.objects.values_list("staff__name", flat=True)) == ["Kelsey"]
    gone = clerk.post(give)
    assert (gone.status_code, left("Umbrella")) == (422, 0)
    assert "There is none left of it." in gone.content.decode()
    assert Entry.objects.count() == 3
    for _tap in range(2):
        clerk.post(f"authority/at-hand/{umbrella.pk}/refills/", key="fill")
    assert (left("Umbrella"), Moment.objects.filter(kind="restocked").count()) == (3, 1)
    clerk.post(f"authority/at-hand/{tie.pk}/given/", who="1208")
    assert Entry.objects.latest("pk").customer == shelf.yu.opaque
    assert "The house has given ¥60.50" in clerk.get("authority/")


@pytest.mark.mission("AU05")
def test_the_list_is_the_leads_and_each_place_has_its_own(shelf: Cast, at: Any) -> None:
    """A clerk cannot put a thing on it; the lead can, and take one off; what is wrong is told by
    its field. The usual list of the trade comes by one tap where there is none."""
    clerk, manager = at(shelf.clerk), at(shelf.manager)
    told = {"name": "Charger", "cost": "0", "full": "4", "low": "1", "uses": "at_hand"}
    assert clerk.post("authority/at-hand/new/", **told).status_code == 403
    wrong = [
        ({"name": " "}, "Write what it is"), ({"cost": "-1"}, "less than nothing"),
        ({"full": "0"}, "Write how many there are"), ({"low": "9"}, "Write a smaller number"),
        ({"uses": ""}, "Tick at least one use."),
    ]  # fmt: skip
    for one, words in wrong:
        answer = manager.post("authority/at-hand/new/", **{**told, **one})
        assert (answer.status_code, words in answer.content.decode()) == (422, True), one
    manager.post("authority/at-hand/new/", **told)
    charger = Thing.objects.get(name="Charger")
    assert (charger.left, charger.low, charger.as_gift) == (4, 1, False)
    manager.post(f"authority/at-hand/{charger.pk}/removal/")
    assert "Charger" not in clerk.get("authority/at-hand/")
    assert clerk.post(f"authority/at-hand/{charger.pk}/given/").status_code == 404
    assert not Thing.objects.filter(place=shelf.elsewhere).exists()
    assert things.begin(shelf.elsewhere, by="test", now=MORNING) > 3
    assert things.begin(shelf.elsewhere, by="test", now=MORNING) == 0


@pytest.mark.mission("AU05")
def test_what_may_harm_them_is_stopped_unless_it_happened_already(shelf: Cast, at: Any) -> None:
    """The tie holds latex, she must not have it: refused. It was given already: written down all
    the same, and whoever leads is told at once, without her name."""
    consents.give(shelf.wang, "sensitive", by="staff:1", now=MORNING, place=shelf.place)
    facts.remember(shelf.wang, "allergy", "latex", source="told", by="staff:1", now=MORNING,
                   place=shelf.place)  # fmt: skip
    tie = Thing.objects.get(name="Hair tie")
    told = {"customer": shelf.wang.pk}
    stopped = at(shelf.clerk).post(f"authority/at-hand/{tie.pk}/given/", **told)
    assert stopped.status_code == 422
    assert "This may harm them: they told us why." in stopped.content.decode()
    assert not Entry.objects.exists()
    at(shelf.clerk).post(f"authority/at-hand/{tie.pk}/given/", already="1", **told)
    (notice,) = Notice.objects.all()
    assert (notice.urgent, notice.staff, "王" in notice.line) == (True, shelf.manager, False)
    assert Entry.objects.get().customer == shelf.wang.opaque


@pytest.mark.mission("AU16")
def test_an_invented_comfort_is_done_after_one_look_at_every_point(shelf: Cast, at: Any) -> None:
    """Free words and one tap; it stands in the ledger as improvised. With a point left out, with
    what would harm them or what a safety rule forbids it is not done; nor can the database keep
    one that was not looked at."""
    clerk = at(shelf.clerk)
    tour = {"what": "A look into the kitchen", "all": "1", "who": "1208"}
    for _tap in range(2):
        assert clerk.post("authority/at-hand/improvised/", key="tour", **tour).status_code == 303
    entry = Entry.objects.get()
    assert (entry.act, entry.reason, entry.amount, entry.mark.kind, entry.mark.checked) == (
        "comfort", "improvised", 0, "improvised", CHECKED)  # fmt: skip
    assert "improvised" in clerk.get("authority/")
    assert "A look into the kitchen" in clerk.get("authority/")
    half = clerk.post("authority/at-hand/improvised/", what="Slice a lemon", checks="allergy")
    assert (half.status_code, "Not yet: look at every point" in half.content.decode()) == (
        422, True)  # fmt: skip
    assert clerk.post("authority/at-hand/improvised/", what=" ", all="1").status_code == 422
    facts.remember(shelf.yu, "aversion", "lemon", source="told", by="staff:1", now=MORNING,
                   place=shelf.place)  # fmt: skip
    SafetyRule.objects.create(place=shelf.place, name="Open flames", words="candle")
    for what, why in (("Slice a lemon", "do not like this"), ("A candle", "Open flames")):
        answer = clerk.post("authority/at-hand/improvised/", what=what, all="1", who="1208")
        assert (answer.status_code, why in answer.content.decode()) == (422, True)
    assert Entry.objects.count() == 1
    other = giving.improvise(shelf.clerk, "Wave", checks=CHECKED.split(), key="w", now=MORNING)
    Mark.objects.filter(entry=other)
    for lie in ({"kind": "improvised", "checked": "allergy harm"}, {"kind": "mother"}):
        with transaction.atomic(), pytest.raises(DatabaseError):
            Mark(entry=entry, **lie).save(force_insert=True)
    for change in (lambda: Mark.objects.update(checked=""), lambda: Mark.objects.all().delete()):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            change()
