"""Machines that call the API, and what they are told when it refuses."""

import json
from collections.abc import Callable
from typing import Any

from django.test import Client

from regulars.moments import clock
from regulars.places import tokens
from regulars.places.models import Place, Role

Ask = Callable[..., Any]
OTHER_KIND = "application/problem+json"


def machine(place: Place, role: Role = Role.CLERK, name: str = "till", **more: Any) -> Ask:
    """A machine with a token: ``ask("GET", "/me")`` gives its answer."""
    _token, secret = tokens.make(place, name, role, by="test", now=clock.now(), **more)
    return with_secret(secret)


def with_secret(secret: str) -> Ask:
    client = Client(raise_request_exception=False)

    def ask(method: str, path: str, told: Any = None, **headers: str) -> Any:
        headers = {"Authorization": f"Bearer {secret}", **headers}
        return client.generic(
            method, f"/api/v1{path}", json.dumps(told) if told is not None else "",
            content_type="application/json", headers=headers,
        )  # fmt: skip

    return ask


def problem(answer: Any, status: int, code: str) -> dict[str, Any]:
    """The answer is this problem, as RFC 9457 has it."""
    assert answer.status_code == status, answer.content.decode()
    assert answer["Content-Type"] == OTHER_KIND
    told: dict[str, Any] = answer.json()
    assert (told["status"], told["type"]) == (status, f"urn:regulars:{code}")
    assert told["title"]
    assert told["detail"]
    return told
