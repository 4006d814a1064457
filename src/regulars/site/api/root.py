"""`/api/v1`: the rooms' routers under one roof, and its OpenAPI 3.1 description."""

from typing import Any

from django.http import HttpRequest
from ninja import NinjaAPI
from ninja.security import HttpBearer

from regulars.anticipation.journeys.api import before
from regulars.anticipation.prompts.api import prompts
from regulars.anticipation.prompts.own_api import own
from regulars.authority.api import authority
from regulars.customers.api import bookings, customers
from regulars.floor.api import board, cues, floor, relays
from regulars.floor.bonds.api import options
from regulars.floor.promises.api import promises
from regulars.notebook.api import facts
from regulars.places.api import place
from regulars.places.machines import MachineRequest, bearer
from regulars.recovery.api import recovery
from regulars.recovery.disruption.api import disruptions
from regulars.site.api import problems

ABOUT = """
One place of the house, as seen by one machine. Send `Authorization: Bearer …` with a token made by
`regulars token add`; its place and its role decide what is found and what may be done. Errors are
problem documents (RFC 9457). Send an `Idempotency-Key` with every POST: the same key and body are
answered the same and done once. Lists that may be long are paged by `cursor`.
"""
PROBLEM = {"$ref": "#/components/schemas/ProblemTold"}


class Token(HttpBearer):
    """The token of a machine."""

    def __call__(self, request: HttpRequest) -> bool:
        asking: MachineRequest = request  # type: ignore[assignment]
        return bearer(asking)

    def authenticate(self, request: HttpRequest, token: str) -> bool:
        raise NotImplementedError  # the header is read whole by ``bearer``


class House(NinjaAPI):
    """Ninja's description, with errors told as what they are."""

    def get_openapi_schema(self, **options: Any) -> Any:
        schema = super().get_openapi_schema(**options)
        for path in schema["paths"].values():
            for operation in path.values():
                tell_problems(operation)
        return schema


def tell_problems(operation: dict[str, Any]) -> None:
    for status, response in operation["responses"].items():
        if int(status) >= 400:
            content = response.pop("content", {"application/json": {"schema": PROBLEM}})
            response["content"] = {problems.KIND: content["application/json"]}


api = House(
    title="Regulars", version="1", description=ABOUT, docs_url=None, openapi_url="openapi.json",
    auth=Token(), urls_namespace="api-v1",
)  # fmt: skip
problems.join(api)
for prefix, router in (
    ("", place), ("/customers", customers), ("/bookings", bookings), ("/customers", facts),
    ("/customers", floor), ("/board", board), ("/cues", cues), ("/relays", relays),
    ("/cases", recovery), ("/authority", authority), ("/disruptions", disruptions),
    ("/promises", promises), ("/customers", options), ("/bookings", before),
    ("", prompts), ("/own", own),
):  # fmt: skip
    api.add_router(prefix, router)
