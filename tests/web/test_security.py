"""What guards every request: headers, where it comes from, how much at once, what error pages and the log hold."""

import base64
import hashlib
import sqlite3
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
import structlog

from records.settings import Settings
from tests.web.conftest import Patient
from tests.web.pretend_bot import PretendBot
from tests.web.serving import browser, served
from web import limits
from web.app import create_app
from web.limits import Buckets
from web.logs import only_allowed
from web.problems import Problem

SECRET_WORDS = "my-husband-hits-me"
PAGES = ["/chat", "/chat/check", "/urgent-help", "/p/unknown", "/healthz", "/nowhere", "/goodbye"]


@pytest.fixture
def stranger(settings: Settings) -> Iterator[httpx.Client]:
    """A program that shows nothing of where its requests come from."""
    with (
        served(create_app(settings)) as address,
        httpx.Client(base_url=address, trust_env=False) as client,
    ):
        yield client


@pytest.mark.parametrize("path", PAGES)
def test_every_page_has_the_guarding_headers(patient: Patient, path: str) -> None:
    patient.start()
    headers = patient.browser.get(path).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    if path != "/urgent-help":
        assert headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", PAGES)
def test_no_page_has_script_inside_or_a_style_the_policy_does_not_name(
    patient: Patient, path: str
) -> None:
    patient.start()
    answer = patient.browser.get(path)
    page = answer.text
    for style in page.split("<style>")[1:]:
        digest = hashlib.sha256(style.split("</style>")[0].encode()).digest()
        assert base64.b64encode(digest).decode() in answer.headers["Content-Security-Policy"]
    assert page.count("<style") == page.count("<style>")
    assert " style=" not in page
    assert " onclick=" not in page
    assert page.count("<script") == page.count('<script type="module" src="/static/')


def test_static_files_may_be_kept_for_ever(patient: Patient) -> None:
    patient.start()
    page = patient.browser.get("/chat/check").text
    sheet = page.split('rel="stylesheet" href="')[1].split('"')[0]
    answer = patient.browser.get(sheet)
    assert answer.status_code == 200
    assert "immutable" in answer.headers["Cache-Control"]
    assert answer.headers["Content-Encoding"] == "gzip"


def test_the_first_load_fits_sixty_kilobytes(patient: Patient) -> None:
    page = patient.open()
    wire = len(page.content)
    for name in ("chat.js", "icon.svg"):
        stem, ending = name.split(".")
        address = page.text.split(f"/static/{stem}-")[1].split('"')[0]
        with patient.browser.stream("GET", f"/static/{stem}-{address}") as answer:
            wire += len(b"".join(answer.iter_raw()))
        assert address.endswith(ending)
    assert wire <= 60_000


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "http://{host}"}, 403),
        ({"Origin": "https://elsewhere.example"}, 403),
        ({"Origin": "null"}, 403),
        ({}, 403),
        ({"Sec-Fetch-Site": "same-origin"}, 401),
        ({"Sec-Fetch-Site": "none"}, 401),
        ({"Origin": "http://{host}"}, 401),
    ],
)
def test_a_change_has_to_come_from_our_own_page(
    stranger: httpx.Client, headers: dict[str, str], status: int
) -> None:
    host = stranger.base_url.netloc.decode()
    shown = {name: value.format(host=host) for name, value in headers.items()}
    assert stranger.post("/chat/erase", headers=shown).status_code == status


def test_a_huge_body_is_refused_unread(patient: Patient) -> None:
    patient.start()
    answer = patient.browser.post("/chat/messages", data={"id": "x", "text": "a" * 300_000})
    assert answer.status_code == 413


def test_a_huge_body_without_its_length_is_refused(patient: Patient) -> None:
    patient.start()
    chunks = (b"a" * 10_000 for _ in range(40))
    headers = {"Content-Type": "application/json"}
    answer = patient.browser.post("/chat/messages", content=chunks, headers=headers)
    assert answer.status_code == 413


def test_guessing_links_is_slowed_down(client: httpx.Client) -> None:
    answers = [client.get(f"/p/{number}").status_code for number in range(220)]
    assert 429 in answers


def test_a_bucket_fills_again_with_time() -> None:
    at = 0.0
    bucket = Buckets(per_second=0.5, at_once=2, clock=lambda: at)
    bucket.take("a")
    bucket.take("a")
    with pytest.raises(Problem) as refused:
        bucket.take("a")
    assert refused.value.retry_after == 3
    bucket.take("b")
    at = 2.0
    bucket.take("a")


def test_full_buckets_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_KEYS", 10)
    at = 0.0
    bucket = Buckets(per_second=1, at_once=1, clock=lambda: at)
    for number in range(10):
        bucket.take(str(number))
    at = 60.0
    bucket.take("last")
    assert len(bucket._left) == 1


@pytest.mark.parametrize("accept", ["text/html", "application/json"])
def test_an_unknown_error_shows_and_logs_nothing_that_was_typed(
    patient: Patient, bot: PretendBot, monkeypatch: pytest.MonkeyPatch, accept: str, capfd: Any
) -> None:
    patient.start()

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError(SECRET_WORDS)

    monkeypatch.setattr("web.chat.talk._keep", fail)
    with structlog.testing.capture_logs() as logged:
        answer = patient.browser.post(
            "/chat/messages",
            json={"id": "7f3a0d3e-0000-4000-8000-000000000000", "text": SECRET_WORDS},
            headers={"Accept": accept},
        )
    assert answer.status_code == 500
    assert SECRET_WORDS not in answer.text
    assert logged[0]["error"] == "RuntimeError"
    assert SECRET_WORDS not in str(logged)
    output = capfd.readouterr()
    assert SECRET_WORDS not in output.out + output.err


def test_a_locked_database_is_told_and_nothing_is_half_saved(
    patient: Patient, settings: Settings
) -> None:
    patient.start()
    patient.say("my garden")
    answer_id = patient.answer("my_life")["id"]
    path = settings.database_url.removeprefix("sqlite:///")
    lock = sqlite3.connect(path, isolation_level=None)
    lock.execute("BEGIN IMMEDIATE")
    try:
        answer = patient.browser.patch(f"/chat/answers/{answer_id}", json={"text": "changed"})
    finally:
        lock.rollback()
        lock.close()
    assert (answer.status_code, answer.json()) == (503, {"error": "not_saved"})
    assert patient.answer("my_life")["text"] == "my garden"


def test_the_log_keeps_allowed_keys_only() -> None:
    event = {"event": "failed", "error": "ValueError", "text": SECRET_WORDS, "path": "/p/token"}
    assert only_allowed(None, "error", event) == {"event": "failed", "error": "ValueError"}


def test_a_secure_site_sends_secure_cookies(settings: Settings, invite: Any) -> None:
    public = settings.model_copy(update={"public_url": "https://prepare.example"})
    link = invite()
    with served(create_app(public)) as address, browser(address) as client:
        answer = client.get(link)
        assert "Secure" in answer.headers["set-cookie"]
        assert "max-age" in answer.headers["Strict-Transport-Security"]
