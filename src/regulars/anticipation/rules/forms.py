"""What is chosen and typed in the builder, read into a draft; and back into the form."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from regulars.anticipation.models import Rule, Version
from regulars.anticipation.rules import sentences
from regulars.anticipation.rules.keeping import TABLES, Draft, NotSo
from regulars.anticipation.rules.vocabulary import MOST_SIGNS, SIGNS
from regulars.authority import things
from regulars.places.models import Place

SIGN_FIELDS = tuple(range(1, MOST_SIGNS + 1))


def draft(told: QueryDict, place: Place) -> Draft:
    """The draft of a form. Raises NotSo for what is no choice or no day."""
    signs = [sign for n in SIGN_FIELDS if (sign := one_sign(told, n))]
    when: dict[str, Any] = {"signs": signs, "again": number(told.get("again", "90"), "again")}
    when |= {name: told[name] for name in (*TABLES, "post") if told.get(name)}
    if (post := when.get("post")) and not place.touchpoints.filter(code=post).exists():
        raise NotSo("post", _("Choose one of the list."))
    thing = None
    if chosen := told.get("thing", ""):
        thing = things.known(place, number(chosen, "thing"))
        if thing is None:
            raise NotSo("thing", _("This is not on the list any more. Choose something else."))
    return Draft(when, told.get("offer", "").strip()[:120], told.get("say", "").strip()[:200],
                 thing, day(told.get("from_day", "")))  # fmt: skip


def one_sign(told: QueryDict, n: int) -> dict[str, str]:
    code = told.get(f"sign{n}", "")
    if not code:
        return {}
    of_list = code in SIGNS and SIGNS[code].of_list
    return {"sign": code, "words": told.get(f"{'to' if of_list else 'words'}{n}", "").strip()[:120]}


def number(text: str, field: str) -> int:
    if not text.isdecimal() or len(text) > 15:
        raise NotSo(field, _("Choose one of the list."))
    return int(text)


def day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip()) if text.strip() else None
    except ValueError:
        raise NotSo("from_day", _("Write the day like 2026-03-24.")) from None


def unkept(draft: Draft, place: Place, today: date) -> Version:
    """A version that is not kept, to read and to try."""
    rule = Rule(place=place)
    return Version(rule=rule, number=0, from_day=draft.from_day or today, when=dict(draft.when),
                   thing=draft.thing, offer=draft.offer, say=draft.say)  # fmt: skip


def told_of(version: Version) -> dict[str, str]:
    """A version as the form has it, in the reader's language."""
    found = {name: str(version.when.get(name, "")) for name in (*TABLES, "post")}
    for n, sign in enumerate(version.when.get("signs", ()), 1):
        known = SIGNS.get(sign["sign"])
        name = "to" if known and known.of_list else "words"
        found |= {f"sign{n}": sign["sign"], f"{name}{n}": sign["words"]}
    found["again"] = str(version.when.get("again", 90))
    found["thing"] = str(version.thing_id or "")
    found["offer"] = sentences.in_language(version, "offer")
    found["say"] = sentences.spoken(version)
    return found


def others(version: Version | None, draft: Draft) -> Mapping[str, str]:
    """The other languages of a rule stay where its words are the same; new words stand alone."""
    found: dict[str, str] = {}
    if version is None:
        return found
    for name in ("offer", "say"):
        if getattr(draft, name) == sentences.in_language(version, name):
            found |= {f"{name}_zh_hans": getattr(version, f"{name}_zh_hans"),
                      f"{name}_zh_hant": getattr(version, f"{name}_zh_hant")}  # fmt: skip
    return found
