"""A booking as it is typed at the desk or on the phone."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from regulars.customers.models import Booking
from regulars.places import walls
from regulars.places.forms import ClockField, DayField
from regulars.places.models import Place, Trade

CHECK_OUT = time(12, 0)
DAY = timedelta(days=1)


class BookingForm(forms.Form):
    """When, how many, where, and what for. ``leaves`` is for a house with rooms."""

    at = ClockField(label=_("Time"))
    party = forms.IntegerField(
        min_value=1, max_value=999, initial=1, label=_("How many"),
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip
    where = forms.CharField(max_length=40, required=False, label=_("Room, table or chair"))
    aim = forms.CharField(max_length=120, required=False, label=_("What they come for"))
    until = ClockField(required=False, label=_("Until"))
    leaves = DayField(required=False, label=_("Leaves on"))
    which = forms.ChoiceField(choices=[("first", ""), ("second", "")], required=False)

    def __init__(self, place: Place, day: date, *args: Any, **kwargs: Any) -> None:
        self.place, self.day = place, day
        super().__init__(*args, **kwargs)
        if place.trade != Trade.HOTEL:
            del self.fields["leaves"]

    def told(self) -> dict[str, Any]:
        """What the verb wants. Raises walls.NoSuchTime, walls.TwiceTold."""
        said = self.cleaned_data
        at = walls.instant(self.place.zone, self.day, said["at"], said["which"])
        return {
            "starts_at": at, "ends_at": self.ends(), "party": said["party"],
            "where": said["where"], "aim": said["aim"],
        }  # fmt: skip

    def ends(self) -> datetime | None:
        """When it ends: on the day they leave, or on the same day or night."""
        said = self.cleaned_data
        leaves, until = said.get("leaves"), said["until"]
        if leaves is None and until is None:
            return None
        if leaves is None:
            leaves = self.day if until > said["at"] else self.day + DAY
        return walls.instant(self.place.zone, leaves, until or CHECK_OUT, said["which"])


class NewBookingForm(BookingForm):
    """The same with who it is: a name to find them by, and whom one then pointed at."""

    name = forms.CharField(max_length=80, label=_("Name"))
    customer = forms.CharField(max_length=20, required=False)
    field_order = ["name", "at", "party", "where", "aim", "until", "leaves"]


def of(booking: Booking, **options: Any) -> BookingForm:
    """A booking as it stands, to be changed."""
    place, zone = booking.place, booking.place.zone
    starts = booking.starts_at.astimezone(zone)
    ends = booking.ends_at.astimezone(zone) if booking.ends_at else None
    told = {
        "at": f"{starts:%H:%M}", "party": booking.party, "where": booking.where,
        "aim": booking.aim, "until": f"{ends:%H:%M}" if ends else "",
        "leaves": ends.date() if ends else None,
    }  # fmt: skip
    return BookingForm(place, starts.date(), initial=told, **options)
