"""Every kind of moment is documented, and has its sentence in every language."""

from pathlib import Path

import polib
import pytest
from django.utils import translation

from regulars.moments import kinds

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs/journal.md").read_text()


@pytest.mark.parametrize("code", sorted(kinds.REGISTER))
def test_a_kind_has_a_docstring_and_stands_in_the_page_of_the_journal(code: str) -> None:
    """Whoever adds a kind says what it means, twice: in the code and to the reader."""
    kind = kinds.REGISTER[code]
    assert kind.__doc__
    assert not kind.__doc__.startswith(f"{kind.__name__}("), "the dataclass wrote its own docstring"
    assert f"`{code}`" in PAGE


@pytest.mark.parametrize("code", sorted(kinds.REGISTER))
def test_a_kind_has_its_sentence_in_chinese(code: str) -> None:
    """The catalogue has a finished translation with the same slots."""
    sentence = kinds.REGISTER[code].sentence._args[0]  # type: ignore[union-attr]
    catalogue = polib.pofile(str(ROOT / "src/regulars/locale/zh_Hans/LC_MESSAGES/django.po"))
    entry = catalogue.find(sentence)
    assert entry is not None, f"no translation of {sentence!r}"
    assert entry.msgstr, f"empty translation of {sentence!r}"
    assert not entry.fuzzy
    assert slots(entry.msgstr) == slots(sentence)


def slots(sentence: str) -> set[str]:
    import string

    return {name for _text, name, _spec, _conv in string.Formatter().parse(sentence) if name}


def test_a_moment_can_be_said_although_a_fact_is_missing() -> None:
    """An old moment without a newer fact still has its sentence."""
    with translation.override("en"):
        assert kinds.say("departed", {"ordinal": 6, "hoped_for": 7}).startswith("Left after")
