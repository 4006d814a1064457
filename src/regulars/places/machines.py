"""The door of every call of the API: whose token is it, may it do this, was it asked before?

A token stands for a member of staff of one place, so the same table of rights decides. What was
looked up of it is believed for a few seconds.
"""

import hashlib
import json
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any

from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse

from regulars.moments import clock, journal
from regulars.places import tokens
from regulars.places.models import Answer, Place, Staff
from regulars.places.permissions import RIGHTS, may

BELIEVED = 3.0
KEPT = timedelta(days=2)
USED_EVERY = 60.0
LONGEST_KEY = 120
FROM, TO = 0x21, 0x7E

View = Callable[..., Any]


class MachineRequest(HttpRequest):
    """What an operation is given: whom the token stands for, the place, the instant, read once."""

    token: int
    staff: Staff
    place: Place
    now: datetime


class Problem(Exception):
    """What is answered instead (RFC 9457). ``code`` names it for machines, ``detail`` for people;
    ``errors`` are pairs of a field and what is wrong with it."""

    def __init__(
        self, status: int, code: str, detail: str, errors: tuple[tuple[str, str], ...] = (),
        headers: dict[str, str] | None = None,
    ) -> None:  # fmt: skip
        super().__init__(detail)
        self.status, self.code, self.detail, self.errors = status, code, detail, errors
        self.headers = headers or {}


ASK_FOR_TOKEN = {"WWW-Authenticate": 'Bearer realm="regulars"'}
_believed: dict[str, tuple[float, tokens.Known]] = {}
_noted: dict[int, float] = {}


def bearer(request: MachineRequest) -> bool:
    """Who is asking. Raises Problem 401 without a token, with a strange one, with one expired."""
    kind, _space, secret = request.META.get("HTTP_AUTHORIZATION", "").partition(" ")
    if kind.lower() != "bearer" or not secret:
        raise Problem(401, "no-token", "Send `Authorization: Bearer` with a token of this house.",
                      headers=ASK_FOR_TOKEN)  # fmt: skip
    request.now = clock.now()
    known = believed(secret.strip(), request.now)
    request.token, request.staff, request.place = known.token, known.staff, known.staff.place
    return True


def believed(secret: str, now: datetime) -> tokens.Known:
    """Whom a secret stands for, asked of the database every few seconds."""
    until, known = _believed.get(secret, (0.0, None))
    if known is not None and time.monotonic() < until and not ended(known, now):
        return known
    _believed.pop(secret, None)
    known = asked(secret, now)
    if len(_believed) > 1000:
        _believed.clear()
    _believed[secret] = time.monotonic() + BELIEVED, known
    note_use(known.token, now)
    return known


def ended(known: tokens.Known, now: datetime) -> bool:
    return known.expires_at is not None and known.expires_at <= now


def asked(secret: str, now: datetime) -> tokens.Known:
    try:
        return tokens.whose(secret, now)
    except tokens.Expired as over:
        detail = f"This token expired at {over.at:%Y-%m-%dT%H:%M:%SZ}. Make a new one."
        raise Problem(401, "token-expired", detail, headers=ASK_FOR_TOKEN) from None
    except tokens.Unknown:
        detail = "This token opens nothing here; it may have been taken back."
        raise Problem(401, "token-unknown", detail, headers=ASK_FOR_TOKEN) from None


def note_use(token: int, now: datetime) -> None:
    """Owners see which token is still used; a minute is exact enough."""
    if time.monotonic() - _noted.get(token, -USED_EVERY) >= USED_EVERY:
        _noted[token] = time.monotonic()
        tokens.used(token, now)


def forget_all() -> None:
    """Believe nothing looked up before: for tests, and after a restore."""
    _believed.clear()
    _noted.clear()


def allowed(right: str) -> Callable[[View], View]:
    """Open an operation to tokens whose role holds a right; Problem 403 to the others."""
    if right not in RIGHTS:
        raise KeyError(f"{right} stands in no table of rights")

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: MachineRequest, *args: Any, **kwargs: Any) -> Any:
            if not may(request.staff, right):
                role = request.staff.get_role_display()
                raise Problem(403, "not-allowed", f"A token of the role {role} may not do this.")
            return view(request, *args, **kwargs)

        guarded.right = right  # type: ignore[attr-defined]
        return guarded

    return guard


def once(view: View) -> View:
    """Honour `Idempotency-Key`: the same key and the same body are answered the same, the verb
    having run once; the same key with another body is a Problem 409.

    The verb, its moments and the answer are one transaction: a call that died in the middle left
    nothing, and is done when it comes again. Answers are kept for KEPT and hold numbers only.
    """

    @wraps(view)
    def asked_once(request: MachineRequest, *args: Any, **kwargs: Any) -> Any:
        key = request.headers.get("Idempotency-Key", "")
        try:
            return done(request, key, view, args, kwargs)
        except journal.Again:  # somebody else wrote the same at the same instant
            return done(request, key, view, args, kwargs)

    return asked_once


def done(
    request: MachineRequest, key: str, view: View, args: tuple[Any, ...], kwargs: dict[str, Any]
) -> HttpResponse:
    """Run the verb once for a key, or give back what was answered before."""
    check_key(key)
    if not key:
        with transaction.atomic():
            return written(*view(request, *args, **kwargs))
    digest = what_was_asked(request)
    try:
        with transaction.atomic():
            kept = Answer.objects.create(
                token_id=request.token, key=key, asked=digest, at=request.now
            )
            Answer.objects.filter(token=request.token, at__lt=request.now - KEPT).delete()
            status, told = view(request, *args, **kwargs)
            kept.status, kept.body = status, json.dumps(told)
            kept.save(update_fields=["status", "body"])
            return written(status, told)
    except IntegrityError as broken:
        return answered_before(request, key, digest, broken)


def answered_before(
    request: MachineRequest, key: str, digest: str, broken: IntegrityError
) -> HttpResponse:
    """The answer kept under a key. Raises what was broken, where it was not the key."""
    known = Answer.objects.filter(token=request.token, key=key).first()
    if known is None:
        raise broken
    if known.asked != digest:
        detail = "This Idempotency-Key came before with another body or address. Use a new one."
        raise Problem(409, "key-reused", detail)
    response = written(known.status, json.loads(known.body))
    response["Idempotent-Replay"] = "true"
    return response


def check_key(key: str) -> None:
    if len(key) > LONGEST_KEY or not all(FROM <= ord(sign) <= TO for sign in key):
        detail = f"An Idempotency-Key is at most {LONGEST_KEY} letters, digits and signs."
        raise Problem(422, "bad-key", detail, (("Idempotency-Key", detail),))


def what_was_asked(request: HttpRequest) -> str:
    """The digest of a call: the address and the body, byte by byte."""
    told = f"{request.method} {request.get_full_path()}\n".encode() + request.body
    return hashlib.sha256(told).hexdigest()


def written(status: int, told: Any) -> HttpResponse:
    body = json.dumps(told, ensure_ascii=False).encode()
    return HttpResponse(body, status=status, content_type="application/json")


def key_of(request: MachineRequest, verb: str) -> str | None:
    """The key under which a verb records its moment: of this token, and no longer than fits."""
    key = request.headers.get("Idempotency-Key", "")
    named = hashlib.sha256(f"{request.token}:{key}".encode()).hexdigest()[:40]
    return f"api:{named}:{verb}"[:120] if key else None
