"""One program of ours as a child process on a loopback port, with its log in a file."""

import socket
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).parents[2]
# Beside other work on two cores the bot starts in about 40 s.
START_SECONDS = 120.0
STOP_SECONDS = 10.0
ASK_EVERY = 0.2


class Process:
    """A program that can be started, stopped, killed and started again with the same settings."""

    def __init__(
        self,
        command: Sequence[str],
        settings: Mapping[str, str],
        log: Path,
        is_ready: Callable[[], bool],
    ) -> None:
        self._command = list(command)
        self._settings = dict(settings)
        self._log = log
        self._is_ready = is_ready
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it and wait until it answers. RuntimeError with the beginning of its log when it does not."""
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                self._command,
                cwd=ROOT,
                env=self._settings,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        until = time.monotonic() + START_SECONDS
        while not self._is_ready():
            if self._process.poll() is not None or time.monotonic() > until:
                raise RuntimeError(f"{self._command} did not start:\n{self.log()[:3000]}")
            time.sleep(ASK_EVERY)

    def stop(self) -> None:
        """Ask it to end, and wait until it has; nothing when it does not run."""
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process = None

    def kill(self) -> None:
        """End it at once, as a power cut would."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    @property
    def is_running(self) -> bool:
        """Whether it has been started and has not ended."""
        return self._process is not None and self._process.poll() is None

    def log(self) -> str:
        """Everything it has written so far, over all its starts."""
        return self._log.read_text(encoding="utf-8", errors="replace")


def free_port() -> int:
    """A loopback port nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
