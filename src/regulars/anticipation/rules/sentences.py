"""A rule as it reads, in the reader's language; and why it proposed something."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from regulars.anticipation.models import Version
from regulars.anticipation.rules.matching import COMMAS
from regulars.anticipation.rules.vocabulary import (
    COMPANY,
    DAYS,
    ONWARD,
    PARTS,
    SEASONS,
    SIGNS,
    VISITS,
)
from regulars.engines import names
from regulars.places.models import Touchpoint


def in_language(version: Version, name: str) -> str:
    """One of a version's three-language texts; what is missing is borrowed from its neighbour."""
    base, hans, hant = (str(getattr(version, f"{name}{each}"))
                        for each in ("", "_zh_hans", "_zh_hant"))  # fmt: skip
    language = get_language() or "en"
    if language == "zh-hant":
        return hant or names.traditional(hans) or base
    return (hans if language.startswith("zh") else "") or base


def offered(version: Version) -> str:
    """What is offered: the thing by its name, else the words of the rule."""
    if version.thing is not None:
        return version.thing.called()
    return in_language(version, "offer")


def spoken(version: Version) -> str:
    """The words to say, empty where nothing need be said."""
    return in_language(version, "say")


def of(version: Version, posts: Mapping[str, str] | None = None) -> str:
    """The whole rule as one sentence. ``posts`` are the names of the place's posts by code, read
    here where they are not given."""
    offer = offered(version) or "…"
    told = condition(version.when, posts if posts is not None else posts_of(version))
    pattern = _("When {condition}, offer: {offer}.") if told else _("To everybody, offer: {offer}.")
    whole = pattern.format(condition=told, offer=offer)
    if words := spoken(version):
        whole = _("{rule} Say: “{words}”").format(rule=whole, words=words)
    return whole


def posts_of(version: Version) -> dict[str, str]:
    if not version.when.get("post"):
        return {}
    rows = Touchpoint.objects.filter(place=version.rule.place_id, code=version.when["post"])
    return {row.code: row.called() for row in rows}


def condition(when: Mapping[str, Any], posts: Mapping[str, str] | None = None) -> str:
    """What a rule asks for, as a clause."""
    signs = pgettext("between two signs of a rule", " and ").join(
        sign_phrase(sign) for sign in when.get("signs", ())
    )
    around = [str(each) for each in circumstances(when, posts or {})]
    comma = pgettext("between parts of a rule", ", ")
    return comma.join(part for part in (signs, *around) if part)


def sign_phrase(sign: Mapping[str, str]) -> str:
    """One sign with its words, quoted; a code of the list by its name."""
    known = SIGNS.get(sign.get("sign", ""))
    if known is None:
        return ""
    words = sign.get("words", "")
    if known.of_list:
        shown = str(ONWARD[words].label) if words in ONWARD else "…"
        return str(known.phrase).format(words=shown)
    either = pgettext("between words that mean the same", " or ").join(
        _("“{word}”").format(word=word) for word in in_script(COMMAS.split(words))
    )  # fmt: skip
    return str(known.phrase).format(words=either or "…")


def in_script(words: Iterable[str]) -> list[str]:
    """The words in the reader's script; all, where none is. The builder's field has every one."""
    told, language = [each.strip() for each in words if each.strip()], get_language() or "en"
    own = [each for each in told if any(map(names.is_han, each)) == language.startswith("zh")]
    if language == "zh-hant":
        own = [names.traditional(each) for each in own]
    return own or told


def circumstances(when: Mapping[str, Any], posts: Mapping[str, str]) -> Iterator[object]:
    if (post := when.get("post")) and post in posts:
        yield _("at the post “{post}”").format(post=posts[post])
    for name, table in (("part", PARTS), ("season", SEASONS), ("visit", VISITS)):
        if (code := str(when.get(name) or "")) in table:
            yield table[code][0]
    for name, labels in (("day", DAYS), ("company", COMPANY)):
        if (code := str(when.get(name) or "")) in labels:
            yield labels[code]


def because(told: Mapping[str, Any]) -> str:
    """The evidence of a rule that fitted: what was seen, and the rule by its condition."""
    seen = [sign_seen(hit) for hit in told.get("hits", ())]
    around = condition({**told.get("when", {}), "signs": ()})
    parts = [each for each in (*seen, around) if each]
    comma = pgettext("between parts of a rule", ", ")
    words = comma.join(parts) or _("everybody")
    return _("A rule of the house: {seen}").format(seen=words)


def sign_seen(hit: Mapping[str, str]) -> str:
    """One sign as it was seen: the list's name, else the words of the note."""
    sign, words = hit.get("sign", ""), hit.get("words", "")
    if sign == "going":
        return sign_phrase({"sign": sign, "words": words})
    return _("“{said}”").format(said=words) if words else ""
