"""Whom no way reaches: a list with a name above it, the phone, the words, and a tick.

And at the counter: whoever comes is known to be touched by it, and is asked where they heard first.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regulars.customers import channels
from regulars.customers.channels import HAND
from regulars.customers.models import Customer
from regulars.customers.recognition import said
from regulars.moments import journal
from regulars.moments.kinds import HeardFirst
from regulars.places import walls
from regulars.places.models import Place, Staff
from regulars.places.once import done
from regulars.recovery.disruption import posting, wording
from regulars.recovery.models import Affected, Bulletin, Disruption, Letter
from regulars.recovery.troubles import NotSo
from regulars.recovery.writing import chosen

WHY: dict[str, Promise] = {
    "": gettext_lazy("no address or number we may write to"),
    "no_way": gettext_lazy("no address or number we may write to"),
    "recipient": gettext_lazy("the mail server does not take their address"),
    "slow": gettext_lazy("no answer, tried three times"),
    "unreachable": gettext_lazy("the way out was down, tried three times"),
    "sign_in": gettext_lazy("the mail server does not let us in"),
    "way_gone": gettext_lazy("this house cannot send that way any more"),
}


@dataclass(frozen=True)
class Call:
    """One line of the list: whom, the number (empty: tell them when they come), why they stand
    here, what to say in their language, and how often it was tried."""

    letter: int
    affected: int
    customer: int
    name: str
    lang: str
    phone: str
    no_call: bool
    why: str
    need: str
    party: int
    words: str
    tried: int


def calls(disruption: Disruption, most: int = 50) -> list[Call]:
    """The list of whoever owns it, in the order of need; the newest word only."""
    rows = Letter.objects.filter(
        bulletin__disruption=disruption, listed=True, ended_at=None,
        affected__customer__erased_at=None, affected__customer__isnull=False,
    ).select_related("affected__customer", "bulletin__disruption__place__top")  # fmt: skip
    found = list(rows.order_by("affected__place_in_line", "pk")[:most])
    only = Customer.objects.filter(pk__in=[row.affected.customer_id for row in found])
    reach = channels.of_many(only, ())
    return [call(row, reach.get(row.affected.customer_id or 0, channels.NOBODY)) for row in found]


def call(letter: Letter, reach: channels.Reach) -> Call:
    affected = letter.affected
    customer = affected.customer
    assert customer is not None
    place = letter.bulletin.disruption.place
    language = wording.language_of(customer.language, place)
    with translation.override(language):
        words = posting.word_for(letter.bulletin, affected, language).aloud()
    return Call(
        letter=letter.pk, affected=affected.pk, customer=customer.pk, name=said(customer).text,
        lang=language, phone=reach.value, no_call=reach.no_call, why=why(letter.trouble),
        need=need_of(affected), party=affected.party, words=words,
        tried=letter.tries if letter.way == HAND else 0,
    )  # fmt: skip


def why(trouble: str) -> str:
    """Why nothing got through, in words."""
    name = trouble.partition(":")[0]
    return str(WHY[name]) if name in WHY else _("something unforeseen ({detail})").format(
        detail=trouble)  # fmt: skip


def need_of(affected: Affected) -> str:
    """Why they stand so far in front; empty for all others."""
    if affected.need == Affected.Need.SOON:
        return ""
    return str(Affected.Need(affected.need).label)


@transaction.atomic
def told(
    letter: int, disruption: Disruption, *, by: Staff, now: datetime, key: str | None = None
) -> Letter:
    """“I have told them.” Told by somebody else a moment before: nothing changes. Raises NotSo
    where this line stands on no list of this disruption."""
    row = of(disruption, letter)
    if done(key):
        return row
    posting.arrived(row, HAND, now, by=by.opaque)
    return row


@transaction.atomic
def no_answer(letter: int, disruption: Disruption) -> None:
    """Nobody picked up: it stays on the list, and how often it was tried is counted."""
    row = of(disruption, letter)
    Letter.objects.filter(pk=row.pk, ended_at=None).update(tries=F("tries") + 1, way=HAND)


def of(disruption: Disruption, letter: int) -> Letter:
    rows = Letter.objects.filter(bulletin__disruption=disruption, pk=letter)
    row = rows.select_related("affected__customer", "bulletin__disruption").first()
    if row is None:
        raise NotSo("letter", _("They stand on no list here. Open the page afresh."))
    return row


@dataclass(frozen=True)
class Beside:
    """What a colleague sees at once of somebody whom it touches."""

    disruption: int
    affected: int
    title: str
    told: str
    gets: tuple[str, ...]
    next: str
    heard: str
    ended: bool


def beside(place: Place, customer: int, now: datetime) -> tuple[Beside, ...]:
    """Of one customer: every disruption that still runs, or whose hour is today."""
    rows = Affected.objects.filter(
        customer=customer, disruption__place=place, disruption__opened_at__lte=now,
        starts_at__gte=place.start_of(place.day_of(now)),
    ).select_related("disruption__place__top", "customer")  # fmt: skip
    return tuple(one(row, now) for row in rows.order_by("-disruption__opened_at")[:3])


def one(row: Affected, now: datetime) -> Beside:
    disruption = row.disruption
    last = disruption.bulletins.select_related("disruption__place__top").last()
    assert last is not None
    language = translation.get_language() or "en"
    word = posting.word_for(last, row, language)
    lines = [line for line in (wording.now_so(last, row),) if last.kind != Bulletin.Kind.LIFTED]
    return Beside(
        disruption.pk, row.pk, lines[0] if lines else word.subject, when_told(row, now), word.gets,
        word.next if disruption.ended_at is None else "", row.heard,
        disruption.ended_at is not None,
    )  # fmt: skip


def when_told(row: Affected, now: datetime) -> str:
    """“told at 06:10 by e-mail”, or that nobody has told them yet."""
    if row.told_at is None:
        return _("nobody has told them yet: say it now")
    at = walls.said(row.disruption.place, row.told_at, now)
    ways = {
        channels.MAIL: _("told at {at} by e-mail"), channels.TEXT: _("told at {at} by text"),
        channels.MESSAGE: _("told at {at} by messenger"), HAND: _("told at {at} in person"),
    }  # fmt: skip
    return ways.get(row.way, _("told at {at}")).format(at=at)


@transaction.atomic
def heard(
    affected: Affected, where: str, *, by: Staff, now: datetime, key: str | None = None
) -> Affected:
    """Where they heard of it first, in their own words. Said at the counter before any word of
    ours reached them, they have now been told: by a person. Raises NotSo."""
    chosen(where, "heard", Affected.Heard)
    rows = Affected.objects.select_for_update(of=("self",)).select_related("disruption", "customer")
    row = rows.get(pk=affected.pk)
    if done(key) or row.customer is None:
        return row
    if where == Affected.Heard.US and row.told_at is None:
        raise NotSo("heard", _("No word of ours had reached them. Choose one of the other two."))
    first = row.told_at is None
    row.heard, row.heard_at, row.heard_by = where, now, by.opaque
    row.told_at, row.way = row.told_at or now, row.way or HAND
    row.save(update_fields=["heard", "heard_at", "heard_by", "told_at", "way"])
    if first:
        open_ones = Letter.objects.filter(affected=row, ended_at=None)
        open_ones.update(ended_at=now, sent_at=now, way=HAND, listed=False, by=by.opaque)
    journal.record(HeardFirst(row.disruption_id, where), about=row.customer.opaque, at=now,
                   by=by.opaque, place=row.disruption.place_id, key=key)  # fmt: skip
    return row


def among(place: Place, customers: Sequence[int], now: datetime) -> dict[int, str]:
    """{customer: a line of a few words} of those whom something touches today, in one statement."""
    rows = Affected.objects.filter(
        customer__in=customers, disruption__place=place, disruption__ended_at=None,
        starts_at__gte=place.start_of(place.day_of(now)),
    ).select_related("disruption__place")  # fmt: skip
    return {
        row.customer_id: f"{row.disruption.thing}: {when_told(row, now)}"
        for row in rows if row.customer_id
    }  # fmt: skip
