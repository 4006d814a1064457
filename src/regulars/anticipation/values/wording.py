"""What was reckoned, in words: why there is no number yet, what speaks for it, how it was made."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from regulars.anticipation.models import ReturnRun
from regulars.authority import amounts

MODELS = {"bg": "BG/NBD", "mbg": "MBG/NBD", "pareto": "Pareto/NBD"}


def short(run: ReturnRun) -> str:
    """Why nothing can be said of anybody yet; empty where it can."""
    said = {
        "customers": _("Known by now: {have}. From {needed} people on the house can say who is "
                       "likely to come back."),
        "returned": _("Came a second time by now: {have}. From {needed} people on the house can "
                      "say who is likely to come back."),
    }  # fmt: skip
    return said[run.short].format(have=run.have, needed=run.needed) if run.short else ""


def value_short(run: ReturnRun) -> str:
    """Why there is no money beside the chances; empty where there is."""
    return {
        "": "",
        "amounts": _("The till does not tell enough amounts yet, so no value is reckoned."),
        "same": _("Everybody paid the same, so no value is reckoned."),
        "uneven": _("Amounts are too uneven for an honest mean, so no value is reckoned."),
    }[run.value_short]


def inputs(run: ReturnRun) -> str:
    """What a value rests on, on one line."""
    kept = (
        _("turnover") if run.margin == 1
        else _("{share} of it stays with us").format(share=hundredth(run.margin))
    )  # fmt: skip
    return ngettext(
        "{n} year ahead · {discount} discount a year · {kept}",
        "{n} years ahead · {discount} discount a year · {kept}", run.years,
    ).format(n=run.years, discount=hundredth(run.discount), kept=kept)  # fmt: skip


def hundredth(share: float) -> str:
    """A share as it is said: 30 %."""
    part = round(share * 100, 1)
    return _("{n} %").format(n=number_format(part, decimal_pos=0 if part == int(part) else 1))


def money(run: ReturnRun) -> Callable[[float], str]:
    """Amounts to two figures: nobody knows ten years to the cent."""

    def said(value: float) -> str:
        digits = amounts.decimals(run.currency)
        whole = value / 10**digits
        if whole >= 100:
            size = 10 ** (len(str(int(whole))) - 2)
            whole = round(whole / size) * size
        return amounts.said(round(whole) * 10**digits, run.currency)

    return said


def notes(run: ReturnRun) -> list[str]:
    """What a reader should know of how it was reckoned."""
    facts, said = run.facts, []
    if not facts:
        return []
    if facts["shut"]:
        said.append(ngettext(
            "{n} day on which the house stood still does not count as silence.",
            "{n} days on which the house stood still do not count as silence.", facts["shut"],
        ).format(n=facts["shut"]))  # fmt: skip
    said.append({
        "strong": _("The house has its season: the busiest month brings {peak} times the visits of "
                    "the quietest, and time is counted by it."),
        "untested": _("With less than two years nobody can tell a season from growth."),
        "none": _("No season was found."),
    }[facts["season"]].format(peak=number_format(facts["peak"], decimal_pos=1)))  # fmt: skip
    if run.years * 365 > 3 * facts["days"]:
        said.append(_("The years ahead are many more than those behind: read it as an order of "
                      "size."))  # fmt: skip
    if facts["alike"] or not facts["settled"]:
        said.append(_("The customers are much alike, so its doubt is larger than drawn."))
    return said


def parameters(run: ReturnRun) -> list[tuple[str, str, str]]:
    """Name, figure, standard error of everything that was fitted."""
    both = {**run.facts.get("parameters", {}), **(run.facts.get("spend") or {})}
    return [(name, figure(one["estimate"]), figure(one["error"])) for name, one in both.items()]


def figure(value: float | None) -> str:
    return "–" if value is None else f"{value:.3g}"


def evidence(one: dict[str, Any]) -> str:
    """One piece of evidence as a sentence."""
    day = date_format(date.fromisoformat(one["on"]), pgettext("a day in words", "j F")) if (
        "on" in one
    ) else ""  # fmt: skip
    said = {
        "content": _("Said it is right now, on {day}."),
        "thanked": _("Thanked us, on {day}."),
        "sorry": _("Said it is not right, on {day}."),
        "told": _("Complained, on {day}."),
        "open": _("Something is open since {day}."),
        "again": _("Came again within three months after {k} of {n} visits."),
        "forgave": _("Came again after what went wrong on {day}.") if one["yes"]
        else _("Has not come again within two months after what went wrong on {day}."),
        "brought": _("Brought us {n} people.") if one.get("n", 1) > 1
        else _("Brought us somebody."),
        "full_price": _("Bargains in {k} of {n} baskets: comes without them too.") if one["yes"]
        else _("Bargains in {k} of {n} baskets: comes for the price."),
    }[one["code"]]  # fmt: skip
    return said.format(day=day, k=one.get("k", 0), n=one.get("n", 0))


def risk(low: float, high: float) -> str:
    """The chance that they have left, as a range in a hundred."""
    one, two = (min(99, max(1, round(each * 100))) for each in (low, high))
    if one == two:
        return _("about {n} in a hundred").format(n=one)
    return _("likely {low} to {high} in a hundred").format(low=one, high=two)


def gap(days: float) -> str:
    """How often somebody comes; a plural of its own in no language, so two sentences."""
    n = max(1, round(days))
    return _("every day") if n == 1 else _("every {n} days").format(n=n)
