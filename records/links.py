"""A person's link: what it opens, why it opens nothing any more, and the browser sessions that came in by it."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from records import audit
from records.locks import lock
from records.models import Invitation, PatientSession, Preparation, State, now
from records.tokens import hashed, new_token

# After so many wrong years of birth the link is taken back: a hundred years are quickly tried out.
MOST_WRONG_YEARS = 5


class LinkError(Exception):
    """A link that opens nothing. Its `reason` names the page that tells the person what to do."""

    reason = "unknown"


class UnknownLink(LinkError):
    """No invitation has this token: mistyped, cut off by a mail program, or never ours."""


class ExpiredLink(LinkError):
    """The link's time is over."""

    reason = "expired"


class WithdrawnLink(LinkError):
    """The clinic took the link back."""

    reason = "withdrawn"


class YearWanted(LinkError):
    """The clinic asks for a year of birth first. `wrong` when one was given and is not the right one."""

    reason = "year_wanted"

    def __init__(self, *, wrong: bool = False) -> None:
        super().__init__(wrong)
        self.wrong = wrong


class UsedLink(LinkError):
    """The person deleted everything; the link was used up with that."""

    reason = "used"


def open_link(
    session: Session, token: str, birth_year: int | None = None
) -> tuple[Preparation, str]:
    """The preparation a link opens (made at its first opening), and the secret of a fresh browser session.

    Raises a LinkError for a link that opens nothing; YearWanted for one that opens with the right year of birth.
    """
    invitation = session.scalar(select(Invitation).where(Invitation.token_hash == hashed(token)))
    if invitation is None:
        raise UnknownLink
    check_open(invitation)
    check_year(session, invitation, birth_year)
    lock(session, f"visit:{invitation.visit_id}")
    preparation = session.scalar(
        select(Preparation).where(Preparation.visit_id == invitation.visit_id)
    )
    if preparation is None:
        preparation = Preparation(visit_id=invitation.visit_id)
        session.add(preparation)
        session.flush()
    if preparation.state is State.ERASED:
        raise UsedLink
    invitation.opened_at = invitation.opened_at or now()
    return preparation, start_session(session, preparation, invitation)


def check_open(invitation: Invitation) -> None:
    """Raise the LinkError that says why this invitation is no longer good, if it is not."""
    if invitation.withdrawn_at is not None:
        raise WithdrawnLink
    if invitation.expires_at <= now():
        raise ExpiredLink


def check_year(session: Session, invitation: Invitation, birth_year: int | None) -> None:
    """The clinic's second check. Raises YearWanted; a wrong year is counted, so the caller must commit then too.

    After MOST_WRONG_YEARS the link is taken back.
    """
    visit = invitation.visit
    if not visit.clinic.asks_birth_year or visit.birth_year is None:
        return
    if birth_year is None:
        raise YearWanted
    session.refresh(invitation, with_for_update=True)
    check_open(invitation)
    if birth_year == visit.birth_year:
        invitation.wrong_years = 0
        return
    invitation.wrong_years += 1
    if invitation.wrong_years >= MOST_WRONG_YEARS:
        invitation.withdrawn_at = now()
    audit.add(
        session,
        clinic_id=visit.clinic_id,
        actor="patient",
        action="wrong_birth_year",
        subject=f"visit:{visit.id}",
    )
    raise YearWanted(wrong=True)


def start_session(session: Session, preparation: Preparation, invitation: Invitation) -> str:
    """A fresh browser session for a preparation; returns the secret for its cookie."""
    cookie = new_token()
    session.add(
        PatientSession(
            token_hash=hashed(cookie),
            preparation_id=preparation.id,
            invitation_id=invitation.id,
        )
    )
    return cookie


def preparation_of_session(session: Session, cookie: str) -> Preparation | None:
    """The preparation a browser's cookie stands for, or None when it stands for none any more."""
    found = session.get(PatientSession, hashed(cookie))
    if found is None:
        return None
    invitation = session.get_one(Invitation, found.invitation_id)
    try:
        check_open(invitation)
    except LinkError:
        return None
    return found.preparation
