from pathlib import Path

import pytest
from pydantic import ValidationError

from records.settings import Settings

KEYS = {"bot_secret": "b", "actions_secret": "a", "site_key": "k"}


@pytest.fixture(autouse=True)
def nothing_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No settings of this machine reach the tests."""
    monkeypatch.chdir(tmp_path)
    for field in Settings.model_fields:
        monkeypatch.delenv(f"BEFOREHAND_{field.upper()}", raising=False)


@pytest.mark.parametrize("key", KEYS)
def test_a_missing_key_is_an_error_that_names_it(key: str) -> None:
    with pytest.raises(ValidationError, match=key):
        Settings(**{name: value for name, value in KEYS.items() if name != key})


def test_a_key_is_never_printed() -> None:
    assert "secret-words" not in repr(Settings(**KEYS | {"bot_secret": "secret-words"}))


def test_the_environment_says_more_than_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "var").mkdir()
    (tmp_path / "var" / "settings.env").write_text(
        "BEFOREHAND_WEB_PORT=9001\nBEFOREHAND_COUNTRY=us\n", encoding="utf-8"
    )
    monkeypatch.setenv("BEFOREHAND_WEB_PORT", "9002")
    settings = Settings(**KEYS)
    assert (settings.web_port, settings.country) == (9002, "us")


def test_links_begin_with_the_address_people_use() -> None:
    assert Settings(**KEYS).base_url == "http://127.0.0.1:8000"
    assert (
        Settings(**KEYS, public_url="https://clinic.example/").base_url == "https://clinic.example"
    )


def test_the_bot_is_asked_on_loopback_only() -> None:
    assert Settings(**KEYS, bot_port=5010).bot_url == "http://127.0.0.1:5010/webhooks/web"
