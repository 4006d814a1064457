"""Whatever a strange machine sends, the API answers as its description says, and never with 500."""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from regulars.customers import harvesting
from regulars.places import machines
from regulars.places.models import Role
from tests.site import street

CHECKS = [
    not_a_server_error, status_code_conformance, content_type_conformance,
    response_schema_conformance, response_headers_conformance,
]  # fmt: skip
schema = schemathesis.openapi.from_wsgi(
    "/api/v1/openapi.json", WSGIHandler(), base_url="http://127.0.0.1/"
)


@pytest.fixture
def token(db: None, settings: Any) -> Iterator[str]:
    """An owner's token of a place with somebody in it, where nobody is told to rest."""
    machines.forget_all()
    harvesting.forget_all()
    settings.HARVESTING = dict.fromkeys(
        ("SEARCHES_A_MINUTE", "SHOWN_AN_HOUR", "OPENED_AN_HOUR"), 10**9
    )
    house = street.build()
    for signal in (request_started, request_finished):  # it would end the test's own transaction
        signal.disconnect(close_old_connections)
    yield street.machine(house.cast.place, "fuzz", Role.OWNER)[1]
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)
    machines.forget_all()
    harvesting.forget_all()


@pytest.mark.mission("SI02")
@schema.parametrize()
@settings(
    max_examples=15, deadline=None, derandomize=True,
    suppress_health_check=list(HealthCheck),
)  # fmt: skip
def test_every_answer_is_as_described(case: Any, token: str) -> None:
    """Status, kind, shape and headers, for what fits the description and for what does not."""
    case.call_and_validate(headers={"Authorization": f"Bearer {token}"}, checks=CHECKS)
