"""Writing a line into the table of limits, as a leader does it on the page."""

from typing import Any

from tests.floor.house import At


def line(at: At, **told: Any) -> None:
    """Fails where the page refuses it."""
    told = {"act": "refund", "span": "each", "whose": "role:clerk", **told}
    answer = at.post("authority/limits/new/", **told)
    assert answer.status_code == 303, answer.content.decode()
