"""What was typed, one search after another: somebody looking for one person, or trying all."""

from collections import Counter, deque
from dataclasses import dataclass, field
from itertools import pairwise

from regulars.engines import names

TYPING = 12.0
"""Seconds within which a longer or shorter form of the last text is still the same search."""
LONGEST_RUN = 12
"""Going to and fro in one text for longer than this is no typing."""
KEPT = 40
LOOKED_AT = 4
"""Numbers are looked at again after so many more."""
IN_STEP = 10
SINGLE = 14
WITHIN = 600.0


@dataclass
class Trail:
    """The last searches of one actor, and the ``pattern`` they make: ``sequence`` for numbers in
    step, ``letters`` for single signs, nothing for anything else."""

    last: str = ""
    at: float = 0.0
    run: int = 0
    taken: int = 0
    numbers: deque[int] = field(default_factory=lambda: deque(maxlen=KEPT))
    singles: dict[str, float] = field(default_factory=dict)
    pattern: str = ""

    def add(self, text: str, at: float) -> bool:
        """Take a search in; False where it is the last one typed on. What was only passed through
        while typing is not kept: the last search is kept when the next one begins."""
        text = text.strip()
        grown = text.startswith(self.last) or self.last.startswith(text)
        near = 0 <= at - self.at < TYPING and self.run < LONGEST_RUN
        typing = bool(self.last) and bool(text) and grown and near
        if not typing and self.last:
            self.keep(self.last, self.at)
        self.last, self.at, self.run = text, at, self.run + 1 if typing else 1
        return not typing

    def keep(self, text: str, at: float) -> None:
        plain = text.isascii() and text.isdecimal()
        digits = text if plain else names.digits(text)
        if len(digits) >= 3 and len(digits) >= len(text) - 3:
            self.numbers.append(int(digits[-9:]))
            self.taken += 1
            if not self.taken % LOOKED_AT:
                self.pattern = "sequence" if self.in_step() else ""
        elif len(text) <= (1 if names.is_han(text[0]) else 2):
            self.singles[text.casefold()] = at
            self.singles = {t: seen for t, seen in self.singles.items() if at - seen < WITHIN}
            self.pattern = "letters" if len(self.singles) >= SINGLE else ""

    def in_step(self) -> bool:
        """Whether many of the numbers follow each other: next to one another in any order, or by
        one and the same step."""
        if len(self.numbers) < IN_STEP:
            return False
        ordered = sorted(set(self.numbers))
        beside = sum(later - number == 1 for number, later in pairwise(ordered))
        steps = Counter(later - number for number, later in pairwise(self.numbers))
        steps.pop(0, None)
        return max(beside, *steps.values(), 0) >= IN_STEP
