"""The house itself: the way to each of its pages, and what it says of itself."""

import zoneinfo
from dataclasses import dataclass

from django.http import HttpResponse
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from regulars.places import about
from regulars.places.doors import StaffRequest, needs
from regulars.places.forms import PlaceForm
from regulars.places.models import Level
from regulars.places.permissions import may
from regulars.places.views.desk import kept, shown, who_and_when


@dataclass(frozen=True)
class Way:
    """One page of the house: where, who may open it, and what it is for."""

    page: str
    right: str
    icon: str
    name: Promise | str
    what: Promise | str
    everywhere: bool = True


WAYS = (
    Way("bookings", "booking.see", "clock", _("Bookings"), _("Who has said they will come"), False),
    Way("shifts", "shift.see", "people", _("Shifts"), _("Who is on, where and when"), False),
    Way("hours", "hours.see", "sun", _("Hours"), _("When we are there, and special days")),
    Way("jobs", "job.see", "hand", _("Jobs"), _("What one does, and what it is for")),
    Way("people", "people.write", "people", _("People"), _("Who works here, and what they may do")),
    Way("posts", "chain.write", "guide", _("Posts"), _("The customers’ way through the house")),
    Way("notices", "notice.see", "bell", _("How shall we reach you?"),
        _("Mail, group robots, and when not"), False),
    Way("access", "access.see", "walk", _("Getting in"), _("Steps, lift, hearing loop, parking")),
    Way("safety", "safety.see", "shield", _("Safety"), _("What nobody may suggest here")),
    Way("stops", "stop.make", "shield", _("Safe at work"),
        _("Stop at once, difficult moments, support we owe"), False),
    Way("promises", "promise.own", "hand", _("Promises"), _("Who owes whom what, and until when"),
        False),
    Way("guarantees", "guarantee.see", "shield", _("What we guarantee"),
        _("What everybody may count on, and what we owe if not"), False),
    Way("queue", "queue.keep", "clock", _("Who waits"), _("Where, and for how long"), False),
    Way("answers", "answer.see", "bell", _("Who answers"),
        _("Desk, phone, messages: who now, and when nobody"), False),
    Way("standards", "standard.write", "clock", _("How long is right"),
        _("What customers say, and what we measured"), False),
    Way("playbooks", "playbook.see", "guide", _("If something goes wrong"),
        _("Power, ice, a key person: what everybody does")),
    Way("risks", "risk.see", "shield", _("What may fail, and who looked"),
        _("Checks so that it does not, dated and signed"), False),
    Way("coachings", "coaching.own", "hand", _("To practise"),
        _("Between you and a colleague alone"), False),
    Way("opening", "opening.see", "home", _("Ready to open?"),
        _("What it takes to put things right here"), False),
    Way("authority", "authority.see", "gift", _("What I may decide"),
        _("My limits, and what colleagues gave"), False),
    Way("at-hand", "authority.see", "hand", _("At hand"),
        _("Small things anybody may give, and how many are left"), False),
    Way("limits", "authority.set", "gift", _("The table of limits"),
        _("How far each may go without asking")),
    Way("about", "place.write", "home", _("The place"), _("Name, zone, currency, promise")),
    Way("disruptions", "disruption.see", "bell", _("When many are touched"),
        _("Delays: who was told, and who stands on a list"), False),
    Way("imports", "list.import", "down", _("Lists from elsewhere"),
        _("Files from your till or booking system"), False),
    Way("twins", "customer.merge", "people", _("The same person twice?"),
        _("Two records of one guest, side by side"), False),
    Way("manners", "manners.write", "quiet", _("How we talk"),
        _("Welcome and closed subjects; who may open the seal"), False),
    Way("full-ways", "full.set", "people", _("When no table is free"),
        _("Who is asked, and what we offer meanwhile"), False),
    Way("tiers", "customer.see", "gift", _("Who gets something added"),
        _("The rules, for everybody to read"), False),
    Way("rites", "rite.write", "check", _("What we always do"),
        _("Small things for everybody, after paying too"), False),
    Way("trust", "trust.see", "shield", _("In good hands"),
        _("What customers asked of us, and who looked up too many"), False),
    Way("beginning", "place.write", "home", _("Ten steps"), _("From nothing to the first line-up"),
        False),
    Way("places", "house.see", "guide", _("Places"), _("Where else you may go")),
    Way("tablets", "tablet.place", "lock", _("Shared tablets"), _("Switch person by PIN")),
    Way("sign-ins", "sign_in.renew", "lock", _("Sign-ins"), _("A new password for somebody")),
)  # fmt: skip


@never_cache
@needs("house.see")
def house(request: StaffRequest) -> HttpResponse:
    at_a_place = request.place.level == Level.PLACE
    ways = [
        (way, reverse(way.page, args=[request.place.slug]))
        for way in WAYS
        if (way.everywhere or at_a_place) and there(way.page) and may(request.staff, way.right)
    ]
    return shown(request, "places/house.html", ways=ways, public=at_a_place)


def there(page: str) -> bool:
    """Whether this house has the page."""
    try:
        reverse(page, args=["x"])
    except NoReverseMatch:
        return False
    return True


@never_cache
@needs("place.write")
def about_place(request: StaffRequest) -> HttpResponse:
    """What the place says of itself; sent, it is kept."""
    if request.method != "POST":
        told = {name: getattr(request.place, name) for name in about.WRITTEN}
        return form_page(request, PlaceForm(initial=told))
    form = PlaceForm(request.POST)
    if not form.is_valid():
        return form_page(request, form, 422)
    about.keep(request.place, **form.cleaned_data, **who_and_when(request, "about"))
    return kept(request, "about")


def form_page(request: StaffRequest, form: PlaceForm, status: int = 200) -> HttpResponse:
    zones = sorted(zone for zone in zoneinfo.available_timezones() if "/" in zone)
    return shown(request, "places/about.html", status, form=form, zones=zones)
