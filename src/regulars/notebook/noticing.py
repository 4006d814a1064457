"""What a note might hold that is worth keeping: proposed by plain rules, never kept by them.

The rules know some ways people put it in Chinese and English (``sayings``); what they do not know
they leave alone, and what they propose a person confirms or passes over. Idea, measures and
limits: docs/algorithms/noticing.md.
"""

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from regulars.engines.names.folding import simplified
from regulars.moments import seal
from regulars.moments.models import Words
from regulars.notebook import sayings
from regulars.notebook.models import SENSITIVE, FactKind, Source
from regulars.notebook.sayings import SAYINGS, Saying

MOST = 6
LONGEST = 60
TRIM = re.compile(r"^[\s的是在到个些：:]+|[\s了吧呢啊哦呀嘛啦]+$")
ARTICLE = re.compile(
    r"^(?:a|an|the|his|her|their|some|any|has|have|had|got|with|is|of|to|severe|bad|known)\s+", re.I
)
PRONOUN = re.compile(
    r"^(?:他们?|她们?|说是?|告诉我们?|客人|您|你|我|也|还|又|都|真的|好像|可能|应该|[^的]{1,3}(?:先生|太太|女士|小姐))+"
)
NO = re.compile(r"^no |不|讨厌|受不了|怕|can't|hate")
CLAUSE = re.compile(r"[,，。.;；!！?？\n]")


@dataclass(frozen=True)
class Proposal:
    """One thing the note may tell. ``whose`` is the relation it is about, empty for the guest."""

    kind: str
    text: str
    whose: str
    lasting: bool
    source: str

    @property
    def sensitive(self) -> bool:
        return self.kind in SENSITIVE

    @property
    def code(self) -> str:
        """The same words propose the same thing under the same code."""
        return f"{self.kind}-{zlib.crc32(f'{self.whose}|{self.text}'.encode()):08x}"


@dataclass(frozen=True)
class Heard:
    """A sentence as it was written, as it is compared, and where each clause begins."""

    said: str
    plain: str
    clauses: tuple[int, ...]

    def clause(self, at: int) -> int:
        return max((start for start in self.clauses if start <= at), default=0)


def tells(text: str) -> bool:
    """Whether these words speak of allergy, illness or belief, and so belong under seal."""
    return bool(sayings.TELLS.search(plain(text)))


def says_itself(kind: str, text: str) -> bool:
    """Whether the words tell their kind: “不爱吃辣”, “no lilies” need no “does not like”."""
    return kind == FactKind.AVERSION and bool(NO.search(plain(text)))


def harmless(text: str) -> str:
    """The clauses that do not: by these a stranger may be called until we know the name."""
    if not tells(text):
        return text
    clauses = (clause.strip() for clause in CLAUSE.split(text))
    return ", ".join(clause for clause in clauses if clause and not tells(clause))


def shown(words: Words) -> str:
    """A note as anybody may read it: of one under seal only what tells nothing."""
    if not words.sealed:
        return words.text
    try:
        rest = harmless(words.told())
    except seal.Unreadable:
        rest = ""
    return " ".join(part for part in (rest, _("(under seal)")) if part)


def propose(text: str) -> tuple[Proposal, ...]:
    """What might be kept of a note, dangers first, each thing once, at most MOST."""
    found: dict[str, Proposal] = {}
    for sentence in sayings.END.findall(text):
        for proposal in read(heard(sentence)):
            found.setdefault(proposal.code, proposal)
    order = sorted(found.values(), key=lambda one: not one.sensitive)
    return tuple(order[:MOST])


def plain(text: str) -> str:
    """The text as it is compared: simplified, lower case, one kind of apostrophe; no longer and
    no shorter than it was."""
    return "".join(map(same_length, text.replace("’", "'").replace("\u3000", " ")))


def same_length(char: str) -> str:
    folded = simplified(char).lower()
    return folded if len(folded) == 1 else char


def heard(sentence: str) -> Heard:
    compared = plain(sentence)
    cuts = tuple(cut.end() for cut in sayings.CUT.finditer(compared))
    return Heard(sentence, compared, (0, *cuts))


def read(told: Heard) -> Iterator[Proposal]:
    """Each saying where it first fits; a stretch of words is read once."""
    taken: list[tuple[int, int]] = []
    for saying in SAYINGS:
        for match in saying.regex.finditer(told.plain):
            if any(start < match.end() and match.start() < end for start, end in taken):
                continue
            taken.append(match.span())
            if means(told, saying, match):
                yield from worded(told, saying, match)


def means(told: Heard, saying: Saying, match: re.Match[str]) -> bool:
    """Whether it is said, not denied, not long past, and not merely asked."""
    before = told.plain[told.clause(match.start()) : match.start()]
    inner = match.groupdict().get("x") or ""
    if sayings.NOT.search(before) or sayings.STAFF.search(before):
        return False
    if saying.kind in SENSITIVE:
        return not sayings.DENIED.search(inner.strip())
    return not sayings.ASKED.search(told.plain) and not past(told, match, before)


def past(told: Heard, match: re.Match[str], before: str) -> bool:
    """“以前爱喝”, “used to love”, “doesn't any more”; not “以前就爱喝，现在还爱喝”."""
    if sayings.NO_MORE.search(told.plain[match.start() :]):
        return True
    ago = list(sayings.PAST.finditer(before))
    return bool(ago) and not sayings.NOW.search(before[ago[-1].end() :])


def worded(told: Heard, saying: Saying, match: re.Match[str]) -> Iterator[Proposal]:
    """The proposal in the note's own words, and whose it is."""
    start, end = match.span("x") if saying.own and "x" in saying.regex.groupindex else match.span()
    begin = told.clause(match.start())
    text, whose = trimmed(told.said[start:end]), kin(told, match.start())
    if saying.kind in SENSITIVE:
        text, whose = split_kin(unsure(told, match, text, whose), whose)
    if not text or text in ("不", "没"):
        return
    if whose and saying.kind in (FactKind.MOOD, FactKind.AIM):
        return  # somebody else's day is not the guest's
    clause = told.plain[begin : match.end()]
    lasting = saying.lasting and not (sayings.TODAY.search(clause) and saying.kind not in SENSITIVE)
    source = Source.TOLD if known_by_words(told, saying) else Source.SEEN
    proposal = Proposal(saying.kind, told_as(saying, text), whose, lasting, source)
    yield of_kin(told, begin, match, proposal) if whose else proposal


def unsure(told: Heard, match: re.Match[str], text: str, whose: str) -> str:
    """“He came with his son, allergic to nuts”: whose it is, only a person can tell; so it is
    proposed in all its words."""
    begin = told.clause(match.start())
    if whose or not sayings.KIN.search(told.plain[:begin]):
        return text
    if sayings.SELF.match(told.plain[begin:]):
        return text
    return trimmed(told.said[: match.end()])


def known_by_words(told: Heard, saying: Saying) -> bool:
    return saying.kind in SENSITIVE or bool(sayings.SPOKEN.search(told.plain))


def told_as(saying: Saying, text: str) -> str:
    """A dislike in English is told by its “no”; Chinese keeps the verb."""
    english = saying.kind == FactKind.AVERSION and saying.own
    return f"no {text}" if english else text


def trimmed(words: str) -> str:
    last = ""
    while last != words:
        last, words = words, ARTICLE.sub("", TRIM.sub("", words))
    return words[:LONGEST]


def split_kin(text: str, whose: str) -> tuple[str, str]:
    """“儿子花生” before “过敏”: the kin stands in the words themselves. Pronouns go."""
    found = sayings.KIN.match(plain(text))
    if found:
        word = text[found.start() : found.end()]
        return trimmed(text[found.end() :]), bare(word)
    return trimmed(PRONOUN.sub("", text)) or text, whose


def kin(told: Heard, at: int) -> str:
    """Whom the clause is about: a relation named before the verb, or who the clauses before it
    began with, until one begins with the guest."""
    begin = told.clause(at)
    if found := last(sayings.KIN, told.plain[begin:at]):
        return bare(told.said[begin + found.start() : begin + found.end()])
    while begin > 0 and not sayings.SELF.match(told.plain[begin:]):
        begin = told.clause(begin - 1)
        if lead := sayings.KIN.match(told.plain[begin:].lstrip()):
            return bare(lead.group())
    return ""


def last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    matches = list(pattern.finditer(text))
    return matches[-1] if matches else None


def bare(word: str) -> str:
    """“他的儿子” as “儿子”, “his wife” as “wife”."""
    found = sayings.KIN.search(plain(word))
    if found is None:
        return word.strip()
    start, end = found.span("zh" if found.group("zh") else "en")
    return word[start:end]


def of_kin(told: Heard, begin: int, match: re.Match[str], proposal: Proposal) -> Proposal:
    """What is theirs: a danger is kept as one, with whose it is; all else as a relation's."""
    colon = ": " if proposal.whose.isascii() else "："
    if proposal.sensitive:
        return replace(proposal, text=f"{proposal.whose}{colon}{proposal.text}")
    clause = trimmed(told.said[begin : match.end()])
    words = clause if proposal.whose in clause else f"{proposal.whose}{colon}{clause}"
    return replace(proposal, kind=FactKind.RELATION, text=words)
