"""What stands at the top of every page of the staff: rooms above join with a strip of their own.

A strip is asked for on every redraw of every open page, so it begins with one cheap question to
the database, and is "" where it has nothing to say.
"""

from collections.abc import Callable

from django.utils.safestring import SafeString, mark_safe

from regulars.places.doors import StaffRequest

Strip = Callable[[StaffRequest], str]
STRIPS: list[Strip] = []


def strip(write: Strip) -> Strip:
    """Join: ``write(request)`` gives HTML that a template has escaped. Called once, when the app
    starts."""
    STRIPS.append(write)
    return write


def all_of(request: StaffRequest) -> SafeString:
    """Every strip, in the order they joined."""
    return mark_safe("".join(write(request) for write in STRIPS))  # noqa: S308 - from templates
