"""What is typed on the floor, read and checked."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from regulars.customers.models import Title

SORTS = ("note", "sign", "ask", "complaint")  # their words stand in floor/note.html


class NoteForm(forms.Form):
    """What somebody noticed, in their own words."""

    words = forms.CharField(max_length=2000)
    sort = forms.ChoiceField(choices=[(sort, sort) for sort in SORTS], initial="note")


class FillingForm(forms.Form):
    """What was left in a container before it was filled, and what was done there."""

    left = forms.FloatField(
        required=False, error_messages={"invalid": _("Write a number, such as 3.6.")}
    )
    cue = forms.IntegerField(required=False)

    def __init__(self, data: QueryDict) -> None:
        left = data.get("left", "").replace(",", ".").strip()
        super().__init__({"left": left, "cue": data.get("cue")})
        self.steps = data.getlist("steps")

    def filled(self) -> dict[str, Any]:
        return {**self.cleaned_data, "steps": self.steps}


class ReceiptForm(forms.Form):
    """Who, what or when; any one of them is enough."""

    who = forms.CharField(required=False, max_length=80)
    item = forms.CharField(required=False, max_length=80)
    since = forms.DateField(required=False, label=_("From"))
    until = forms.DateField(required=False, label=_("To"))

    def asked(self) -> bool:
        return self.is_valid() and any(self.cleaned_data.values())


class NameForm(forms.Form):
    """What somebody is called."""

    name = forms.CharField(max_length=80, label=_("Name"))
    title = forms.ChoiceField(choices=Title.choices, required=False)


class HouseholdForm(forms.Form):
    """How many live there, and where."""

    size = forms.IntegerField(min_value=1, max_value=99, label=_("How many live there"))
    address = forms.CharField(max_length=200, required=False, label=_("Where"))


class ContainerForm(forms.Form):
    """What the tape measure said: figures are for all who eat from it together."""

    need = forms.CharField(max_length=80, label=_("What is in it"))
    name = forms.CharField(max_length=40, label=_("What it is"))
    capacity = forms.FloatField(min_value=0.01, max_value=100_000, label=_("Holds"))
    unit = forms.ChoiceField(choices=[("kg", "kg"), ("l", "l"), ("piece", "piece")])
    mouths = forms.IntegerField(min_value=1, max_value=999, label=_("How many use it"))
    daily_use = forms.FloatField(
        min_value=0.001, max_value=100_000, label=_("Used in a day, all together")
    )
    lead_days = forms.IntegerField(
        min_value=0, max_value=60, label=_("Go how many days before it is empty")
    )
    full = forms.BooleanField(required=False)
