"""Names of columns and choices without what people vary in them."""

import unicodedata

from regulars.engines.names.folding import simplified

PASSED_OVER = " _-.\t:：*()（）/"


def fold(name: str) -> str:
    """A name without case, width, spaces, underscores, hyphens, dots and the stars of forms;
    traditional characters are simplified."""
    plain = unicodedata.normalize("NFKC", name).casefold()
    return "".join(simplified(letter) for letter in plain if letter not in PASSED_OVER)
