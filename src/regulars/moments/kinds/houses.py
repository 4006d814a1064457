"""What changes in the house itself, and who has said that they will come.

Facts about a place or a colleague; nothing a customer said stands in them.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from regulars.moments.kinds.base import Kind


@dataclass(frozen=True)
class Booked(Kind):
    """Somebody said that they will come. ``starts`` is the hour on the place's wall; what they
    said they come for stands in the side row."""

    code = "booked"
    sentence = _("Booked for {starts}, {party} in all.")
    icon = "clock"
    booking: int
    starts: str
    party: int
    touchpoint: str = ""


@dataclass(frozen=True)
class Rebooked(Kind):
    """A booking was changed; ``was`` is the hour it had before, where that changed."""

    code = "rebooked"
    sentence = _("The booking was changed: {starts}, {party} in all.")
    icon = "clock"
    booking: int
    starts: str
    party: int
    was: str = ""
    touchpoint: str = ""


@dataclass(frozen=True)
class BookingCancelled(Kind):
    """Somebody will not come after all, and said so."""

    code = "booking_cancelled"
    sentence = _("The booking for {starts} was cancelled.")
    icon = "clock"
    booking: int
    starts: str
    touchpoint: str = ""


@dataclass(frozen=True)
class NoShow(Kind):
    """Somebody was expected and did not come."""

    code = "no_show"
    sentence = _("Was expected at {starts} and did not come.")
    icon = "quiet"
    booking: int
    starts: str
    touchpoint: str = ""


@dataclass(frozen=True)
class PutOn(Kind):
    """Somebody was put on a shift; ``starts`` and ``ends`` are hours on the place's wall."""

    code = "put_on"
    sentence = _("On shift from {starts} to {ends}.")
    icon = "clock"
    shift: int
    starts: str
    ends: str
    touchpoint: str = ""


@dataclass(frozen=True)
class TakenOff(Kind):
    """Somebody was taken off a shift."""

    code = "taken_off"
    sentence = _("Taken off the shift from {starts} to {ends}.")
    icon = "clock"
    shift: int
    starts: str
    ends: str


@dataclass(frozen=True)
class PlaceKept(Kind):
    """What a place says of itself was written: its name, zone, promise. ``what`` names fields."""

    code = "place_kept"
    sentence = _("The place was written anew: {what}.")
    icon = "home"
    what: str


@dataclass(frozen=True)
class HoursKept(Kind):
    """The hours of a channel were written: the week, or one special ``day``."""

    code = "hours_kept"
    sentence = _("The hours were written anew. {day}")
    icon = "clock"
    channel: str
    day: str = ""


@dataclass(frozen=True)
class AccessKept(Kind):
    """How one gets in and round was written down; ``there`` are codes."""

    code = "access_kept"
    sentence = _("How one gets in was written down.")
    icon = "guide"
    there: str = ""


@dataclass(frozen=True)
class PostKept(Kind):
    """A post on the customers' way was added, renamed or moved."""

    code = "post_kept"
    sentence = _("A post on the way of the customers: {name}.")
    icon = "guide"
    post: str
    name: str
    position: int = 0


@dataclass(frozen=True)
class PostRemoved(Kind):
    """A post was taken out of the way of the customers. Its names stay here, so that the moments
    that name it can still be read."""

    code = "post_removed"
    sentence = _("A post was taken away: {name}.")
    icon = "guide"
    post: str
    name: str
    zh_hans: str = ""
    zh_hant: str = ""


@dataclass(frozen=True)
class RuleKept(Kind):
    """A rule of safety was written, or put out of force."""

    code = "rule_kept"
    sentence = _("A rule of safety was written: {name}.")
    icon = "shield"
    rule: int
    name: str
    active: bool = True


@dataclass(frozen=True)
class HeldBack(Kind):
    """The house would have suggested something, and a rule of safety forbids it."""

    code = "held_back"
    sentence = _("Not suggested: {need}. A rule of safety stands above it.")
    icon = "shield"
    need: str
    rule: int
    day: str


@dataclass(frozen=True)
class JobKept(Kind):
    """What one does in a job and what it is for was written; ``published`` if everybody sees it."""

    code = "job_kept"
    sentence = _("The job {name} was written down.")
    icon = "people"
    job: int
    name: str
    published: bool = False


@dataclass(frozen=True)
class Joined(Kind):
    """Somebody began to serve at a place."""

    code = "joined"
    sentence = _("{name} works here from now on.")
    icon = "people"
    name: str
    role: str


@dataclass(frozen=True)
class StaffKept(Kind):
    """Somebody's role, job or post was changed."""

    code = "staff_kept"
    sentence = _("Role, job or post of {name} was changed.")
    icon = "people"
    name: str
    role: str
    touchpoint: str = ""
    job: int | None = None


@dataclass(frozen=True)
class LeftUs(Kind):
    """Somebody does not serve at a place any more."""

    code = "left_us"
    sentence = _("{name} does not work here any more.")
    icon = "people"
    name: str
