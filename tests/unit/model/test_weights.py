"""Weights on disk: what each precision keeps, and what a damaged file leads to."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
import safetensors.numpy
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from bertsum_app.core.errors import ModelDamaged
from bertsum_app.model.weights import (
    Precision,
    Weights,
    fingerprint,
    quantize_rows,
    read_weights,
    write_weights,
)

Matrix = npt.NDArray[np.float32]

#: Half the distance of float16's smallest numbers, times 127 steps: what a tiny scale may be off.
SUBNORMAL = 127 * 2.0**-25

matrices = hnp.arrays(
    np.float32,
    hnp.array_shapes(min_dims=2, max_dims=2, max_side=12),
    elements=st.floats(-1000, 1000, width=32),
)


@given(matrices)
def test_int8_is_off_by_half_a_step_at_most(matrix: Matrix) -> None:
    steps, scale = quantize_rows(matrix)
    restored = steps.astype(np.float64) * scale.astype(np.float64)[:, None]
    peak = np.abs(matrix.astype(np.float64)).max(axis=1, keepdims=True)
    # Half a step of peak / 127, and the rounding of the scale to float16 (11 bits).
    bound = peak / 127 * (0.5 + 127 * 2.0**-11) + SUBNORMAL
    assert (np.abs(restored - matrix) <= bound).all()


@given(matrices)
def test_int8_keeps_zeros_and_signs(matrix: Matrix) -> None:
    steps, scale = quantize_rows(matrix)
    assert (scale > 0).all()
    assert (steps[matrix == 0] == 0).all()
    assert (steps * np.sign(matrix) >= 0).all()


@given(matrices)
def test_quantizing_what_was_quantized_changes_nothing_more(matrix: Matrix) -> None:
    steps, scale = quantize_rows(matrix)
    once = steps.astype(np.float32) * scale.astype(np.float32)[:, None]
    again, second_scale = quantize_rows(once)
    twice = again.astype(np.float32) * second_scale.astype(np.float32)[:, None]
    peak = np.abs(once).max(axis=1, keepdims=True)
    assert (np.abs(twice - once) <= peak * 2.0**-10 + SUBNORMAL).all()


#: Rows whose scales are float16's normal numbers, and rows of zeros.
rows_of_any_use = matrices.map(lambda matrix: np.where(np.abs(matrix) < 0.01, 0, matrix))


@given(rows_of_any_use)
def test_a_matrix_that_no_training_changed_is_stored_as_it_was(matrix: Matrix) -> None:
    steps, scale = quantize_rows(matrix)
    read = steps.astype(np.float32) * scale.astype(np.float32)[:, None]
    # As the mean of three checkpoints comes out, which need not be the same to the last bit.
    for again in (read, (read + read + read) / np.float32(3)):
        second_steps, second_scale = quantize_rows(again)
        assert second_steps.tobytes() == steps.tobytes()
        assert second_scale.tobytes() == scale.tobytes()


def test_a_fingerprint_is_of_the_tensors_of_a_part_alone() -> None:
    some = {"encoder.a": np.ones((2, 3), np.float32), "scorer.a": np.ones(2, np.float32)}
    first = fingerprint(some, "encoder.")
    assert first == fingerprint(some | {"scorer.a": np.zeros(2, np.float32)}, "encoder.")
    for other in (np.ones((3, 2), np.float32), np.full((2, 3), 2, np.float32)):
        assert first != fingerprint(some | {"encoder.a": other}, "encoder.")


@pytest.fixture
def weights() -> Weights:
    rng = np.random.default_rng(2)
    return {
        "layer.weight": rng.normal(size=(6, 5)).astype(np.float32),
        "layer.bias": rng.normal(size=6).astype(np.float32),
        "zero.weight": np.zeros((2, 3), dtype=np.float32),
    }


@pytest.mark.parametrize(
    ("precision", "tolerance"), [("float32", 0.0), ("float16", 2e-3), ("int8", 2e-2)]
)
def test_each_precision_comes_back_as_float32(
    weights: Weights, tmp_path: Path, precision: Precision, tolerance: float
) -> None:
    path = tmp_path / "model.safetensors"
    write_weights(path, weights, precision)
    found = read_weights(path)
    assert found.keys() == weights.keys()
    for name, expected in weights.items():
        assert found[name].dtype == np.float32
        np.testing.assert_allclose(found[name], expected, atol=tolerance, rtol=0)


def test_an_int8_file_is_about_a_quarter_of_a_float32_file(tmp_path: Path) -> None:
    matrix = np.random.default_rng(1).normal(size=(256, 256)).astype(np.float32)
    for precision in ("int8", "float32"):
        write_weights(tmp_path / precision, {"w": matrix}, precision)
    sizes = [(tmp_path / name).stat().st_size for name in ("int8", "float32")]
    assert sizes[0] < 0.27 * sizes[1]


def test_the_arrays_handed_over_are_not_changed(weights: Weights, tmp_path: Path) -> None:
    before = {name: value.copy() for name, value in weights.items()}
    write_weights(tmp_path / "model.safetensors", weights, "int8")
    assert all((weights[name] == value).all() for name, value in before.items())


def test_arrays_that_are_views_are_written_as_they_look(tmp_path: Path) -> None:
    matrix = np.arange(12, dtype=np.float32).reshape(3, 4)
    write_weights(tmp_path / "m", {"w": matrix.T, "v": matrix[:, 1]}, "float32")
    found = read_weights(tmp_path / "m")
    np.testing.assert_array_equal(found["w"], matrix.T)
    np.testing.assert_array_equal(found["v"], matrix[:, 1])


@pytest.mark.parametrize(
    "content", [b"", b"\x80\x04K\x01.", b"\xff" * 64], ids=["empty", "pickle", "noise"]
)
def test_what_is_no_safetensors_file_is_damage(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "model.safetensors"
    path.write_bytes(content)
    with pytest.raises(ModelDamaged) as caught:
        read_weights(path)
    assert caught.value.params["path"] == path


def test_a_missing_file_is_damage(tmp_path: Path) -> None:
    with pytest.raises(ModelDamaged):
        read_weights(tmp_path / "model.safetensors")


def test_a_file_cut_short_is_damage(weights: Weights, tmp_path: Path) -> None:
    path = tmp_path / "model.safetensors"
    write_weights(path, weights, "int8")
    path.write_bytes(path.read_bytes()[:-3])
    with pytest.raises(ModelDamaged):
        read_weights(path)


@pytest.mark.parametrize(
    "scale", [None, np.ones(5, np.float16), np.ones((6, 1), np.float16)], ids=["no", "5", "6x1"]
)
def test_int8_without_a_scale_for_each_row_is_damage(
    tmp_path: Path, scale: npt.NDArray[np.float16] | None
) -> None:
    tensors: dict[str, npt.NDArray[np.generic]] = {"w": np.ones((6, 5), np.int8)}
    if scale is not None:
        tensors["w.scale"] = scale
    path = tmp_path / "model.safetensors"
    path.write_bytes(safetensors.numpy.save(tensors))
    with pytest.raises(ModelDamaged):
        read_weights(path)


def test_a_type_numpy_lacks_is_damage(tmp_path: Path) -> None:
    import safetensors.torch
    import torch

    path = tmp_path / "model.safetensors"
    safetensors.torch.save_file({"w": torch.ones(2, 3, dtype=torch.bfloat16)}, path)
    with pytest.raises(ModelDamaged):
        read_weights(path)
