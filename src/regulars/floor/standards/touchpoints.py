"""Where somebody may wait: a post, a way in, or an open case; by one code each."""

from django.utils.translation import gettext as _

from regulars.floor.models import WayIn
from regulars.floor.posts import NOT_STOOD_AT
from regulars.places.models import Place
from regulars.recovery.troubles import NotSo

CASE = "case"
CHANNEL = "channel:"


def names(place: Place) -> dict[str, str]:
    """Code and name of every touchpoint that stands, in the customers' order."""
    posts = {post.code: post.called() for post in place.touchpoints.all()
             if post.code not in NOT_STOOD_AT}  # fmt: skip
    ways = WayIn.objects.filter(place=place, removed_at=None)
    return {
        **posts,
        **{way.touchpoint: way.called() for way in ways},
        CASE: _("The first word when something went wrong"),
    }


def waited_at(place: Place) -> dict[str, str]:
    """Those at which somebody can stand in a queue."""
    return {code: name for code, name in names(place).items() if code != CASE}


def check(code: str, known: dict[str, str], field: str = "touchpoint") -> None:
    """Raises NotSo and names what there is."""
    if code not in known:
        words = _("There is no such place to wait. Choose one of these: {codes}.")
        raise NotSo(field, words.format(codes=", ".join(known)))
