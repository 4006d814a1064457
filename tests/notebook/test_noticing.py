"""What a note may tell is proposed by plain rules that know no, the past, and whose it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.notebook import noticing
from regulars.notebook.models import FactKind as K
from regulars.notebook.noticing import propose

TOLD = [
    # dangers, in three scripts
    ("对花生过敏", [(K.ALLERGY, "花生")]),
    ("對花生過敏", [(K.ALLERGY, "花生")]),
    ("他说海鲜过敏", [(K.ALLERGY, "海鲜")]),
    ("花生过敏，喜欢靠窗", [(K.ALLERGY, "花生"), (K.PREFERENCE, "喜欢靠窗")]),
    ("allergic to nuts", [(K.ALLERGY, "nuts")]),
    ("Has a peanut allergy", [(K.ALLERGY, "peanut")]),
    ("Allergic to nuts, shellfish and eggs, likes the window seat",
     [(K.ALLERGY, "nuts, shellfish and eggs"), (K.PREFERENCE, "window seat")]),
    ("怀孕了", [(K.MEDICAL, "怀孕")]),
    ("She’s pregnant", [(K.MEDICAL, "pregnant")]),
    ("halal food please", [(K.BELIEF, "halal")]),
    # denied
    ("不对花生过敏", []), ("对花生不过敏", []), ("對花生不過敏", []), ("没有过敏", []),
    ("not allergic to nuts", []), ("no known allergies", []), ("not pregnant", []),
    ("不是不喜欢香菜", []), ("不累", []), ("不赶时间", []), ("他没说过喜欢靠窗", []),
    ("isn't in a hurry", []),
    # past, over, or only asked
    ("以前爱喝龙井", []), ("以前爱喝龙井，现在不喝了", []), ("used to love coffee", []),
    ("doesn't like coffee any more", []), ("不再喜欢咖啡", []), ("喜欢靠窗吗？", []),
    # somebody else's
    ("my wife can't stand lilies", [(K.RELATION, "my wife can't stand lilies")]),
    ("他太太受不了百合", [(K.RELATION, "他太太受不了百合")]),
    ("儿子对花生过敏", [(K.ALLERGY, "儿子：花生")]),
    ("儿子花生过敏，他喜欢靠窗", [(K.ALLERGY, "儿子：花生"), (K.PREFERENCE, "喜欢靠窗")]),
    ("his son is allergic to eggs", [(K.ALLERGY, "son: eggs")]),
    ("his wife looks tired", []),
    ("我很喜欢他", []),
    # a title is not a relation
    ("王太太喜欢靠窗的位子", [(K.PREFERENCE, "喜欢靠窗的位子")]),
    # whose, only a person can tell: in all its words
    ("带儿子来的，对花生过敏", [(K.ALLERGY, "带儿子来的，对花生过敏")]),
    # likes and dislikes
    ("喜歡靠窗", [(K.PREFERENCE, "喜歡靠窗")]),
    ("不喜欢香菜", [(K.AVERSION, "不喜欢香菜")]),
    ("Loves window seats and hates loud music",
     [(K.AVERSION, "no loud music"), (K.PREFERENCE, "window seats")]),
    ("no sugar", [(K.AVERSION, "no sugar")]),
    ("不要冰", [(K.AVERSION, "不要冰")]),
    ("吃素", [(K.REQUIREMENT, "吃素")]),
    ("can't eat dairy", [(K.REQUIREMENT, "can't eat dairy")]),
    ("需要儿童椅", [(K.NEED, "需要儿童椅")]),
    ("needs a high chair", [(K.NEED, "high chair")]),
    ("一直想学做面包", [(K.WANT, "一直想学做面包")]),
    # today
    ("今天很累", [(K.MOOD, "很累")]),
    ("looks tired, in a hurry", [(K.MOOD, "tired"), (K.AIM, "in a hurry")]),
    ("看起来很开心，来庆祝结婚纪念日", [(K.MOOD, "很开心"), (K.AIM, "来庆祝结婚纪念日")]),
    ("明天是她生日", [(K.OCCASION, "明天是她生日")]),
    # talk, and the way
    ("别问孩子的事", [(K.CLOSED, "孩子的事")]),
    ("喜欢聊旅行", [(K.TALK, "旅行")]),
    ("坐轮椅来的", [(K.ACCESS, "坐轮椅")]),
    # what the rules leave alone
    ("rubs his neck", []), ("red umbrella", []), ("Wet mother, two boys, bags", []),
    ("Old man looking for the lift", []), ("麻烦开发票", []), ("积累积分", []),
    ("pays in cash", []), ("腰不好，米要抬到厨房", []), ("", []),
]  # fmt: skip

UNSEEN = [
    # written after the rules, which were not mended by them since: for the measure only
    ("她对芒果过敏，别放", {K.ALLERGY}), ("小朋友鸡蛋过敏", {K.ALLERGY}),
    ("shellfish allergy, carries an EpiPen", {K.ALLERGY}),
    ("he said he doesn't have any allergies", set()), ("并不对海鲜过敏", set()),
    ("every time orders the oat latte", {K.PREFERENCE}), ("老样子，少糖去冰", {K.PREFERENCE}),
    ("最爱我们家的红豆沙", {K.PREFERENCE}), ("特别怕吵", {K.AVERSION}),
    ("hates waiting", {K.AVERSION}), ("prefers the corner table", {K.PREFERENCE}),
    ("想坐安静一点的位子", {K.PREFERENCE}), ("带了婴儿车", {K.ACCESS}),
    ("she walks with a stick", {K.ACCESS}), ("刚和男朋友分手", {K.MOOD}),
    ("seems down today", {K.MOOD}), ("心情特别好", {K.MOOD}), ("要赶八点的高铁", {K.AIM}),
    ("celebrating a promotion", {K.AIM}), ("下周女儿毕业", {K.RELATION}),
    ("don't mention his old job", {K.CLOSED}), ("聊起钓鱼就来劲", {K.TALK}),
    ("有糖尿病，不能吃甜的", {K.MEDICAL, K.REQUIREMENT}), ("他妈妈有高血压", {K.MEDICAL}),
    ("wants extra towels", {K.NEED}), ("需要加一张床", {K.NEED}),
    ("dropped his keys by the till", set()), ("手机没电了，借了充电器", set()),
    ("asked where the toilet is", set()), ("和老婆一起来的", set()),
    ("喜欢坐窗边，不爱吃辣", {K.PREFERENCE, K.AVERSION}), ("no thanks, just looking", set()),
]  # fmt: skip


@pytest.mark.parametrize(("words", "expected"), TOLD)
def test_a_note_is_read_as_people_mean_it(words: str, expected: list[tuple[str, str]]) -> None:
    """Every proposal, dangers first, and nothing besides."""
    assert [(one.kind, one.text) for one in propose(words)] == expected


def test_on_notes_the_rules_were_not_made_for_little_is_proposed_that_is_not_so() -> None:
    """The measure of docs/algorithms/noticing.md: of what is proposed nine in ten are so; of what
    could be, six in ten are proposed; no allergy is missed and none invented."""
    right = wrong = missed = 0
    for words, expected in UNSEEN:
        kinds = {one.kind for one in propose(words)}
        right, wrong = right + len(kinds & expected), wrong + len(kinds - expected)
        missed += len(expected - kinds)
        assert (K.ALLERGY in kinds) == (K.ALLERGY in expected), words
    print(f"precision {right}/{right + wrong}, recall {right}/{right + missed}")
    assert right / (right + wrong) >= 0.9
    assert right / (right + missed) >= 0.6


def test_what_is_so_today_is_not_proposed_as_what_is_always_so() -> None:
    """“今天想要热水” is a one-off, “喜欢热水” a liking; a mood never lasts."""
    lasting = {words: [one.lasting for one in propose(words)] for words in
               ("喜欢喝热水", "今天喜欢喝热水", "很累", "loved the soup",
                "loves soup")}  # fmt: skip
    assert lasting == {
        "喜欢喝热水": [True], "今天喜欢喝热水": [False], "很累": [False],
        "loved the soup": [False], "loves soup": [True],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("words", "under_seal"),
    [("对花生过敏", True), ("不對花生過敏", True), ("Allergic to nuts", True), ("halal", True),
     ("喜欢靠窗", False), ("rubs his neck", False)],
)  # fmt: skip
def test_words_of_health_and_belief_go_under_seal_also_when_denied(
    words: str, under_seal: bool
) -> None:
    """Better one note too many under seal than one too few."""
    assert noticing.tells(words) is under_seal


def test_a_stranger_is_called_by_what_tells_nothing() -> None:
    assert noticing.harmless("red umbrella, allergic to nuts, tall") == "red umbrella, tall"
    assert noticing.harmless("红伞，高个子") == "红伞，高个子"
    assert noticing.harmless("对花生过敏") == ""


@given(
    st.text(
        alphabet=st.sampled_from(list("对不没花生过敏喜欢他太的，。？likes nt’'to\n")), max_size=60
    )
)
def test_whatever_is_written_is_read_without_trouble(words: str) -> None:
    """Nothing raises; at most six chips, each once, none empty, none longer than a line."""
    found = propose(words)
    assert len(found) <= noticing.MOST
    assert len({one.code for one in found}) == len(found)
    assert all(0 < len(one.text) <= 100 for one in found)


@given(st.text(max_size=80))
def test_folding_for_reading_keeps_every_character_in_its_place(words: str) -> None:
    assert len(noticing.plain(words)) == len(words)
