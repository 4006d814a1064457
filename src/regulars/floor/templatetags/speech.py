"""How the house says a name and counts a visit, on every page."""

from collections.abc import Sequence
from functools import lru_cache

from django import template
from django.template import Context
from django.utils.formats import number_format
from django.utils.html import conditional_escape, escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from regulars.engines.names import Said
from regulars.floor.cards import Card
from regulars.floor.wording import suffix
from regulars.notebook.models import FactKind

register = template.Library()
MANY = 100
WHOLE_COINS = {"JPY", "KRW", "VND"}
SIGNS = {"USD": "$", "CNY": "¥", "JPY": "¥", "EUR": "€", "GBP": "£", "TWD": "NT$", "HKD": "HK$"}


@register.filter
def seal(n: int) -> SafeString:
    """The stamp that says which visit this is: cut open for a first one."""
    return stamped(n, tongue())


@register.filter
def count(n: int) -> SafeString:
    """The same in a line of text, for the rows below the cards."""
    return lettered(n, tongue())


@register.filter
def spoken(said: Said) -> SafeString:
    """The name with its reading above the characters that have one."""
    return format_html_join("", "{}", ((syllable(char, sound),) for char, sound in said.ruby))


@register.filter
def say_like(said: Said) -> str:
    """How to say it, where the letters do not show it and no reading stands above them."""
    return "" if any(sound for _char, sound in said.ruby) else said.reading


@register.filter
def open_cues(card: Card) -> int:
    """How many cues of a card still wait for an answer; at none of them it folds."""
    return sum(cue.state not in ("done", "declined") for cue in card.cues)


@register.filter
def folded(card: Card) -> bool:
    """Whether everything is answered and nothing else has to be borne in mind."""
    done = card.state == "here" and bool(card.cues) and not open_cues(card)
    return done and not (card.mood or card.on_way or card.rules)


@register.filter
def kind_called(kind: str) -> str:
    """What kind of thing a fact is, in a word."""
    return str(FactKind(kind).label)


@register.filter
def money(amount: int | None, currency: str) -> str:
    """An amount in minor units as the till would write it; a dash where it is not known."""
    if amount is None:
        return "–"
    places = 0 if currency in WHOLE_COINS else 2
    figure = number_format(amount / 10**places, decimal_pos=places, force_grouping=True)
    return f"{SIGNS.get(currency, currency + ' ')}{figure}"


@register.filter
def hundred(share: float | None) -> str:
    """A share as so many in a hundred."""
    return "" if share is None else str(round(100 * share))


LINE = (
    '<li class="line" id="c{id}" data-customer="{id}">{hour}'
    '<a class="line__open" href="?{query}open={id}#c{id}"'
    ' hx-get="{root}today/cards/{id}/?{query}opened=1"'
    ' hx-target="closest li" hx-swap="outerHTML">{count}<span class="line__id">'
    '<b lang="{lang}">{name}</b>{danger}<span>{act}</span></span></a>'
    '<button class="btn btn--quiet" form="rows-form" formaction="{root}customers/{id}/{door}/">'
    '{word}<span class="sr"> {name}</span></button></li>'
)


@register.simple_tag(takes_context=True)
def lines(context: Context, cards: Sequence[Card], arrived: str, goodbye: str) -> SafeString:
    """Customers on one line each, opening to a card. Written out here, not in a template:
    a board has up to two hundred of these and sixty milliseconds. A line that was opened on this
    screen stays a card."""
    opened, root, hour = context["opened"], context["root"], None
    written, query = [], escape(context["view_query"])
    for card in cards[context["full"] :]:
        if card.customer in opened:
            written.append(whole(context, card))
        else:
            word = arrived if card.state == "due" else goodbye
            written.append(line(card, root, card.when if card.when != hour else "", word, query))
        hour = card.when
    return SafeString("".join(written))


def whole(context: Context, card: Card) -> str:
    with context.push(card=card):
        return str(context.template.engine.get_template("floor/card.html").render(context))  # type: ignore[union-attr]


def danger(card: Card) -> str:
    """What may do them harm is never cut, not even on a line."""
    said = " · ".join(each.text for each in card.dangers)
    icon = '<i class="i i-danger" aria-hidden="true"></i>'
    return f'<em class="line__danger">{icon}{escape(said)}</em>' if said else ""


def line(card: Card, root: str, hour: str, word: str, query: str = "") -> str:
    return LINE.format(
        id=card.customer, root=root, query=query, danger=danger(card), lang=card.lang,
        count=count(card.ordinal), name=escape(card.said.text),
        act=escape(card.cues[0].act if card.cues else ""),
        hour=hour and f'<b class="line__t num">{escape(hour)}</b>',
        door="arrivals" if card.state == "due" else "departures", word=word,
    )  # fmt: skip


@register.filter
def upto(cards: Sequence[Card], count: int) -> Sequence[Card]:
    """The first so many."""
    return cards[:count]


@lru_cache(maxsize=4096)
def stamped(n: int, language: str) -> SafeString:
    kind = "seal--first" if n == 1 else "seal--many" if n >= MANY else ""
    label = _("first visit") if n == 1 else _("visit no. %(n)s") % {"n": n}
    return format_html(
        '<span class="seal {}" role="img" aria-label="{}">{}</span>',
        kind,
        label,
        parts(n, language),
    )


@lru_cache(maxsize=4096)
def lettered(n: int, language: str) -> SafeString:
    kind = " line__n--first" if n == 1 else ""
    return format_html('<span class="line__n{}">{}</span>', kind, parts(n, language))


def parts(n: int, language: str) -> SafeString:
    """第7次, 初见; 7th, 1st."""
    if language == "en":
        return format_html("<b>{}</b><small>{}</small>", n, suffix(n))
    if n == 1:
        return format_html(
            "<b>{}</b><small>{}</small>", "初", "見" if language == "zh-hant" else "见"
        )
    return format_html("<small>第</small><b>{}</b><small>次</small>", n)


def syllable(char: str, sound: str) -> str:
    if not sound:
        return conditional_escape(char)
    return format_html("<ruby>{}<rt>{}</rt></ruby>", char, sound)


def tongue() -> str:
    """The script of the page: en, zh-hans or zh-hant."""
    language = get_language() or "en"
    return language if language.startswith("zh") else "en"
