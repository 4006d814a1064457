"""The words a rule may be made of: signs, circumstances, and how often.

Each is a code with the phrase it is in a sentence. What is written freely are only the words a
sign goes by, what is offered and what is said. The vocabulary has its tests.
"""

from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from regulars.notebook import harms
from regulars.notebook.models import FactKind

MOST_SIGNS = 2


@dataclass(frozen=True)
class Sign:
    """What somebody has, is or said. ``phrase`` holds {words}; ``kinds`` are the kinds of fact it
    is found in (none: in what was noted at this visit)."""

    code: str
    label: Promise
    phrase: Promise
    kinds: frozenset[str] = frozenset()
    of_list: bool = False


SIGNS: dict[str, Sign] = {
    one.code: one
    for one in (
        Sign("noticed", _("shows it: words we noted"), _("we noticed {words}")),
        Sign("going", _("goes on to (choose below)"), _("they go on to {words}"), of_list=True),
        Sign("praised", _("praised (words)"), _("they praised {words}")),
        Sign("likes", _("likes (words)"), _("they like {words}"),
             frozenset({FactKind.PREFERENCE, FactKind.WANT, FactKind.TALK})),
        Sign("needs", _("needs (words)"), _("they need {words}"),
             frozenset({FactKind.NEED, FactKind.REQUIREMENT, FactKind.ACCESS})),
        Sign("celebrates", _("has an occasion (words)"), _("their occasion is {words}"),
             frozenset({FactKind.OCCASION})),
        Sign("comes_for", _("comes for (words)"), _("they come for {words}"),
             frozenset({FactKind.AIM})),
        Sign("uses", _("uses up (words)"), _("they use up {words}"),
             frozenset({FactKind.CONSUMPTION})),
        Sign("with", _("belongs with (words)"), _("they belong with {words}"),
             frozenset({FactKind.RELATION})),
        Sign("known", _("is known for (words)"), _("they are known for {words}"),
             frozenset({FactKind.OTHER, FactKind.EXPECTATION})),
    )
}  # fmt: skip
"""Health and belief are no signs: nobody makes an offer of what protects."""


@dataclass(frozen=True)
class Onward:
    """Where somebody goes on to: its code, what it is called, the words it is known by."""

    code: str
    label: Promise
    latin: str
    han: str

    @property
    def pattern(self) -> str:
        return harms.family(self.latin, self.han).pattern


ONWARD: dict[str, Onward] = {
    one.code: one
    for one in (
        Onward("wedding", pgettext_lazy("onward", "a wedding"), "wedding,bride,reception",
               r"婚礼|喜酒|结婚典礼|婚宴"),
        Onward("party", pgettext_lazy("onward", "a party"), "party,birthday party,dinner party",
               r"派对|聚会|生日会|饭局|晚宴|年会"),
        Onward("date", pgettext_lazy("onward", "a date"), "date,date night", r"约会|相亲"),
        Onward("interview", pgettext_lazy("onward", "an interview"), "interview,job interview",
               r"面试"),
        Onward("meeting", pgettext_lazy("onward", "a meeting"), "meeting,conference,presentation",
               r"开会|会议|谈生意|见客户|路演"),
        Onward("exam", pgettext_lazy("onward", "an exam"), "exam,examination,test", r"考试|答辩"),
        Onward("show", pgettext_lazy("onward", "a film or a show"),
               "cinema,film,movie,theatre,theater,concert,opera,show",
               r"电影|看戏|演唱会|音乐会|话剧|演出"),
        Onward("flight", pgettext_lazy("onward", "a flight"), "flight,plane,airport",
               r"飞机|机场|航班"),
        Onward("train", pgettext_lazy("onward", "a train"), "train,station,railway",
               r"火车|高铁|车站|动车"),
        Onward("journey", pgettext_lazy("onward", "a long drive"),
               "long drive,road trip,drive home", r"开长途|长途|自驾"),
        Onward("hospital", pgettext_lazy("onward", "a visit to a sick person"),
               "hospital,sickbed", r"医院|探病"),
        Onward("work", pgettext_lazy("onward", "back to work"), "work,office,late shift",
               r"上班|公司|加班|夜班"),
        Onward("home", pgettext_lazy("onward", "home"), "home", r"回家"),
    )
}  # fmt: skip

PARTS: dict[str, tuple[Promise, int, int]] = {
    "morning": (_("in the morning"), 5, 11),
    "noon": (_("around noon"), 11, 14),
    "afternoon": (_("in the afternoon"), 14, 18),
    "evening": (_("in the evening"), 18, 22),
    "night": (_("late at night"), 22, 29),
}
"""Parts of the day by the place's wall clock, from one hour until before the next."""

SEASONS: dict[str, tuple[Promise, frozenset[int]]] = {
    "spring": (_("in spring"), frozenset({3, 4, 5})),
    "summer": (_("in summer"), frozenset({6, 7, 8})),
    "autumn": (_("in autumn"), frozenset({9, 10, 11})),
    "winter": (_("in winter"), frozenset({12, 1, 2})),
}
"""Seasons of the north; a house in the south chooses months by the season it means."""

DAYS: dict[str, Promise] = {
    "feast": _("on a feast day"),
    "birthday": _("on their birthday"),
    "weekend": _("at the weekend"),
    "workday": _("on a working day"),
}
VISITS: dict[str, tuple[Promise, int, int]] = {
    "first": (_("at their first visit"), 1, 1),
    "early": (_("at their second or third visit"), 2, 3),
    "regular": (_("from their fourth visit on"), 4, 10**6),
    "old": (_("from their twentieth visit on"), 20, 10**6),
}
COMPANY: dict[str, Promise] = {
    "alone": _("when they come alone"),
    "others": _("when they come with others"),
    "child": _("when a child is with them"),
}
AGAIN: dict[int, Promise] = {
    0: _("at every visit"),
    30: _("once a month at most"),
    90: _("once in three months at most"),
    365: _("once a year at most"),
}
CHILD = frozenset({"child", "children", "kid", "kids", "baby", "son", "daughter", "孩子", "小孩",
                   "宝宝", "儿子", "女儿", "孙子", "孙女"})  # fmt: skip


def in_part(part: str, hour: int) -> bool:
    _label, begins, ends = PARTS[part]
    return begins <= hour < ends or begins <= hour + 24 < ends


def in_season(season: str, day: date) -> bool:
    return day.month in SEASONS[season][1]
