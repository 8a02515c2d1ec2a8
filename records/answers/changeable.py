"""Whether answers may still be changed, and holding them while they are."""

from sqlalchemy.orm import Session

from records.fhir.questionnaire import version
from records.models import Preparation, State, now

CHANGEABLE = frozenset({State.OPEN, State.CHECK, State.WITHDRAWN})


class NotChangeable(Exception):
    """A change to answers that are sent or gone: take the summary back first."""


def lock_open(session: Session, preparation: Preparation) -> None:
    """Hold a preparation, as it is now, to the end of the transaction. Raises NotChangeable if it is sent or gone."""
    session.flush()
    session.refresh(preparation, with_for_update=True)
    if preparation.state not in CHANGEABLE:
        raise NotChangeable


def touch(preparation: Preparation) -> None:
    """Note that something in it changed just now."""
    preparation.changed_at = now()


def answered(preparation: Preparation) -> None:
    """Note that an answer was given just now, to the questions as they are now."""
    preparation.questionnaire_version = version()
    touch(preparation)
