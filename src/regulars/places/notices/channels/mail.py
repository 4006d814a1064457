"""Mail, by the server that the house was given in REGULARS_MAIL."""

import smtplib

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.core.validators import validate_email

from regulars.places.notices.channels.base import Message, NotAnAddress, Trouble


class Mail:
    """One plain letter to one person."""

    def ready(self) -> bool:
        return bool(settings.MAIL)

    def check(self, address: str, secret: str) -> None:
        try:
            validate_email(address)
        except ValidationError:
            raise NotAnAddress("mail") from None
        if secret:
            raise NotAnAddress("no_secret", "secret")

    def send(self, message: Message, address: str, secret: str) -> None:
        words = "\n\n".join(part for part in (message.line, message.url) if part)
        letter = EmailMessage(message.subject, words, to=[address],
                              headers={"Auto-Submitted": "auto-generated"})  # fmt: skip
        try:
            letter.send()
        except TimeoutError:
            raise Trouble("slow") from None
        except smtplib.SMTPRecipientsRefused:
            raise Trouble("recipient") from None
        except smtplib.SMTPAuthenticationError:
            raise Trouble("sign_in") from None
        except (OSError, smtplib.SMTPException):
            raise Trouble("unreachable") from None
