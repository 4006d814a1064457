"""What is asked of whoever opens a new house."""

import zoneinfo
from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regulars.places.models import Trade
from regulars.site.beginning import code

CURRENCY = r"^[A-Za-z]{3}$"


class OpeningForm(forms.Form):
    """Who you are and what your place is: the first two steps on one page."""

    code = forms.CharField(max_length=20, label=gettext_lazy("The code in the terminal"))
    called = forms.CharField(max_length=60, label=gettext_lazy("What your colleagues call you"))
    username = forms.CharField(max_length=60, label=gettext_lazy("The name you sign in with"))
    password = forms.CharField(
        widget=forms.PasswordInput, max_length=200, strip=False, label=gettext_lazy("Password")
    )
    place = forms.CharField(max_length=120, label=gettext_lazy("What your place is called"))
    trade = forms.ChoiceField(choices=Trade.choices, label=gettext_lazy("What kind of house"))
    time_zone = forms.CharField(max_length=40, label=gettext_lazy("Time zone"))
    currency = forms.RegexField(CURRENCY, label=gettext_lazy("Currency"))

    def clean_code(self) -> str:
        if not code.right(self.cleaned_data["code"]):
            raise ValidationError(_("That is not the code. It stands where the house was started."))
        return str(self.cleaned_data["code"])

    def clean_time_zone(self) -> str:
        zone = str(self.cleaned_data["time_zone"]).strip()
        if zone not in zoneinfo.available_timezones():
            wrong = _("“{zone}” is no time zone. Write it like Asia/Shanghai.")
            raise ValidationError(wrong.format(zone=zone[:40]))
        return zone

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        if password := told.get("password"):
            try:
                validate_password(password, User(username=told.get("username", "")))
            except ValidationError as weak:
                self.add_error("password", weak)
        return told
