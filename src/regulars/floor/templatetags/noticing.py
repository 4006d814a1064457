"""The chips of the note just written, on whichever page it was written."""

from django import template
from django.template import Context

from regulars.floor import noting
from regulars.floor.noting import Chip

register = template.Library()


@register.simple_tag(takes_context=True)
def proposed(context: Context) -> dict[str, object]:
    """``moment`` and its ``chips``: of the note named by the view, or by the address (?noted=)."""
    request = context["request"]
    named = str(context.get("noted") or request.GET.get("noted", ""))
    chips: tuple[Chip, ...] = ()
    if named.isdecimal():
        chips = noting.chips(request.place, int(named))
    return {"moment": named, "chips": chips}
