"""What a customer may read about what they were given, and what is left when they are forgotten."""

from regulars.authority import things
from regulars.authority.models import Entry
from regulars.customers import erasure, export
from tests.cast import MORNING, Cast


def given(at, begun: Cast) -> None:  # type: ignore[no-untyped-def]
    at(begun.clerk).post("authority/grants/", act="gesture", amount="30", who="1208",
                         reason="kindness", words="他女儿今天考试")  # fmt: skip


def test_it_stands_in_what_they_are_handed(begun: Cast, at) -> None:  # type: ignore[no-untyped-def]
    given(at, begun)
    (line,) = export.everything(begun.yu)["given"]
    assert (line["act"], line["amount"], line["currency"], line["reason"]) == (
        "gesture", 3000, "CNY", "kindness")  # fmt: skip


def test_forgotten_the_line_stays_and_names_nobody(begun: Cast, at) -> None:  # type: ignore[no-untyped-def]
    """The amount is counted as before; the words and the name are gone."""
    given(at, begun)
    assert "他女儿今天考试" in at(begun.colleague).get("authority/")
    erasure.erase(begun.yu, by=begun.owner.opaque, now=MORNING, place=begun.place)
    page = at(begun.colleague).get("authority/")
    assert "¥30" in page
    assert "他女儿今天考试" not in page
    assert "余建平" not in page
    assert Entry.objects.get().amount == 3000


def test_what_was_offered_refused_and_set_aside_is_handed_out_and_then_forgotten(
    begun: Cast, at
) -> None:  # type: ignore[no-untyped-def]
    """Each in its chapter; after the erasure the words are gone, the counts stay."""
    cake = things.add(begun.place, things.Draft("Cake", as_remedy=True), by="test", now=MORNING)
    clerk, whom = at(begun.clerk), {"customer": begun.yu.pk}
    clerk.post("authority/offers/", shown=cake.pk, took="none", **whom)
    clerk.post("authority/refusals/", because="worn_out", looked="who", words="穿了三年", **whom)
    clerk.post("authority/rules/exceptions/", rule="No dogs", why="他的导盲犬", **whom)
    told = export.everything(begun.yu)
    assert [
        [{name: line[name] for name in line if not name.endswith("at")} for line in told[chapter]]
        for chapter in ("offered", "refused", "excepted")
    ] == [
        [{"thing__name": "Cake", "outcome": "declined"}],
        [{"because": "worn_out", "looked": "who"}], [{"rule__words": "No dogs"}],
    ]  # fmt: skip
    for _guide in range(4):
        clerk.post("authority/rules/exceptions/", rule="No dogs", why="他的导盲犬", **whom)
    assert "他的导盲犬" in at(begun.manager).get("authority/rules/")
    erasure.erase(begun.yu, by=begun.owner.opaque, now=MORNING, place=begun.place)
    page = at(begun.manager).get("authority/rules/")
    assert "It was set aside 5 times." in page
    assert "他的导盲犬" not in page
