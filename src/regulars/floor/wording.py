"""The words on a card: what to do, how, what to say, and why. Written to be said aloud."""

from datetime import date
from functools import lru_cache

from django.utils import formats
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

SURE = ((0.75, 4), (0.5, 3), (0.3, 2), (0.0, 1))


def ready_act(need: str) -> str:
    return _("{need}: about to run out").format(need=need)


def ready_say(name: str, need: str, turn: int) -> str:
    """One of several sentences, so that nobody hears the same one twice running."""
    sentences = (
        _("{name}, are you all right for {need} at home?"),
        _("{name}, shall I fetch {need} for you while you look round?"),
        _("{name}, there is {need} today, should you be running low."),
    )
    return sentences[turn % len(sentences)].format(name=name, need=need)


def ready_manner(turn: int) -> str:
    manners = (_("wait for the answer"), _("offer once"), _("have it at hand"))
    return manners[turn % len(manners)]


def bring_act(need: str, day: date, amount: float, unit: str) -> str:
    return _("Take {amount:g} {unit} of {need} round today").format(
        need=need, amount=amount, unit=unit_name(unit)
    )


def bring_say(name: str, need: str) -> str:
    return _("{name}, the old {need} is on top, so please use it first.").format(
        name=name, need=need
    )


def unit_name(unit: str) -> str:
    return {"kg": _("kg"), "l": _("litres"), "piece": _("pieces")}.get(unit, unit)


def asked_act(words: str) -> str:
    return _("Asked for: {words}").format(words=words)


def complaint_act(words: str) -> str:
    return _("Not content: {words}").format(words=words)


def farewell(name: str, hoped_for: int) -> str:
    """Thanks by name, and the hope for the next time."""
    return _("Thank you, {name}. We hope to see you a {ordinal} time.").format(
        name=name, ordinal=nth(hoped_for)
    )


def thanks(name: str) -> str:
    return _("Thank you, {name}.").format(name=name)


def hope(hoped_for: int) -> str:
    """The next time by its number: they are counted on."""
    return _("We hope to see you a {ordinal} time.").format(ordinal=nth(hoped_for))


def nth(number: int) -> str:
    """The ordinal as the language writes it: 7th, 第7次."""
    return pgettext("ordinal", "{number}{suffix}").format(number=number, suffix=suffix(number))


def suffix(number: int) -> str:
    if 10 <= number % 100 <= 20:
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")


def joined(*sentences: str) -> str:
    """Sentences one after the other; Chinese sets no space between them."""
    space = "" if (get_language() or "").startswith("zh") else " "
    return space.join(each for each in sentences if each)


def short_day(day: date) -> str:
    return _short_day(day, get_language() or "en")


@lru_cache(maxsize=4096)
def _short_day(day: date, language: str) -> str:
    """A board names the same few days a thousand times."""
    return formats.date_format(day, pgettext("date format", "j F"))


def bars(chance: float) -> int:
    """How sure, in four bars."""
    return next(count for least, count in SURE if chance >= least)


def sure(chance: float, basis: str) -> str:
    """How sure, in words with the figure behind them."""
    words = {4: _("very sure"), 3: _("fairly sure"), 2: _("likely"), 1: _("a fair guess")}
    said = _("{words}: {percent} in a hundred").format(
        words=words[bars(chance)], percent=round(100 * chance)
    )
    return said if basis != "group" else said + " · " + _("from the rhythm of others")


def where_from(reason: dict) -> str:
    """Which purchases a suggestion rests on."""
    wording = {
        "own": own_rhythm, "shrunk": few_times, "container": jar, "thin": thin, "popular": popular,
    }  # fmt: skip
    said = wording.get(str(reason.get("code")), thin)(reason)
    return joined(said, size(reason), pack(reason))


def own_rhythm(reason: dict) -> str:
    return _("Bought {times} times, about every {days} days.").format(
        times=round(reason["times"]), days=max(1, round(reason.get("every", 0)))
    )


def few_times(reason: dict) -> str:
    times = round(reason["times"])
    said = ngettext("Bought {times} time so far", "Bought {times} times so far", times)
    if "item_every" not in reason:
        return said.format(times=times) + _(".")
    others = _("; others need it about every {days} days.")
    return said.format(times=times) + others.format(days=max(1, round(reason["item_every"])))


def jar(reason: dict) -> str:
    return _("Filled with {amount:g} {unit}, {daily:g} a day.").format(
        amount=reason["amount"], unit=unit_name(str(reason.get("unit", "kg"))),
        daily=reason["daily_use"],
    )  # fmt: skip


def thin(reason: dict) -> str:
    return _("Not enough yet to say.")


def popular(reason: dict) -> str:
    return _("Many customers buy it; this one not yet.")


def size(reason: dict) -> str:
    big = float(reason.get("size", 1))
    if big >= 1.5:
        return _("The last one was larger than usual, so it lasts longer.")
    if big <= 0.67:
        return _("The last one was smaller than usual, so it ends sooner.")
    return ""


def pack(reason: dict) -> str:
    """What the container or the pack itself says."""
    if "lasts" not in reason:
        return ""
    days = max(1, round(float(reason["lasts"])))
    said = ngettext(
        "What they have should last about {n} day.", "What they have should last about {n} days.",
        days,
    )  # fmt: skip
    return said.format(n=days)


def best_days(reason: dict, today: date) -> tuple[date, date] | None:
    """The days to be there, from today on; None when they are over or were never said."""
    days = [date.fromisoformat(text) for text in reason.get("best", ())]
    if len(days) != 2 or days[1] < today:
        return None
    return max(days[0], today), days[1]


def best_said(reason: dict, days: tuple[date, date]) -> str:
    return _("Best days to be there: {start} to {end}, {percent} in a hundred.").format(
        start=short_day(days[0]), end=short_day(days[1]),
        percent=round(100 * float(reason.get("best_chance", 0))),
    )  # fmt: skip


def window(reason: dict) -> str:
    """When it probably runs out, from and to."""
    days = [date.fromisoformat(text) for text in reason.get("window", ())]
    if len(days) != 3:
        return ""
    low, middle, high = (short_day(each) for each in days)
    return _("Probably about {middle}, between {low} and {high}.").format(
        low=low, middle=middle, high=high
    )


def if_not(kind: str) -> str:
    if kind == "bring":
        return _("They run out and have to come for it, or buy elsewhere.")
    return _("They find it missing at home, and remember that nobody thought of it.")
