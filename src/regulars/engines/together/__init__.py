"""Results in shared words: an entry whose one hero is whoever wrote it is found, and said again
together with the customer.

``alone`` finds it, ``shared`` gives the better sentence. A rule is a way of speaking, in English
and in either Chinese script; a sentence that shares the result, or says no, is left as it is.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

__all__ = ["Alone", "alone", "shared"]

RESULT = (
    r"(?:solved?|fixed|sav(?:ed|e)|rescued?|sorted|handled?|settled?|managed?|calmed|resolved?"
    r"|turned (?:it|things|her|him|them) round|did (?:it|this|that|everything|all)|won|cleared"
    r"|put (?:it|this|everything) right|pulled (?:it|this) off|made (?:it|this) (?:right|work))"
)
ALONE = (
    r"(?:(?:all )?by myself|(?:all )?on my own|single-?handed(?:ly)?|(?:all )?alone|myself"
    r"|without (?:any )?help|without anyone(?:'s|’s)?(?: help)?|with nobody(?:'s|’s)? help)"
)
ENGLISH = (
    re.compile(rf"\bI\b[^.!?]*\b{RESULT}\b[^.!?]*\b{ALONE}\b", re.I),
    re.compile(rf"\b(?:only I|I alone|I (?:single-?handedly))\b[^.!?]*\b{RESULT}\b", re.I),
    re.compile(r"\b(?:all )?thanks to me\b", re.I),
    re.compile(r"\b(?:if it (?:was|were|had) ?(?:n['’]t|not)(?: been)? for me"
               r"|had it not been for me|if not for me"
               r"|without me\b[^.!?]*\b(?:would|could))", re.I),
    re.compile(r"\bI (?:saved|rescued) (?:the|it|them|him|her|everything|our|this|us)\b", re.I),
    re.compile(r"\bnobody (?:else )?(?:but me|could have done)\b"
               r"|\bno one (?:else )?but me\b", re.I),
    re.compile(r"\b(?:all )?my (?:own )?(?:merit|credit|doing)\b", re.I),
)  # fmt: skip
DONE = (
    "(?:搞定|摆平|擺平|解决|解決|处理好|處理好|处理了|處理了|办好|辦好|办成|辦成|救|扛|完成|安抚|安撫|挽回|挽救|哄好|"
    "搞掂|处理完|處理完)"
)
ONE = "(?:一个人|一個人|一人|独自|獨自|单独|單獨|一手|自己|凭一己之力|憑一己之力|单枪匹马|單槍匹馬)"
CHINESE = (
    re.compile(rf"(?:我|本人){ONE}[^。！？\n]{{0,16}}?{DONE}"),
    re.compile("(?:多亏|多虧|幸亏|幸虧|幸好|好在|全靠|全凭|全憑|亏得|虧得)(?:了|有)?我(?![们們])"),
    re.compile("要不是我(?![们們])|没有我(?![们們])|沒有我(?![们們])|若不是我(?![们們])"),
    re.compile("(?:都是|全是|算是|是)我(?:一个人|一個人)?的功(?:劳|勞)|我的功(?:劳|勞)"),
    re.compile(rf"只有我(?:一个人|一個人)?[^。！？\n]{{0,10}}?{DONE}"),
)
TOGETHER = re.compile(
    r"\b(?:together|not|never|couldn['’]t|could not|with (?:the|our) (?:guest|customer|team|help)"
    r"|with (?:them|her|him|everyone))\b|n['’]t have\b"
    r"|一起|一同|共同|没能|沒能|不是我一|并非|並非", re.I)  # fmt: skip
SENTENCE = re.compile(r"[^.!?。！？\n]+[.!?。！？\n]?")


@dataclass(frozen=True)
class Alone:
    """Where an entry has one hero: the words as they stand, and the whole entry said together."""

    words: str
    better: str


def alone(text: str, names: Collection[str] = ()) -> Alone | None:
    """The first claim to have done it alone; None where the result is shared. ``names`` are those
    of colleagues: an entry may make a hero of somebody else than who writes it."""
    for sentence in sentences(text):
        if found := claim(sentence, names):
            return Alone(found, shared(text, names))
    return None


def sentences(text: str) -> Iterator[str]:
    return (each.group() for each in SENTENCE.finditer(text))


def claim(sentence: str, names: Collection[str] = ()) -> str:
    """The words that claim it in one sentence; empty where there are none."""
    if TOGETHER.search(sentence):
        return ""
    for rule in (*ENGLISH, *CHINESE, *of_names(names)):
        if match := rule.search(sentence):
            return match.group().strip()
    return ""


def of_names(names: Collection[str]) -> Iterator[re.Pattern[str]]:
    """The same ways of speaking, of somebody by name."""
    for name in names:
        if len(name.strip()) > 1:
            who = re.escape(name.strip())
            alone_ = r"(?:alone|single-?handed(?:ly)?|without (?:any )?help)"
            yield re.compile(rf"\b{who}\b[^.!?]*\b{RESULT}\b[^.!?]*\b{alone_}\b", re.I)
            yield re.compile(rf"{who}{ONE}[^。！？\n]{{0,16}}?{DONE}")


ENGLISH_AGAIN = (
    (re.compile(r"\b(?:if it (?:was|were|had) ?(?:n['’]t|not)(?: been)? for me"
                r"|had it not been for me|if not for me|without me)\b", re.I),
     "without all of us together"),
    (re.compile(r"\b(?:all )?thanks to me\b", re.I), "thanks to all of us together"),
    (re.compile(r"\bnobody (?:else )?(?:but me|could have done)\b"
                r"|\bno one (?:else )?but me\b", re.I),
     "all of us together"),
    (re.compile(r"\b(?:all )?my (?:own )?(?:merit|credit|doing)\b", re.I),
     "what we did together with the customer"),
    (re.compile(rf"[, ]*\b{ALONE}\b", re.I), " together with the customer"),
    (re.compile(r"\bonly I\b|\bI alone\b|\bI single-?handedly\b", re.I),
     "together with the customer we"),
    (re.compile(r"\bI (saved|rescued) ", re.I), r"together with the customer we \1 "),
    (re.compile(r"\bI am\b|\bI'm\b|\bI’m\b"), "we are"),
    (re.compile(r"\bI\b"), "we"),
)  # fmt: skip
CHINESE_AGAIN = (
    (re.compile(rf"(?:我|本人){ONE}"), "我们和客人一起"),
    (re.compile("(多亏|多虧|幸亏|幸虧|幸好|好在|全靠|全凭|全憑|亏得|虧得)(?:了|有)?我(?![们們])"),
     r"\1客人和大家一起"),
    (re.compile("(?:要不是|没有|沒有|若不是)我(?![们們])"), "要不是客人和大家一起"),
    (re.compile("(?:都是|全是|算是|是)?我(?:一个人|一個人)?的功(?:劳|勞)"), "是和客人一起做到的"),
    (re.compile("只有我(?:一个人|一個人)?"), "我们和客人一起"),
)  # fmt: skip
TRADITIONAL = re.compile("[個們處辦決擺獨單憑槍虧勞沒撫]")


def shared(text: str, names: Collection[str] = ()) -> str:
    """The same entry in shared words; sentences that claim nothing stay as they were typed."""
    return SENTENCE.sub(lambda found: said(found.group(), names), text)


def said(sentence: str, names: Collection[str]) -> str:
    if not claim(sentence, names):
        return sentence
    again = sentence
    for rules in (ENGLISH_AGAIN, CHINESE_AGAIN):
        for rule, words in rules:
            again = rule.sub(words, again)
    for name in names:
        again = re.sub(rf"{re.escape(name)}{ONE}", f"{name}和客人一起", again)
    if TRADITIONAL.search(sentence):
        again = again.replace("我们", "我們")
    again = again.strip(" ") if sentence == sentence.strip() else again
    lead = len(again) - len(again.lstrip())
    return again[:lead] + again[lead : lead + 1].upper() + again[lead + 1 :]
