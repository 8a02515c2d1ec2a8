"""What the three processes are told, by environment variables; the Procfile and endpoints.yml read them."""

from collections.abc import Mapping
from pathlib import Path

from pydantic import Field, SecretStr

from records.settings import Settings


class ProcessSettings(Settings):
    """A site's settings with those that only the bot needs, and that no other process is told."""

    tracker_url: str = Field(
        "sqlite:///var/conversations.sqlite",
        description="Where the bot's sealed conversations are, as SQLAlchemy's URL.",
    )
    tracker_key: SecretStr = Field(description="Seals the bot's conversations; 32 bytes in base64.")


def settings() -> ProcessSettings:
    """The settings of this site, read now. Raises pydantic's ValidationError naming what is missing."""
    return ProcessSettings()  # type: ignore[call-arg]  # they come from the environment


FIXED = {
    "RASA_TELEMETRY_ENABLED": "false",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "SANIC_HOST": "127.0.0.1",
    # One thread for each sum: two cores do more turns that way, and a turn takes the same time whoever else talks.
    "OMP_NUM_THREADS": "1",
    "PYTHONUNBUFFERED": "1",
}


def of_processes(
    settings: ProcessSettings, model: Path, environment: Mapping[str, str]
) -> dict[str, str]:
    """The whole environment of bot, actions and web. The bot learns no secret of the records from it."""
    return {
        **environment,
        **FIXED,
        "BOT_SECRET": settings.bot_secret.get_secret_value(),
        "BOT_PORT": str(settings.bot_port),
        "BOT_MODEL": str(model),
        "ACTIONS_URL": f"http://127.0.0.1:{settings.actions_port}/webhook",
        "ACTIONS_SECRET": settings.actions_secret.get_secret_value(),
        "TRACKER_URL": settings.tracker_url,
        "TRACKER_KEY": settings.tracker_key.get_secret_value(),
    }


def of_training(environment: Mapping[str, str]) -> dict[str, str]:
    """The environment of training, which reads endpoints.yml but talks to nobody."""
    nobody = dict.fromkeys(("ACTIONS_URL", "ACTIONS_SECRET", "TRACKER_URL", "TRACKER_KEY"), "none")
    return {**environment, **FIXED, **nobody}
