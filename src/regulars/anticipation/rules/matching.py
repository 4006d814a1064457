"""Does a rule fit what is seen? Pure: a condition and what is seen go in, the evidence comes out.

A word counts as said where it is not denied right before it (“no umbrella”, “没带伞” is a word of
its own), not asked about, and not long past; the same manners as the notebook's (``sayings``).
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from regulars.anticipation.rules.vocabulary import (
    COMPANY,
    DAYS,
    ONWARD,
    PARTS,
    SEASONS,
    SIGNS,
    VISITS,
    in_part,
    in_season,
)
from regulars.notebook import noticing, sayings
from regulars.places import spotting

COMMAS = re.compile(r"[,，、;；\n]+")
GOES = re.compile(
    r"(?<![a-z])(?:to|after|afterwards|later|tonight|this (?:evening|afternoon|morning)|next|"
    r"catch\w*|heading|off|going|goes|on)(?![a-z])|去|赶|参加|要|等下|待会|一会|之后|然后|今晚|下午|晚上|"
    r"接下来|回家"
)
PRAISE = re.compile(
    r"(?<![a-z])(?:prais\w+|lov(?:ed|es)|liked|enjoyed|compliment\w*|raved|delicious|wonderful|"
    r"excellent|lovely|amazing|best \w+ ever|so good)(?![a-z])|夸|称赞|赞|真香|好喝|"
    r"好吃|好闻|很喜欢|太棒|爱上|念念不忘|真不错|特别好"
)


@dataclass(frozen=True)
class Seen:
    """What is seen of somebody at one visit. ``said`` are the notes of this visit as written,
    ``facts`` pairs of kind and words, ``going`` codes of ONWARD somebody has answered."""

    day: date
    hour: int = 12
    said: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    going: frozenset[str] = frozenset()
    post: str = ""
    visit: int = 1
    party: int = 1
    child: bool = False
    feast: bool = False
    birthday: bool = False


@dataclass(frozen=True)
class Hit:
    """One sign that was seen: its code, and the words it was seen in."""

    sign: str
    words: str


def fits(when: Mapping[str, Any], seen: Seen) -> tuple[Hit, ...] | None:
    """Every sign of a condition with what it was seen in; None where one is missing, or a
    circumstance is another. A condition without signs fits by its circumstances alone."""
    if not circumstances(when, seen):
        return None
    found: list[Hit] = []
    for sign in when.get("signs", ()):
        hit = spotted(sign, seen)
        if hit is None:
            return None
        found.append(hit)
    return tuple(found)


def circumstances(when: Mapping[str, Any], seen: Seen) -> bool:
    """Where, when and with whom; what a rule does not say is any."""
    part, season, day = when.get("part"), when.get("season"), when.get("day")
    return (
        (not part or (part in PARTS and in_part(part, seen.hour)))
        and (not season or (season in SEASONS and in_season(season, seen.day)))
        and (not day or (day in DAYS and on_such_a_day(day, seen)))
        and (not when.get("post") or when["post"] == seen.post)
        and counted(when.get("visit"), seen.visit)
        and accompanied(when.get("company"), seen)
    )


def on_such_a_day(day: str, seen: Seen) -> bool:
    weekend = seen.day.isoweekday() > 5
    return {"feast": seen.feast, "birthday": seen.birthday, "weekend": weekend,
            "workday": not weekend}[day]  # fmt: skip


def counted(visit: object, ordinal: int) -> bool:
    if not visit:
        return True
    if visit not in VISITS:
        return False
    _label, least, most = VISITS[str(visit)]
    return least <= ordinal <= most


def accompanied(company: object, seen: Seen) -> bool:
    if not company:
        return True
    ways = {"alone": seen.party <= 1 and not seen.child,
            "others": seen.party > 1 or seen.child, "child": seen.child}  # fmt: skip
    return company in COMPANY and ways[str(company)]


def spotted(sign: Mapping[str, str], seen: Seen) -> Hit | None:
    """Where one sign is seen, if it is."""
    code, words = sign.get("sign", ""), sign.get("words", "")
    if code == "going":
        return Hit(code, words) if words in going(seen) else None
    if code == "praised":
        return next((Hit(code, clause) for clause in praised(seen.said)
                     if said_in(clause, words)), None)  # fmt: skip
    if code == "noticed":
        return next((Hit(code, short(text)) for text in seen.said if said_in(text, words)), None)
    kinds = SIGNS[code].kinds if code in SIGNS else frozenset[str]()
    told = (text for kind, text in seen.facts if kind in kinds)
    return next((Hit(code, short(text)) for text in told if said_in(text, words)), None)


def going(seen: Seen) -> frozenset[str]:
    """Where they go on to: as somebody answered, or as a note of this visit says."""
    return seen.going | {code for text in seen.said for code in onward_in(text)}


def onward_in(text: str) -> Iterator[str]:
    """The codes of ONWARD a note speaks of as ahead of them."""
    for clause in clauses(text):
        for code, one in ONWARD.items():
            for match in re.finditer(one.pattern, clause):
                if meant(clause, match.start()) and GOES.search(clause):
                    yield code
                    break


def praised(said: tuple[str, ...]) -> Iterator[str]:
    """The clauses of these notes in which something is praised."""
    for text in said:
        for clause in clauses(text):
            match = PRAISE.search(clause)
            if match and meant(clause, match.start()):
                yield clause


def clauses(text: str) -> Iterator[str]:
    """The sentences of a note, as they are compared."""
    for sentence in sayings.END.findall(noticing.plain(text)):
        if sentence.strip():
            yield sentence.strip()


def said_in(text: str, words: str) -> bool:
    """Whether one of these words (with commas between) is said in a text and meant."""
    pattern = pattern_of(words)
    if pattern is None:
        return False
    return any(
        meant(clause, match.start())
        for clause in clauses(text) for match in pattern.finditer(clause)
    )  # fmt: skip


def pattern_of(words: str) -> re.Pattern[str] | None:
    """A pattern for words with commas between; 简体 and 繁體 are equal."""
    return spotting.pattern("\n".join(COMMAS.split(words)))


def meant(clause: str, at: int) -> bool:
    """Whether what begins at a place of a clause is said, not denied, asked or long past."""
    before = clause[:at]
    cut = max((found.end() for found in sayings.CUT.finditer(before)), default=0)
    if sayings.NOT.search(before[cut:]) or sayings.ASKED.search(clause):
        return False
    return not sayings.PAST.search(clause) or bool(sayings.NOW.search(clause))


def short(text: str) -> str:
    """A note as it may stand beside a proposal: nothing of health or belief, and not too long."""
    told = " ".join(noticing.harmless(text).split())
    return f"{told[:60]}…" if len(told) > 61 else told
