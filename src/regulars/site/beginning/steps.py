"""The ten steps. Each knows where it is done and reads from the house whether it has been."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from regulars.moments.models import Import, Moment
from regulars.places.models import Place


def always(place: Place) -> bool:
    return True


def has_jobs(place: Place) -> bool:
    return place.jobs.filter(published=True).exists()


def has_colleagues(place: Place) -> bool:
    return place.staff.filter(user__is_active=True).count() > 1


def has_care(place: Place) -> bool:
    return bool(place.access) or place.safety_rules.exists()


def has_export(place: Place) -> bool:
    return Import.objects.filter(place=place.pk, finished_at__isnull=False, new__gt=0).exists()


def has_board(place: Place) -> bool:
    """The first morning's board was worked out after something had been taken in."""
    return has_export(place) and Moment.objects.filter(place=place.pk, kind="foreseen").exists()


@dataclass(frozen=True)
class Step:
    """One step: what it is, why, about how many minutes, and the page on which it is done."""

    name: Promise
    why: Promise
    minutes: int
    page: str
    done: Callable[[Place], bool]


STEPS = (
    Step(_("You"), _("Your name and how you sign in"), 1, "account", always),
    Step(_("Your place"), _("What it is called, where it is, which money"), 1, "about", always),
    Step(_("The posts"), _("Where a guest meets you, in the order they walk"), 1, "posts",
         lambda place: place.touchpoints.exists()),
    Step(_("The hours"), _("So that nobody is ever just told “closed”"), 1, "hours",
         lambda place: place.openings.exists()),
    Step(_("The promise"), _("One or two sentences a guest can hold you to"), 2, "about",
         lambda place: bool(place.credo)),
    Step(_("The roles"), _("What one does, and what it is for"), 2, "jobs", has_jobs),
    Step(_("The people"), _("First names are enough"), 2, "people", has_colleagues),
    Step(_("Getting in, and safety"), _("Steps and lifts; what nobody may suggest"), 1, "access",
         has_care),
    Step(_("Your own export"), _("Your till’s or your booking system’s file, as it is"), 3,
         "new-import", has_export),
    Step(_("The first line-up"), _("Today’s board, and the sheet for ten minutes together"), 1,
         "board", has_board),
)  # fmt: skip


@dataclass(frozen=True)
class Standing:
    """A step as it stands at a place: its number, its address, done or the next to do."""

    number: int
    step: Step
    address: str
    done: bool
    next: bool


def standing(place: Place) -> tuple[Standing, ...]:
    """All ten, the first that is not done marked as the next."""
    done = [step.done(place) for step in STEPS]
    first = done.index(False) if False in done else len(done)
    return tuple(
        Standing(number + 1, step, address, done[number], number == first)
        for number, (step, address) in enumerate(addressed(place))
    )


def addressed(place: Place) -> Iterator[tuple[Step, str]]:
    for step in STEPS:
        args = [] if step.page == "account" else [place.slug]
        yield step, reverse(step.page, args=args)


def minutes_left(steps: tuple[Standing, ...]) -> int:
    return sum(each.step.minutes for each in steps if not each.done)
