# ruff: noqa: E501  Chinese counts double in a line
"""The first word a customer has from us: how soon, and whether it stood on their side.

A small rule reads it: it asks to be forgiven or takes their part, and puts no excuse, no rule and
no blame between us. Whoever said it may tick that it did; both are counted, apart.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from regulars.places.models import Place, Staff
from regulars.recovery.models import Case, Reply
from regulars.recovery.writing import named

WITH_THEM = (
    "sorry", "forgive", "apolog", "our mistake", "our fault", "you are right", "you're right",
    "let me", "i am with you", "i'm with you", "right away", "at once", "thank you for telling",
    "对不起", "對不起", "抱歉", "原谅", "原諒", "见谅", "見諒", "我们不对", "我們不對", "我们的错", "我們的錯",
    "您说得对", "您說得對", "委屈", "我来", "我來", "马上", "馬上", "我这就", "谢谢您告诉", "謝謝您告訴",
)  # fmt: skip
AGAINST_THEM = (
    " but ", "however", "policy", "not our fault", "not my fault", "not my job", "your fault",
    "you should have", "you must have", "calm down", "nobody else", "no one else complain",
    "as i said", "terms and conditions", "not allowed", "nothing i can do", "that's impossible",
    "但是", "可是", "不过", "不過", "规定", "規定", "您应该", "您應該", "您自己", "不是我们的", "不是我們的",
    "不归我", "不歸我", "别激动", "別激動", "冷静", "冷靜", "没办法", "沒辦法", "别人都", "別人都", "不可能",
)  # fmt: skip


def stands(words: str) -> bool:
    """Whether words stand on the customer's side, as far as a rule can tell."""
    told = f" {' '.join(words.lower().replace('’', chr(39)).split())} "
    told = told.replace(", but ", " but ").replace("; but ", " but ").replace(". but ", " but ")
    return any(sign in told for sign in WITH_THEM) and not any(
        sign in told for sign in AGAINST_THEM
    )


def keep(
    case: Case, words: str, *, by: Staff | str, at: datetime, moment: int, ticked: bool | None
) -> None:
    """Write down the first word; a later one is not the first."""
    told = {"at": at, "by": named(by), "moment": moment, "stood": stands(words), "ticked": ticked}
    Reply.objects.get_or_create(case=case, defaults=told)


@dataclass(frozen=True)
class Figures:
    """Of ``cases`` in a span of time: how many had a word from us, after how many minutes (the
    middle one), how many stood on their side as the rule reads it, and of those ``asked`` how many
    ticked that they did."""

    cases: int
    answered: int
    minutes: float | None
    stood: int
    asked: int
    ticked: int


def figures(place: Place, since: datetime, until: datetime) -> Figures:
    """Over the cases opened at a place from ``since`` until just before ``until``."""
    opened = Case.objects.filter(place=place, opened_at__gte=since, opened_at__lt=until)
    rows = list(
        Reply.objects.filter(case__in=opened)
        .values_list("at", "case__opened_at", "stood", "ticked")
    )  # fmt: skip
    waits = [max(at - begun, timedelta()).total_seconds() / 60 for at, begun, _s, _t in rows]
    return Figures(
        opened.count(), len(rows), median(waits) if waits else None,
        sum(stood for _a, _b, stood, _t in rows),
        sum(ticked is not None for *_rest, ticked in rows),
        sum(bool(ticked) for *_rest, ticked in rows),
    )  # fmt: skip
