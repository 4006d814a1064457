"""`/live?place=<slug>`: what happens at a place, told to its open boards as server-sent events.

`event: moment` names one new moment, `event: reload` says that much has changed (an import, a
gap too wide to tell). A board begins with `&since=<cursor its page was made at>`; the browser's
own Last-Event-ID resumes it later, with nothing lost and nothing repeated.
"""

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import Http404
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse

from regulars.site.listener import Listener
from regulars.site.listeners import Listeners
from regulars.site.welcome import SignedOut, let_in, still_welcome

HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
STREAM = "text/event-stream"
listeners = Listeners(still_welcome)


async def live(request: Request) -> Response:
    """Open the stream, or say why not: 401 signed out, 404 no such place for you.

    While the database is away a board is sent home to ask again: a browser gives up on an error.
    """
    session = request.cookies.get(settings.SESSION_COOKIE_NAME, "")
    try:
        guest = await listeners.ask_at_the_door(
            let_in, session, request.query_params.get("place", "")
        )
    except SignedOut:
        return PlainTextResponse("Sign in first.", 401, HEADERS)
    except Http404:
        return PlainTextResponse("There is no such place.", 404, HEADERS)
    except (OperationalError, InterfaceError):
        return Response("retry: 2000\n\n", 200, HEADERS, STREAM)
    listener = Listener(guest)
    listener.resume(request.headers.get("last-event-id") or request.query_params.get("since", ""))
    return StreamingResponse(listeners.frames(listener), media_type=STREAM, headers=HEADERS)
