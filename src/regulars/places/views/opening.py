"""The hours by hand: the week, and days of their own."""

from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from regulars.places import hours, timetable, week_form
from regulars.places.doors import StaffRequest, needs
from regulars.places.forms import SpecialDayForm
from regulars.places.models import DOOR
from regulars.places.permissions import may
from regulars.places.views.desk import asked_day, kept, posted, shown, who_and_when


def channel_of(request: StaffRequest) -> str:
    """The channel one writes about; Http404 for one there is not."""
    channel = request.POST.get("channel") or request.GET.get("channel") or DOOR
    if channel not in hours.CHANNELS:
        raise Http404(channel)
    return channel


@never_cache
@needs("hours.see")
def opening(request: StaffRequest) -> HttpResponse:
    return page(request)


def page(request: StaffRequest, status: int = 200, **context: Any) -> HttpResponse:
    channel, day = channel_of(request), request.place.day_of(request.now)
    known = hours.calendar(request.place, channel)
    standing = {
        "week": week_form.of_times(known.week),
        "special": SpecialDayForm(auto_id="s_%s"),
        "special_rows": [week_form.Row(), week_form.Row()],
        "ahead": hours.ahead(known, day, 800),
        "says": hours.says(request.place, request.now, channel),
        "written": known.written,
        "channel": channel,
        "channels": hours.CHANNELS.items(),
        "may_write": may(request.staff, "hours.write"),
    }
    return shown(request, "places/hours.html", status, **{**standing, **context})


@needs("hours.write")
@posted("hours")
def week(request: StaffRequest) -> HttpResponse:
    """Keep the week; or copy Monday to other days and show what it would be."""
    days = week_form.read(request.POST)
    if which := request.POST.get("copy"):
        return page(request, week=week_form.copied(days, which), unkept=True)
    if any(day.wrong for day in days):
        return page(request, 422, week=days, wrong_week=[day for day in days if day.wrong])
    told = {day.number: day.times for day in days if day.open}
    channel = channel_of(request)
    timetable.keep_week(
        request.place, told, channel=channel, **who_and_when(request, f"week:{channel}")
    )
    return kept(request, "hours", f"&channel={channel}")


@needs("hours.write")
@posted("hours")
def special(request: StaffRequest) -> HttpResponse:
    """Keep a day of its own."""
    form = SpecialDayForm(request.POST, auto_id="s_%s")
    rows = week_form.DayRows(0, "", week_form.read_rows(request.POST, "s"))
    week_form.checked(rows)
    whole = form.is_valid()
    if whole and not form.cleaned_data["closed"] and not rows.open:
        rows.rows[0].wrong = _("Write the hours of this day, or say that it is closed.")
    if not whole or (rows.wrong and not form.cleaned_data["closed"]):
        return page(request, 422, special=form, special_rows=rows.rows[:2], special_wrong=True)
    told, channel = form.cleaned_data, channel_of(request)
    timetable.keep_day(
        request.place, told["on"], [] if told["closed"] else rows.times, name=told["called"],
        channel=channel, **who_and_when(request, f"day:{channel}"),
    )  # fmt: skip
    return kept(request, "hours", f"&channel={channel}")


@needs("hours.write")
@posted("hours")
def special_removal(request: StaffRequest) -> HttpResponse:
    """The day goes by its weekday again."""
    channel = channel_of(request)
    timetable.forget_day(
        request.place, asked_day(request), channel=channel, **who_and_when(request, "forget")
    )
    return kept(request, "hours", f"&channel={channel}")
