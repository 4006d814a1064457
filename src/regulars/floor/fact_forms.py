"""What is typed of a fact, read and checked."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from regulars.notebook.models import FactKind, Source, Use
from regulars.places.models import Place

LONGEST = 200


class FactForm(forms.Form):
    """One thing worth remembering: what, of which kind, and how we know it; the rest may be left
    as the house does it. ``agreed``: they said yes to having it written down."""

    value = forms.CharField(max_length=LONGEST, label=_("In a few words"))
    kind = forms.ChoiceField(choices=FactKind.choices, required=False, label=_("What it is"))
    source = forms.ChoiceField(choices=Source.choices, required=False, label=_("How we know it"))
    use = forms.ChoiceField(
        choices=[("", ""), *Use.choices], required=False, label=_("What may be done with it")
    )
    once = forms.BooleanField(required=False)
    shared = forms.BooleanField(required=False)
    agreed = forms.BooleanField(required=False)

    def told(self) -> dict[str, Any]:
        """As ``facts.remember`` takes it."""
        read = self.cleaned_data
        return {
            "kind": read["kind"] or FactKind.OTHER, "value": read["value"],
            "source": read["source"] or Source.TOLD, "use": read["use"] or None,
            "lasting": not read["once"],
        }  # fmt: skip

    def plan(self, place: Place) -> dict[str, str]:
        """What to do at each post of the place, where something was written."""
        codes = place.touchpoints.values_list("code", flat=True)
        said = {code: self.data.get(f"plan-{code}", "").strip()[:LONGEST] for code in codes}
        return {code: words for code, words in said.items() if words}


class CorrectionForm(forms.Form):
    """What it is now."""

    value = forms.CharField(max_length=LONGEST, label=_("In a few words"))


class MannersForm(forms.Form):
    """One subject a line; the posts at which what is under seal stays closed."""

    welcome = forms.CharField(required=False, max_length=2000)
    closed = forms.CharField(required=False, max_length=2000)
    posts = forms.MultipleChoiceField(required=False)

    def __init__(self, place: Place, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        posts = [(post.code, post.called()) for post in place.touchpoints.all()]
        self.fields["posts"].choices = posts  # type: ignore[attr-defined]

    def lines(self, name: str) -> list[str]:
        return [line.strip() for line in self.cleaned_data[name].splitlines() if line.strip()]
