"""The pipelines Rasa brings, as its documentation has them, to compare with."""

from __future__ import annotations

import json
from typing import Any, Dict, List

_SPARSE_FEATURES: List[Dict[str, Any]] = [
    {"name": "WhitespaceTokenizer"},
    {"name": "RegexFeaturizer"},
    {"name": "LexicalSyntacticFeaturizer"},
    {"name": "CountVectorsFeaturizer"},
    {"name": "CountVectorsFeaturizer", "analyzer": "char_wb", "min_ngram": 1, "max_ngram": 4},
]

SPARSE: List[Dict[str, Any]] = [*_SPARSE_FEATURES, {"name": "LogisticRegressionClassifier"}]


def diet(epochs: int) -> List[Dict[str, Any]]:
    """Return the pipeline `rasa init` writes, with DIET trained for `epochs`."""
    classifier = {"name": "DIETClassifier", "epochs": epochs, "constrain_similarities": True}
    return [*_SPARSE_FEATURES, {**classifier, "random_seed": 0}]


def config_of(pipeline: List[Dict[str, Any]]) -> str:
    """Return a whole config.yml for a pipeline."""
    return json.dumps({"recipe": "default.v1", "language": "en", "pipeline": pipeline})
