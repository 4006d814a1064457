"""What a person may do, asked by a page that shows only doors that open."""

from django import template

from regulars.places import permissions
from regulars.places.models import Staff

register = template.Library()


@register.filter
def may(staff: Staff, right: str) -> bool:
    """``{% if request.staff|may:"board.see" %}``"""
    return permissions.may(staff, right)
