"""A role as the house speaks of it: what one does, and what it is for. Never one without both."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from regulars.moments import journal
from regulars.moments.kinds import JobKept
from regulars.places.models import Job, Place, Staff
from regulars.places.once import done

WRITTEN = ("name", "name_zh_hans", "name_zh_hant", "duties", "purpose")


class NotWhole(ValueError):
    """A job without duties or without purpose is not shown to anybody; the message says which."""


class NameTaken(ValueError):
    """The place has a job by this name; the message says so."""


@transaction.atomic
def write(
    place: Place, *, by: str, now: datetime, key: str | None = None, job: Job | None = None,
    publish: bool = False, **words: str,
) -> Job:  # fmt: skip
    """Write a job down, or anew; ``words``: see WRITTEN. ``publish`` shows it to everybody.

    Raises NotWhole where a published one would lack duties or purpose, and NameTaken.
    """
    if known := done(key):
        return Job.objects.get(pk=known.facts["job"])
    job = job or Job(place=place)
    for name in WRITTEN:
        setattr(job, name, words.get(name, getattr(job, name)).strip())
    job.published = publish
    check(job)
    job.save()
    kind = JobKept(job=job.pk, name=job.name, published=job.published)
    journal.record(kind, about=f"place:{place.pk}", at=now, by=by, place=place.pk, key=key)
    return job


def check(job: Job) -> None:
    if Job.objects.filter(place=job.place, name__iexact=job.name).exclude(pk=job.pk).exists():
        raise NameTaken(_("There is a job called {name} already.").format(name=job.name))
    if job.published and not job.duties:
        raise NotWhole(_("Write what one does in this job before everybody sees it."))
    if job.published and not job.purpose:
        raise NotWhole(_("Write what this job is for before everybody sees it."))


def purpose_of(staff: Staff) -> str:
    """What somebody is here for, shown when they leave a duty to help and on their pocket card.

    Their job's purpose; else their post's, else what the house promises. Never empty.
    """
    own = staff.job.purpose if staff.job and staff.job.published else ""
    post = staff.post.purpose if staff.post else ""
    return own or post or staff.place.credo or _("We are here so that people like to come back.")


def duties_of(staff: Staff) -> str:
    """What somebody does here; empty where no published job says so."""
    return staff.job.duties if staff.job and staff.job.published else ""
