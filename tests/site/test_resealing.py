"""A new key for the seal locks nobody out who signs in with a code app."""

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from cryptography.fernet import Fernet
from typer.testing import CliRunner

from regulars.moments import seal
from regulars.site.commands.reseal import app
from tests.cast import Cast


def test_code_apps_and_recovery_codes_open_after_the_old_key_is_gone(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A new key in front, `regulars reseal`, then the old one goes: both still open."""
    phone = TOTP.activate(cast.clerk.user, "JBSWY3DPEHPK3PXP").instance
    before = RecoveryCodes.activate(cast.clerk.user).generate_codes()
    new = Fernet.generate_key().decode()
    monkeypatch.setenv("REGULARS_SEAL_KEY", f"{new},{seal.place().read_text()}")
    done = CliRunner().invoke(app)
    assert (done.exit_code, done.output[:21]) == (0, "2 entries are now und")
    monkeypatch.setenv("REGULARS_SEAL_KEY", new)
    phone.refresh_from_db()
    assert get_adapter().decrypt(phone.data["secret"]) == "JBSWY3DPEHPK3PXP"
    assert RecoveryCodes.activate(cast.clerk.user).generate_codes() == before


def test_what_no_key_opens_is_said(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    TOTP.activate(cast.clerk.user, "JBSWY3DPEHPK3PXP")
    monkeypatch.setenv("REGULARS_SEAL_KEY", Fernet.generate_key().decode())
    done = CliRunner().invoke(app)
    assert done.exit_code == 1
    assert "1 entries no key of this house opens" in str(done.exception)
