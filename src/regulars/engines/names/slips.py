"""One slip of the finger: a letter too many, too few, wrong, or two changed about.

Words within one slip of each other share a *part*: the word itself, or the word without one letter
(the deletion neighbourhood of SymSpell). The parts of the words that exist are stored; the parts of
the typed word are looked up, and `slipped` keeps those that are really one slip away.
"""

from collections.abc import Iterable

from rapidfuzz.distance import OSA

LEAST = 3


def parts(word: str) -> frozenset[str]:
    """The word and every word that is left when one letter is taken out of it."""
    return frozenset({word, *(word[:at] + word[at + 1 :] for at in range(len(word)))})


def slipped(typed: str, known: Iterable[str]) -> list[str]:
    """Those of the known words that are exactly one slip away from what was typed."""
    return sorted({word for word in known if OSA.distance(typed, word, score_cutoff=1) == 1})
