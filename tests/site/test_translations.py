"""Every text of the product stands finished in every language."""

import string

import polib
import pytest

from tests import catalogue

pytestmark = pytest.mark.once


@pytest.mark.parametrize("language", sorted(catalogue.PLURALS))
def test_every_text_is_translated(language: str) -> None:
    """Nothing new in the source is missing from the catalogue, nothing in it is empty or fuzzy."""
    file = polib.pofile(str(catalogue.catalogue(language)))
    known = {catalogue.key(e) for e in file}
    assert sorted(set(catalogue.messages()) - known) == [], "run: make messages"
    assert catalogue.untranslated(file) == []


@pytest.mark.parametrize("language", sorted(catalogue.PLURALS))
def test_a_translation_fills_the_same_slots(language: str) -> None:
    """No {name} or %(name)s is lost or invented on the way."""
    for entry in polib.pofile(str(catalogue.catalogue(language))):
        said = [entry.msgstr] if entry.msgstr else list(entry.msgstr_plural.values())
        for text in said:
            assert slots(text) <= slots(entry.msgid) | slots(entry.msgid_plural), entry.msgid
            if not entry.msgid_plural and "{suffix}" not in entry.msgid:
                assert slots(text) == slots(entry.msgid), entry.msgid


def slots(text: str) -> set[str]:
    import re

    try:
        braces = {name for _t, name, _s, _c in string.Formatter().parse(text) if name}
    except ValueError:
        braces = set()
    return braces | set(re.findall(r"%\((\w+)\)s", text))
