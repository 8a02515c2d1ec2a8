"""Whatever is sent to a JSON route: what its description says, the problem form when refused, never 500."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
import requests
from hypothesis import given
from hypothesis import strategies as st

from records import invitations, links, sending
from records.database import Database
from records.models import Clinic, SummaryRevision, is_id, new_id, now
from records.settings import Settings
from tests.described import CHECKS, WHEN_AWAY, described, quickly
from tests.records.patient import guess, say
from tests.web.conftest import Patient
from tests.web.description import PATHS
from tests.web.pretend_bot import OFFERED, PretendBot, listening
from tests.web.serving import served
from web.app import create_app
from web.limits import Buckets

# Without this type a body is taken for a form, which is answered with a page.
HEADERS = {
    "Sec-Fetch-Site": "same-origin",
    "Accept": "application/json",
    "Content-Type": "application/json",
}
LAUNCHER = "https://clinic.example"
routes = described(PATHS)


class StrictBot(PretendBot):
    """Takes only the buttons there are, as the bot does."""

    def answer(self, method: str, path: str, body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        if path == "/turn" and body.get("choice") not in {None, *OFFERED}:
            return 422, {"error": "not_offered", "field": "choice"}
        return super().answer(method, path, body)


@dataclass
class Site:
    """A site at work, and those who come to it, each for the first time."""

    address: str
    database: Database
    bot: PretendBot
    clinic_id: str

    def come(self, *, sent: bool) -> tuple[str, str]:
        """The cookie of someone who has answered once, and the id of the answer."""
        with self.database.writing() as session:
            clinic = session.get_one(Clinic, self.clinic_id)
            invited = invitations.invite(session, clinic, "Sam", now() + timedelta(days=7))
            preparation, cookie = links.open_link(session, invited.token)
            preparation.consented_at = now()
            answer = say(
                session, preparation, "what_matters", "my garden", guesses=[guess("meaning")]
            )
            if sent:
                sending.send(session, preparation, new_id())
            return cookie, answer.id

    def ask(self, case: Any, who: str, checks: list[Any]) -> Any:
        """The answer to a made-up request, which is as described."""
        cookies = {}
        if who != "nobody":
            cookies["beforehand_chat"], answer_id = self.come(sent=who == "sent")
            meant(case, "answer_id", answer_id)
        meant(case, "clinic", self.clinic_id)
        with requests.Session() as browser:
            browser.trust_env = False
            return case.call_and_validate(
                self.address, browser, HEADERS, checks=checks, cookies=cookies
            )


def meant(case: Any, name: str, real: str) -> None:
    """Ask for what there is in place of a made-up id; what is no id stays."""
    if is_id(str(case.path_parameters.get(name, ""))):
        case.path_parameters[name] = real


@pytest.fixture
def bot(database: Database) -> Iterator[PretendBot]:
    """The bot."""
    with listening(StrictBot(database)) as strict:
        yield strict


@pytest.fixture
def site(
    settings: Settings, database: Database, bot: PretendBot, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Site]:
    """A site that is never asked too often."""
    monkeypatch.setattr(Buckets, "take", lambda self, key: None)
    settings.launcher_origins = [LAUNCHER]
    with database.writing() as session:
        clinic = Clinic(name="Test clinic")
        session.add(clinic)
        session.flush()
    with served(create_app(settings)) as address:
        yield Site(address, database, bot, clinic.id)


@pytest.mark.parametrize("who", ["nobody", "open", "sent"])
@routes.parametrize()
@quickly
def test_every_answer_is_as_described(case: Any, who: str, site: Site) -> None:
    answer = site.ask(case, who, CHECKS)
    if who == "nobody" and case.operation.definition.raw["x-guarded"]:
        assert answer.status_code == 401


def test_while_the_bot_is_away_the_answer_says_so_as_described(site: Site) -> None:
    site.bot.status = 500
    case = routes["/chat/messages"]["POST"].Case(
        body={"id": new_id(), "text": "my garden"}, media_type="application/json"
    )
    assert site.ask(case, "open", WHEN_AWAY).status_code == 503
    case = routes["/readyz"]["GET"].Case()
    assert site.ask(case, "nobody", WHEN_AWAY).status_code == 503


@quickly
@given(
    body=st.binary(max_size=60)
    | st.sampled_from([b"NaN", b'{"shared": Infinity}', b'{"text": NaN}'])
)
def test_any_bytes_are_refused_as_a_problem(body: bytes, patient: Patient) -> None:
    if not patient.browser.cookies:
        patient.start()
    answer = patient.browser.patch(
        f"/chat/answers/{patient.answers()[0]['id']}",
        content=body,
        headers={"Content-Type": "application/json"},
    )
    assert answer.status_code == 422
    assert answer.json()["error"] in ("wrong_form", "exactly_one_of_text_shared_and_labels")


@pytest.mark.parametrize("address", ["/chat/send", "/chat/messages"])
def test_an_id_that_somebody_else_sent_with_is_refused(address: str, site: Site) -> None:
    site.come(sent=True)
    with site.database.reading() as session:
        used = session.query(SummaryRevision).one().submission_id
    body = {"submission": used, "id": used, "choice": "/save_for_visit"}
    case = routes[address]["POST"].Case(body=body, media_type="application/json")
    answer = site.ask(case, "open", CHECKS)
    assert (answer.status_code, answer.json()) == (422, {"error": "wrong_form", "field": "id"})
