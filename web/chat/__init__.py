"""The person's side: the link, the talk, the check, the end."""

from web.chat.routes import routes

__all__ = ["routes"]
