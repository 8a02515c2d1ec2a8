"""Bot, actions and web as one: started by honcho from the Procfile, and stopped together."""

import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import FrameType

import httpx

from beforehand.problems import Problem

START_SECONDS = 180.0
# honcho kills what has not ended five seconds after being asked to.
STOP_SECONDS = 15.0
ASK_EVERY = 0.3
# honcho cannot stop what it has not yet noted as started.
SHORTEST_LIFE = 1.5


@contextmanager
def running(environment: Mapping[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """The three processes, for as long as the block lasts; every one of them has ended when it is left."""
    started = time.monotonic()
    honcho = subprocess.Popen(
        [sys.executable, "-m", "honcho", "start", "--env", "/dev/null", "--procfile", "Procfile"],
        env=dict(environment),
        stdin=subprocess.DEVNULL,
        # Logs go to standard error, which leaves standard output to the links.
        stdout=2,
        # Its own session: Ctrl-C reaches us alone, and we stop them in order.
        start_new_session=True,
        # What they write is their owner's to read.
        umask=0o077,
    )
    try:
        yield honcho
    finally:
        _stop(honcho, started)


@contextmanager
def stopped_by_signals() -> Iterator[None]:
    """Let SIGTERM and a closed terminal end the block as Ctrl-C does, without a traceback."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = {number: signal.signal(number, stop) for number in (signal.SIGTERM, signal.SIGHUP)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def wait_until_ready(honcho: subprocess.Popen[bytes], base_url: str) -> None:
    """Return when the whole chain answers a question put to web. Raises Problem."""
    until = time.monotonic() + START_SECONDS
    with httpx.Client(base_url=base_url, timeout=5.0, trust_env=False) as client:
        while time.monotonic() < until:
            if honcho.poll() is not None:
                raise Problem("One of the three processes ended; the lines above say why.")
            if _is_ready(client):
                return
            time.sleep(ASK_EVERY)
    raise Problem(
        f"Beforehand did not answer within {START_SECONDS:.0f} s; the lines above say why."
    )


def _is_ready(client: httpx.Client) -> bool:
    try:
        return client.get("/readyz").status_code == httpx.codes.OK
    except httpx.HTTPError:
        return False


def _stop(honcho: subprocess.Popen[bytes], started: float) -> None:
    # A second Ctrl-C must not leave children behind.
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        time.sleep(max(0.0, started + SHORTEST_LIFE - time.monotonic()))
        honcho.terminate()
        honcho.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        honcho.kill()
        honcho.wait()
    finally:
        signal.signal(signal.SIGINT, before)
