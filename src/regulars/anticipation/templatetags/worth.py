"""What a customer may bring, on their page, for those who may see it."""

from django import template
from django.template import Context

from regulars.anticipation.values import pages
from regulars.anticipation.values.pages import Worth
from regulars.customers.models import Customer
from regulars.moments import audit
from regulars.places.permissions import may

register = template.Library()


@register.simple_tag(takes_context=True)
def worth_of(context: Context, customer: int) -> Worth | None:
    """None without the right, before the first night, and for whoever was never here.

    Whoever serves needs no purse to be kind by; so only who leads sees it, and each look counts.
    """
    request = context["request"]
    if not may(request.staff, "worth.see"):
        return None
    who = Customer.objects.filter(pk=customer, book=request.place.book_id, erased_at=None).first()
    if who is None:
        return None
    found = pages.worth_of(request.place, who, request.place.day_of(request.now))
    if found is not None:
        audit.looked(request.staff.opaque, who.opaque, "worth", request.now)
    return found
