"""Where one may go: the places under a node, or all those one serves at."""

from django.http import HttpResponse
from django.views.decorators.cache import never_cache

from regulars.places import standing, tree
from regulars.places.doors import StaffRequest, needs
from regulars.places.models import Level
from regulars.places.permissions import LEADERS
from regulars.places.views.desk import shown
from regulars.site import branches


@never_cache
@needs("house.see")
def places(request: StaffRequest) -> HttpResponse:
    """For who leads a brand or a region, what stands under it; for everybody, their own places."""
    node = request.place
    if node.level != Level.PLACE and request.staff.role in LEADERS:
        rows = branches.under(node, request.now)
        return shown(request, "places/places.html", rows=rows, node=node)
    posts = standing.posts_of(request.user.pk)  # type: ignore[arg-type]
    rows = branches.each(tree.entered_by(posts), request.now)
    return shown(request, "places/places.html", rows=rows, node=None)
