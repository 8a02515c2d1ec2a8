"""Start the bot: `python -m bot`, from the folder with credentials.yml, endpoints.yml and models/.

The same server as `rasa run`, without the command line's many imports, with quiet logs from the first line on.
"""

from __future__ import annotations

import gc
import os

from bot import quiet_logs, without_tensorflow


def main() -> None:
    """Serve on 127.0.0.1:$BOT_PORT the model at $BOT_MODEL (a file, or a folder whose newest file it is)."""
    quiet_logs.configure()
    os.environ.update(RASA_TELEMETRY_ENABLED="false", SQLALCHEMY_SILENCE_UBER_WARNING="1")
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    without_tensorflow.leave_out()
    # Thousands of modules are imported and none is dropped: collecting garbage among them is a tenth of the start.
    gc.disable()
    from rasa.core.run import serve_application
    from rasa.core.utils import AvailableEndpoints

    gc.freeze()
    gc.enable()
    serve_application(
        model_path=os.environ.get("BOT_MODEL", "models"),
        interface="127.0.0.1",
        port=int(os.environ["BOT_PORT"]),
        credentials="credentials.yml",
        endpoints=AvailableEndpoints.read_endpoints("endpoints.yml"),
        enable_api=False,
    )


if __name__ == "__main__":
    main()
