"""The customer's own page of a delay: what is so now, why, what they get, when they hear again."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation

from regulars.moments import audit
from regulars.places import walls
from regulars.recovery import door_guard
from regulars.recovery.disruption import posting
from regulars.recovery.door_guard import GUESTS, STRANGERS, door
from regulars.recovery.models import Affected, Bulletin

CODE = 10


@door
def word(request: HttpRequest, code: str, now: datetime) -> HttpResponse:
    """Looking changes nothing. A strange code, and that of somebody forgotten, say the same."""
    row = by_code(code)
    who, pace = (code, GUESTS) if row else (door_guard.caller(request), STRANGERS)
    busy = not pace.within(f"word:{who}", now.timestamp())
    if busy or row is None:
        with translation.override(door_guard.language(request)):
            context = {"lang": translation.get_language(), "busy": busy}
            status = 429 if busy else 404
            return render(request, "recovery/disruption/astray.html", context, status=status)
    place = row.disruption.place
    with translation.override(door_guard.language(request, place, row.customer)):
        audit.looked(f"{row.disruption.opaque}/{row.pk}", f"customer:{row.customer_id}", "own", now)
        return render(request, "recovery/disruption/door.html", told(row, now))


def by_code(code: str) -> Affected | None:
    wanted = code.strip().lower()
    rows = Affected.objects.select_related("disruption__place__top", "customer")
    return rows.filter(code=wanted, forgotten=False).first() if len(wanted) == CODE else None


def told(row: Affected, now: datetime) -> dict[str, Any]:
    disruption = row.disruption
    words = list(disruption.bulletins.select_related("disruption__place__top"))
    language = translation.get_language() or "en"
    last = posting.word_for(words[-1], row, language)
    return {
        "house": disruption.place.called(), "lang": language, "word": last,
        "disruption": disruption, "over": disruption.ended_at is not None,
        "lifted": words[-1].kind == Bulletin.Kind.LIFTED, "phone": disruption.place.phone,
        "past": [(walls.said(disruption.place, each.at, now),
                  posting.word_for(each, row, language).told) for each in reversed(words[:-1])],
        "said_at": walls.said(disruption.place, words[-1].at, now),
    }  # fmt: skip
