"""What the door sees of a ban: until when, and whom to call. Not the story."""

from typing import Any

from django import template
from django.template import Context

from regulars.customers.models import Customer
from regulars.places import walls
from regulars.recovery.safety import marks, supporting

register = template.Library()


@register.inclusion_tag("recovery/safety/not_served.html", takes_context=True)
def do_not_serve(context: Context, customer: int) -> dict[str, Any]:
    """``{% do_not_serve page.card.customer %}``: a band where one of this place's bans holds."""
    request = context["request"]
    whose = Customer.objects.filter(pk=customer).first()
    ban = marks.standing(whose, request.place, request.now) if whose else None
    if ban is None or ban.until is None:
        return {"until": ""}
    leader = supporting.supporter(request.place, request.now, request.staff)
    return {
        "until": walls.said(request.place, ban.until, request.now),
        "call": leader.name if leader else "", "phone": request.place.phone,
    }  # fmt: skip
