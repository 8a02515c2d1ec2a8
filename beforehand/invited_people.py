"""Make the records of a chat benchmark: migrate the database and invite some people. Prints their
conversation ids, one a line.

    python -m beforehand.invited_people sqlite:////tmp/records.sqlite 96
"""

import sys
from datetime import timedelta

from records import migrate
from records.database import Database
from records.models import Clinic, Preparation, Visit, now


def invited(url: str, people: int) -> list[str]:
    """The conversation ids of `people` new people, each invited to a visit of their own."""
    migrate.upgrade(url)
    database = Database(url)
    starts_at = now() + timedelta(days=3)
    with database.writing() as session:
        clinic = Clinic(name="Benchmark")
        session.add(clinic)
        session.flush()
        names = [f"Person {number}" for number in range(people)]
        visits = [Visit(clinic_id=clinic.id, patient_name=n, starts_at=starts_at) for n in names]
        session.add_all(visits)
        session.flush()
        preparations = [Preparation(visit_id=visit.id) for visit in visits]
        session.add_all(preparations)
        session.flush()
        ids = [preparation.conversation_id for preparation in preparations]
    database.close()
    return ids


if __name__ == "__main__":
    print("\n".join(invited(sys.argv[1], int(sys.argv[2]))))
