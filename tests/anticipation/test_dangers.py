"""Before anything is proposed: what may harm, hurt, betray or come at the wrong moment."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from regulars.anticipation import dangers
from regulars.anticipation.dangers import Known, Told, hit
from regulars.customers import consents
from regulars.floor import acts
from regulars.moments import seal
from regulars.notebook import facts
from regulars.places.models import SafetyRule
from regulars.recovery import cases
from tests.cast import MORNING, Cast

HARM = [
    ("allergy", "peanuts", "Satay skewers", "allergy"),
    ("allergy", "茶", "一小包茶叶", "allergy"),
    ("allergy", "虾", "Prawn crackers", "allergy"),
    ("allergy", "Leo: peanuts", "花生糖", "allergy"),
    ("allergy", "儿子：花生", "Peanut brittle", "allergy"),
    ("allergy", "乳膠", "Balloons", "allergy"),
    ("medical", "pregnant", "A glass of champagne", "allergy"),
    ("medical", "糖尿病", "打包甜品", "allergy"),
    ("belief", "清真", "Ham and melon", "allergy"),
    ("aversion", "不喝酒", "Mulled wine", "sobriety"),
    ("other", "sober for two years", "Tiramisu", "sobriety"),
    ("aversion", "不吃香菜", "香菜拌牛肉", "aversion"),
    ("aversion", "doesn't like lilies", "A bunch of lilies", "aversion"),
    ("requirement", "can't eat gluten", "Birthday cake", "aversion"),
    ("requirement", "vegetarian", "Beef noodles", "aversion"),
    ("closed", "her divorce", "A card about the divorce", "closed"),
]
FINE = [
    ("allergy", "peanuts", "Peach tart"),
    ("aversion", "不喝酒", "酒店早餐"),
    ("requirement", "must have a window seat", "The seat by the window"),
    ("preference", "peanuts", "Peanut brittle"),
    ("aversion", "loud music", "A quiet table"),
]


@pytest.mark.parametrize("known", HARM)
def test_what_may_harm_is_found_in_either_language(known: tuple[str, str, str, str]) -> None:
    """By the word itself, by its family, by what a belief, an illness or sobriety forbids; the
    harm comes before a dislike. The reason never tells the fact."""
    kind, told, thing, code = known
    found = hit(Known((Told(kind, told),)), [thing])
    assert found is not None
    assert found.code == code
    assert told not in found.said()


@pytest.mark.parametrize("known", FINE)
def test_what_does_no_harm_is_let_through(known: tuple[str, str, str]) -> None:
    """Another word with the same beginning, a hotel in Chinese, a wish that is no prohibition."""
    kind, told, thing = known
    assert hit(Known((Told(kind, told),)), [thing]) is None


def test_secrecy_privacy_consent_and_moment_each_stop_it() -> None:
    """Who would see it, how we know it, whether they agreed, and whether it is the moment."""

    def code(thing: str, seen_by: str = "customer", purpose: str = "gift", **known: Any) -> str:
        told = tuple(known.pop("told", ()))
        found = hit(Known(told, **known), [thing], seen_by=seen_by, purpose=purpose)
        return found.code if found else ""

    jazz = Told("preference", "jazz records", use="silent", source="third")
    assert code("Jazz records", told=[jazz]) == ""
    assert code("Jazz records", "company", told=[jazz]) == "secrecy"
    assert code("Jazz records", "public", told=[jazz]) == "secrecy"
    assert code("Boat", told=[Told("preference", "boat races", source="public")]) == "privacy"
    assert code("Boat", told=[Told("preference", "boats", use="never")]) == "not_used"
    secret = Told("occasion", "he proposes tonight, it is a secret")
    assert code("A cake for two", purpose="occasion", told=[secret]) == "surprise"
    assert code("A glass of water", told=[secret]) == ""
    assert code("Cake", purpose="birthday") == "consent"
    assert code("Cake", purpose="birthday", agreed=frozenset({"greetings"})) == ""
    assert code("News", purpose="marketing") == "consent"
    assert code("Tea", no_surprises=True) == "no_surprises"
    assert code("Tea", unread=True) == "sealed"
    assert code("Tea", troubled=True) == "trouble"
    for mood in ("very sad today", "刚参加完葬礼", "别打扰", "wants quiet"):
        assert code("Tea", told=[Told("mood", mood)]) == "mood", mood
    assert code("Tea", purpose="comfort", troubled=True, told=[Told("mood", "sad")]) == ""
    assert code("Tea", told=[Told("mood", "cheerful")]) == ""


@given(some.text(max_size=80), some.text(max_size=80), some.sampled_from(sorted(dangers.REASONS)))
def test_no_words_break_the_check(told: str, thing: str, code: str) -> None:
    """Whatever is written: an answer, and a sentence for every reason."""
    for kind in ("allergy", "aversion", "requirement", "occasion", "mood", "closed"):
        hit(Known((Told(kind, told, source="public"),)), [thing], seen_by="public")
    assert dangers.Danger(code, "x").said()


@pytest.mark.mission("AN17", "AN19")
def test_a_person_is_read_once_with_their_household_and_this_visit(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Facts of the household count; a complaint stops everything until it is answered, a case
    until it is said to be right; a rule of the place is named; with the key of the house gone,
    nobody knows, so nothing is proposed."""
    by, place = cast.clerk.opaque, cast.place

    def code(who: Any, thing: str, purpose: str = "gift") -> str:
        found = dangers.of(who, place, things=[thing], seen_by="customer", at=MORNING,
                           purpose=purpose)  # fmt: skip
        return found.code if found else ""

    assert code(cast.wang, "Peanut brittle") == ""
    consents.give(cast.wang, "sensitive", by=by, now=MORNING, place=place)
    assert cast.wang.household is not None
    facts.remember(cast.wang.household, "allergy", "花生", source="told", by=by, now=MORNING,
                   place=place)  # fmt: skip
    assert code(cast.wang, "Peanut brittle") == "allergy"
    assert code(cast.wang, "A glass of water") == ""
    SafetyRule.objects.create(place=place, name="No open fire", words="candle")
    assert code(cast.yu, "A candle") == "safety"
    sign = acts.write(cast.yu.pk, "cold soup", "complaint", place, by=cast.clerk, now=MORNING)
    assert code(cast.yu, "Tea") == "trouble"
    assert code(cast.yu, "Tea", "comfort") == ""
    acts.do(sign.pk, place, by=cast.clerk, now=MORNING)
    assert code(cast.yu, "Tea") == ""
    cases.open_case(place, "the wrong room", by=cast.clerk, now=MORNING, customer=cast.yu)
    assert code(cast.yu, "Tea") == "trouble"
    monkeypatch.setattr(seal, "keys", tuple)
    assert code(cast.wang, "A glass of water") == "sealed"
