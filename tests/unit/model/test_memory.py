"""Memory that runs out in torch."""

from __future__ import annotations

import pytest
import torch

from bertsum_app.core.errors import OutOfMemory
from bertsum_app.model.memory import out_of_memory_told


def test_a_tensor_that_no_processor_has_room_for_is_told_as_such() -> None:
    with pytest.raises(OutOfMemory) as told, out_of_memory_told("translating"):
        torch.empty(2**60, dtype=torch.uint8)
    assert told.value.params == {"what": "translating"}


@pytest.mark.parametrize(
    "error",
    [
        torch.OutOfMemoryError("CUDA out of memory."),
        MemoryError(),
        RuntimeError(
            "MPS backend out of memory (MPS allocated: 9.05 GB, other allocations: 1.2 MB)"
        ),
    ],
)
def test_so_is_that_of_other_devices_and_of_python(error: Exception) -> None:
    with pytest.raises(OutOfMemory), out_of_memory_told("translating"):
        raise error


def test_other_trouble_stays_what_it_is() -> None:
    with pytest.raises(RuntimeError, match="shapes"), out_of_memory_told("translating"):
        raise RuntimeError("shapes cannot be multiplied")
