"""What is typed about a house, read and checked."""

import re
import unicodedata
import zoneinfo
from datetime import date, time
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regulars.places.models import Job, Place, Role, Staff, Touchpoint, Trade
from regulars.places.week import sane

CLOCK = re.compile(r"^(\d{1,2})(?:[:.h]?(\d{2}))?$")
SHORT = forms.TextInput(attrs={"autocomplete": "off"})


def read_time(text: str) -> time:
    """9, 9:30, 0930, ９：３０ or 24:00 (midnight). Raises ValueError for no time of day."""
    plain = re.sub("[时時点點]", ":", unicodedata.normalize("NFKC", text).strip().lower())
    found = CLOCK.match(plain.rstrip(":分"))
    if found is None:
        raise ValueError(text)
    hour, minute = int(found[1]), int(found[2] or 0)
    return time(0, 0) if (hour, minute) == (24, 0) else time(hour, minute)


class ClockField(forms.Field):
    """A time of day, however a hurried hand writes it."""

    def __init__(self, **options: Any) -> None:
        widget = forms.TimeInput(attrs={"type": "time", "step": "60"}, format="%H:%M")
        super().__init__(**{"widget": widget} | options)

    def to_python(self, value: Any) -> time | None:
        text = str(value or "").strip()
        if not text:
            return None
        try:
            return read_time(text)
        except ValueError:
            raise forms.ValidationError(no_time(text)) from None


def no_time(text: str) -> str:
    return _("“{text}” is no time of day. Write it like 09:30.").format(text=text[:20])


class DayField(forms.DateField):
    """A day, picked or typed as 2026-03-24."""

    def __init__(self, **options: Any) -> None:
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(**{"widget": widget} | options)


class Named(forms.Form):
    """A name in the three languages; one of them is enough."""

    name = forms.CharField(max_length=120, required=False, widget=SHORT)
    name_zh_hans = forms.CharField(max_length=120, required=False, widget=SHORT)
    name_zh_hant = forms.CharField(max_length=120, required=False, widget=SHORT)

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        given = [told.get(each, "") for each in ("name", "name_zh_hans", "name_zh_hant")]
        told["name"] = next((each for each in given if each), "")
        if not told["name"]:
            self.add_error("name", _("Write the name in at least one of the languages."))
        return told


class PlaceForm(Named):
    """What a place says of itself."""

    trade = forms.ChoiceField(choices=Trade.choices, label=gettext_lazy("What kind of house"))
    time_zone = forms.CharField(
        max_length=40, label=gettext_lazy("Time zone"),
        widget=forms.TextInput(attrs={"list": "zones", "autocapitalize": "none"}),
    )  # fmt: skip
    currency = forms.CharField(max_length=3, label=gettext_lazy("Currency, in three letters"))
    language = forms.ChoiceField(
        choices=[("", gettext_lazy("English")), *settings.LANGUAGES[1:]], required=False,
        label=gettext_lazy("Language of the house"),
    )  # fmt: skip
    phone = forms.CharField(
        max_length=40, required=False, label=gettext_lazy("Phone"),
        widget=forms.TextInput(attrs={"type": "tel"}),
    )  # fmt: skip
    address = forms.CharField(max_length=200, required=False, label=gettext_lazy("Address"))
    credo = forms.CharField(
        max_length=2000, required=False, label=gettext_lazy("What we promise"),
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip

    def clean_time_zone(self) -> str:
        zone = self.cleaned_data["time_zone"]
        if zone not in zoneinfo.available_timezones():
            raise forms.ValidationError(
                _("{zone} is no known time zone. Write it like Asia/Shanghai.").format(zone=zone)
            )
        return str(zone)

    def clean_currency(self) -> str:
        code = str(self.cleaned_data["currency"]).upper()
        if not re.fullmatch("[A-Z]{3}", code):
            raise forms.ValidationError(_("Three letters, such as CNY or TWD."))
        return code


class PostForm(Named):
    """One post on the customers' way."""

    greet_within = forms.IntegerField(
        min_value=1, max_value=32_000, label=gettext_lazy("Greeted within (seconds)"), initial=30
    )
    purpose = forms.CharField(
        max_length=200, required=False, label=gettext_lazy("What this post is there for")
    )


class JobForm(Named):
    """A job; both texts are wanted before everybody sees it."""

    duties = forms.CharField(
        max_length=4000, required=False, label=gettext_lazy("What one does"),
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip
    purpose = forms.CharField(
        max_length=4000, required=False, label=gettext_lazy("What it is for"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    publish = forms.BooleanField(required=False, label=gettext_lazy("Everybody may see it"))

    def clean(self) -> dict[str, Any]:
        told = super().clean()
        if told.get("publish"):
            for name in ("duties", "purpose"):
                if not told.get(name):
                    self.add_error(name, _("Both texts are needed before everybody sees it."))
        return told


class StaffForm(forms.Form):
    """Somebody's name, role, job and post."""

    name = forms.CharField(max_length=60, label=gettext_lazy("What colleagues call them"))
    role = forms.ChoiceField(choices=Role.choices, label=gettext_lazy("May do what"))
    job = forms.ModelChoiceField(
        Job.objects.none(), required=False, label=gettext_lazy("Job"), empty_label="–"
    )
    post = forms.ModelChoiceField(
        Touchpoint.objects.none(), required=False, label=gettext_lazy("Post"), empty_label="–"
    )

    def __init__(self, place: Place, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["job"].queryset = place.jobs.all()  # type: ignore[attr-defined]
        self.fields["post"].queryset = place.touchpoints.all()  # type: ignore[attr-defined]

    def clean_role(self) -> Role:
        return Role(self.cleaned_data["role"])


class JoinForm(StaffForm):
    """Somebody new, with the name they sign in with."""

    login = forms.CharField(
        max_length=60, label=gettext_lazy("The name they sign in with"),
        widget=forms.TextInput(attrs={"autocapitalize": "none", "autocomplete": "off"}),
    )  # fmt: skip


class ShiftForm(forms.Form):
    """Who is on, where, from when until when; an end that is not later lies past midnight."""

    staff = forms.ModelChoiceField(Staff.objects.none())
    post = forms.ModelChoiceField(
        Touchpoint.objects.none(), required=False, label=gettext_lazy("Post"), empty_label="–"
    )
    begins = ClockField(label=gettext_lazy("From"))
    ends = ClockField(label=gettext_lazy("To"))
    which = forms.ChoiceField(choices=[("first", ""), ("second", "")], required=False)

    def __init__(self, place: Place, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = place.staff.filter(left_at=None, user__is_active=True)
        self.fields["staff"].queryset = people  # type: ignore[attr-defined]
        self.fields["post"].queryset = place.touchpoints.all()  # type: ignore[attr-defined]


class RuleForm(Named):
    """A rule of safety, and the words by which a suggestion would break it."""

    words = forms.CharField(
        max_length=4000, label=gettext_lazy("Words it may not hold, one per line"),
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip
    active = forms.BooleanField(required=False, initial=True, label=gettext_lazy("In force"))


class SpecialDayForm(forms.Form):
    """A day of its own: when, its name, and whether it is closed; its hours come by rows."""

    on = DayField(label=gettext_lazy("Day"))
    called = forms.CharField(max_length=80, required=False, label=gettext_lazy("What day it is"))
    closed = forms.BooleanField(required=False, label=gettext_lazy("Closed all day"))

    def clean_on(self) -> date:
        day: date = self.cleaned_data["on"]
        if not sane(day):
            raise forms.ValidationError(_("Choose a day between 2000 and 2100."))
        return day
