"""Shares and their intervals as one reads them aloud."""

from django import template
from django.utils.translation import gettext as _

from regulars.recovery.loyalty import Compared, Group

register = template.Library()


@register.filter
def share(group: Group) -> str:
    return "–" if group.share is None else percent(group.share)


@register.filter
def span(group: Group) -> str:
    if not group.n:
        return "–"
    return _("{low} to {high}").format(low=percent(group.low), high=percent(group.high))


@register.filter
def verdict(told: Compared) -> str:
    """What may be said of the difference: nothing while either group is thin."""
    if told.difference is None:
        return _("Not enough yet: each group needs at least {n}.").format(n=told.needed)
    low, high, gap = told.difference
    points = _("{gap} points apart, likely between {low} and {high}.").format(
        gap=signed(gap or 0), low=signed(low), high=signed(high)
    )
    if low > 0:
        return _("Whom we made it right for come back more often: {points}").format(points=points)
    if high < 0:
        return _("Whom we let down come back less often: {points}").format(points=points)
    return _("No difference that these numbers could show: {points}").format(points=points)


def percent(part: float) -> str:
    return f"{round(100 * part)} %"


def signed(part: float) -> str:
    return f"{round(100 * part):+d}".replace("-", "−")
