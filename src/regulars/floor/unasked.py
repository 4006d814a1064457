"""What nobody asked for, with its reason in four parts; and advice against buying."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from regulars.customers import visits
from regulars.floor.acts import Empty, act_of, person, post
from regulars.floor.bonds import shared_words
from regulars.moments import journal
from regulars.moments.kinds import Advised, Noticed
from regulars.moments.models import Moment
from regulars.places.models import Place, Staff

LONGEST = 300


@transaction.atomic
def did(
    customer: int, place: Place, *, signal: str, need: str, act: str, shared: str, by: Staff,
    now: datetime, key: str | None = None,
) -> Moment:  # fmt: skip
    """An act nobody asked for: what was seen, what it meant, what was done, how they learnt of it.

    The sign is written down together with the act, so the act counts as unsigned: only a sign
    that stood before makes it anticipated. Raises Empty with the part that is missing.
    """
    parts = whole(signal=signal, need=need, act=act, shared=shared)
    if key and (known := Moment.objects.filter(key=key).first()):
        return known
    shared_words.check(parts[2], place)
    who = person(place, customer)
    sign = journal.record(
        Noticed(visit=visits.visit_name(who.pk, place.day_of(now)), touchpoint=post(by)),
        about=who.opaque, at=now, by=by.opaque, place=place.pk, words=parts[0],
        key=key and f"{key}:sign",
    )  # fmt: skip
    return journal.record(
        act_of(sign, place, by, now), about=who.opaque, at=now, by=by.opaque, place=place.pk,
        words="\n".join(parts), key=key,
    )  # fmt: skip


def whole(**parts: str) -> list[str]:
    """All four parts, trimmed. Raises Empty naming the first that is missing."""
    asked = {
        "signal": _("What did you see?"), "need": _("What did they need?"),
        "act": _("What did you do?"), "shared": _("How did they learn of it?"),
    }  # fmt: skip
    told = {name: words.strip()[:LONGEST] for name, words in parts.items()}
    for name, question in asked.items():
        if not told[name]:
            raise Empty(_("Still missing: {question}").format(question=question))
    return [told[name] for name in asked]


@transaction.atomic
def advise(
    customer: int, words: str, place: Place, *, by: Staff, now: datetime, key: str | None = None
) -> Moment:
    """They were told honestly that they need not buy it. Raises Empty without words."""
    text = words.strip()[:LONGEST]
    if not text:
        raise Empty(_("Say what they did not need to buy, and what instead."))
    who = person(place, customer)
    kind = Advised(visit=visits.visit_name(who.pk, place.day_of(now)), touchpoint=post(by))
    return journal.record(
        kind, about=who.opaque, at=now, by=by.opaque, place=place.pk, words=text, key=key
    )
