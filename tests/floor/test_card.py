"""What a card says before what is to be done: danger, mood, the way in, the rules, who comes."""

from datetime import timedelta

import pytest

from regulars.customers import bookings, consents, photos
from regulars.customers.models import Customer
from regulars.floor import acts, bearing, board
from regulars.notebook.models import FactKind, Use
from regulars.places.models import SafetyRule
from tests import cast as casting
from tests.cast import MORNING, TODAY, Cast
from tests.floor import crowd
from tests.floor.crowd import in_danger, remember


def card(cast: Cast, staff=None) -> board.Card:  # type: ignore[no-untyped-def]
    found = board.card(cast.place, TODAY, cast.yu.pk, MORNING, staff or cast.colleague)
    assert found is not None
    return found


def book(cast: Cast, guest: Customer, minutes: int = 30, **told: object) -> None:
    told = {"party": 2, "where": "Table 6", "aim": "anniversary", **told}
    bookings.book(
        cast.place,
        guest,
        MORNING + timedelta(minutes=minutes),
        by=cast.clerk.opaque,
        now=MORNING - timedelta(days=1),
        **told,
    )  # type: ignore[arg-type]


def here(cast: Cast) -> None:
    acts.arrive(cast.yu.pk, cast.place, by=cast.clerk, now=MORNING - timedelta(minutes=5))


def test_a_danger_stands_above_the_card_is_pinned_and_is_on_every_line(cast: Cast, at) -> None:  # type: ignore[no-untyped-def]
    """First in the card, whole; pinned under the header with a way to the card; and where there
    is only a line it is on the line."""
    words = "peanuts, sesame, cashew and every other nut, also in traces and in oils"
    in_danger(cast, cast.yu, words), book(cast, cast.yu)
    page = at(cast.colleague).get("today/?post=all")
    row = page[page.index(f'<li class="row" id="c{cast.yu.pk}"') :]
    assert row.index(words) < row.index("card__who")
    pins = page[page.index('id="pins"') : page.index("</details>", page.index('id="pins"'))]
    assert words in pins
    assert f'href="#c{cast.yu.pk}"' in pins
    for n in range(9):
        book(cast, casting.guest(cast.place, f"Guest {n}", "mr", f"+8615400200{n:03d}"), 5 + n)
    page = at(cast.colleague).get("today/?post=all")
    line = page[page.index(f'<li class="line" id="c{cast.yu.pk}"') :].partition("</li>")[0]
    assert words in line


def test_what_is_under_seal_is_not_shown_where_it_protects_nobody(cast: Cast, at) -> None:  # type: ignore[no-untyped-def]
    """Whoever stands at the door does not read it, whichever post's board they open."""
    in_danger(cast, cast.yu, "peanuts"), book(cast, cast.yu)
    for view in ("", "?post=all", "?post=doorstep"):
        assert "peanuts" not in at(cast.clerk).get(f"today/{view}")


@pytest.mark.mission("FL20")
@pytest.mark.parametrize(
    ("seen", "behave"),
    [
        ("grieving", "In grief: few words, a quiet seat, no cheer. Do not ask."),
        ("很累", "Tired: let them sit first, nothing to wait for, few questions."),
        ("so excited", "Something to be glad of: be glad with them, say it first."),
        ("赶时间", "In a hurry: the shortest way, no small talk."),
        ("心情不太好", "Low today: warm and quiet, no jokes, let them begin."),
        ("dreamy", "Seen today: dreamy. Go by that first."),
    ],
)
def test_how_they_are_stands_before_what_is_to_be_done_as_what_to_do(
    cast: Cast, at, seen: str, behave: str
) -> None:  # type: ignore[no-untyped-def]
    """Not a label on a person: how to be with them."""
    here(cast)
    remember(cast, cast.yu, FactKind.PREFERENCE, "black tea")
    remember(cast, cast.yu, FactKind.MOOD, seen, visit=f"{cast.yu.pk}/{TODAY}", now=MORNING)
    assert card(cast).mood == behave
    page = at(cast.clerk).get("today/")
    assert page.index(behave) < page.index("black tea")


def test_a_mood_ends_with_the_visit(cast: Cast) -> None:
    here(cast)
    remember(cast, cast.yu, FactKind.MOOD, "tired", visit=f"{cast.yu.pk}/{TODAY}",
             now=MORNING - timedelta(minutes=4))  # fmt: skip
    acts.depart(cast.yu.pk, cast.place, by=cast.clerk, now=MORNING)
    assert card(cast).mood == ""


def test_unhappy_is_not_taken_for_happy() -> None:
    assert bearing.words("unhappy") == bearing.words("不开心") == bearing.words("low")
    assert bearing.words("happy") != bearing.words("unhappy")


@pytest.mark.mission("PL14", "CU11")
def test_at_the_door_what_they_need_stands_beside_what_the_house_has(cast: Cast, at) -> None:  # type: ignore[no-untyped-def]
    """What is missing first; at other posts what to do there."""
    cast.place.access = ["step_free", "no:lift"]
    cast.place.save()
    remember(
        cast, cast.yu, FactKind.ACCESS, "wheelchair", plan={"till": "bring the card reader down"}
    )
    book(cast, cast.yu)
    way = card(cast, cast.clerk).way
    assert way is not None
    assert [(row.need, row.state) for row in way.beside][:2] == [
        ("Lift", "missing"), ("Wide doors", "unknown"),
    ]  # fmt: skip
    door = at(cast.clerk).get("today/")
    assert "not here: go and help" in door
    till = card(cast, cast.manager).way
    assert till is not None
    assert (till.beside, till.plan) == ((), ("bring the card reader down",))


@pytest.mark.mission("AN19")
def test_a_rule_of_safety_stands_above_every_suggestion_wherever_it_came_from(
    cast: Cast, at
) -> None:  # type: ignore[no-untyped-def]
    """From the night, from the notebook, or from what they asked for: the rule is shown instead."""
    rule = SafetyRule.objects.create(place=cast.place, name="No tea for anybody", words="tea\n茶")
    crowd.foresee(cast, cast.yu)
    remember(cast, cast.yu, FactKind.PREFERENCE, "black tea, no sugar")
    here(cast)
    acts.write(cast.yu.pk, "a pot of tea please", "ask", cast.place, by=cast.clerk, now=MORNING)
    known = card(cast)
    assert (known.cues, known.rules) == ((), ("No tea for anybody",))
    page = at(cast.clerk).get("today/")
    assert "No tea for anybody" in page
    assert "black tea" not in page
    rule.active = False
    rule.save()
    assert len(card(cast).cues) == 3


def test_what_the_notebook_knows_is_a_cue_with_its_manner(cast: Cast) -> None:
    """Used in silence where it may not be said; never more than three."""
    remember(cast, cast.yu, FactKind.PREFERENCE, "a corner seat", use=Use.SILENT)
    remember(cast, cast.yu, FactKind.REQUIREMENT, "no pork")
    here(cast)
    first, second = card(cast).cues
    assert (first.act, second.act) == ("no pork", "a corner seat")
    assert (second.manner, second.say) == ("do it, no need to say anything", "")


def test_who_they_come_with_and_what_for(cast: Cast) -> None:
    """From the booking; their own words of today before those of the booking."""
    book(cast, cast.yu, party=4)
    known = card(cast)
    assert (known.when, known.where) == ("09:30", "Table 6")
    assert known.sub.startswith("party of 4 · anniversary")
    remember(cast, cast.yu, FactKind.AIM, "to celebrate his mother", visit=f"{cast.yu.pk}/{TODAY}")
    assert "to celebrate his mother" in card(cast).sub


def test_what_to_talk_about_is_one_tap_away(cast: Cast, at) -> None:  # type: ignore[no-untyped-def]
    remember(cast, cast.yu, FactKind.TALK, "his garden")
    remember(cast, cast.yu, FactKind.CLOSED, "the old firm")
    book(cast, cast.yu)
    assert "his garden" not in at(cast.clerk).get("today/")
    talk = at(cast.clerk).get(f"customers/{cast.yu.pk}/onward/", htmx=True)
    assert talk.index("his garden") < talk.index("Never begin with") < talk.index("the old firm")


@pytest.mark.mission("CU01")
def test_a_photo_they_agreed_to_stands_beside_the_name(cast: Cast, at) -> None:  # type: ignore[no-untyped-def]
    import io

    from PIL import Image

    raw = io.BytesIO()
    Image.new("RGB", (64, 64), "teal").save(raw, "JPEG")
    book(cast, cast.yu)
    source = f'src="/p/corner/customers/{cast.yu.pk}/photo/"'
    assert source not in at(cast.clerk).get("today/")
    consents.give(cast.yu, "photo", how="asked", by=cast.clerk.opaque, now=MORNING)
    photos.keep(
        cast.yu, photos.small(io.BytesIO(raw.getvalue())), by=cast.clerk.opaque, now=MORNING
    )
    assert source in at(cast.clerk).get("today/")
    assert source in at(cast.clerk).get(f"customers/{cast.yu.pk}/")
