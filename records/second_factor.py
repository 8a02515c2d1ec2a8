"""The second factor of staff: codes of an authenticator app (TOTP, RFC 6238), and recovery codes for when it is lost.

The app's secret is sealed with the site's key. A code works once: the half minute it belongs to is remembered.
"""

import base64
import hashlib
import secrets
from collections.abc import Sequence
from datetime import datetime

import pyotp
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from sqlalchemy.orm import Session

from records import audit
from records.models import Staff
from records.tokens import hashed

ISSUER = "Beforehand"
RECOVERY_CODES = 10
# A phone's clock may be half a minute off, either way.
STEPS_OFF = (0, -1, 1)
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


class Sealer:
    """Seals the secrets of authenticator apps; opens also what the site's key before has sealed."""

    def __init__(self, site_keys: Sequence[str]) -> None:
        self._keys = MultiFernet([_fernet(key) for key in site_keys])

    def seal(self, secret: str) -> str:
        """What the table keeps."""
        return self._keys.encrypt(secret.encode()).decode()

    def open(self, sealed: str) -> str | None:
        """The secret, or None when it was sealed with another site's key."""
        try:
            return self._keys.decrypt(sealed.encode()).decode()
        except InvalidToken:
            return None


def new_secret() -> str:
    """A fresh secret for an authenticator app."""
    return pyotp.random_base32()


def address(secret: str, username: str) -> str:
    """The secret as authenticator apps read it from a QR code."""
    return pyotp.TOTP(secret).provisioning_uri(name=username, issuer_name=ISSUER)


def step_of(secret: str, code: str, at: datetime) -> int | None:
    """The half minute this code is of, counted from 1970; None when it is of none that is near."""
    app, now_step = pyotp.TOTP(secret), int(at.timestamp()) // 30
    typed = "".join(code.split())
    near = (now_step + off for off in STEPS_OFF)
    return next((s for s in near if secrets.compare_digest(_at(app, s), _ascii(typed))), None)


def turn_on(session: Session, staff: Staff, secret: str, step: int, sealer: Sealer) -> list[str]:
    """Ask this person for a code from now on; returns their recovery codes, which are shown once."""
    staff.code_secret = sealer.seal(secret)
    staff.code_step = step
    codes = [_recovery_code() for _ in range(RECOVERY_CODES)]
    staff.recovery_codes = [hashed(code) for code in codes]
    _audit(session, staff, f"staff:{staff.id}", "second_factor_on")
    return codes


def turn_off(session: Session, staff: Staff, *, actor: str) -> None:
    """Ask for no code any more: the person's own choice, or a manager's help with a lost phone."""
    staff.code_secret = None
    staff.code_step = None
    staff.recovery_codes = []
    _audit(session, staff, actor, "second_factor_off")


def check(session: Session, staff: Staff, typed: str, at: datetime, sealer: Sealer) -> bool:
    """Whether this code is right and was not used before; it is used up by that."""
    return _check_app(staff, typed, at, sealer) or _check_recovery(session, staff, typed)


def _check_app(staff: Staff, typed: str, at: datetime, sealer: Sealer) -> bool:
    secret = sealer.open(staff.code_secret) if staff.code_secret else None
    step = step_of(secret, typed, at) if secret else None
    if secret is None or step is None or step <= (staff.code_step or 0):
        return False
    staff.code_step = step
    # So that it is sealed with the site's key of today, also after that was changed.
    staff.code_secret = sealer.seal(secret)
    return True


def _check_recovery(session: Session, staff: Staff, typed: str) -> bool:
    code = hashed("".join(typed.split()).lower())
    if code not in staff.recovery_codes:
        return False
    staff.recovery_codes = [kept for kept in staff.recovery_codes if kept != code]
    _audit(session, staff, f"staff:{staff.id}", "recovery_code_used")
    return True


def _recovery_code() -> str:
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(5)) for _ in range(2))


def _at(app: pyotp.TOTP, step: int) -> str:
    return app.generate_otp(step)


def _ascii(typed: str) -> str:
    return typed if typed.isascii() else ""


def _fernet(site_key: str) -> Fernet:
    key = hashlib.sha256(b"second factor " + site_key.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))


def _audit(session: Session, staff: Staff, actor: str, action: str) -> None:
    audit.add(
        session,
        clinic_id=staff.clinic_id,
        actor=actor,
        action=action,
        subject=f"staff:{staff.id}",
    )
