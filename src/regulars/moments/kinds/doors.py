"""What happens at the doors of the house: who may come in, by what key."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from regulars.moments.kinds.base import Kind


@dataclass(frozen=True)
class TabletPlaced(Kind):
    """A shared screen was given to a place."""

    code = "tablet_placed"
    sentence = _("A shared tablet was set up: {name}.")
    icon = "people"
    name: str


@dataclass(frozen=True)
class TabletRemoved(Kind):
    """A shared screen was taken from a place; nobody comes in by PIN there any more."""

    code = "tablet_removed"
    sentence = _("A shared tablet was taken away: {name}.")
    icon = "people"
    name: str


@dataclass(frozen=True)
class PinChosen(Kind):
    """Somebody chose a PIN."""

    code = "pin_chosen"
    sentence = _("Chose a PIN.")
    icon = "lock"


@dataclass(frozen=True)
class PinGuessed(Kind):
    """Somebody's PIN was typed wrong so often that it is locked at one tablet. ``until`` is an
    instant in UTC."""

    code = "pin_guessed"
    sentence = _("Wrong PIN, {failed} times at {tablet}: locked.")
    icon = "danger"
    failed: int
    tablet: str
    until: str


@dataclass(frozen=True)
class TokenMade(Kind):
    """A machine was given a token for the API."""

    code = "token_made"
    sentence = _("A token was made: {name}.")
    icon = "lock"
    name: str
    role: str = ""


@dataclass(frozen=True)
class TokenRevoked(Kind):
    """A machine's token was taken back."""

    code = "token_revoked"
    sentence = _("A token was taken back: {name}.")
    icon = "lock"
    name: str


@dataclass(frozen=True)
class SignInRenewed(Kind):
    """Somebody was given a link to choose a new password; ``keys`` says that their second keys
    were taken away with it."""

    code = "sign_in_renewed"
    sentence = _("Was given a link to choose a new password.")
    icon = "lock"
    keys: bool | None = None
