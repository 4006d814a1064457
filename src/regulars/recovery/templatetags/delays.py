"""At the counter: whether whom one looks at is touched by a delay, and what they know of it."""

from collections.abc import Iterable
from typing import Any
from uuid import uuid4

from django import template

from regulars.recovery.disruption import by_hand
from regulars.recovery.models import Affected

register = template.Library()


@register.inclusion_tag("recovery/disruption/beside.html", takes_context=True)
def delays_of(context: dict[str, Any], customer: int) -> dict[str, Any]:
    """What touches one customer just now; nothing where nothing does."""
    request = context["request"]
    return {
        "beside": by_hand.beside(request.place, customer, request.now), "request": request,
        "choices": Affected.Heard.choices, "key": uuid4().hex,
        "csrf_token": context.get("csrf_token", ""),
    }  # fmt: skip


@register.simple_tag(takes_context=True)
def delayed(context: dict[str, Any], found: Iterable[Any]) -> dict[int, str]:
    """{customer: what they were told} of those in a list of results whom a delay touches."""
    request = context["request"]
    return by_hand.among(request.place, [line.found.customer.pk for line in found], request.now)
