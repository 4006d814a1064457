"""The name as it should be said, with the reading as a fact."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regulars.engines import names
from regulars.engines.names import surnames


@pytest.mark.parametrize(
    ("name", "syllables"),
    [
        ("单雄信", ("Shàn", "xióng", "xìn")),
        ("單雄信", ("Shàn", "xióng", "xìn")),
        ("仇英", ("Qiú", "yīng")),
        ("查良镛", ("Zhā", "liáng", "yōng")),
        ("曾国藩", ("Zēng", "guó", "fān")),
        ("解缙", ("Xiè", "jìn")),
        ("任贤齐", ("Rén", "xián", "qí")),
        ("區志明", ("Ōu", "zhì", "míng")),
        ("朴树", ("Piáo", "shù")),
        ("盖叫天", ("Gě", "jiào", "tiān")),
        ("尉遲恭", ("Yù", "chí", "gōng")),
        ("万俟卨", ("Mò", "qí", "xiè")),
        ("長孫無忌", ("Zhǎng", "sūn", "wú", "jì")),
        ("歐陽修", ("Ōu", "yáng", "xiū")),
    ],
)
def test_surnames_are_read_as_surnames(name: str, syllables: tuple[str, ...]) -> None:
    assert names.reading(name) == syllables


def test_a_stored_reading_overrides_what_it_covers() -> None:
    assert names.reading("乐山") == ("Yuè", "shān")
    assert names.reading("乐山", "Lè") == ("Lè", "shān")
    assert names.reading("王重", ["Wáng", "chóng"]) == ("Wáng", "chóng")


def test_a_stored_reading_that_does_not_fit_is_passed_over() -> None:
    assert names.reading("王秀兰", "a b") == ("Wáng", "xiù", "lán")
    assert [names.fits("王秀兰", each) for each in ("a b", "Wáng", "Wáng xiù lán")] == [
        False,
        True,
        True,
    ]


def test_surnames_that_families_read_differently_are_to_be_asked() -> None:
    assert names.surname_readings("乐山") == (("Yuè",), ("Lè",))
    assert names.surname_readings("单秀兰") == (("Shàn",),)
    assert names.surname_readings("Anna Berg") == ()


@pytest.mark.parametrize(
    ("name", "title", "language", "text", "reading"),
    [
        ("王秀兰", "mrs", "zh-hans", "王太太", "Wáng"),
        ("王建国", "mr", "zh", "王先生", "Wáng"),
        ("單雅婷", "miss", "zh-Hant", "單小姐", "Shàn"),
        ("李月娥", "aunt", "zh-hans", "李阿姨", "Lǐ"),
        ("陳明德", "teacher", "zh-TW", "陳老師", "Chén"),
        ("尉迟恭", "mr", "zh-hans", "尉迟先生", "Yùchí"),
        ("王秀兰", "老板", "zh-hans", "王老板", "Wáng"),
        ("王秀兰", "", "zh-hans", "王秀兰", "Wáng"),
        ("阿卜杜·热合曼", "mr", "zh-hans", "阿卜杜·热合曼先生", ""),
        ("Anna van der Berg", "ms", "en", "Ms van der Berg", ""),
        ("Dr Mary Smith", "doctor", "en", "Dr Smith", ""),
        ("Mary Smith", "ms", "zh-hans", "Smith女士", ""),
        ("吕洞宾", "mr", "en", "Mr Lü", "Lǚ"),
        ("王秀兰", "", "en", "Wang Xiulan", "Wáng"),
    ],
)
def test_said_aloud(name: str, title: str, language: str, text: str, reading: str) -> None:
    said = names.said(name, title, language)
    assert (said.text, said.reading) == (text, reading)


def test_ruby_stands_over_the_surname_only() -> None:
    assert names.said("尉遲恭", "mr", "zh-hant").ruby == (
        ("尉", "Yù"),
        ("遲", "chí"),
        ("先", ""),
        ("生", ""),
    )


def test_a_foreign_name_keeps_how_to_say_it() -> None:
    assert names.said("Euan Yu", "mr", "en", "yoo").reading == "yoo"


@given(st.text("王秀蘭单Mary ·’.-é尉迟", max_size=9), st.sampled_from(sorted(names.TITLES)))
@settings(max_examples=80, deadline=None)
def test_ruby_always_spells_the_text(name: str, title: str) -> None:
    for language in ("zh-hans", "zh-hant", "en"):
        said = names.said(name, title, language)
        assert "".join(char for char, _ in said.ruby) == said.text


@given(st.text(max_size=20))
@settings(max_examples=120, deadline=None)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert names.fold(names.fold(text)) == names.fold(text)


def test_folding_brings_spellings_together() -> None:
    spellings = ["王 秀蘭", "王秀兰", "王　秀兰！"]
    assert {names.fold(each) for each in spellings} == {"王秀兰"}
    assert names.fold("  Ｏ’Brien-ŁÓDŹ ") == "o brien lodz"


def test_every_surname_in_the_tables_has_a_syllable_a_character() -> None:
    for own, readings in surnames.COMPOUND.items():
        assert len(own) == len(readings) == 2
    assert all(len(own) == 1 and readings for own, readings in surnames.SINGLE.items())
