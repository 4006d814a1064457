"""The name as it is to be said aloud."""

import unicodedata
from dataclasses import dataclass

from regulars.engines.names.folding import han, is_han
from regulars.engines.names.forms import TITLES
from regulars.engines.names.readings import Stored, reading, surname

__all__ = ["TITLES", "Said", "said"]

Ruby = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Said:
    """`text` is spoken; `reading` is how its surname sounds ('' when nobody could be unsure);
    `ruby` spells the text as (characters, syllable or '') pairs that join to `text`."""

    text: str
    reading: str
    ruby: Ruby


def said(name: str, title: str, language: str, stored: Stored = None) -> Said:
    """王太太 with Wáng over 王; Mr Wang in English; Ms van der Berg.

    `title` is a code of TITLES or free words (老板, Captain); '' says the whole name.
    `language` is the language of the speaker: zh-hans, zh-hant or en (zh counts as zh-hans).
    `stored` is the noted reading; for a Latin name it is a say-it-like ("yoo").
    """
    tongue = _tongue(language)
    form = TITLES.get(title, {}).get(tongue, title)
    if han(name) and tongue == "en":
        return _in_english(name, form, stored)
    return _in_chinese(name, form, stored) if han(name) else _latin(name, form, tongue, stored)


def _in_chinese(name: str, form: str, stored: Stored) -> Said:
    family = surname(name)
    spoken = (family if form else "") or name.strip()
    syllables = reading(name, stored)[: len(family)]
    sound = iter(syllables)
    ruby = tuple((char, next(sound, "") if is_han(char) else "") for char in spoken)
    return Said(spoken + form, "".join(syllables), (*ruby, *((char, "") for char in form)))


def _in_english(name: str, form: str, stored: Stored) -> Said:
    """Pinyin without marks, surname alone after a title, surname first without."""
    own = len(surname(name)) or len(han(name))
    syllables = reading(name, stored)
    family = "".join(syllables[:own])
    given = "".join(syllables[own:]).capitalize()
    text = " ".join(filter(None, [form, family] if form else [family, given]))
    return Said(_unmarked(text), family, _plain(_unmarked(text)))


def _latin(name: str, form: str, tongue: str, stored: Stored) -> Said:
    own = surname(name) if form else name.strip()
    text = f"{form} {own}" if tongue == "en" else f"{own}{form}"
    like = stored if isinstance(stored, str) else " ".join(stored or ())
    return Said(text.strip(), like, _plain(text.strip()))


def _plain(text: str) -> Ruby:
    return ((text, ""),) if text else ()


def _unmarked(text: str) -> str:
    apart = unicodedata.normalize("NFD", text)
    kept = "".join(c for c in apart if unicodedata.category(c) != "Mn" or c == "\u0308")
    return unicodedata.normalize("NFC", kept)


def _tongue(language: str) -> str:
    code = language.lower().replace("_", "-")
    if code.startswith(("zh-hant", "zh-tw", "zh-hk", "zh-mo")):
        return "zh-hant"
    return "zh-hans" if code.startswith("zh") else "en"
