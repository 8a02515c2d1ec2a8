"""Whether the three ports are free."""

import errno
import socket

from beforehand.problems import Problem
from records.settings import Settings


def check(settings: Settings) -> None:
    """Raise Problem naming the first port that something else has, and the setting to change it."""
    for host, port, setting in (
        (settings.web_host, settings.web_port, "BEFOREHAND_WEB_PORT"),
        ("127.0.0.1", settings.bot_port, "BEFOREHAND_BOT_PORT"),
        ("127.0.0.1", settings.actions_port, "BEFOREHAND_ACTIONS_PORT"),
    ):
        if not _is_free(host, port):
            raise Problem(
                f"Port {port} is taken by another program: stop that one, or set {setting} to a free "
                "port (in the environment or in var/settings.env)."
            )


def _is_free(host: str, port: int) -> bool:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        # As servers do: a port whose last connections are still closing is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                return False
            raise Problem(f"{host}:{port} cannot be listened on: {error.strerror}.") from error
    return True
