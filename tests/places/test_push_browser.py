"""“Ring on this phone” in a real Chromium: asked for by one tap, shown by the worker."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.scenes.stage import Stage, browser, phone

pytestmark = pytest.mark.browser

PUSHED = {
    "id": "notice-1-2", "subject": "Somebody waits for your word", "line": "Table 5: go to them.",
    "path": "/p/corner/notices/", "urgent": True,
}  # fmt: skip
# No push service can be reached from here: what one answers is put in its place.
SERVICE = """
PushManager.prototype.subscribe = async (options) => {
  window.asked = options.applicationServerKey.byteLength;
  const point = btoa(String.fromCharCode(4, ...new Array(64).fill(7)));
  return { toJSON: () => ({ endpoint: 'https://push.example/abcd', keys: {
    p256dh: point.replace(/\\+/g, '-').replace(/\\//g, '_').replace(/=/g, ''),
    auth: 'AAAAAAAAAAAAAAAAAAAAAA' } }) };
};
"""
SHOWN = """async () => (await (await navigator.serviceWorker.ready).getNotifications())
  .map((one) => [one.title, one.body, one.tag, one.data])"""


@pytest.fixture
def stage(tmp_path: Any) -> Iterator[Stage]:
    house = Stage(tmp_path / "push")
    house.open()
    yield house
    house.close()


def test_one_tap_and_the_phone_rings_also_with_the_page_closed(stage: Stage) -> None:
    """The person is asked by the browser once they tapped; what arrives is shown with its words,
    a repeat shows once."""
    with browser() as engine:
        page = phone(engine, stage, "li", permissions=["notifications"])
        page.add_init_script(SERVICE)
        page.goto(f"{stage.url}/p/corner/notices/")
        page.get_by_role("button", name="Ring on this phone").click()
        expect(page.locator(".reach")).to_contain_text("push.example")
        assert page.evaluate("Notification.permission") == "granted"
        for _twice in range(2):
            deliver(page, stage.url)
        page.wait_for_function(f"async () => (await ({SHOWN})()).length > 0")
        assert page.evaluate(SHOWN) == [
            [PUSHED["subject"], PUSHED["line"], PUSHED["id"], PUSHED["path"]]
        ]


def deliver(page: Any, origin: str) -> None:
    """As the push service would: to the worker, by the browser's own hand."""
    line = page.context.new_cdp_session(page)
    found: list[dict[str, Any]] = []
    line.on("ServiceWorker.workerRegistrationUpdated", lambda told: found.append(told))
    line.send("ServiceWorker.enable")
    page.wait_for_timeout(300)
    (first, *_rest) = [each for told in found for each in told["registrations"]]
    line.send(
        "ServiceWorker.deliverPushMessage",
        {"origin": origin, "registrationId": first["registrationId"], "data": json.dumps(PUSHED)},
    )
