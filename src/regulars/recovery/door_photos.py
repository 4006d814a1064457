"""Photos a customer adds to their case: small, few, and told nothing by (see customers.photos)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from regulars.moments import journal
from regulars.moments.kinds import CasePictured
from regulars.recovery.models import Case, Photo

MOST = 6


class Enough(ValueError):
    """No more photos are taken for this case; the message says what helps."""


@transaction.atomic
def keep(case: Case, jpeg: bytes, *, now: datetime) -> Photo:
    """Keep a picture that ``photos.small`` has made. Raises Enough. The same one twice is once."""
    kept = Case.objects.select_for_update().get(pk=case.pk).photos
    if same := next((each for each in kept.all() if bytes(each.jpeg) == jpeg), None):
        return same
    if kept.count() >= MOST:
        raise Enough(
            _("We have {n} photos already, that is plenty. Tell us in words what else there is.")
            .format(n=MOST)
        )  # fmt: skip
    photo = Photo.objects.create(case=case, jpeg=jpeg, at=now, by=case.opaque)
    journal.record(
        CasePictured(case=case.pk, photo=photo.pk), about=case.about, at=now, by=case.opaque,
        place=case.place_id, key=f"case-photo:{photo.pk}",
    )  # fmt: skip
    return photo


def of(case: Case, number: int) -> bytes | None:
    """The picture itself; None where it is not of this case."""
    photo = case.photos.filter(pk=number).first()
    return bytes(photo.jpeg) if photo else None
