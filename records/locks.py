"""One at a time: a named lock that holds until the transaction ends."""

import hashlib

from sqlalchemy import func, select
from sqlalchemy.orm import Session


def lock(session: Session, name: str) -> None:
    """Wait until no other transaction holds the lock of this name.

    Names are `<table>:<id>`, or one word for what there is one of. SQLite has one writer at a time anyway, so this is
    for PostgreSQL only: an advisory lock on 64 bits of the name's hash.
    """
    if session.get_bind().dialect.name != "postgresql":
        return
    number = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], signed=True)
    session.execute(select(func.pg_advisory_xact_lock(number)))
