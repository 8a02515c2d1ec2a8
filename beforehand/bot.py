"""Asking the running bot to forget a conversation."""

import httpx

from records.settings import Settings


def forget(settings: Settings, conversation_id: str) -> bool:
    """Delete the bot's sealed copy of a conversation. False when the bot did not answer."""
    try:
        response = httpx.post(
            f"{settings.bot_url}/forget",
            json={"sender": conversation_id},
            headers={"Authorization": f"Bearer {settings.bot_secret.get_secret_value()}"},
            timeout=settings.bot_timeout_seconds,
            trust_env=False,
        )
    except httpx.HTTPError:
        return False
    return response.status_code == httpx.codes.OK
