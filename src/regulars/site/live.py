"""`/live?place=<slug>`: what happens at a place, told to its open boards as server-sent events.

`event: moment` names one new moment, `event: reload` says that much has changed (an import, a
gap too wide to tell). A board begins with `&since=<cursor its page was made at>`; the browser's
own Last-Event-ID resumes it later, with nothing lost and nothing repeated.
"""

from django.conf import settings
from django.contrib.auth import get_user
from django.contrib.sessions.backends.db import SessionStore
from django.http import Http404, HttpRequest
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse

from regulars.places.doors import staff_of
from regulars.places.models import Place
from regulars.places.permissions import may
from regulars.site.listener import Listener
from regulars.site.listeners import Listeners

RIGHT = "board.see"
HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}


class SignedOut(Exception):
    """There is no session, or it has ended."""


def place_for(session: str, slug: str) -> Place:
    """The place this session may listen to.

    Raises SignedOut without a valid session; Http404 at other places and without the right.
    """
    request = HttpRequest()
    request.session = SessionStore(session)
    user = get_user(request)
    if not user.is_authenticated:
        raise SignedOut
    staff = staff_of(user.pk, slug)
    if not may(staff, RIGHT):
        raise Http404(slug)
    return staff.place


def still_welcome(listener: Listener) -> bool:
    try:
        return place_for(listener.session, listener.place.slug) == listener.place
    except (SignedOut, Http404):
        return False


listeners = Listeners(still_welcome)


async def live(request: Request) -> Response:
    """Open the stream, or say why not: 401 signed out, 404 no such place for you."""
    session = request.cookies.get(settings.SESSION_COOKIE_NAME, "")
    try:
        place = await listeners.ask(place_for, session, request.query_params.get("place", ""))
    except SignedOut:
        return PlainTextResponse("Sign in first.", 401, HEADERS)
    except Http404:
        return PlainTextResponse("There is no such place.", 404, HEADERS)
    listener = Listener(place, session)
    listener.resume(request.headers.get("last-event-id") or request.query_params.get("since", ""))
    return StreamingResponse(
        listeners.frames(listener), media_type="text/event-stream", headers=HEADERS
    )
