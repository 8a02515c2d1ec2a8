"""POST /chat/messages and GET /chat/transcript: the contract of a turn."""

import threading
import uuid
from typing import Any

import pytest

from tests.web.conftest import Patient
from tests.web.pretend_bot import HELLO, YES, PretendBot

WORDS = [
    "I want to walk to the shop on my own",
    "  two spaces, a tab\there and a line\nbreak  ",
    "👩🏽‍🌾 مرحبا שלום mispelt wrods",
    "/restart",
    '/inform{"x": "y"}',
    "<b>bold</b> & <script>alert(1)</script>",
    "'; DROP TABLE answer; --",
    "x" * 4000,
    "👍" * 4000,
]


def test_the_first_page_says_hello(patient: Patient) -> None:
    page = patient.open()
    assert page.status_code == 200
    assert HELLO in page.text
    assert page.text.count(HELLO) == 1


def test_opening_the_chat_twice_says_hello_once(patient: Patient, bot: PretendBot) -> None:
    patient.open()
    patient.browser.get("/chat")
    assert [asked["choice"] for asked in bot.asked] == ["/start"]


def test_a_turn_answers_as_the_contract_says(patient: Patient) -> None:
    patient.open()
    reply = patient.choose(YES).json()
    assert set(reply) == {"messages", "question", "progress", "state"}
    assert all(set(m) == {"id", "text", "choices", "kind"} for m in reply["messages"])
    assert reply["question"] == "who_is_writing"
    assert reply["progress"] == {"part": 1, "of": 7}
    assert reply["state"] == "open"


@pytest.mark.parametrize("words", WORDS)
def test_words_are_kept_byte_for_byte(patient: Patient, words: str) -> None:
    patient.start()
    assert patient.say(words).status_code == 200
    assert patient.answer("my_life")["text"].encode() == words.encode()
    said = [m["text"] for m in patient.browser.get("/chat/transcript").json()["messages"]]
    assert words in said


def test_the_bot_hears_what_was_sent_and_whose_it_is(patient: Patient, bot: PretendBot) -> None:
    patient.start()
    patient.say("my garden", question="my_life")
    heard = bot.asked[-1]
    assert heard["sender"] == patient.preparation().conversation_id
    assert (heard["text"], heard["question"]) == ("my garden", "my_life")
    assert "choice" not in heard


def test_the_same_id_again_gets_the_same_answer_and_does_nothing(
    patient: Patient, bot: PretendBot
) -> None:
    patient.start()
    message = {"id": str(uuid.uuid4()), "text": "my garden"}
    first = patient.browser.post("/chat/messages", json=message)
    asked = len(bot.asked)
    again = patient.browser.post("/chat/messages", json=message)
    assert again.json() == first.json()
    assert len(bot.asked) == asked


def test_nothing_is_kept_of_someone_who_has_not_agreed(patient: Patient) -> None:
    patient.open()
    patient.choose('/choose{"choice": "not_now"}')
    messages = patient.browser.get("/chat/transcript").json()["messages"]
    assert {message["author"] for message in messages} == {"bot"}


def test_who_declined_can_start_again_with_the_same_link(patient: Patient) -> None:
    patient.open()
    assert patient.choose('/choose{"choice": "not_now"}').json()["state"] == "declined"
    page = patient.open()
    assert 'value="/start"' in page.text


def test_the_transcript_is_there_on_another_device(patient: Patient) -> None:
    patient.start()
    patient.say("my garden")
    before = patient.browser.get("/chat/transcript").json()
    patient.browser.cookies.clear()
    patient.browser.get(patient.link)
    assert patient.browser.get("/chat/transcript").json() == before


def test_without_a_session_there_is_nothing_to_see(patient: Patient) -> None:
    for path in ("/chat/transcript", "/chat/answers"):
        answer = patient.browser.get(path, headers={"Accept": "application/json"})
        assert (answer.status_code, answer.json()) == (401, {"error": "no_session"})
    assert patient.post(text="my garden").status_code == 401


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"id": "not-an-id", "text": "a"}, "id"),
        ({"text": "a"}, "id"),
        ({"id": str(uuid.uuid4())}, "text"),
        ({"id": str(uuid.uuid4()), "text": "a", "choice": "/skip"}, "text"),
        ({"id": str(uuid.uuid4()), "text": 7}, "text"),
        ({"id": str(uuid.uuid4()), "text": "  \n"}, "text"),
        ({"id": str(uuid.uuid4()), "choice": "skip"}, "choice"),
        ({"id": str(uuid.uuid4()), "text": "a", "question": 3}, "question"),
    ],
)
def test_a_wrong_form_is_answered_with_the_field(
    patient: Patient, fields: dict[str, object], field: str
) -> None:
    patient.start()
    answer = patient.browser.post("/chat/messages", json=fields)
    assert (answer.status_code, answer.json()["field"]) == (422, field)


def test_half_a_character_is_a_wrong_form(patient: Patient) -> None:
    patient.start()
    body = f'{{"id": "{uuid.uuid4()}", "text": "\\ud83d"}}'
    answer = patient.browser.post(
        "/chat/messages", content=body, headers={"Content-Type": "application/json"}
    )
    assert (answer.status_code, answer.json()["field"]) == (422, "text")


@pytest.mark.parametrize("body", ["", "{", "[]", '"text"'])
def test_a_body_that_is_no_object_is_a_wrong_form(patient: Patient, body: str) -> None:
    patient.start()
    answer = patient.browser.post(
        "/chat/messages", content=body, headers={"Content-Type": "application/json"}
    )
    assert (answer.status_code, answer.json()["field"]) == (422, "body")


def test_over_four_thousand_characters_is_too_long(patient: Patient) -> None:
    patient.start()
    answer = patient.say("👍" * 4001)
    assert (answer.status_code, answer.json()) == (413, {"error": "too_long", "field": "text"})


@pytest.mark.parametrize("status", [500, 502, 503, 401])
def test_a_bot_that_cannot_answer_is_503_and_nothing_is_kept(
    patient: Patient, bot: PretendBot, status: int
) -> None:
    patient.start()
    before = patient.browser.get("/chat/transcript").json()
    bot.status = status
    answer = patient.say("my garden")
    assert answer.status_code == 503
    assert int(answer.headers["Retry-After"]) > 0
    assert patient.browser.get("/chat/transcript").json() == before


def test_trying_again_after_503_takes_the_message_once(patient: Patient, bot: PretendBot) -> None:
    patient.start()
    message = {"id": str(uuid.uuid4()), "text": "my garden"}
    bot.status = 503
    patient.browser.post("/chat/messages", json=message)
    bot.status = 200
    assert patient.browser.post("/chat/messages", json=message).status_code == 200
    assert patient.answer("my_life")["text"] == "my garden"


def test_a_second_message_in_flight_is_409(patient: Patient, bot: PretendBot) -> None:
    patient.start()
    bot.gate = threading.Event()
    first: list[int] = []
    asked = len(bot.asked)
    sender = threading.Thread(target=lambda: first.append(patient.say("one").status_code))
    sender.start()
    while len(bot.asked) == asked:
        pass
    second = patient.say("two")
    bot.gate.set()
    sender.join()
    assert (second.status_code, second.json()["error"]) == (409, "another_message_in_flight")
    assert first == [200]


def test_the_same_message_sent_twice_at_once_is_taken_once(
    patient: Patient, bot: PretendBot
) -> None:
    patient.start()
    bot.gate = threading.Event()
    asked = len(bot.asked)
    message = {"id": str(uuid.uuid4()), "text": "my garden"}
    replies: list[Any] = []

    def send() -> None:
        replies.append(patient.browser.post("/chat/messages", json=message).json())

    senders = [threading.Thread(target=send) for _ in range(2)]
    for sender in senders:
        sender.start()
    threading.Timer(0.5, bot.gate.set).start()
    for sender in senders:
        sender.join()
    assert replies[0] == replies[1]
    assert len(bot.asked) == asked + 1


def test_what_the_bot_refuses_is_refused(patient: Patient, bot: PretendBot) -> None:
    patient.start()
    bot.status = 422
    assert patient.choose("/choose_nothing").status_code == 422


def test_too_many_messages_are_429_with_the_time_to_wait(patient: Patient) -> None:
    patient.start()
    answers = [patient.choose("/why_do_you_ask") for _ in range(40)]
    refused = [answer for answer in answers if answer.status_code == 429]
    assert refused
    assert int(refused[0].headers["Retry-After"]) > 0


def test_deleting_in_the_talk_ends_the_session(patient: Patient, bot: PretendBot) -> None:
    patient.start()
    patient.say("my garden")
    assert patient.choose("/confirm_delete").json()["state"] == "erased"
    assert patient.browser.get("/chat").status_code == 401
    assert len(bot.forgotten) == 1


def test_the_dialogues_own_slots_are_no_questions(
    patient: Patient, bot: PretendBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    patient.start()
    monkeypatch.setattr(
        bot,
        "turn",
        lambda body: {"messages": [{"text": "…", "choices": []}], "question": "silence"},
    )
    reply = patient.say("my garden").json()
    assert reply["question"] is None
    assert reply["progress"] == {"part": 2, "of": 7}
