"""Reaching out: what was done, what was held back and why, cards and follow-ups."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from regulars.moments.kinds.base import Kind


@dataclass(frozen=True)
class Touched(Kind):
    """Somebody of the house reached out to this customer."""

    code = "touched"
    sentence = _("We reached out to them.")
    icon = "hand"
    purpose: str
    way: str


@dataclass(frozen=True)
class TouchSilenced(Kind):
    """A touch was held back; ``why`` is a code of ``guard.blocked``."""

    code = "touch_silenced"
    sentence = _("We left them in peace.")
    icon = "quiet"
    what: str
    purpose: str
    why: str
    until: str = ""


@dataclass(frozen=True)
class PeaceWished(Kind):
    """They do not want to be reached out to (``on``), or want it again."""

    code = "peace_wished"
    sentence = _("Whether we may reach out was written down.")
    icon = "quiet"
    on: bool
    until: str = ""


@dataclass(frozen=True)
class TouchWaysKept(Kind):
    """How often and when a place reaches out; the subject is the place."""

    code = "touch_ways_kept"
    sentence = _("How often and when we reach out was set.")
    icon = "pen"
    cap: int
    quiet: str
    lead_days: int
    festivals: str = ""


@dataclass(frozen=True)
class OccasionKept(Kind):
    """A day of theirs was written down, or taken out (``gone``). Which day: never here."""

    code = "occasion_kept"
    sentence = _("A day of theirs was written down.")
    icon = "gift"
    what: str
    gone: bool | None = None


@dataclass(frozen=True)
class OfCard:
    """What every one of these is about: the number of the card."""

    card: int


@dataclass(frozen=True)
class CardDrafted(OfCard, Kind):
    """A card lies ready for a person to sign."""

    code = "card_drafted"
    sentence = _("A card was drafted for a person to sign.")
    icon = "pen"
    sort: str
    on: str


@dataclass(frozen=True)
class CardReworded(OfCard, Kind):
    """Somebody put it in their own words (in the words)."""

    code = "card_reworded"
    sentence = _("A card was put in somebody’s own words.")
    icon = "pen"


@dataclass(frozen=True)
class CardSigned(OfCard, Kind):
    """A person signed it."""

    code = "card_signed"
    sentence = _("A card was signed.")
    icon = "check"


@dataclass(frozen=True)
class CardSent(OfCard, Kind):
    """A person sent or gave it."""

    code = "card_sent"
    sentence = _("A card is on its way.")
    icon = "gift"
    way: str


@dataclass(frozen=True)
class CardEnded(OfCard, Kind):
    """It did not go out: expired, or aside."""

    code = "card_ended"
    sentence = _("A card did not go out.")
    icon = "quiet"
    how: str


@dataclass(frozen=True)
class OfSequence:
    """What every one of these is about: the number of the sequence."""

    sequence: int


@dataclass(frozen=True)
class SequenceOpened(OfSequence, Kind):
    """Follow-ups for an aim (in the words) began."""

    code = "sequence_opened"
    sentence = _("Somebody keeps in touch with them.")
    icon = "hand"
    owner: str


@dataclass(frozen=True)
class FollowingPlanned(OfSequence, Kind):
    """The next touch has a form and a reason (in the words)."""

    code = "following_planned"
    sentence = _("The next word to them was planned.")
    icon = "pen"
    number: int
    form: str
    stage: str


@dataclass(frozen=True)
class FollowingDue(OfSequence, Kind):
    """The clock told the owner."""

    code = "following_due"
    sentence = _("It is time for a word to them.")
    icon = "clock"
    number: int
    owner: str


@dataclass(frozen=True)
class FollowingDone(OfSequence, Kind):
    """A person did it; ``late``: after the 21st day."""

    code = "following_done"
    sentence = _("Somebody kept in touch with them.")
    icon = "check"
    number: int
    form: str
    late: bool


@dataclass(frozen=True)
class SequenceEnded(OfSequence, Kind):
    """It ended after ``touches``: result, refused, request, given_up or whole."""

    code = "sequence_ended"
    sentence = _("Keeping in touch came to an end.")
    icon = "check"
    how: str
    touches: int
