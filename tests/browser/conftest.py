"""Tests in a real Chromium: Debian's own, nothing is fetched."""

import os
import shutil
from typing import Any

import pytest


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """How Chromium is started; fails with what to install when there is none."""
    path = shutil.which("chromium")
    if path is None:
        pytest.fail("These tests want Chromium: apt-get install chromium", pytrace=False)
    # Chromium's own sandbox refuses to start for root, as in most containers.
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {**browser_type_launch_args, "executable_path": path, "args": arguments}


@pytest.fixture(scope="session")
def base_url() -> None:
    """No address in common: each test serves its own. In place of a plugin's fixture that this pytest warns about."""
