"""Which letters the bytes of a text stand for: judged by all of them, line by line.

UTF-8 proves itself: other texts hardly ever fit it. GB18030 fits nearly anything and Big5 much, so
that these are told apart by how common the characters are that come of it.
"""

import codecs
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

from django.utils.translation import gettext as _

from regulars.moments.intake.common_characters import common

ENCODINGS = {
    "utf-8": "UTF-8",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16 BE",
    "gb18030": "GB18030",
    "big5": "Big5",
    "windows-1252": "Windows-1252",
}
OTHERS = {"utf8": "utf-8", "utf-8-sig": "utf-8", "utf-16": "utf-16-le", "gbk": "gb18030",
          "gb2312": "gb18030", "cp936": "gb18030", "cp950": "big5", "big5-hkscs": "big5",
          "cp1252": "windows-1252", "latin-1": "windows-1252", "iso-8859-1": "windows-1252",
          "latin1": "windows-1252"}  # fmt: skip
CODECS = {"gb18030": ("gb18030",), "big5": ("cp950", "big5hkscs"), "windows-1252": ("cp1252",)}
BYTE_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
LEAST_ZEROS = 0.05
COMMON, FREQUENT, MARK, RARE, ODD = 1.0, 0.4, 0.5, -0.6, -1.0


def named(text: str) -> str:
    """The encoding somebody means; ValueError where there is none of that name."""
    name = text.strip().lower().replace("_", "-")
    if (name := OTHERS.get(name, name)) not in ENCODINGS:
        raise ValueError(text)
    return name


def decoded(data: bytes, encoding: str) -> str | None:
    """The text of these bytes, or None where they do not fit."""
    for codec in CODECS.get(encoding, (encoding,)):
        try:
            return data.decode(codec)
        except UnicodeDecodeError:
            continue
    return None


def by_mark(head: bytes) -> tuple[str, int]:
    """The encoding that a byte order mark, or the zeros of UTF-16, name; and where text begins."""
    for mark, name in BYTE_MARKS:
        if head.startswith(mark):
            return name, len(mark)
    odd, even = (head[start::2].count(0) / (len(head) / 2 or 1) for start in (1, 0))
    if max(odd, even) > LEAST_ZEROS and head.count(0) > 2:
        if odd > 5 * even:
            return "utf-16-le", 0
        if even > 5 * odd:
            return "utf-16-be", 0
    return "", 0


@dataclass
class Suit:
    """How well an encoding suits: lines that fit, and the worth and number of their letters."""

    fit: int = 0
    worth: float = 0.0
    letters: int = 0

    @property
    def mean(self) -> float:
        return self.worth / self.letters if self.letters else 0.0


@dataclass(frozen=True)
class Found:
    """``encoding`` of a text that is not wholly UTF-8; ``strange`` of its ``lines`` (those with
    more than ASCII in them) do not fit it."""

    encoding: str
    lines: int
    strange: int


class Jury:
    """Looks at every line with more than ASCII in it and says which encoding suits best."""

    def __init__(self) -> None:
        self.lines = 0
        self.suits = {name: Suit() for name in ("utf-8", *CODECS)}

    def hear(self, block: bytes) -> None:
        """Whole lines of the file."""
        lines = [line for line in block.split(b"\n") if not line.isascii()]
        self.lines += len(lines)
        joined = b"\n".join(lines)
        for name, suit in self.suits.items():
            text = decoded(joined, name)
            if text is not None:
                self.count(suit, name, text, len(lines))
                continue
            fitting = [text for line in lines if (text := decoded(line, name)) is not None]
            self.count(suit, name, "\n".join(fitting), len(fitting))

    def count(self, suit: Suit, name: str, text: str, lines: int) -> None:
        suit.fit += lines
        if name == "utf-8":
            return
        worth, letters = weighed(text, name)
        suit.worth += worth
        suit.letters += letters

    def verdict(self) -> Found:
        """UTF-8 where at least half of the lines fit it, or where nothing suits at all."""
        if not self.lines or self.suits["utf-8"].fit * 2 >= self.lines:
            return self.found("utf-8")
        likely = [name for name in CODECS if self.suits[name].mean > 0]
        if not likely:
            return self.found("utf-8")
        return self.found(max(likely, key=lambda name: self.suits[name].mean * self.share(name)))

    def share(self, name: str) -> float:
        return self.suits[name].fit / self.lines

    def found(self, name: str) -> Found:
        return Found(name, self.lines, self.lines - self.suits[name].fit)


def weighed(text: str, encoding: str) -> tuple[float, int]:
    """(sum of the worth of all letters beyond ASCII, their number)."""
    if encoding == "windows-1252":
        return western(text)
    weigh = WEIGHTS[encoding]
    counted = [(one, number) for one, number in Counter(text).items() if one > "\x7f"]
    worth = sum(weigh(one) * number for one, number in counted)
    return worth, sum(number for _one, number in counted)


def western(text: str) -> tuple[float, int]:
    """An accented letter stands among plain ones; signs such as € and “ stand by themselves."""
    worth, letters = 0.0, 0
    padded = f" {text} "
    for place, one in enumerate(padded):
        if one > "\x7f":
            letters += 1
            beside = padded[place - 1] + padded[place + 1]
            among = one.isalpha() and any(each < "\x80" and each.isalpha() for each in beside)
            worth += FREQUENT if among else MARK / 2 if one in "€£“”‘’–—…°«»" else ODD
    return worth, letters


def weight(one: str, codec: str, last: int) -> float:
    if one in common():
        return COMMON
    if "\u4e00" <= one <= "\u9fff":
        return FREQUENT if lead(one, codec) <= last else RARE
    if one in "，。、：；！？「」『』（）《》“”‘’—…·【】～￥　" or "\uff10" <= one <= "\uff5a":
        return MARK
    return ODD


def lead(one: str, codec: str) -> int:
    """The first of a character's bytes; 255 where the old, small set lacks it."""
    try:
        return one.encode(codec)[0]
    except UnicodeEncodeError:
        return 255


@lru_cache(maxsize=32_768)
def in_gb(one: str) -> float:
    """The first level of GB 2312, 3,755 characters, ends with row 0xD7."""
    return weight(one, "gb2312", 0xD7)


@lru_cache(maxsize=32_768)
def in_big5(one: str) -> float:
    """The first level of Big5, 5,401 characters, ends with row 0xC6."""
    return weight(one, "big5", 0xC6)


WEIGHTS: dict[str, Callable[[str], float]] = {"gb18030": in_gb, "big5": in_big5}


def is_another(line: bytes, text: str, encoding: str) -> bool:
    """Whether a line that fits the file's encoding is really UTF-8: mojibake is not taken in."""
    if encoding not in CODECS or (other := decoded(line, "utf-8")) is None:
        return False
    worth, letters = weighed(text, encoding)
    theirs, number = weighed(other, "gb18030")
    latin = sum(1 for one in other if "\x80" <= one < "\u0250")
    return letters > 0 and number > 0 and (theirs + latin * 1.5) / number > worth / letters


def said(encoding: str, strange: int = 0) -> str:
    """A sentence where the text is not plain UTF-8."""
    sentences = []
    if encoding != "utf-8":
        read = _("The text was read as {encoding}.")
        sentences.append(read.format(encoding=ENCODINGS[encoding]))
    if strange:
        mixed = _("It is of mixed encodings: rows that do not fit {encoding} are refused.")
        sentences.append(mixed.format(encoding=ENCODINGS[encoding]))
    return " ".join(sentences)


def joined(notes: Iterable[str]) -> str:
    return " ".join(note for note in notes if note)
