"""What a page does when the database stands in the way.

On PostgreSQL two may do the same at the same instant; whoever comes second is undone whole, and
does it once more: it then finds what the first has written. While the database is away, or the
one writer of SQLite busy for too long, a page says so plainly (503), and nothing was kept.
"""

import logging
from collections.abc import Callable
from typing import Any

from django.db import IntegrityError, InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.template import loader

from regulars.moments.horizon import horizon
from regulars.moments.journal import Again, begun_at

UNDONE = {"40P01", "40001"}
"""SQLSTATE of a transaction that PostgreSQL gave up for another's sake: deadlock, serialisation."""
IN_A_MOMENT = "5"
log = logging.getLogger(__name__)


def raced(trouble: Exception) -> bool:
    """Whether the same act may well succeed when it is done once more, from its beginning."""
    if connection.vendor != "postgresql":
        return False
    given_up = getattr(trouble.__cause__, "sqlstate", None) in UNDONE
    return given_up or isinstance(trouble, (Again, IntegrityError))


class Troubled:
    """Stands last, next to the views: what it returns passes through every other middleware."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """The view's answer; None where it is to be called once more (an upload is not)."""
        if connection.vendor != "postgresql" or request.method != "POST":
            return None
        try:
            begun = begun_at.set(horizon().settled)
            try:
                return view(request, *args, **kwargs)
            finally:
                begun_at.reset(begun)
        except Exception as trouble:
            if raced(trouble) and not request.FILES:
                log.info("%s was raced (%s) and is done once more", request.path, trouble)
                return None
            if (answer := self.process_exception(request, trouble)) is None:
                raise
            return answer

    def process_exception(self, request: HttpRequest, trouble: Exception) -> HttpResponse | None:
        if not isinstance(trouble, (OperationalError, InterfaceError)):
            return None
        reason = str(trouble).partition("\n")[0]
        log.warning(
            "%s %s: the database stands in the way: %s", request.method, request.path, reason
        )
        return HttpResponse(
            loader.render_to_string("500.html"), status=503, headers={"Retry-After": IN_A_MOMENT}
        )
