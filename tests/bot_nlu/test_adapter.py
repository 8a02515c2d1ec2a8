"""The adapter: added to the pinned model, it changes what the safety net reads and nothing else."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import pytest

from bot.instruments.encoder import Encoder
from bot.instruments.safety_material import net_settings
from bot.nlu.adapter import Adapter, adapted, matrices_of, matrix_names
from bot.nlu.embedder import Embedder
from bot.nlu.safety_net import ADAPTER
from bot.nlu.sentence_embedding import pinned_files

TEXTS = ["my garden keeps me going", "I will not be here for Christmas", "no"]


@pytest.fixture(scope="module")
def files() -> tuple[Path, Path]:
    """The pinned model and tokenizer."""
    return pinned_files(net_settings())


@pytest.fixture(scope="module")
def plain(files: tuple[Path, Path]) -> np.ndarray:
    """What the pinned model says of the texts."""
    return Embedder(*files).vectors(TEXTS)


def vectors(files: tuple[Path, Path], adapter: Adapter, folder: Path) -> np.ndarray:
    model = folder / "adapted.onnx"
    model.write_bytes(adapted(files[0], adapter))
    return Embedder(model, files[1]).vectors(TEXTS)


def test_an_adapter_that_has_learnt_nothing_changes_nothing(
    files: tuple[Path, Path], plain: np.ndarray, tmp_path: Path
) -> None:
    unlearnt = Encoder(files[0], rank=2, seed=0).adapter()
    np.testing.assert_allclose(vectors(files, unlearnt, tmp_path), plain, atol=1e-3)


def test_the_model_that_learns_is_the_model_that_runs(
    files: tuple[Path, Path], plain: np.ndarray
) -> None:
    tokens = Embedder(*files).tokens(TEXTS[:1])
    ids = np.array(tokens, dtype=np.int32)
    learning = Encoder(files[0], rank=2, seed=0)
    told = learning(ids, np.ones(ids.shape, dtype=np.float32), learning=False).numpy()
    np.testing.assert_allclose(told / np.linalg.norm(told), plain[:1], atol=1e-5)


def test_the_adapter_in_the_data_fits_the_pinned_model_and_moves_what_it_reads(
    files: tuple[Path, Path], plain: np.ndarray, tmp_path: Path
) -> None:
    moved = vectors(files, Adapter.open(ADAPTER), tmp_path)
    assert moved.shape == plain.shape
    assert ((moved * plain).sum(axis=1) < 0.9).any()


def test_an_adapter_is_read_as_it_was_written(tmp_path: Path) -> None:
    halves = np.ones((4, 2), dtype=np.float32), np.full((2, 4), 0.5, dtype=np.float32)
    Adapter(dict.fromkeys(matrix_names(), halves)).save(tmp_path / "adapter.npz")
    again = Adapter.open(tmp_path / "adapter.npz")
    assert all(np.array_equal(array, halves[1]) for _, array in again.pairs.values())


def test_a_model_of_another_shape_is_refused() -> None:
    with pytest.raises(ValueError, match="0 weight matrices"):
        list(matrices_of(onnx.ModelProto()))
