import pytest

from records import invitations
from records.database import Database
from records.models import Visit, new_id, now
from tests.records.patient import new_clinic


@pytest.mark.parametrize("name", ["", "  ", "a\nb", "a\x00", "x" * 201])
def test_a_name_that_is_none_is_refused(database: Database, name: str) -> None:
    with database.writing() as session, pytest.raises(ValueError, match="1 to 200 letters"):
        invitations.invite(session, new_clinic(session), name, now())


@pytest.mark.parametrize("name", ["Sam", "Zoë O’Brien-Ñandú", "金 美玲", "محمد", "x" * 200])
def test_people_are_called_what_they_are_called(database: Database, name: str) -> None:
    with database.writing() as session:
        visit = invitations.invite(session, new_clinic(session), name, now()).visit
    with database.reading() as session:
        assert session.get_one(Visit, visit.id).patient_name == name


def test_a_form_sent_twice_cannot_make_two_visits(database: Database) -> None:
    visit_id = new_id()
    with database.writing() as session:
        clinic = new_clinic(session)
        invitations.invite(session, clinic, "Sam", now(), visit_id=visit_id)
    with pytest.raises(Exception, match=r"(?i)unique"), database.writing() as session:
        invitations.invite(session, clinic, "Sam", now(), visit_id=visit_id)
