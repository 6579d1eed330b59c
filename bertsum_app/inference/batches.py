"""Inputs of like length brought together, so that little is computed on padding."""

from __future__ import annotations

from collections.abc import Sequence


def cut_batches(lengths: Sequence[int], max_positions: int, max_inputs: int) -> list[list[int]]:
    """Indices of `lengths`, longest first, cut into batches.

    A batch holds at most `max_inputs` inputs, and at most `max_positions` positions with all padded
    to its longest - but always one input, however long.
    """
    order = sorted(range(len(lengths)), key=lambda index: -lengths[index])
    batches: list[list[int]] = []
    for index in order:
        batch = batches[-1] if batches else []
        longest = lengths[batch[0]] if batch else 0
        if batch and len(batch) < max_inputs and (len(batch) + 1) * longest <= max_positions:
            batch.append(index)
        else:
            batches.append([index])
    return batches
