"""A hash of the language components' own code.

Rasa trains a component again when its class changes, but does not see the functions the class calls.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

FOLDER = Path(__file__).parent


def sources_fingerprint() -> str:
    """Return a SHA-256 over the names and contents of the files in this folder."""
    digest = hashlib.sha256()
    for path in sorted(FOLDER.glob("*.py")):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()
