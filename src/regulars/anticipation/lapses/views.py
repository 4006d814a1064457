"""The doors of the cards: what waits for a hand, one to read, change, sign, print, send."""

from datetime import date
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache

from regulars.anticipation.guard import Held, asked, silencing
from regulars.anticipation.guard.ways import NotSo
from regulars.anticipation.lapses import cards
from regulars.anticipation.models import TouchCard
from regulars.moments import audit
from regulars.places.doors import StaffRequest, needs
from regulars.places.views import desk

posted = desk.posted("cards")
State = TouchCard.State
PAST = 12
LANGS = {"en": "en", "zh-hans": "zh-Hans", "zh-hant": "zh-Hant"}


@never_cache
@needs("touch.see")
def cards_here(request: StaffRequest) -> HttpResponse:
    """What waits for a hand, what is signed and lies there, what was held back, what is past."""
    place = request.place
    rows = TouchCard.objects.filter(place=place, customer__erased_at=None)
    rows = rows.select_related("customer", "owner", "signed_by")
    live = [line(row) for row in rows.filter(state__in=[State.OPEN, State.SIGNED])]
    past = rows.exclude(state__in=[State.OPEN, State.SIGNED]).order_by("-ended_at", "-pk")
    held = [one for one in silencing.here(place, request.now) if one.row.what == "card"]
    for each in live:
        audit.looked(request.staff.opaque, each["card"].customer.opaque, "cards", request.now)
    mine = [each for each in live if each["card"].state == State.OPEN]
    context: dict[str, Any] = {
        "open": sorted(mine, key=lambda each: each["card"].owner_id != request.staff.pk),
        "signed": [each for each in live if each["card"].state == State.SIGNED],
        "past": [line(row) for row in past[:PAST]],
        "held": [(asked.named(one.row.customer), one) for one in held],
        "expired": rows.filter(state=State.EXPIRED).count(),
        "sent": rows.filter(state=State.SENT).count(),
    }  # fmt: skip
    return desk.shown(request, "anticipation/touching/cards.html", **context)


def line(card: TouchCard) -> dict[str, Any]:
    return {
        "card": card, "who": asked.named(card.customer), "day": day_of(card), "why": why(card),
        "label": card.get_kind_display(), "state": card.get_state_display(),
    }  # fmt: skip


def day_of(card: TouchCard) -> str:
    return date_format(card.on, pgettext("a day in words", "j F"))


def why(card: TouchCard) -> str:
    """What the draft stands on, in one line."""
    told = card.facts
    if "silent" not in told:
        return ""
    return _(
        "Silent for {days} days; otherwise here about every {every} days. Last goodbye: {day}."
    ).format(
        days=told["silent"],
        every=told["every"],
        day=date_format(
            date.fromisoformat(told["goodbye"]), pgettext("a day with its year", "j F Y")
        ),
    )


def known(request: StaffRequest, number: int) -> TouchCard:
    card = cards.of(request.place, number)
    if card is None:
        raise Http404(str(number))
    return card


@never_cache
@needs("touch.see")
def one(request: StaffRequest, card: int) -> HttpResponse:
    return page(request, known(request, card))


def page(request: StaffRequest, card: TouchCard, status: int = 200, **more: Any) -> HttpResponse:
    audit.looked(request.staff.opaque, card.customer.opaque, "card", request.now)
    context: dict[str, Any] = {
        **line(card), "lang": LANGS.get(card.language, "en"), "ways": cards.ways_of(card),
        "live": card.state in (State.OPEN, State.SIGNED), "words": card.words,
        "signed_by": card.signed_by.name if card.signed_by else "",
        "way_name": dict(cards.Touch.Way.choices).get(card.way, ""), **more,
    }  # fmt: skip
    return desk.shown(request, "anticipation/touching/card.html", status, **context)


@never_cache
@needs("touch.see")
def paper(request: StaffRequest, card: int) -> HttpResponse:
    """The card on paper, in the customer's language: only once it is signed."""
    row = known(request, card)
    if row.signed_by is None:
        return page(request, row, 422, wrong=_("Sign it first; an unsigned card is only a print."))
    audit.looked(request.staff.opaque, row.customer.opaque, "card-paper", request.now)
    with translation.override(row.language):
        house = request.place.called()
    dear, _blank, body = row.words.partition("\n")
    context: dict[str, Any] = {
        "card": row, "lang": LANGS.get(row.language, "en"), "dear": dear.strip(),
        "body": body.strip(), "house": house, "signed_by": row.signed_by.name,
    }  # fmt: skip
    return desk.shown(request, "anticipation/touching/paper.html", **context)


def to(request: StaffRequest, card: int) -> HttpResponse:
    url = reverse("card", args=[request.place.slug, card])
    return HttpResponseRedirect(f"{url}?kept=1", status=303)


def staffed(request: StaffRequest, verb: str) -> dict[str, Any]:
    return {**desk.who_and_when(request, verb), "by": request.staff}


@needs("touch.write")
@posted
def words(request: StaffRequest, card: int) -> HttpResponse:
    """Put it in one's own words; by “sign” it is signed at once."""
    row, text = known(request, card), request.POST.get("words", "")
    try:
        cards.reword(row, text, **staffed(request, f"card-words:{card}"))
        if "sign" in request.POST:
            cards.sign(row, **staffed(request, f"card-signature:{card}"))
    except NotSo as wrong:
        return page(request, known(request, card), 422, wrong=str(wrong), words=text)
    return to(request, card)


@needs("touch.write")
@posted
def signature(request: StaffRequest, card: int) -> HttpResponse:
    try:
        cards.sign(known(request, card), **staffed(request, f"card-signature:{card}"))
    except NotSo as wrong:
        return page(request, known(request, card), 422, wrong=str(wrong))
    return to(request, card)


@needs("touch.write")
@posted
def sending(request: StaffRequest, card: int) -> HttpResponse:
    """It was printed and posted, handed over, or sent by a way they allow."""
    way = request.POST.get("way", "")
    try:
        cards.send(known(request, card), way, **staffed(request, f"card-sending:{card}"))
    except NotSo as wrong:
        return page(request, known(request, card), 422, wrong=str(wrong))
    except Held as held:
        return page(request, known(request, card), 409, held=held.blocked.said())
    return to(request, card)


@needs("touch.write")
@posted
def aside(request: StaffRequest, card: int) -> HttpResponse:
    try:
        cards.put_aside(known(request, card), **staffed(request, f"card-aside:{card}"))
    except NotSo as wrong:
        return page(request, known(request, card), 422, wrong=str(wrong))
    return desk.kept(request, "cards")
