"""`python -m web`: serve the site. No access log is written: a path can hold the secret of a link."""

import uvicorn

from records import settings as records_settings
from web import logs
from web.app import create_app


def main() -> None:
    """Serve until stopped."""
    logs.configure()
    settings = records_settings.load()
    uvicorn.run(
        create_app(settings),
        host=settings.web_host,
        port=settings.web_port,
        access_log=False,
        log_level="warning",
        server_header=False,
    )


if __name__ == "__main__":
    main()
