"""Five minutes through what works, in the reader's own house: each stop opens the real page."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from regulars.places.doors import StaffRequest, needs
from regulars.places.permissions import may

SHEETS = ("regulars/css/beginning.css",)


@dataclass(frozen=True)
class Stop:
    """One stop: what one sees there, what to try, and the right without which it is left out."""

    name: Promise
    see: Promise
    page: str
    right: str = "board.see"


STOPS = (
    Stop(_("Today’s board"),
         _("Who comes, which visit it is, what to do and what to say. Tap “Why?”."), "board"),
    Stop(_("Find someone"),
         _("Type one character of a name, its initials, or the end of a phone."), "find"),
    Stop(_("What did you notice?"),
         _("Back on the board, write a few words below; tap what is so."), "board"),
    Stop(_("In the notebook"),
         _("Any two characters of a note find it again, simplified or traditional."),
         "notes-found", "note.find"),
    Stop(_("Bookings"),
         _("Who has said they will come; add one by typing a name."), "bookings", "booking.see"),
    Stop(_("Without the receipt"),
         _("A purchase found by name and card tail."), "receipts", "purchase.find"),
    Stop(_("On paper"),
         _("The line-up, the slip for the envelope, the card for the pocket."),
         "sheets", "board.print"),
    Stop(_("The same person twice?"),
         _("Two records, the evidence side by side, and you decide."), "twins", "customer.merge"),
    Stop(_("Your own export"),
         _("A strange spreadsheet, read and shown before anything is kept."),
         "imports", "list.import"),
    Stop(_("Is it working?"),
         _("The one figure: what was done before anyone asked."), "back", "scorecard.see"),
    Stop(_("The day’s account"),
         _("The hello, the newcomers, and visits that were nobody’s."), "shift", "scorecard.see"),
    Stop(_("The house"),
         _("Posts, hours, roles with their purpose, shifts, safety."), "house", "house.see"),
)  # fmt: skip


@never_cache
@needs("board.see")
def tour(request: StaffRequest) -> HttpResponse:
    """The stops this person may make, in order."""
    return render(request, "beginning/tour.html", {"stops": list(stops(request)), "sheets": SHEETS})


def stops(request: StaffRequest) -> Iterator[tuple[Stop, str]]:
    for stop in STOPS:
        if may(request.staff, stop.right):
            yield stop, reverse(stop.page, args=[request.place.slug])
