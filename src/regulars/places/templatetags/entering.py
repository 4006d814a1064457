"""Where else one may go, for the menu of every page."""

from dataclasses import dataclass

from django import template
from django.template import Context
from django.urls import reverse

from regulars.places import standing
from regulars.places.doors import PIN
from regulars.places.models import Level, Staff

register = template.Library()
SHOWN = 6


@dataclass(frozen=True)
class Elsewhere:
    """The other places somebody serves at, and the node they lead from above, if any."""

    posts: tuple[Staff, ...] = ()
    node: Staff | None = None
    more: bool = False

    def __bool__(self) -> bool:
        return bool(self.posts or self.node)


@register.simple_tag(takes_context=True)
def elsewhere(context: Context) -> Elsewhere:
    """Nothing for whoever serves at one place only; nobody leaves a shared tablet's place."""
    request = context["request"]
    if PIN in request.session:
        return Elsewhere()
    posts = request.staff.everywhere or tuple(standing.posts_of(request.user.pk))
    own = tuple(p for p in posts if p.place.level == Level.PLACE and p.place_id != request.place.pk)
    led = next((p for p in posts if p.place.level != Level.PLACE), None)
    return Elsewhere(own[:SHOWN], led, len(own) > SHOWN)


@register.filter
def path_of(person: Staff) -> str:
    return reverse("place", args=[person.place.slug])
