"""What a colleague has been told and has not seen, for the top of a board: ``{% told %}``."""

from typing import Any

from django import template
from django.template import Context

from regulars.places.notices import waiting

register = template.Library()
SHOWN = 3


@register.inclusion_tag("places/told.html", takes_context=True)
def told(context: Context) -> dict[str, Any]:
    """The most urgent three, and how many more wait; nothing where nothing does."""
    request = context["request"]
    found = waiting.for_board(request.staff, request.now)
    return {"request": request, "told": found[:SHOWN], "more": max(len(found) - SHOWN, 0)}
