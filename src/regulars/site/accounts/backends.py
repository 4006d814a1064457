"""Guessing a password takes patience: five wrong ones, then ten minutes."""

from datetime import datetime
from typing import Any

from axes.backends import AxesStandaloneBackend
from axes.helpers import get_client_ip_address
from axes.models import AccessAttempt
from django.conf import settings
from django.http import HttpRequest


class Patience(AxesStandaloneBackend):
    """Stands before the password is looked at. The command line has no address and no lock."""

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None,
        password: str | None = None, **more: Any,
    ) -> None:  # fmt: skip
        if request is not None:
            super().authenticate(request, username, password, **more)


def opens_at(request: HttpRequest, username: str) -> datetime | None:
    """When this name may try again from this address; None where nothing is locked."""
    tries = AccessAttempt.objects.filter(
        username=username, ip_address=get_client_ip_address(request)
    )
    last = tries.order_by("-attempt_time").first()
    return last.attempt_time + settings.AXES_COOLOFF_TIME if last else None
