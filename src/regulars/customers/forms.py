"""What is typed about a customer's own data, read and checked."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from regulars.customers.handles import BY_HAND
from regulars.customers.models import Handle, Title

KINDS = [(kind, Handle.Kind(kind).label) for kind in BY_HAND]


class HandleForm(forms.Form):
    """A phone, a card, an e-mail or a number plate."""

    kind = forms.ChoiceField(choices=KINDS, label=_("What it is"))
    value = forms.CharField(max_length=80, label=_("Number or address"))


class BirthdayForm(forms.Form):
    """A day of birth, as a date field gives it."""

    birthday = forms.DateField(label=_("Birthday"))


class PairForm(forms.Form):
    """Two records, and which of them stays; by itself neither does."""

    one = forms.IntegerField(min_value=1)
    other = forms.IntegerField(min_value=1)
    choice = forms.IntegerField(required=False)
    sure = forms.BooleanField(required=False)

    def clean(self) -> dict[str, Any]:
        told = self.cleaned_data
        if told.get("choice") not in (None, told.get("one"), told.get("other")):
            raise forms.ValidationError("choice")
        return told

    def chosen(self) -> tuple[int, int] | None:
        """Who stays and who goes on standing behind."""
        told = self.cleaned_data
        if told["choice"] is None:
            return None
        goes = told["one"] if told["choice"] == told["other"] else told["other"]
        return told["choice"], goes


class OwnNameForm(forms.Form):
    """How the customer themselves want to be called."""

    name = forms.CharField(max_length=80, label=_("Name"))
    title = forms.ChoiceField(choices=Title.choices, required=False)


class OwnWordsForm(forms.Form):
    """What the customer adds; for health they say beside it that it may be kept."""

    sort = forms.ChoiceField(
        choices=[("", ""), ("like", ""), ("dislike", ""), ("allergy", "")], required=False
    )
    words = forms.CharField(max_length=200, label=_("In a few words"))
    agreed = forms.BooleanField(required=False)
