"""The site as it runs: uvicorn on a free loopback port, in a thread."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import uvicorn
from starlette.applications import Starlette

OURS = {"Sec-Fetch-Site": "same-origin"}


@contextmanager
def served(app: Starlette) -> Iterator[str]:
    """The address of the site, until the block ends."""
    listener = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(app, access_log=False, log_level="critical")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()
        listener.close()


@contextmanager
def browser(address: str) -> Iterator[httpx.Client]:
    """A browser without scripts that shows where its requests come from."""
    with httpx.Client(base_url=address, headers=OURS, trust_env=False, timeout=10) as client:
        yield client
