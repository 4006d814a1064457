"""`/healthz`: for whoever watches the house from outside. Public, cheap, tells nothing else."""

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from regulars.site import heartbeat


@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """200 while the database answers and the clock goes; 503 with what is ill otherwise."""
    parts = {"database": database_answers(), "clock": heartbeat.goes()}
    well = all(parts.values())
    return JsonResponse({"ok": well, **parts}, status=200 if well else 503)


def database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM moments_moment LIMIT 1")
    except DatabaseError:
        return False
    return True
