"""The ways out of the house, behind one protocol."""

from regulars.places.models import Way
from regulars.places.notices.channels.apprised import Apprised
from regulars.places.notices.channels.base import Channel, Message, NotAnAddress, Trouble
from regulars.places.notices.channels.mail import Mail
from regulars.places.notices.channels.push import Push
from regulars.places.notices.channels.robots import DingTalk, Feishu, WeCom
from regulars.places.notices.channels.webhook import Webhook

CHANNELS: dict[str, Channel] = {
    Way.PUSH: Push(),
    Way.MAIL: Mail(),
    Way.WECOM: WeCom(),
    Way.DINGTALK: DingTalk(),
    Way.FEISHU: Feishu(),
    Way.WEBHOOK: Webhook(),
    Way.APPRISE: Apprised(),
}

__all__ = ["CHANNELS", "Channel", "Message", "NotAnAddress", "Trouble"]
