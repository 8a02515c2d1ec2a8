"""Sentence embeddings from a local ONNX model. Nothing is fetched when the program runs."""

from __future__ import annotations

import hashlib
import importlib.util
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Sequence

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

MOST_TOKENS = 256
"""What MiniLM was trained to read; a longer text is cut there for the embedding only."""

BATCH = 32


class WrongFile(ValueError):
    """A model file is missing or is not the one the configuration pins."""


def packaged_file(package: str, file: str, sha256: str) -> Path:
    """Return the path of `file` inside an installed `package`, after checking its hash.

    Raises WrongFile when the package or the file is missing, or when its sha256 differs.
    """
    found = importlib.util.find_spec(package)
    if found is None or not found.submodule_search_locations:
        raise WrongFile(f"The package {package} is not installed. See `make setup`.")
    path = Path(found.submodule_search_locations[0]) / file
    if not path.is_file():
        raise WrongFile(f"The package {package} holds no file {file}.")
    actual = hashlib.sha256(path.read_bytes()).hexdigest()
    if actual != sha256:
        raise WrongFile(
            f"{file} of {package} has sha256 {actual}, but config.yml expects {sha256}. "
            "Install the pinned version, or change the hash on purpose."
        )
    return path


class Embedder:
    """Turns texts into vectors of length one; a message, or a batch of training texts, is work for one thread."""

    def __init__(self, model: Path, tokenizer: Path) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            str(model), options, providers=["CPUExecutionProvider"]
        )
        self._inputs = {given.name for given in self._session.get_inputs()}
        self._tokenizer = Tokenizer.from_file(str(tokenizer))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(MOST_TOKENS)
        self._before: dict[tuple[int, ...], np.ndarray] = {}

    @property
    def size(self) -> int:
        """Length of a vector."""
        return int(self._session.get_outputs()[0].shape[-1])

    def vectors(self, texts: Sequence[str]) -> np.ndarray:
        """Return an array (texts, size) of float32.

        Texts of like length share a batch, so that little of it is padding; the same text is embedded once.
        """
        encoded = self.tokens(texts)
        # Two components ask for the same message one after the other, most often with the same tokens.
        known = {ids: self._before[ids] for ids in encoded if ids in self._before}
        known.update(self._embedded(sorted({ids for ids in encoded if ids not in known}, key=len)))
        self._before = known
        out = np.zeros((len(texts), self.size), dtype=np.float32)
        for row, ids in enumerate(encoded):
            out[row] = known[ids]
        return out

    def tokens(self, texts: Sequence[str]) -> list[tuple[int, ...]]:
        """The token ids of each text, with those that mark its beginning and end."""
        return [tuple(encoding.ids) for encoding in self._tokenizer.encode_batch(list(texts))]

    def _embedded(self, encoded: list[tuple[int, ...]]) -> dict[tuple[int, ...], np.ndarray]:
        batches = [encoded[start : start + BATCH] for start in range(0, len(encoded), BATCH)]
        if len(batches) <= 1:  # a message
            pooled = [self._pooled(batch) for batch in batches]
        else:
            with ThreadPoolExecutor() as threads:
                pooled = list(threads.map(self._pooled, batches))
        return {ids: v for batch, found in zip(batches, pooled) for ids, v in zip(batch, found)}

    def _pooled(self, ids: list[tuple[int, ...]]) -> np.ndarray:
        """Mean of the token vectors, padding left out, scaled to length one."""
        longest = max(len(row) for row in ids)
        tokens = np.zeros((len(ids), longest), dtype=np.int64)
        mask = np.zeros_like(tokens)
        for row, values in enumerate(ids):
            tokens[row, : len(values)] = values
            mask[row, : len(values)] = 1
        feed = {
            "input_ids": tokens,
            "attention_mask": mask,
            "token_type_ids": np.zeros_like(tokens),
        }
        hidden = self._session.run(None, {k: v for k, v in feed.items() if k in self._inputs})[0]
        summed = (hidden * mask[:, :, None]).sum(axis=1)
        return summed / np.maximum(np.linalg.norm(summed, axis=1, keepdims=True), 1e-12)
