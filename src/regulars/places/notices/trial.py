"""A notice to oneself: does it ring where I think it does?"""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from regulars.places.models import Notice, Staff
from regulars.places.notices import tell


def send(staff: Staff, now: datetime) -> Notice | None:
    """A trial by every way, also in quiet hours: it was asked for. One a minute at most."""
    return tell(
        staff, _("A test from {place}").format(place=staff.place.called()),
        _("If you can read this, you are reached here."),
        reverse("notices", args=[staff.place.slug]), urgent=True,
        key=f"test:{now:%Y%m%dT%H%M}", now=now,
    )  # fmt: skip
