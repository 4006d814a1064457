"""The checklist of a booking in the customer's language, on the place's wall."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from regulars.anticipation.journeys import needs, services, tongues
from regulars.anticipation.models import Briefing, Service
from regulars.customers.channels import Reach
from regulars.customers.channels_out import Outgoing
from regulars.customers.models import Booking, Customer
from regulars.customers.recognition import said
from regulars.customers.standing import the_one
from regulars.places.models import Place


@dataclass(frozen=True)
class Word:
    """What one person reads: the subject of a mail, the lines of it, and the same as one text."""

    subject: str
    lines: tuple[str, ...]
    language: str

    @property
    def body(self) -> str:
        return "\n".join(self.lines)

    @property
    def short(self) -> str:
        return "\n".join(line for line in self.lines if line)


def language_of(customer: Customer, place: Place) -> str:
    """Theirs, else the house's."""
    known = dict(settings.LANGUAGES)
    wanted = (customer.language, place.language, settings.LANGUAGE_CODE)
    return next(each for each in wanted if each in known)


def items(kinds: list[Service], language: str) -> tuple[str, ...]:
    """Every line once, in the order of the services."""
    lines = (tongues.told(item, language) for kind in kinds for item in kind.items)
    return tuple(dict.fromkeys(line for line in lines if line))


def word(booking: Booking, now: datetime, language: str = "") -> Word:
    """What whoever booked this is told now."""
    place, person = booking.place, the_one(booking.customer)
    tongue = language or language_of(person, place)
    kinds = services.of_booking(booking)
    with translation.override(tongue):
        name = said(person).text if person.name else ""
        hello = _("Dear {name},").format(name=name) if name else _("Hello,")
        lines = [hello, opening(booking, kinds, now), ""]
        lines += [f"· {line}" for line in items(kinds, tongue)]
        if helped := needs.of(person):
            lines += ["", _("Ready for you: {needs}.").format(needs=", ".join(helped))]
        lines += ["", closing(place), place.called()]
        return Word(subject(booking, now), tuple(lines), tongue)


def opening(booking: Booking, kinds: list[Service], now: datetime) -> str:
    what = ", ".join(dict.fromkeys(kind.called() for kind in kinds)) or booking.aim
    hour = date_format(booking.starts_at.astimezone(booking.place.zone), "H:i")
    sentence = {
        0: _("we expect you today at {hour}: {what}. So that nothing holds you up:"),
        1: _("we expect you tomorrow at {hour}: {what}. So that nothing holds you up:"),
    }.get(days_to(booking, now), _("we expect you on {day} at {hour}: {what}. So that nothing "
                                   "holds you up:"))  # fmt: skip
    return sentence.format(day=day_words(booking), hour=hour, what=what)


def subject(booking: Booking, now: datetime) -> str:
    if days_to(booking, now) == 1:
        return _("Tomorrow with us: what to bring")
    return _("{day} with us: what to bring").format(day=day_words(booking))


def closing(place: Place) -> str:
    if place.phone:
        words = _("Anything different, or do you need help on the way? Call {phone}.")
        return words.format(phone=place.phone)
    return _("Anything different, or do you need help on the way? Just answer.")


def days_to(booking: Booking, now: datetime) -> int:
    gap: timedelta = booking.place.day_of(booking.starts_at) - booking.place.day_of(now)
    return gap.days


def day_words(booking: Booking) -> str:
    return date_format(booking.starts_at.astimezone(booking.place.zone),
                       pgettext("a day in words", "j F"))  # fmt: skip


def outgoing(row: Briefing, reach: Reach, now: datetime) -> Outgoing:
    """One letter, under the same id at every try."""
    told = word(row.booking, now)
    return Outgoing(
        id=f"briefing-{row.pk}-{row.on:%Y%m%d}", way=reach.way, to=reach.value,
        subject=told.subject, body=told.body, short=told.short, language=told.language, at=now,
    )  # fmt: skip
