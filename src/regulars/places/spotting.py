"""Finding written words in a text: by whole words where letters make words, anywhere in Chinese."""

import re
from functools import lru_cache

from regulars.engines import names

LATIN = "a-z0-9"


@lru_cache(maxsize=1024)
def pattern(words: str) -> re.Pattern[str] | None:
    """One pattern for words written one per line, against folded text; None where none is left.

    简体 and 繁體, capitals, accents and widths are equal. A Latin word is a word of its own (pea
    is not found in peanut; its plural is). Chinese has no borders between words and needs none.
    """
    parts = [bounded(each) for each in lines(words)]
    return re.compile("|".join(parts)) if parts else None


def lines(words: str) -> list[str]:
    """The words as they are compared, longest first."""
    folded = {names.fold(line) for line in words.splitlines()}
    return sorted(folded - {""}, key=lambda each: (-len(each), each))


def bounded(word: str) -> str:
    """A word with its borders, where its letters have any."""
    before = f"(?<![{LATIN}])" if re.match(f"[{LATIN}]", word) else ""
    after = f"(?:e?s)?(?![{LATIN}])" if re.search(f"[{LATIN}]$", word) else ""
    return before + re.escape(word) + after
