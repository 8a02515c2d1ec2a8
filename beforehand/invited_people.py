"""Make the records of a chat benchmark: migrate the database of the settings and invite some people.

Prints, one a line, their conversation ids or the secrets of their links:

    BEFOREHAND_DATABASE_URL=sqlite:////tmp/records.sqlite python -m beforehand.invited_people 96 --links
"""

import sys
from datetime import timedelta

from records import invitations, migrate, settings
from records.database import Database
from records.models import Clinic, Preparation, now


def invited(people: int, *, links: bool) -> list[str]:
    """Conversation ids, or the secrets of links, of `people` new people, each invited to a visit of their own."""
    url = settings.load().database_url
    migrate.upgrade(url)
    database = Database(url)
    starts_at = now() + timedelta(days=3)
    with database.writing() as session:
        clinic = Clinic(name="Benchmark")
        session.add(clinic)
        session.flush()
        made = [
            invitations.invite(session, clinic, f"Person {number}", starts_at)
            for number in range(people)
        ]
        preparations = [Preparation(visit_id=one.visit.id) for one in made if not links]
        session.add_all(preparations)
        session.flush()
        # Opening a link makes the preparation; whoever talks to the bot without one needs it made.
        found = [one.token for one in made] if links else [p.conversation_id for p in preparations]
    database.close()
    return found


if __name__ == "__main__":
    print("\n".join(invited(int(sys.argv[1]), links=sys.argv[2] == "--links")))
