"""Results are told in shared words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.engines.together import alone, shared

HEROES = [
    "I solved it alone.", "I saved the evening!", "I fixed everything all by myself",
    "She is happy, thanks to me.", "If it weren't for me, he would have left.",
    "I alone calmed her", "That was all my doing.", "Nobody but me could help.",
    "我一个人搞定了客人", "多亏我，客人没走", "要不是我客人早走了", "都是我的功劳",
    "我獨自把客人安撫好，解決了",
    "本人一手处理好的", "全靠我，客人很满意", "我一個人擺平", "只有我能把这件事解决",
]  # fmt: skip
SHARED = [
    "We solved it together with the customer.", "I could not have done it alone.",
    "I brought the tea myself.", "She came by herself.", "I stood alone at the door.",
    "我们和客人一起解决了", "多亏我们的客人提醒", "我一个人在门口值班", "客人自己解决了",
    "我和客人一起搞定",
    "要不是我们提前打电话", "", "I fixed it together with Mrs Wang, by myself at the desk",
]  # fmt: skip


@pytest.mark.mission("MO09")
def test_a_lone_hero_is_found_and_said_again() -> None:
    """Each is found, and the better sentence is found no more."""
    for text in HEROES:
        found = alone(text)
        assert found is not None, text
        assert alone(found.better) is None, (text, found.better)
        assert "together" in found.better.lower() or "一起" in found.better, found.better
    assert alone("I solved it alone.").better == "We solved it together with the customer."  # type: ignore[union-attr]
    assert alone("我一个人搞定了客人").better == "我们和客人一起搞定了客人"  # type: ignore[union-attr]
    assert alone("我一個人擺平").better == "我們和客人一起擺平"  # type: ignore[union-attr]


def test_what_is_shared_or_claims_nothing_stays() -> None:
    for text in SHARED:
        assert alone(text) is None, text
        assert shared(text) == text


def test_a_colleague_by_name_is_no_lone_hero_either() -> None:
    assert alone("小李一个人搞定了", ["小李"]) is not None
    assert alone("Kelsey saved the party single-handedly", ["Kelsey"]) is not None
    assert alone("客人一个人搞定了", ["小李"]) is None


@given(st.text(max_size=200))
def test_any_text_is_read_and_kept(text: str) -> None:
    """Nothing typed breaks it, and what claims nothing is not touched."""
    found = alone(text)
    assert found is None or found.words
    if found is None:
        assert shared(text) == text
