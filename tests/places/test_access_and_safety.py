"""What a guest needs beside what is here; and what nobody may suggest."""

import pytest
from django.utils import translation

from regulars.anticipation.models import Act
from regulars.moments.models import Moment
from regulars.places import about, access, safety
from regulars.places.access import Beside
from regulars.places.models import Level, Place, SafetyRule
from tests.cast import MORNING, TODAY, Cast


def rule(place: Place, words: str, name: str = "No peanuts", **more: object) -> SafetyRule:
    return SafetyRule.objects.create(place=place, name=name, words=words, **more)


@pytest.mark.mission("PL14")
def test_what_is_missing_stands_first_beside_what_a_guest_needs(cast: Cast) -> None:
    """A wheelchair: no steps is served by the ramp; no lift is told; the rest nobody knows."""
    cast.place.access = ["ramp", "toilet", "no:lift"]
    with translation.override("en"):
        assert access.beside(cast.place, ["轮椅", "wears a cloak"]) == (
            Beside("Lift", "missing", "lift"),
            Beside("Wide doors", "unknown", "wide_doors"),
            Beside("Parking for disabled people", "unknown", "parking"),
            Beside("wears a cloak", "unknown"),
            Beside("No steps at the door", "ok", "step_free"),
            Beside("Accessible toilet", "ok", "toilet"),
        )


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("hearing_loop", ("hearing_loop",)),
        ("助聽器", ("hearing_loop",)),
        ("Uses crutches", ("step_free", "lift", "seat")),
        ("understands English", ()),
        ("friendship", ()),
        ("", ()),
    ],
)
def test_plain_words_of_a_profile_mean_facts(words: str, codes: tuple[str, ...]) -> None:
    """In both scripts, by whole words."""
    assert access.meant(words) == codes


def test_yes_no_and_not_known_are_kept_apart(cast: Cast) -> None:
    """Only a fact that is known is told outside."""
    facts = access.written({"lift": "no", "ramp": "yes", "parking": ""})
    about.keep_access(cast.place, facts, "Ring twice", by=cast.owner.opaque, now=MORNING)
    assert Place.objects.get(pk=cast.place.pk).access == ["ramp", "no:lift"]
    with translation.override("en"):
        assert access.told(cast.place) == (
            ("No steps at the door", "ok"), ("Ramp", "ok"), ("Lift", "missing"),
        )  # fmt: skip
    assert Moment.objects.get(kind="access_kept").facts == {"there": "ramp no:lift"}


@pytest.mark.mission("AN19")
@pytest.mark.parametrize(
    ("words", "text", "breaks"),
    [
        ("花生", "來一碗花生湯", True),
        ("花生醬", "拌了花生酱", True),
        ("peanut", "Peanuts on top", True),
        ("pea", "peanut butter", False),
        ("peanut butter", "toast with PEANUT-BUTTER", True),
        ("café", "a cafe outside", True),
        ("门", "夜門不開", True),
        ("ice", "nice rice", False),
        ("ice\nsnow", "heavy snow", True),
        ("", "anything", False),
    ],
)
def test_a_rule_is_broken_by_its_words(cast: Cast, words: str, text: str, breaks: bool) -> None:
    """简繁 equal, capitals and accents equal; a Latin word is a word of its own."""
    made = rule(cast.place, words)
    assert safety.broken(cast.place, text) == (made if breaks else None)
    assert safety.broken(cast.elsewhere, text) is None


def test_only_a_rule_in_force_holds_and_one_from_above_holds_everywhere(cast: Cast) -> None:
    """The brand's rule stands at each of its places, and at no other."""
    brand = Place.objects.create(slug="brand", name="Brand", level=Level.BRAND)
    branch = Place.objects.create(slug="branch", name="Branch", parent=brand)
    above = rule(brand, "fireworks")
    rule(cast.place, "fireworks", active=False)
    assert safety.broken(branch, "fireworks at ten") == above
    assert safety.broken(cast.place, "fireworks at ten") is None


@pytest.mark.mission("AN19")
def test_no_act_is_made_for_what_a_rule_forbids_and_that_is_told(cast: Cast) -> None:
    """The night's work leaves the need out, in whatever language the rule names it."""
    from regulars.anticipation import acts
    from regulars.anticipation.needs import Wish

    def wish(need: int) -> Wish:
        return Wish(customer=cast.yu.pk, need=need, score=0.8, naive=False, due=None, basis="own",
                    reason={}, ours=True)  # fmt: skip

    made = rule(cast.place, "茶")
    wishes = (wish(cast.tea.pk), wish(cast.rice.pk))
    acts.write(cast.place, None, wishes, TODAY, MORNING)  # type: ignore[arg-type]
    acts.write(cast.place, None, wishes, TODAY, MORNING)  # type: ignore[arg-type]
    assert list(Act.objects.values_list("need__code", flat=True)) == ["rice"]
    (held,) = Moment.objects.filter(kind="held_back")
    assert held.facts == {"need": "tea", "rule": made.pk, "day": "2026-03-24"}
    assert not Moment.objects.filter(kind="cued", facts__need="tea").exists()
