"""The hazard log is complete, and every test it rests on is there."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
LOG = yaml.safe_load((ROOT / "docs/clinical-safety/hazard-log.yml").read_text(encoding="utf-8"))
FIELDS = {
    "id",
    "hazard",
    "causes",
    "effect",
    "controls",
    "before",
    "after",
    "residual",
    "owner",
    "tests",
}
SEVERITIES = {"catastrophic", "major", "considerable", "significant", "minor"}
LIKELIHOODS = {"very high", "high", "medium", "low", "very low"}


def functions_of(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {
        node.name
        for node in ast.walk(tree)
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
    }


@pytest.mark.parametrize("hazard", LOG["hazards"], ids=lambda hazard: hazard["id"])
def test_every_control_rests_on_tests_that_exist(hazard: dict) -> None:
    assert hazard["tests"]
    for name in hazard["tests"]:
        file, function = name.split("::")
        assert (ROOT / file).is_file(), name
        assert function in functions_of(ROOT / file), name


@pytest.mark.parametrize("hazard", LOG["hazards"], ids=lambda hazard: hazard["id"])
def test_every_hazard_has_cause_effect_controls_residual_risk_and_owner(hazard: dict) -> None:
    assert set(hazard) == FIELDS
    assert all(hazard[field] for field in FIELDS)
    for risk in (hazard["before"], hazard["after"]):
        assert risk["severity"] in SEVERITIES and risk["likelihood"] in LIKELIHOODS


def test_no_hazard_is_numbered_twice() -> None:
    ids = [hazard["id"] for hazard in LOG["hazards"]]
    assert len(set(ids)) == len(ids)
