"""What a site sets, read from the environment (prefix `BEFOREHAND_`) and from `var/settings.env`.

`beforehand init` writes that file with fresh keys. Nothing is read before `load()` is called.
"""

from functools import cache
from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

SETTINGS_FILE = Path("var/settings.env")


class SiteKeys(BaseSettings):
    """What opens the records."""

    model_config = SettingsConfigDict(
        env_prefix="BEFOREHAND_", env_file=SETTINGS_FILE, env_file_encoding="utf-8", extra="ignore"
    )

    site_key: SecretStr = Field(
        description="Seals the key of each person's words; 32 bytes in base64."
    )
    former_site_key: SecretStr | None = Field(
        None, description="The site key before, while `beforehand rotate-key` changes it."
    )


class Settings(SiteKeys):
    """One site's settings. A missing key is an error that names the key."""

    database_url: str = Field(
        "sqlite:///var/beforehand.sqlite", description="Where the records are, as SQLAlchemy's URL."
    )
    bot_secret: SecretStr = Field(description="What web shows to bot.")
    actions_secret: SecretStr = Field(description="What bot shows to actions.")
    web_host: str = Field("127.0.0.1", description="The address web listens on.")
    web_port: int = Field(8000, description="The port web listens on.")
    bot_port: int = Field(5005, description="The loopback port of bot.")
    actions_port: int = Field(5055, description="The loopback port of actions.")
    public_url: str | None = Field(
        None, description="How people reach web from outside, when that is not its own address."
    )
    country: str = Field("uk", description="Which signposting file is shown: uk or us.")
    launcher_origins: list[str] = Field(
        [],
        description="The sites that may show the chat's button, as a JSON list of origins.",
    )
    bot_timeout_seconds: float = Field(25.0, description="How long web waits for bot's answer.")
    smart_issuer: str | None = Field(
        None, description="The FHIR address of the record system that launches the portal."
    )
    smart_client_id: str = Field(
        "beforehand", description="How its authorisation server knows this site."
    )
    smart_client_secret: SecretStr | None = Field(
        None, description="What this site shows to that authorisation server."
    )

    oidc_issuer: str | None = Field(
        None, description="The hospital's own sign-in service (OpenID Connect), by its address."
    )
    oidc_client_id: str = Field("beforehand", description="How that service knows this site.")
    oidc_client_secret: SecretStr | None = Field(
        None, description="What this site shows to that service."
    )
    smtp_host: str | None = Field(None, description="The server that takes reminders by e-mail.")
    smtp_port: int = Field(587, description="Its port.")
    smtp_tls: bool = Field(True, description="Whether it is spoken to encrypted (STARTTLS).")
    smtp_from: str | None = Field(None, description="The address reminders are sent from.")
    smtp_username: str | None = Field(None, description="Who this site is to that server.")
    smtp_password: SecretStr | None = Field(
        None, description="What this site shows to that server."
    )

    @property
    def base_url(self) -> str:
        """The address links begin with, without a slash at the end."""
        return (self.public_url or f"http://{self.web_host}:{self.web_port}").rstrip("/")

    @property
    def bot_url(self) -> str:
        """Where bot's one channel is."""
        return f"http://127.0.0.1:{self.bot_port}/webhooks/web"


@cache
def load() -> Settings:
    """The settings of this process, read once."""
    return Settings()  # type: ignore[call-arg]  # the keys come from the environment


def site_keys() -> list[str]:
    """The site's key, and the one before it while there is one; read now."""
    keys = SiteKeys()  # type: ignore[call-arg]  # they come from the environment
    return [key.get_secret_value() for key in (keys.site_key, keys.former_site_key) if key]
