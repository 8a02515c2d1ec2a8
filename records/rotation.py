"""Changing the site's key: every person's key is opened with the one before and wrapped with the new one."""

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from records import audit
from records.models import Preparation
from records.models.sealed import keys_of
from records.sealing import key_id
from records.wiping import ask_to_wipe


def require_key(session: Session) -> None:
    """Raise WrongKey when the site's key is not the one the records are sealed with."""
    ring = keys_of(session.connection())
    for preparation_id, wrapped in _wrapped(session, limit=1):
        ring.person_key(preparation_id, wrapped)


def rewrap(session: Session) -> int:
    """Wrap every person's key with the site's current key. Returns how many were changed. Raises WrongKey.

    No word is sealed anew. When it was done half, or is done twice, it goes on from where it stands.
    """
    ring = keys_of(session.connection())
    old = [(id_, key) for id_, key in _wrapped(session) if key_id(key) != ring.current.id]
    for preparation_id, wrapped in old:
        session.execute(
            update(Preparation)
            .where(Preparation.id == preparation_id)
            # That a key was changed is no change of what the person wrote.
            .values(
                sealed_key=ring.rewrapped(preparation_id, wrapped),
                changed_at=Preparation.changed_at,
            )
            .execution_options(synchronize_session=False)
        )
    audit.add(
        session,
        clinic_id=None,
        actor="system",
        action="rotate_key",
        subject="site",
        detail={"keys": len(old), "site_key": ring.current.id},
    )
    ask_to_wipe(session)
    return len(old)


def _wrapped(session: Session, limit: int | None = None) -> list[tuple[str, str]]:
    query = select(Preparation.id, Preparation.sealed_key).limit(limit)
    rows = session.execute(query.where(Preparation.sealed_key.is_not(None)))
    return [(preparation_id, str(wrapped)) for preparation_id, wrapped in rows]
