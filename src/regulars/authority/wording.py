"""How an answer is said: one sentence, by a colleague to a colleague."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from regulars.authority import amounts
from regulars.authority.acts import Condition
from regulars.authority.deciding import Verdict
from regulars.places.models import Staff


def yes(verdict: Verdict, because: str, currency: str) -> str:
    """The yes."""
    if verdict.up_to is None:
        return _("You may, because {because}.").format(because=because)
    up_to = amounts.said(verdict.up_to, currency)
    return _("You may, up to {up_to}, because {because}.").format(up_to=up_to, because=because)


def ask(whom: Staff | None, on_shift: bool) -> str:
    """Whom to ask instead."""
    if whom is None:
        return _("Nobody above you is written down here. Tell the guest when they will hear.")
    if on_shift:
        return _("Ask {name}, who is on shift, now.").format(name=whom.name)
    return _("Ask {name} now; nobody on shift may decide it.").format(name=whom.name)


def because(verdict: Verdict, act: str, currency: str) -> str:
    """The reason, as a clause without its full stop."""
    kind, _colon, detail = verdict.why.partition(":")
    if kind == "free":
        return _("first aid comes before everything and costs nobody anything")
    if kind == "unbounded":
        return _("this is yours to decide")
    if kind == "nothing":
        return _("no limit gives you room for this")
    if kind == "if":
        return conditions(detail)
    if kind == "things":
        return things(verdict, detail)
    return money(verdict, currency)


def conditions(codes: str) -> str:
    wanted = _(" and ").join(str(Condition(code).label) for code in codes.split())
    return _("it is yours to decide only when {wanted}").format(wanted=wanted)


def money(verdict: Verdict, currency: str) -> str:
    bound = verdict.bound
    assert bound is not None
    left = amounts.said(bound.left or 0, currency)
    if verdict.yes:
        return {
            "each": _("that much is yours to decide each time"),
            "case": _("that much is left for this case"),
            "day": _("that much is left for you today"),
            "month": _("that much is left in the house’s month"),
        }[bound.rule.span]
    return {
        "each": _("you decide up to {left} each time"),
        "case": _("{left} is left for this case"),
        "day": _("{left} is left for you today"),
        "month": _("{left} is left in the house’s month"),
    }[bound.rule.span].format(left=left)


def things(verdict: Verdict, span: str) -> str:
    n = (verdict.bound.things or 0) if verdict.bound else 0
    words = {
        "each": ngettext("{n} piece each time is yours to give",
                         "{n} pieces each time are yours to give", n),
        "case": ngettext("{n} piece is left for this case", "{n} pieces are left for this case", n),
        "day": ngettext("{n} piece is left for you today", "{n} pieces are left for you today", n),
        "month": ngettext("{n} piece is left in the house’s month",
                          "{n} pieces are left in the house’s month", n),
    }  # fmt: skip
    return words[span].format(n=n)
