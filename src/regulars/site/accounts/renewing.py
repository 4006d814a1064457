"""When somebody has lost their password or their phone: the owner shows them a link."""

from allauth.mfa.models import Authenticator
from axes.utils import reset
from django.contrib.auth.models import User
from django.contrib.auth.tokens import default_token_generator
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from regulars.moments import journal
from regulars.moments.kinds import SignInRenewed
from regulars.places import tree
from regulars.places.doors import StaffRequest
from regulars.places.models import Place, Role, Staff


class NotYours(PermissionError):
    """They serve somewhere that this owner does not own."""


def people(place: Place) -> QuerySet[Staff]:
    """Who signs in at a place: people, not machines."""
    rows = Staff.objects.filter(place=place, user__is_active=True).select_related("user")
    return rows.order_by("name", "pk")


@transaction.atomic
def renew(request: StaffRequest, person: Staff, take_keys: bool) -> str:
    """The path of a page where they choose a new password: good once, for two hours.

    With ``take_keys`` their passkeys and code app are forgotten too. Raises NotYours.
    """
    if not owns_all_of(request.user.pk, person.user):
        raise NotYours(person.name)
    if take_keys:
        Authenticator.objects.filter(user=person.user).delete()
    reset(username=person.user.get_username())
    journal.record(
        SignInRenewed(True if take_keys else None), about=person.opaque, at=request.now,
        by=request.staff.opaque, place=request.place.pk,
    )  # fmt: skip
    number = urlsafe_base64_encode(force_bytes(person.user.pk))
    token = default_token_generator.make_token(person.user)
    return reverse("new_password", args=[number, token])


def owns_all_of(owner: int | None, user: User) -> bool:
    """Whether somebody is owner wherever another serves; else a link would open too much."""
    owned = set(Staff.objects.filter(user=owner, role=Role.OWNER).values_list("place", flat=True))
    return all(owned & set(tree.above(post.place)) for post in user.posts.select_related("place"))
