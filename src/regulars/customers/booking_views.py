"""The bookings of a day, entered and changed by hand."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache

from regulars.customers import beforehand, booking_forms, bookings, people, recognition
from regulars.customers.booking_forms import BookingForm, NewBookingForm
from regulars.customers.models import Booking, Customer
from regulars.moments import audit
from regulars.places import hours, walls, week
from regulars.places.doors import StaffRequest, needs
from regulars.places.views.desk import asked_day, kept, posted, shown, who_and_when

PICKS = 6
NEW = "new"
Refused = (bookings.NotSo, walls.NoSuchTime, walls.TwiceTold)


@never_cache
@needs("booking.see")
def day(request: StaffRequest) -> HttpResponse:
    return page(request)


def page(
    request: StaffRequest, new: NewBookingForm | None = None, wrong: BookingForm | None = None,
    about: int | None = None, status: int = 200, **more: Any,
) -> HttpResponse:  # fmt: skip
    """One day, hour by hour; a form with something wrong stands where it was sent from."""
    place = request.place
    day, today = shown_day(request, about), place.day_of(request.now)
    rows = [
        line(booking, wrong if about == booking.pk and wrong else None, request)
        for booking in bookings.all_of_day(place, day)
    ]
    remarks = beforehand.remarks(place, [row["booking"] for row in rows if row["open"]])
    for row in rows:
        row["remarks"] = remarks.get(row["booking"].pk, ())
        audit.looked(request.staff.opaque, row["booking"].customer.opaque, "bookings", request.now)
    return shown(
        request, "customers/bookings.html", status, day=day, today=today, rows=rows,
        new=new or NewBookingForm(place, day, auto_id="new_%s"), new_open=new is not None,
        strip=week.strip(day, today, counts(request, day)), address="bookings",
        hours=hours.times_words(hours.calendar(place).times(day)), **more,
    )  # fmt: skip


def shown_day(request: StaffRequest, about: int | None) -> date:
    """The day one asked for; with something wrong in a booking, the day on which it stands."""
    row = Booking.objects.filter(pk=about, place=request.place).first() if about else None
    return request.place.day_of(row.starts_at) if row else asked_day(request)


def line(booking: Booking, wrong: BookingForm | None, request: StaffRequest) -> dict[str, Any]:
    zone = request.place.zone
    booking.place = request.place
    return {
        "booking": booking, "said": recognition.said(booking.customer),
        "starts": booking.starts_at.astimezone(zone).replace(tzinfo=None),
        "form": wrong or booking_forms.of(booking, auto_id=f"b{booking.pk}_%s"),
        "wrong": wrong is not None, "open": booking.state == Booking.State.OPEN,
        "struck": booking.starts_at <= request.now,
    }  # fmt: skip


def counts(request: StaffRequest, day: date) -> dict[date, int]:
    """How many open bookings begin on each day of the week."""
    days = week.days_of(day)
    found: dict[date, int] = {}
    begins, ends = request.place.start_of(days[0]), request.place.hours_of(days[-1])[1]
    rows = Booking.objects.filter(
        place=request.place, starts_at__gte=begins, starts_at__lt=ends, state=Booking.State.OPEN
    )
    for at in rows.values_list("starts_at", flat=True):
        on = request.place.day_of(at)
        found[on] = found.get(on, 0) + 1
    return found


@needs("booking.write")
@posted("bookings")
def new(request: StaffRequest) -> HttpResponse:
    """A name is enough: whoever answers to it is shown first, so that nobody is there twice."""
    form = NewBookingForm(request.place, asked_day(request), request.POST, auto_id="new_%s")
    if not form.is_valid():
        return page(request, form, status=422)
    if bookings.done(who_and_when(request, "book")["key"]):
        return kept(request, "bookings", f"&day={asked_day(request)}")
    chosen = form.cleaned_data["customer"]
    picks = () if chosen else like(request, form.cleaned_data["name"])
    if picks:
        for each in picks:
            audit.looked(request.staff.opaque, each.customer.opaque, "bookings", request.now)
        return page(request, form, picks=picks)

    @transaction.atomic
    def write() -> Booking | None:
        verb = who_and_when(request, "book")
        if bookings.done(verb["key"]):
            return None
        whom = customer_of(request, chosen, form)
        return bookings.book(request.place, whom, touchpoint=post(request), **form.told(), **verb)

    return tried(request, form, write, new=form)


def like(request: StaffRequest, name: str) -> tuple[recognition.Found, ...]:
    return recognition.find(request.place, name, limit=PICKS, now=request.now)


def customer_of(request: StaffRequest, chosen: str, form: NewBookingForm) -> Customer:
    """Whom one pointed at, or somebody new by the name that was typed."""
    form.told()  # an hour that cannot be keeps nobody
    if chosen and chosen != NEW:
        if not chosen.isdecimal():
            raise Http404(chosen)
        return get_object_or_404(Customer, pk=int(chosen), book=request.place.book_id)
    return people.introduce(request.place, name=form.cleaned_data["name"].strip())


def tried(
    request: StaffRequest, form: BookingForm, write: Callable[[], object], **where: Any
) -> HttpResponse:
    """Kept, or the form again with the sentence that says why not."""
    try:
        written = write()
    except Refused as refused:
        form.add_error(None, str(refused))
        twice = isinstance(refused, walls.TwiceTold)
        return page(request, status=422, twice=twice, **where)
    if isinstance(written, Booking) and (at_once := beforehand.at_once(request.place, written)):
        return HttpResponseRedirect(f"{at_once.page}?kept=1#{at_once.anchor}", status=303)
    return kept(request, "bookings", f"&day={asked_day(request)}")


def known(request: StaffRequest, booking: int) -> Booking:
    return get_object_or_404(Booking, pk=booking, place=request.place)


def post(request: StaffRequest) -> str:
    return request.staff.post.code if request.staff.post else ""


@needs("booking.write")
@posted("bookings")
def change(request: StaffRequest, booking: int) -> HttpResponse:
    row = known(request, booking)
    on = moved_to(request, row)
    form = BookingForm(request.place, on, request.POST, auto_id=f"b{booking}_%s")
    if not form.is_valid():
        return page(request, wrong=form, about=booking, status=422)

    def write() -> Booking:
        verb = who_and_when(request, f"rebook:{booking}")
        return bookings.change(row, touchpoint=post(request), **form.told(), **verb)

    return tried(request, form, write, wrong=form, about=booking)


def moved_to(request: StaffRequest, row: Booking) -> date:
    """The day it is on from now: the one that was chosen, or the one it had."""
    had = request.place.day_of(row.starts_at)
    return week.read_day(request.POST.get("on", ""), had)


@needs("booking.write")
@posted("bookings")
def cancellation(request: StaffRequest, booking: int) -> HttpResponse:
    row = known(request, booking)
    bookings.cancel(row, touchpoint=post(request), **who_and_when(request, f"cancel:{booking}"))
    return kept(request, "bookings", f"&day={asked_day(request)}")


@needs("booking.write")
@posted("bookings")
def no_show(request: StaffRequest, booking: int) -> HttpResponse:
    row = known(request, booking)
    form = booking_forms.of(row, auto_id=f"b{booking}_%s")

    def write() -> Booking:
        verb = who_and_when(request, f"noshow:{booking}")
        return bookings.no_show(row, touchpoint=post(request), **verb)

    try:
        write()
    except bookings.NotSo as refused:
        return page(request, wrong=form, about=booking, status=422, refused=str(refused))
    return kept(request, "bookings", f"&day={asked_day(request)}")
