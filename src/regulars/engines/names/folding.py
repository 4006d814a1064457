"""Folding: what two spellings of one name have in common."""

import re
import unicodedata
from collections.abc import Callable
from functools import cache, lru_cache

_LATIN_MARKS = re.compile(r"(?<=[a-z])[\u0300-\u036f]+")
_STROKED = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe"})
_NOT_A_LETTER = re.compile(r"[\W_]+")
_HAN = re.compile("[\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af]")
_BETWEEN_HAN = re.compile(r"(?<=[\u3400-\u9fff]) (?=[\u3400-\u9fff])")


def fold(text: str) -> str:
    """The form in which two spellings of one name are equal; folding twice changes nothing.

    NFKC, lower case, traditional to simplified, accents off Latin letters, everything that is
    neither letter nor digit to one space, and no space between two Chinese characters.
    """
    if text.isascii():
        return _NOT_A_LETTER.sub(" ", text.lower()).strip()
    plain = unaccented(unicodedata.normalize("NFKC", text).casefold())
    spaced = _NOT_A_LETTER.sub(" ", "".join(map(simplified, plain))).strip()
    return _BETWEEN_HAN.sub("", spaced)


def unaccented(text: str) -> str:
    """Latin letters without their marks (é to e, ü to u, ø to o); other scripts keep theirs."""
    apart = unicodedata.normalize("NFD", text)
    return unicodedata.normalize("NFC", _LATIN_MARKS.sub("", apart)).translate(_STROKED)


@lru_cache(maxsize=32_768)
def simplified(char: str) -> str:
    """One character by OpenCC's t2s.

    One at a time on purpose: OpenCC looks at the neighbours (乾 alone or in 乾隆), but any part of
    a name must fold as it does inside the whole, or a part could not be searched for.
    """
    if char < "\u2e80":
        return char
    to_simplified = _converter("t2s")
    return to_simplified(to_simplified(char))


@lru_cache(maxsize=16_384)
def traditional(text: str) -> str:
    """A simplified text as it is written in 繁體, word by word (OpenCC's s2twp)."""
    return _converter("s2twp")(text) if text else ""


@cache
def _converter(name: str) -> Callable[[str], str]:
    """One of OpenCC's, with its dictionaries: only who folds Chinese waits for them."""
    from opencc import OpenCC

    convert: Callable[[str], str] = OpenCC(name).convert
    return convert


def is_han(char: str) -> bool:
    """Whether this is a Chinese character (unified ideographs, extensions, 〇)."""
    return _HAN.match(char) is not None


def han(text: str) -> str:
    """The Chinese characters of a text and nothing else, as written."""
    return "" if text.isascii() else "".join(_HAN.findall(text))


def not_han(text: str) -> str:
    """The text without its Chinese characters."""
    return text if text.isascii() else _HAN.sub("", text)


def digits(text: str) -> str:
    """The digits of a text as 0 to 9, whatever their width or script."""
    return "".join(
        str(unicodedata.digit(c)) for c in text if unicodedata.digit(c, None) is not None
    )
