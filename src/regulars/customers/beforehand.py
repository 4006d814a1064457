"""What rooms above have to say of bookings on their list: a few words and where to go."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from regulars.customers.models import Booking
from regulars.places.models import Place


@dataclass(frozen=True)
class Remark:
    """A few words beside a booking and the page they lead to, at ``anchor``. ``at_once``: whoever
    writes the booking goes there next."""

    words: str
    page: str
    anchor: str = ""
    at_once: bool = False

    @property
    def url(self) -> str:
        return f"{self.page}#{self.anchor}"


Remarker = Callable[[Place, Sequence[Booking]], Mapping[int, Remark]]
REMARKERS: list[Remarker] = []


def remarker(say: Remarker) -> Remarker:
    """Register what a room says of bookings: {booking: remark}."""
    REMARKERS.append(say)
    return say


def remarks(place: Place, rows: Sequence[Booking]) -> dict[int, tuple[Remark, ...]]:
    """{booking: what is said of it}."""
    found: dict[int, tuple[Remark, ...]] = {}
    for say in REMARKERS if rows else ():
        for booking, remark in say(place, rows).items():
            found[booking] = (*found.get(booking, ()), remark)
    return found


def at_once(place: Place, booking: Booking) -> Remark | None:
    """Where whoever wrote this booking goes next; None where nothing is to be asked."""
    said = remarks(place, [booking]).get(booking.pk, ())
    return next((each for each in said if each.at_once), None)
