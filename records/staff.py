"""Who works at a clinic: taking somebody on, a new password for them, the end of their work here."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from records import audit, passwords, sign_ins
from records.models import Clinic, Role, Staff, now


def add(
    session: Session,
    clinic: Clinic,
    username: str,
    name: str,
    role: Role,
    *,
    actor: str = "system",
) -> tuple[Staff, str]:
    """A new member of staff, and a one-time password to hand over. ValueError when the username is taken."""
    if session.scalar(select(Staff).where(Staff.username == username)) is not None:
        raise ValueError(f"the username {username!r} is taken")
    password = passwords.one_time_password()
    staff = Staff(
        clinic_id=clinic.id,
        username=username,
        name=name,
        role=role,
        password_hash=passwords.hash_of(password),
    )
    session.add(staff)
    session.flush()
    _audit(session, staff, actor, "staff_add", role=role.value)
    return staff, password


def new_one_time_password(session: Session, staff: Staff, *, actor: str = "system") -> str:
    """Replace a forgotten password by a one-time one; ends the sessions of that person."""
    password = passwords.one_time_password()
    staff.password_hash = passwords.hash_of(password)
    staff.must_change_password = True
    staff.failed_sign_ins = 0
    sign_ins.end_all(session, staff)
    _audit(session, staff, actor, "staff_new_password")
    return password


def disable(session: Session, staff: Staff, *, actor: str = "system") -> None:
    """End someone's work here: they can no longer sign in. What they did stays in the audit."""
    staff.disabled_at = staff.disabled_at or now()
    staff.outside_name = None
    sign_ins.end_all(session, staff)
    _audit(session, staff, actor, "staff_disable")


def set_outside_name(
    session: Session, staff: Staff, outside_name: str | None, *, actor: str
) -> None:
    """Who someone is at the hospital's own sign-in service. Their sign-ins by password end."""
    staff.outside_name = outside_name
    sign_ins.end_all(session, staff)
    _audit(session, staff, actor, "staff_outside_name")


def in_clinic(session: Session, clinic_id: str) -> Sequence[Staff]:
    """Everyone of a clinic by name, those who can no longer sign in last."""
    return session.scalars(
        select(Staff)
        .where(Staff.clinic_id == clinic_id)
        .order_by(Staff.disabled_at.is_not(None), Staff.name, Staff.username)
    ).all()


def by_id(session: Session, clinic_id: str, staff_id: str) -> Staff | None:
    """One of this clinic's staff, or None; another clinic's staff is not found."""
    return session.scalar(select(Staff).where(Staff.id == staff_id, Staff.clinic_id == clinic_id))


def _audit(session: Session, staff: Staff, actor: str, action: str, **detail: str) -> None:
    audit.add(
        session,
        clinic_id=staff.clinic_id,
        actor=actor,
        action=action,
        subject=f"staff:{staff.id}",
        detail=dict(detail),
    )
