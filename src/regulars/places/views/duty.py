"""Who is on: the shifts of a day, entered by hand."""

from datetime import date, datetime, timedelta

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache

from regulars.places import shifts as duty
from regulars.places import walls, week
from regulars.places.doors import StaffRequest, needs
from regulars.places.forms import ShiftForm
from regulars.places.models import Shift, Staff
from regulars.places.permissions import may
from regulars.places.views.desk import asked_day, kept, posted, shown, who_and_when

USUAL = ("09:00", "17:00")


@never_cache
@needs("shift.see")
def shifts(request: StaffRequest) -> HttpResponse:
    return day_page(request)


def day_page(
    request: StaffRequest, wrong: ShiftForm | None = None, about: int | None = None,
    twice: bool = False,
) -> HttpResponse:  # fmt: skip
    """One day of the week: who is on, and everybody who could be."""
    day, place = asked_day(request), request.place
    people = place.staff.filter(left_at=None, user__is_active=True, serves=True)
    may_write = may(request.staff, "shift.write")
    rows = [
        (person, wrong if wrong and about == person.pk else filled(request, person),
         about == person.pk)
        for person in (people.select_related("post") if may_write else [])
    ]  # fmt: skip
    today = place.day_of(request.now)
    return shown(
        request, "places/shifts.html", 422 if wrong else 200, day=day, rows=rows, twice=twice,
        strip=week.strip(day, today, counts(request, day)), may_write=may_write, today=today,
        shifts=[(shift, *local(shift, day)) for shift in duty.of_day(place, day)],
        address="shifts",
    )  # fmt: skip


def counts(request: StaffRequest, day: date) -> dict[date, int]:
    """How many shifts begin on each day of the week."""
    days = week.days_of(day)
    begins, ends = request.place.start_of(days[0]), request.place.hours_of(days[-1])[1]
    found: dict[date, int] = {}
    rows = Shift.objects.filter(place=request.place, starts_at__gte=begins, starts_at__lt=ends)
    for at in rows.values_list("starts_at", flat=True):
        on = request.place.day_of(at)
        found[on] = found.get(on, 0) + 1
    return found


def local(shift: Shift, day: date) -> tuple[datetime, datetime, bool]:
    """When it begins and ends on the wall, and whether it began the day before."""
    zone = shift.place.zone
    begins, ends = (
        at.astimezone(zone).replace(tzinfo=None) for at in (shift.starts_at, shift.ends_at)
    )
    return begins, ends, begins.date() < day


def filled(request: StaffRequest, person: Staff) -> ShiftForm:
    """What somebody's next shift is likely to be: the hours and the post they had last."""
    last, zone = duty.usual(person), request.place.zone
    begins, ends = USUAL
    if last is not None:
        begins = f"{last.starts_at.astimezone(zone):%H:%M}"
        ends = f"{last.ends_at.astimezone(zone):%H:%M}"
    post = last.post if last else person.post
    told = {"staff": person.pk, "post": post, "begins": begins, "ends": ends}
    return ShiftForm(request.place, initial=told, auto_id=f"s{person.pk}_%s")


@needs("shift.write")
@posted("shifts")
def new_shift(request: StaffRequest) -> HttpResponse:
    about = request.POST.get("staff", "")
    form = ShiftForm(request.place, request.POST, auto_id=f"s{about}_%s")
    twice = False
    if form.is_valid():
        try:
            put_on(request, form)
            return kept(request, "shifts", f"&day={asked_day(request)}")
        except (duty.NotSo, walls.NoSuchTime, walls.TwiceTold) as refused:
            form.add_error(None, str(refused))
            twice = isinstance(refused, walls.TwiceTold)
    return day_page(request, form, int(about) if about.isdecimal() else None, twice)


def put_on(request: StaffRequest, form: ShiftForm) -> Shift:
    told, day, zone = form.cleaned_data, asked_day(request), request.place.zone
    until = day if told["ends"] > told["begins"] else day + timedelta(days=1)
    begins = walls.instant(zone, day, told["begins"], told["which"])
    ends = walls.instant(zone, until, told["ends"], told["which"])
    verb = who_and_when(request, f"on:{told['staff'].pk}")
    return duty.put_on(told["staff"], told["post"], begins, ends, **verb)


@needs("shift.write")
@posted("shifts")
def shift_removal(request: StaffRequest, shift: int) -> HttpResponse:
    known = get_object_or_404(Shift, pk=shift, place=request.place)
    duty.take_off(known, **who_and_when(request, f"off:{shift}"))
    return kept(request, "shifts", f"&day={asked_day(request)}")
