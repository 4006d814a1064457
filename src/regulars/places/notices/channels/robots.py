"""Group robots of WeCom, DingTalk and Feishu: one text, and a code in an answer that is always 200.

WeCom     {"msgtype": "text", "text": {"content": …}} → {"errcode": 0}
DingTalk  the same; signed: &timestamp=…&sign=base64(HMAC-SHA256(secret, "ms\\nsecret"))
Feishu    {"msg_type": "text", "content": {"text": …}} → {"code": 0}; signed: "timestamp" and
          "sign" in the body, where "s\\nsecret" is the key and nothing is the message
"""

import base64
import hashlib
import hmac
import json
import time
from typing import Any
from urllib.parse import quote_plus

from regulars.places.notices.channels import addresses
from regulars.places.notices.channels.base import Message, NotAnAddress, Trouble
from regulars.places.notices.channels.post import post


class Robot:
    """What the three have in common; ``path`` is a piece of every address of theirs."""

    path = ""
    codes: tuple[str, ...] = ("errcode",)

    def ready(self) -> bool:
        return True

    def check(self, address: str, secret: str) -> None:
        parts = addresses.read(address)
        if self.path not in f"{parts.path}?{parts.query}":
            raise NotAnAddress("robot")

    def send(self, message: Message, address: str, secret: str) -> None:
        self.heard(self.asked(message.text(), address, secret))

    def asked(self, text: str, address: str, secret: str) -> bytes:
        return post(address, packed({"msgtype": "text", "text": {"content": text}}))

    def heard(self, answer: bytes) -> None:
        """A robot that refuses says so with a code, under a 200. Raises Trouble."""
        try:
            told = json.loads(answer)
            code = next(told[name] for name in self.codes if name in told)
        except (ValueError, TypeError, StopIteration):
            raise Trouble("answer") from None
        if code != 0:
            raise Trouble(f"refused:{str(code)[:20]}")


class WeCom(Robot):
    """企业微信群机器人; it has no signing secret, the key in its address is all."""

    path = "/webhook/send?key="

    def check(self, address: str, secret: str) -> None:
        super().check(address, secret)
        if secret:
            raise NotAnAddress("no_secret", "secret")


class DingTalk(Robot):
    """钉钉群机器人."""

    path = "/robot/send?access_token="

    def asked(self, text: str, address: str, secret: str) -> bytes:
        if secret:
            stamp = str(round(time.time() * 1000))
            sign = signed(secret.encode(), f"{stamp}\n{secret}".encode())
            address += f"&timestamp={stamp}&sign={quote_plus(sign)}"
        return super().asked(text, address, secret)


class Feishu(Robot):
    """飞书群机器人."""

    path = "/bot/v2/hook/"
    codes = ("code", "StatusCode")

    def asked(self, text: str, address: str, secret: str) -> bytes:
        body: dict[str, Any] = {"msg_type": "text", "content": {"text": text}}
        if secret:
            stamp = str(int(time.time()))
            body |= {"timestamp": stamp, "sign": signed(f"{stamp}\n{secret}".encode(), b"")}
        return post(address, packed(body))


def signed(key: bytes, words: bytes) -> str:
    return base64.b64encode(hmac.new(key, words, hashlib.sha256).digest()).decode()


def packed(body: dict[str, Any]) -> bytes:
    return json.dumps(body, ensure_ascii=False).encode()
