"""What each trade may begin with: a promise, and roles with duties and purpose. Examples, to be
put into one's own words."""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from regulars.places.models import Trade


class Example(NamedTuple):
    """A role of the trade: what it is called, what one does, and what it is for."""

    name: Promise
    duties: Promise
    purpose: Promise


CLEANER = Example(
    _("Cleaner"), _("Keep every room fresh; greet whoever comes by."),
    _("Guests feel that somebody thought of them before they came."),
)  # fmt: skip

ROLES: dict[str, tuple[Example, ...]] = {
    Trade.SHOP: (
        Example(_("Shop assistant"), _("Serve, fill the shelves, take the money."),
                _("Nobody who comes to us runs out of what they need.")), CLEANER),
    Trade.HOTEL: (
        Example(_("Receptionist"), _("Welcome arrivals, hand over rooms, say goodbye."),
                _("Nobody who comes through our door feels like a stranger.")), CLEANER),
    Trade.RESTAURANT: (
        Example(_("Waiter"), _("Seat, advise, serve, clear."),
                _("For two hours our guests are at home, and somebody else cooks.")), CLEANER),
    Trade.SALON: (
        Example(_("Stylist"), _("Listen, look, cut, explain."),
                _("Whoever leaves likes themselves better than when they came.")), CLEANER),
    Trade.COUNTER: (
        Example(_("Adviser"), _("Listen, explain, see it through to the end."),
                _("Whoever comes with a worry leaves without it.")), CLEANER),
}  # fmt: skip

PROMISES: dict[str, Promise] = {
    Trade.SHOP: _("We know what you are about to run out of, and we have it ready."),
    Trade.HOTEL: _("You tell us something once. After that the house knows it."),
    Trade.RESTAURANT: _("We remember what you love and what you must not eat."),
    Trade.SALON: _("Sit down and breathe out. We remember where we left off."),
    Trade.COUNTER: _("Whoever hears of it sees it through, and tells you when."),
}
