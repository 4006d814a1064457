"""How each way did last, in words for the person whose way it is."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regulars.places import walls
from regulars.places.models import Channel, Place, Sending, Staff
from regulars.places.notices import ways

WHY: dict[str, Promise | str] = {
    "slow": gettext_lazy("no answer within ten seconds"),
    "inside": gettext_lazy("it leads into our own network"),
    "https": gettext_lazy("it is not encrypted"),
    "redirect": gettext_lazy("it has moved; add the new address"),
    "status": gettext_lazy("it answered with {detail}"),
    "refused": gettext_lazy("the robot refused it ({detail})"),
    "answer": gettext_lazy("what answers there is no robot"),
    "no_such_host": gettext_lazy("there is no such address"),
    "certificate": gettext_lazy("its certificate is not valid"),
    "unreachable": gettext_lazy("it could not be reached"),
    "recipient": gettext_lazy("the mail server does not take this address"),
    "sign_in": gettext_lazy("the mail server does not let us in"),
    "phone_gone": gettext_lazy("this browser does not listen any more; add it again"),
    "sealed": gettext_lazy("the house’s key does not open it; add the way again"),
    "killed": gettext_lazy("the house was closed while sending"),
    "not_taken": gettext_lazy("the service did not take it"),
    "service": gettext_lazy("this service is not allowed here"),
}


@dataclass(frozen=True)
class WayRow:
    """One way on the page: ``mark`` is sent, waits, again, lost or empty where never used."""

    channel: Channel
    mark: str
    words: str


def why(code: str) -> str:
    """What was in the way, in words; the code itself where it is an unforeseen one."""
    name, _colon, detail = code.partition(":")
    if name not in WHY:
        return _("something unforeseen ({detail})").format(detail=detail or name)
    return str(WHY[name]).format(detail=detail)


def rows(staff: Staff, place: Place, now: datetime) -> list[WayRow]:
    """Somebody's ways, each with how it did last."""
    return [row(channel, place, now) for channel in ways.of(staff)]


def row(channel: Channel, place: Place, now: datetime) -> WayRow:
    last = channel.sendings.order_by("-pk").first()
    if last is None:
        return WayRow(channel, "", _("never used yet"))
    mark, words, at = state(last)
    return WayRow(
        channel, mark, words.format(time=walls.said(place, at, now), why=why(last.trouble))
    )


def state(last: Sending) -> tuple[str, str, datetime]:
    """Its mark, its words with gaps for the time and the reason, and the instant."""
    if last.sent_at is not None:
        return "sent", _("went out at {time}"), last.sent_at
    if last.ended_at is not None:
        return "lost", _("did not get through: {why}"), last.ended_at
    if last.trouble:
        return "again", _("did not get through: {why}. Next try at {time}"), last.due_at
    if not last.tries:
        return "waits", _("goes out at {time}"), last.due_at
    return "waits", _("on its way"), last.due_at
