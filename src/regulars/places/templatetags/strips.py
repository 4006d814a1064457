"""What rooms above put at the top of every page of the staff: ``{% strips %}``."""

from django import template
from django.template import Context
from django.utils.safestring import SafeString

from regulars.places import strips as joined

register = template.Library()


@register.simple_tag(takes_context=True)
def strips(context: Context) -> SafeString:
    """Every strip that has something to say."""
    return joined.all_of(context["request"])
