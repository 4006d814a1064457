"""How a customer wishes to be reached, as rows of switches."""

from typing import Any
from uuid import uuid4

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from regulars.customers import channels
from regulars.customers.channels import Way
from regulars.customers.models import Customer

register = template.Library()
CHOICES: tuple[tuple[str, Promise], ...] = (
    ("any", _("fine")), ("first", _("rather this")), ("not", _("please not")),
)  # fmt: skip


@register.inclusion_tag("customers/channels.html", takes_context=True)
def channel_wishes(context: dict[str, Any], customer: Customer) -> dict[str, Any]:
    """Each way with what they said of it; a tap keeps it."""
    said = channels.wished(customer)
    return {
        "ways": [(way.value, way.label, said.get(way.value, "any")) for way in Way],
        "choices": CHOICES, "customer": customer, "request": context["request"],
        "csrf_token": context.get("csrf_token", ""), "key": uuid4().hex,
    }  # fmt: skip
