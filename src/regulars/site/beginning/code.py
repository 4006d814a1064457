"""Who opens a new house: whoever can read the terminal it was started in."""

import hmac
from hashlib import sha256

from django.conf import settings
from django.contrib.auth import get_user_model
from django.utils.crypto import constant_time_compare

ALPHABET = "ABCDEFGHJKMNPQRSTVWXYZ23456789"
LENGTH = 8


def untouched() -> bool:
    """Nobody can sign in yet: the house is as it was made."""
    return not get_user_model().objects.exists()


def code() -> str:
    """Eight letters and digits, the same until the house's secret changes: XXXX-XXXX."""
    digest = hmac.new(settings.SECRET_KEY.encode(), b"a new house is opened", sha256).digest()
    letters = "".join(ALPHABET[byte % len(ALPHABET)] for byte in digest[:LENGTH])
    return f"{letters[:4]}-{letters[4:]}"


def right(given: str) -> bool:
    """Whether this is the code, however it was typed."""
    plain = "".join(letter for letter in given.upper() if letter.isalnum())
    return constant_time_compare(plain, code().replace("-", ""))
