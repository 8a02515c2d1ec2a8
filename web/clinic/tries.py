"""How often signing in may be tried: from one address, and with a name that nobody has.

Names that nobody has wait as long as real names do, so that having to wait tells nothing.
"""

from collections import OrderedDict
from datetime import datetime

from starlette.applications import Starlette

from records import passwords
from records.tokens import hashed
from web.limits import Buckets

MOST_NAMES = 10_000


class NobodysTries:
    """Counts per name, kept in memory; of very many names the oldest are forgotten."""

    def __init__(self) -> None:
        self._failed: OrderedDict[str, tuple[int, datetime]] = OrderedDict()

    def waits_until(self, username: str) -> datetime | None:
        """When this name may be tried again; None while tries are free."""
        failures, last_at = self._failed.get(hashed(username), (0, None))
        return passwords.waits_until(failures, last_at)

    def add(self, username: str, at: datetime) -> None:
        """Count one more wrong password."""
        key = hashed(username)
        failures, _ = self._failed.pop(key, (0, at))
        self._failed[key] = (failures + 1, at)
        if len(self._failed) > MOST_NAMES:
            self._failed.popitem(last=False)


class SignInLimits:
    """The limits of one running site."""

    def __init__(self) -> None:
        self.nobody = NobodysTries()
        # A whole ward behind one address may sign in at the start of a shift; guessing at this pace is hopeless.
        self.addresses = Buckets(per_second=0.2, at_once=40)


def limits_of(app: Starlette) -> SignInLimits:
    """The limits of the app, made at its first sign-in."""
    if not hasattr(app.state, "sign_in_limits"):
        app.state.sign_in_limits = SignInLimits()
    limits: SignInLimits = app.state.sign_in_limits
    return limits
