"""What is typed about how to reach somebody, read and checked."""

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from regulars.places.forms import ClockField
from regulars.places.models import Way
from regulars.places.notices import ways

NOT_AN_ADDRESS: dict[str, Promise | str] = {
    "mail": _("This is no e-mail address. Write it like mei@example.com."),
    "web": _("This is no web address. Copy it whole from where the robot shows it."),
    "https": _("The address must begin with https://."),
    "inside": _("This address leads into our own network; whoever runs the house may allow that."),
    "robot": _("This is not the address of such a robot. Copy it whole from the group’s settings."),
    "no_secret": _("This way has no signing secret. Leave the field empty."),
    "whsec": _("A webhook’s secret begins with whsec_ and holds 24 to 64 bytes in Base64."),
    "phone": _("This browser gave no address of its own. Open the page again and try once more."),
    "service": _("No service is known by this address, or its address is not an encrypted one."),
}


class WayForm(forms.Form):
    """One more way. A refused address stays in its field to be mended, a secret does not."""

    way = forms.ChoiceField(label=_("By what"))
    address = forms.CharField(
        max_length=1000, label=_("Address"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none",
                                      "spellcheck": "false"}),
    )  # fmt: skip
    secret = forms.CharField(
        max_length=200, required=False, label=_("Signing secret, where it has one"),
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["way"].choices = [  # type: ignore[attr-defined]
            (way.value, way.label) for way in ways.offered()
        ]

    def clean_way(self) -> Way:
        return Way(self.cleaned_data["way"])


class PhoneForm(forms.Form):
    """What a browser tells of itself once its person said yes to it."""

    address = forms.CharField(max_length=1000)
    point = forms.CharField(max_length=200)
    auth = forms.CharField(max_length=100)


class QuietForm(forms.Form):
    """From when until when; past midnight where it ends earlier than it begins."""

    begins = ClockField(label=_("From"))
    ends = ClockField(label=_("To"))
