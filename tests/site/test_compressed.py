"""What is compressed on its way, and what must stay without a body."""

import asyncio
import gzip
from typing import Any

import pytest

from regulars.site.web import pages_of

pytestmark = pytest.mark.once
PAGE = b"<p>" + b"Mr Yu, 7th visit. " * 100 + b"</p>"


def answered(status: str, pieces: list[bytes]) -> list[dict[str, Any]]:
    """The ASGI messages by which an answer of Django's goes out to who reads gzip."""
    closed: list[bool] = []

    class Answer(list[bytes]):
        def close(self) -> None:
            closed.append(True)

    def django(environ: Any, start: Any) -> Answer:
        start(
            status, [("Content-Type", "text/html"), ("Content-Length", str(sum(map(len, pieces))))]
        )
        return Answer(pieces)

    out: list[dict[str, Any]] = []

    async def send(message: Any) -> None:
        out.append(message)

    async def receive() -> Any:
        return {"type": "http.request", "body": b"", "more_body": False}

    scope: Any = {
        "type": "http", "method": "GET", "path": "/", "raw_path": b"/", "query_string": b"",
        "headers": [(b"accept-encoding", b"gzip")], "http_version": "1.1", "root_path": "",
    }  # fmt: skip
    asyncio.run(pages_of(django)(scope, receive, send))  # type: ignore[arg-type]
    assert closed == [True]
    return out


@pytest.mark.parametrize("status", ["204 No Content", "304 Not Modified"])
def test_an_answer_without_a_body_stays_without_one(status: str) -> None:
    """Ten bytes of an empty gzip in a 304 are an error of the server and a cut connection."""
    begun, *rest = answered(status, [b""])
    assert begun["status"] == int(status[:3])
    assert b"content-encoding" not in dict(begun["headers"])
    assert b"".join(piece.get("body", b"") for piece in rest) == b""


def test_a_page_travels_compressed_and_whole() -> None:
    begun, *rest = answered("200 OK", [b"", PAGE[:900], b"", PAGE[900:]])
    assert dict(begun["headers"])[b"content-encoding"] == b"gzip"
    assert gzip.decompress(b"".join(piece["body"] for piece in rest)) == PAGE
