"""Before anything is proposed: may it harm, hurt, betray or come at the wrong moment?

A hit blocks, with a reason in words that never tells what stands under a seal. ``of`` answers for
one thing; where many things are asked of one person, read ``known`` once and ask ``hit``.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from regulars.authority import circumstances, welcome
from regulars.customers import purposes, visits
from regulars.customers.models import Customer
from regulars.customers.standing import subjects_of, the_one
from regulars.engines import names
from regulars.moments import seal
from regulars.moments.models import Moment
from regulars.notebook import facts, harms, manners, noticing
from regulars.notebook.models import SENSITIVE, FactKind, Use
from regulars.places import safety, spotting
from regulars.places.models import Place

COMFORT = "comfort"
"""The purpose of what helps somebody who suffers: a bad mood is no reason against it."""
SURPRISES = frozenset({"gift", "surprise", "occasion", "birthday", "anniversary"})
"""Purposes that make somebody the centre of attention."""
FEASTS = SURPRISES - {"gift"}
"""Of these, what may spoil a surprise that somebody else has planned."""
PLANNED = frozenset({FactKind.OCCASION, FactKind.RELATION, FactKind.AIM, FactKind.OTHER})
OTHERS = frozenset({"company", "public"})
TROUBLE = timedelta(days=30)
"""So long after something went wrong, unless they said that it is right again."""

REASONS: dict[str, Promise] = {
    "safety": _("A safety rule of the house speaks against it: {detail}."),
    "allergy": _("It may harm them: they told us why. Offer something else."),
    "sealed": _("What they told us is under a seal nobody can open now. Ask them first."),
    "sobriety": _("They do not drink. Offer something without alcohol."),
    "aversion": _("They told us that they do not like this. Offer something else."),
    "secrecy": _("Somebody else would see it, and it is not theirs to know. Do it quietly, later."),
    "surprise": _("A surprise is planned for them. Ask the colleague who wrote it down first."),
    "no_surprises": _("They asked for no surprises. A quiet good day is the gift."),
    "privacy": _("They never told us this themselves: it would feel spied upon."),
    "not_used": _("What this goes by is not to be used."),
    "closed": _("This is not to be talked about with them."),
    "consent": _("They have not agreed to this yet. Ask them first."),
    "mood": _("It is not the moment: they are not well today. Be near, offer nothing."),
    "trouble": _("Something went wrong for them and is not right yet. Put that right first."),
}  # fmt: skip

SOFT_HAN = re.compile(
    r"^(?:从来|一直|都|很|最|太|有点)*(?:不(?:太|大|怎么|是很|能|可以)?(?:喜欢|爱)?"
    r"(?:吃|喝|坐|用|加|放|碰|闻|要)?|讨厌|受不了|害?怕|忌|没法(?:吃|喝)|对)"
)
SOFT_LATIN = re.compile(
    r"^(?:please |strictly )*(?:no|not|never|without|avoids?|hates?|dislikes?|"
    r"(?:doesn t|don t|does not|do not) (?:like|eat|drink|want)|"
    r"(?:can t|cannot|can not) (?:eat|drink|have|stand|bear))\s+"
)
CANNOT = re.compile(
    r"(?<![a-z])(?:no|not|never|can t|cannot|mustn t|without|free|vegetarian|vegan|halal|kosher)"
    r"(?![a-z])|不|忌|素|清真|没法"
)
"""What of “has to have” is a prohibition, against folded words."""
SECRET = re.compile(r"surprise|secret|don t tell|do not tell|惊喜|保密|别告诉|不要告诉|瞒着|秘密")
LOW = re.compile(
    r"(?<![a-z])(?:sad|griev\w*|grief|mourning|crying|cried|upset|angry|furious|exhausted|"
    r"do not disturb|not to be disturbed|left alone|leave (?:him|her|them) alone|bad news|"
    r"wants? (?:quiet|peace)|funeral|passed away)(?![a-z])|难过|伤心|悲伤|失落|低落|哭|生气|愤怒|"
    r"别打扰|勿扰|不想被打扰|想静静|想安静|丧事|葬礼|去世|过世|坏消息"
)
OF_THE_DAY = frozenset({FactKind.MOOD, FactKind.AIM, FactKind.OCCASION})
STRICT = frozenset({*SENSITIVE, FactKind.AVERSION, FactKind.REQUIREMENT})


@dataclass(frozen=True)
class Danger:
    """Why not, as a code of REASONS; ``detail`` names the rule of the house, never a fact."""

    code: str
    detail: str = ""

    def said(self) -> str:
        """The reason in the language now active."""
        return str(REASONS[self.code]).format(detail=self.detail)


@dataclass(frozen=True)
class Told:
    """One thing we know, as far as a danger may stand in it."""

    kind: str
    words: str
    use: str = Use.SAY
    source: str = "told"

    @cached_property
    def folded(self) -> str:
        return names.fold(self.words)


@dataclass(frozen=True)
class Known:
    """What may stand against an offer to one person, read once. ``unread``: something is under a
    seal that cannot be opened here. ``agreed`` are the consents that are open."""

    told: tuple[Told, ...] = ()
    unread: bool = False
    troubled: bool = False
    no_surprises: bool = False
    agreed: frozenset[str] = frozenset()
    rules: safety.Rules = field(default_factory=safety.Rules)


def of(
    customer: Customer, place: Place, *, things: Sequence[str], seen_by: str, at: datetime,
    purpose: str,
) -> Danger | None:  # fmt: skip
    """What stands against this. ``things`` is every name of what would be given, done or said;
    ``seen_by`` who would notice: customer, company or public; ``purpose`` a word such as gift,
    comfort, birthday or a purpose of ``customers.purposes``."""
    return hit(known(customer, place, at), things, seen_by=seen_by, purpose=purpose)


def known(customer: Customer, place: Place, at: datetime) -> Known:
    """Everything a danger may stand in: facts of the person and of the household, what happened
    at this visit, the rules of the place."""
    person = the_one(customer)
    told, unread = read(person, visits.visit_name(person.pk, place.day_of(at)))
    return Known(
        told, unread, troubled(person, place, at), welcome.quiet(person),
        frozenset(code for code in purposes.CONSENTS if purposes.allows(person, code)),
        safety.standing(place),
    )  # fmt: skip


def read(person: Customer, visit: str) -> tuple[tuple[Told, ...], bool]:
    found, unread = [], False
    for fact in facts.about(person, visit):
        try:
            words = fact.told()
        except seal.Unreadable:
            unread = True
            continue
        found.append(Told(fact.kind, words, fact.use, fact.source))
    return tuple(found), unread


def troubled(person: Customer, place: Place, at: datetime) -> bool:
    """Whether something of theirs is not right yet: a complaint of today nobody has answered, or
    a case of late that they have not said to be over."""
    rows = Moment.objects.filter(
        subject__in=subjects_of(person), happened_at__gt=at - TROUBLE, happened_at__lte=at,
        kind__in=("complained", "acted", "case_opened", "case_completed"),
    )  # fmt: skip
    last, sore, today = "", set(), place.hours_of(place.day_of(at))[0]
    for pk, kind, when, told in rows.order_by("happened_at", "pk").values_list(
        "pk", "kind", "happened_at", "facts"
    ):
        if kind == "complained" and when >= today:
            sore.add(pk)
        elif kind == "acted":
            sore.discard(told.get("sign"))
        elif kind in ("case_opened", "case_completed"):
            over = kind == "case_completed" and told.get("worry_gone") is not False
            last = "" if over else "open"
    return bool(sore) or last == "open"


def hit(
    person: Known, things: Sequence[str], *, seen_by: str = "customer", purpose: str = ""
) -> Danger | None:
    """The first danger, the gravest first; None where nothing stands against it."""
    if rule := person.rules.broken(*things):
        return Danger("safety", rule.called())
    text = names.fold(" · ".join(things))
    for ask in (harm, unknown, secret, spied_upon, agreed, moment):
        if (code := ask(person, text, seen_by, purpose)) is not None:
            return Danger(code)
    return None


def harm(person: Known, text: str, _seen: str, _purpose: str) -> str | None:
    """Allergy, illness and belief first, then what they do not drink, then what they dislike."""
    spoken = harms.families_in(text)
    codes = [code for one in person.told if (code := speaks_against(one, text, spoken))]
    order = ("allergy", "sobriety", "aversion", "closed")
    return min(codes, key=order.index, default=None)


def speaks_against(one: Told, text: str, spoken: set[str]) -> str | None:
    """The danger in which one thing we know stands against a text, if any."""
    implied = harms.implied_by(one.folded) & spoken
    if implied == {"alcohol"} and one.kind not in SENSITIVE:
        return "sobriety"
    if implied and one.kind in STRICT:
        return code_of(one.kind)
    if one.kind == FactKind.CLOSED and meets(one.words, text):
        return "closed"
    if one.kind not in STRICT or (one.kind == FactKind.REQUIREMENT
                                  and not CANNOT.search(one.folded)):  # fmt: skip
        return None
    shared = harms.families_in(one.folded) & spoken
    if shared == {"alcohol"} and one.kind not in SENSITIVE:
        return "sobriety"
    return code_of(one.kind) if shared or meets(one.words, text) else None


def code_of(kind: str) -> str:
    return "allergy" if kind in SENSITIVE else "aversion"


def meets(told: str, text: str) -> bool:
    """Whether a folded text is called by a word of what they told us, without its “no”: “不吃香菜”
    meets 香菜. A single Chinese character is a word, a single letter is none."""
    if circumstances.meets_words(told, text):
        return True
    parts = (names.fold(bare(part)) for part in circumstances.BORDERS.split(told))
    words = [word for word in parts if circumstances.says_something(word)]
    pattern = spotting.pattern("\n".join(words))
    return pattern is not None and pattern.search(text) is not None


def bare(words: str) -> str:
    plain = noticing.plain(words.strip()).replace("'", " ")
    return SOFT_LATIN.sub("", SOFT_HAN.sub("", plain)).strip()


def unknown(person: Known, _text: str, _seen: str, _purpose: str) -> str | None:
    return "sealed" if person.unread else None


def secret(person: Known, text: str, seen_by: str, purpose: str) -> str | None:
    """Who may see it: what is done quietly is not done before others, a surprise is not spoilt,
    and whoever wants none gets none."""
    if person.no_surprises and purpose in SURPRISES:
        return "no_surprises"
    for one in person.told:
        if (
            one.kind in PLANNED
            and SECRET.search(one.folded)
            and (purpose in FEASTS or touches(one.words, text))
        ):
            return "surprise"
        quiet = one.use == Use.SILENT or one.kind in manners.UNSAID
        if seen_by in OTHERS and quiet and touches(one.words, text):
            return "secrecy"
    return None


def spied_upon(person: Known, text: str, _seen: str, _purpose: str) -> str | None:
    """What they did not tell us is not what an offer may show that we know."""
    for one in person.told:
        if one.use == Use.NEVER and touches(one.words, text):
            return "not_used"
        if one.source in manners.FOUND_OUT and touches(one.words, text):
            return "privacy"
    return None


def touches(told: str, text: str) -> bool:
    """Whether a text speaks of what we know, by a word of it of some length."""
    parts = (names.fold(bare(part)) for part in circumstances.BORDERS.split(told))
    words = [each for part in parts for each in (part, part.removesuffix("s"), *part.split())
             if len(each) > 3 or (len(each) > 1 and names.is_han(each[0]))]  # fmt: skip
    pattern = spotting.pattern("\n".join(words))
    return pattern is not None and pattern.search(text) is not None


def agreed(person: Known, _text: str, _seen: str, purpose: str) -> str | None:
    """Where a purpose needs their consent, it needs an open one. A birthday is kept for greetings
    alone."""
    needed = "greetings" if purpose == "birthday" else purpose
    return "consent" if needed in purposes.CONSENTS and needed not in person.agreed else None


def moment(person: Known, _text: str, _seen: str, purpose: str) -> str | None:
    """Not in the middle of a complaint, and not to somebody who is not well; comfort may come."""
    if purpose == COMFORT:
        return None
    if person.troubled:
        return "trouble"
    days = (one for one in person.told if one.kind in OF_THE_DAY)
    return "mood" if any(LOW.search(one.folded) for one in days) else None
