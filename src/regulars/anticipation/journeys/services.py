"""The kinds of service of a place: which bookings are one, what to say before, what to ask."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from regulars.anticipation.journeys.tongues import Said
from regulars.anticipation.models import Condition, Service
from regulars.customers.models import Booking
from regulars.engines import names
from regulars.moments import journal
from regulars.moments.kinds import ServiceKept
from regulars.places.models import Place, Staff
from regulars.places.once import done

MOST_ITEMS, MOST_ASKED, MOST_SIGNS = 20, 8, 20
LONGEST, LONGEST_ASKED = 160, 240


class NotSo(ValueError):
    """Something cannot be kept so; ``field`` names where, the message says what to do."""

    def __init__(self, field: str, words: str) -> None:
        super().__init__(words)
        self.field = field


@dataclass(frozen=True)
class Question:
    """A condition as it is written: ``number`` is that of one which stands already."""

    asks: Said
    instead: Said
    sensitive: bool = False
    number: int | None = None


@dataclass(frozen=True)
class Draft:
    """A kind of service as it is written."""

    name: str
    name_zh_hans: str = ""
    name_zh_hant: str = ""
    signs: tuple[str, ...] = ()
    items: tuple[Said, ...] = ()
    asked: tuple[Question, ...] = field(default=())


def here(place: Place) -> list[Service]:
    """What holds at a place: its own kinds of service, and those of the nodes above it."""
    line = {pk for pk in (place.pk, place.parent_id, place.top_id) if pk}
    rows = Service.objects.filter(place__in=line, gone_at=None).order_by("pk")
    return list(rows.prefetch_related("conditions"))


def asked_of(service: Service) -> list[Condition]:
    """The questions that stand, in their order."""
    return [each for each in service.conditions.all() if each.gone_at is None]


def serves(service: Service, booking: Booking) -> bool:
    """Whether a booking is of this kind: one of its words stands in what or where they booked."""
    return known_by(service, booking.aim, booking.where)


def known_by(service: Service, aim: str, where: str = "") -> bool:
    signs = [names.fold(each) for each in service.signs.split("\n") if each.strip()]
    booked = f"{names.fold(aim)}\n{names.fold(where)}"
    return not signs or any(sign in booked for sign in signs if sign)


def of_booking(booking: Booking, known: Sequence[Service] | None = None) -> list[Service]:
    rows = here(booking.place) if known is None else known
    return [each for each in rows if serves(each, booking)]


@transaction.atomic
def keep(
    place: Place, draft: Draft, *, by: Staff, now: datetime, service: Service | None = None,
    key: str | None = None,
) -> Service:  # fmt: skip
    """Write down a service, new or changed. Raises NotSo; a repeated key changes nothing."""
    check(draft)
    if key and (known := done(key)):
        return Service.objects.get(pk=known.facts["service"])
    row = service or Service(place=place)
    row.name = draft.name or draft.name_zh_hans or draft.name_zh_hant
    row.name_zh_hans, row.name_zh_hant = draft.name_zh_hans, draft.name_zh_hant
    row.signs, row.items = "\n".join(draft.signs), list(draft.items)
    row.at, row.by = now, by.opaque
    row.save()
    keep_asked(row, draft.asked, now)
    journal.record(ServiceKept(row.pk), about=f"place:{place.pk}", at=now, by=by.opaque,
                   place=place.pk, key=key)  # fmt: skip
    return row


def keep_asked(row: Service, asked: Sequence[Question], now: datetime) -> None:
    """A question in other words is another one: what was answered stays with what was asked."""
    standing = {each.pk: each for each in row.conditions.filter(gone_at=None)}
    for position, question in enumerate(asked):
        old = standing.pop(question.number or 0, None)
        if old is not None and same(old, question):
            Condition.objects.filter(pk=old.pk).update(position=position, instead=question.instead)
            continue
        if old is not None:
            Condition.objects.filter(pk=old.pk).update(gone_at=now)
        Condition.objects.create(
            service=row, asks=question.asks, instead=question.instead,
            sensitive=question.sensitive, position=position,
        )  # fmt: skip
    Condition.objects.filter(pk__in=standing).update(gone_at=now)


def same(old: Condition, question: Question) -> bool:
    return (old.asks, old.sensitive) == (question.asks, question.sensitive)


def check(draft: Draft) -> None:
    """Raises NotSo with the first thing that cannot be."""
    if not (draft.name or draft.name_zh_hans or draft.name_zh_hant):
        raise NotSo("name", _("Give it a name, as it is booked here."))
    if not draft.items and not draft.asked:
        raise NotSo("items_en", _("Write one line to tell them, or one question to ask."))
    if len(draft.items) > MOST_ITEMS:
        words = _("Nobody reads more than {most} lines. Leave out what can be said here.")
        raise NotSo("items_en", words.format(most=MOST_ITEMS))
    for row, question in enumerate(draft.asked, 1):
        if not question.asks:
            raise NotSo(f"asks{row}_en", _("Question {row}: what do we ask?").format(row=row))
        if missing := [code for code in question.asks if code not in question.instead]:
            words = _("Question {row}: never a bare no. What do we offer instead, in the same "
                      "language?")  # fmt: skip
            raise NotSo(f"instead{row}_{missing[0]}", words.format(row=row))


@transaction.atomic
def remove(
    service: Service, *, by: Staff, now: datetime, key: str | None = None
) -> None:  # fmt: skip
    """It is no longer booked here. What was asked and told stays on record."""
    if done(key) or service.gone_at is not None:
        return
    service.gone_at = now
    service.save(update_fields=["gone_at"])
    journal.record(ServiceKept(service.pk, gone=True), about=f"place:{service.place_id}", at=now,
                   by=by.opaque, place=service.place_id, key=key)  # fmt: skip
