"""A source proposes an act for somebody. Before it is shown: is there evidence, was it declined or
done before, may it harm, was there too much already, is it one of those held back at random?

Whatever the answer, it is written down, once for a key.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from regulars.anticipation import dangers
from regulars.anticipation.guard import peace
from regulars.anticipation.models import OfferWays, Proposal, Suspension, Version
from regulars.anticipation.proposals import chances
from regulars.authority.models import Thing
from regulars.customers import visits
from regulars.customers.models import Booking, Customer
from regulars.customers.standing import subjects_of, the_one
from regulars.engines import names
from regulars.moments import journal
from regulars.moments.kinds import Kind, ProposalBlocked, ProposalKeptBack, Proposed
from regulars.moments.models import Moment
from regulars.notebook.readiness import Missing, readiness
from regulars.places.models import Need, Place

AGAIN = 90
"""After so many days what was done for somebody may be proposed anew."""
DECLINED = timedelta(days=180)
"""So long what somebody declined is not proposed to them."""
WHAT, SAY, KEY = 120, 200, 120
UNBIDDEN = frozenset({"latent", "person"})
"""Sources that answer nothing the guest just said or showed: they wait until likes, needs and
situation are known. A rule or a compliment answers a sign and need not wait."""
BLANK = "blank"

BEFORE: dict[str, Promise] = {
    "declined_before": _("They declined it before. Do not offer it again."),
    "left_alone": _("They wish to be left in peace. Be there, and offer nothing."),
    "done_before": _("It was done for them not long ago. Let it stay something special."),
}


@dataclass(frozen=True)
class Reason:
    """Why something is not proposed: a code and its sentence."""

    code: str
    detail: str = ""

    def said(self) -> str:
        if self.code == BLANK:
            named = Missing(tuple(self.detail.split())).named()
            return _("Ask first: {sets}.").format(sets=" · ".join(named))
        if self.code in BEFORE:
            return str(BEFORE[self.code])
        if self.code in dangers.REASONS:
            return dangers.Danger(self.code, self.detail).said()
        return self.detail


def propose(
    customer: Customer, place: Place, *, source: str, what: str,
    evidence: str | Mapping[str, Any], worth: float, confidence: str, now: datetime, key: str,
    things: Sequence[str] = (), need: Need | None = None, amount: int | None = None,
    thing: Thing | None = None, say: str = "", version: Version | None = None,
    day: date | None = None, purpose: str = "", seen_by: str = "", by: str = "clock",
    again: int = AGAIN,
) -> Proposal | None:  # fmt: skip
    """Propose ``what`` for somebody at the visit of a day; None where it is not shown.

    ``evidence`` says in words why, or holds a code of ``wording`` with its facts; without any
    nothing is proposed and nothing written. ``things`` is every name of what would be given.
    ``worth`` is 0..1; ``confidence`` is sure, likely or perhaps. ``seen_by`` is taken from who
    they come with where it is not said. ``again``: after so many days what was done may be
    proposed anew (0: at every visit). A repeated ``key`` changes nothing.
    """
    told = dict(evidence) if not isinstance(evidence, str) else {"words": evidence.strip()}
    if not any(told.values()) or not what.strip():
        return None
    if (known := Proposal.objects.filter(key=key[:KEY]).first()) is not None:
        return known if known.state == Proposal.State.OPEN else None
    person, on = the_one(customer), day or place.day_of(now)
    made = Proposal(
        place=place, customer=person, source=source[:20], version=version,
        subject=subject(what, need, thing), what=what.strip()[:WHAT], say=say.strip()[:SAY],
        evidence=told, confidence=confidence, worth=min(1.0, max(0.0, worth)), thing=thing,
        need=need, amount=amount, day=on, made_at=now, key=key[:KEY],
    )  # fmt: skip
    made.chance = chances.of(place, made.source, version, confidence, now)
    if standing(made) or suspended(place, made.source):
        return None
    words = (*things, *(thing_words(thing)), *(need.names() if need else ()), what, say)
    seen_by = seen_by or ("company" if accompanied(person, place, on) else "customer")
    reason = against(made, words, seen_by, purpose or purpose_of(thing), again, now)
    return written(made, reason, by, now)


def subject(what: str, need: Need | None, thing: Thing | None) -> str:
    """What it is about, so that it is known again in other words and at another visit."""
    if thing is not None:
        return f"thing:{names.fold(thing.name)}"[:130]
    return f"need:{need.code}"[:130] if need else f"act:{names.fold(what)}"[:130]


def thing_words(thing: Thing | None) -> tuple[str, ...]:
    return (thing.words(),) if thing else ()


def purpose_of(thing: Thing | None) -> str:
    """A small help that lies at hand comforts; anything else makes somebody feel meant."""
    return dangers.COMFORT if thing and thing.at_hand and not thing.as_gift else "gift"


def accompanied(person: Customer, place: Place, day: date) -> bool:
    """Whether they come with others that day, as far as anybody said so."""
    start, end = place.hours_of(day)
    booked = Booking.objects.filter(
        customer=person, place=place, starts_at__gte=start, starts_at__lt=end, party__gt=1
    )
    arrived = Moment.objects.filter(
        subject__in=subjects_of(person), kind="arrived", place=place.pk, happened_at__gte=start,
        happened_at__lt=end,
    )  # fmt: skip
    parties = arrived.values_list("facts", flat=True)
    return booked.exists() or any((facts.get("party") or 1) > 1 for facts in parties)


def standing(made: Proposal) -> bool:
    """Whether the same was proposed at this visit already, by whichever source."""
    return Proposal.objects.filter(
        customer=made.customer, place=made.place, day=made.day, subject=made.subject
    ).exists()


def suspended(place: Place, source: str) -> bool:
    rows = Suspension.objects.filter(place=place, subject=f"source:{source}", ended_at=None)
    return rows.exists()


def against(
    made: Proposal, words: Sequence[str], seen_by: str, purpose: str, again: int, now: datetime
) -> Reason | None:  # fmt: skip
    """Why it is not proposed: harm first, then what they said before, then too much of it,
    then what we do not know of them yet."""
    danger = dangers.of(made.customer, made.place, things=words, seen_by=seen_by, at=now,
                        purpose=purpose)  # fmt: skip
    if danger is not None:
        return Reason(danger.code, danger.detail)
    if code := said_before(made, again):
        return Reason(code)
    if purpose != dangers.COMFORT and left_alone(made.customer, now):
        return Reason("left_alone")
    if made.source in UNBIDDEN and (missing := readiness(made.customer, made.place)):
        return Reason(BLANK, " ".join(missing.sets))
    return None


def left_alone(person: Customer, now: datetime) -> bool:
    """Whether they said that they wish to be left in peace. Whoever closed every way to write to
    them said nothing of what is done for them when they are here."""
    wish = peace.of(person, now)
    return wish is not None and wish.pk is not None


def said_before(made: Proposal, again: int) -> str:
    """Whether they declined the same of late, or had it so lately that it would be a habit."""
    rows = Proposal.objects.filter(customer=made.customer, subject=made.subject)
    if rows.filter(state=Proposal.State.DECLINED, day__gt=made.day - DECLINED).exists():
        return "declined_before"
    done = rows.filter(state=Proposal.State.DONE, day__gt=made.day - timedelta(days=again))
    return "done_before" if again and done.exists() else ""


def written(made: Proposal, reason: Reason | None, by: str, now: datetime) -> Proposal | None:
    """Write down a proposal, or why it is none; by another at the same instant: theirs."""
    try:
        with transaction.atomic():
            if reason is not None:
                made.state, made.why_not = Proposal.State.BLOCKED, reason.code[:20]
                made.detail = reason.detail[:120]
            elif held(made.place, made.key):
                made.state = Proposal.State.HELD
            made.cue = journal.record(
                kind_of(made), about=made.customer.opaque, at=now, by=by, place=made.place.pk,
                key=f"proposal:{made.key}"[:200],
            ).pk  # fmt: skip
            made.save()
    except (IntegrityError, journal.Again):
        return Proposal.objects.filter(key=made.key, state=Proposal.State.OPEN).first()
    return made if made.state == Proposal.State.OPEN else None


def kind_of(made: Proposal) -> Kind:
    visit = visits.visit_name(made.customer.pk, made.day)
    rule = made.version.rule_id if made.version else None
    if made.state == Proposal.State.BLOCKED:
        return ProposalBlocked(made.source, made.why_not, visit, rule)
    if made.state == Proposal.State.HELD:
        return ProposalKeptBack(made.source, visit, rule)
    return Proposed(made.source, visit, made.need.code if made.need else "", rule,
                    made.thing.pk if made.thing else None)  # fmt: skip


def ways(place: Place) -> OfferWays:
    """How this place proposes; as every house does until somebody has set it."""
    return OfferWays.objects.filter(place=place).first() or OfferWays(
        place=place, held_share=0, most_offers=3
    )


def held(place: Place, key: str) -> bool:
    """Whether a proposal is among those held back: by its key alone, so always the same answer."""
    share = ways(place).held_share
    drawn = int.from_bytes(hashlib.sha256(f"{place.pk}:{key}".encode()).digest()[:8]) / 2**64
    return drawn < share / 100
