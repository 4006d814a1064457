"""What a customer may read about what they were given, and what is left when they are forgotten."""

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
    assert "Yu" not in page
    assert Entry.objects.get().amount == 3000
