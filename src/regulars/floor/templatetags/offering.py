"""What is proposed for whom a note was just written about, or whose page is open."""

from django import template
from django.template import Context

from regulars.floor import acts, noting
from regulars.floor.offering import reading
from regulars.floor.offering.reading import Panel

register = template.Library()


@register.simple_tag(takes_context=True)
def offered_after(context: Context, moment: object) -> Panel | None:
    """The panel of whom a note is about; None without a note."""
    request, named = context["request"], str(moment or "")
    if not named.isdecimal():
        return None
    try:
        _said, who = noting.note_of(request.place, int(named))
    except acts.Unknown:
        return None
    return reading.panel(request.place, who, request.staff, request.now)


@register.simple_tag(takes_context=True)
def offered_to(context: Context, customer: int) -> Panel | None:
    """The panel of a customer whose page is open."""
    request = context["request"]
    try:
        who = acts.person(request.place, customer)
    except acts.Unknown:
        return None
    return reading.panel(request.place, who, request.staff, request.now)
