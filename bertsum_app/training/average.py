"""An average of the weights over the last steps, which is what is validated, kept and shipped.

An exponential moving average (Polyak & Juditsky 1992; as in Vaswani et al. 2017, 6.1, for whole
checkpoints) calms what single batches do to the weights. Where the rate falls to zero at the end of a
run, as in fine-tuning, the last steps do that by themselves; where it does not, the average serves.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping

import torch
from torch import Tensor, nn

#: In the first steps the average must not be held by the weights it began with.
_FIRST_STEPS = 10


class WeightAverage:
    """Follows the parameters of a module that learn."""

    def __init__(self, module: nn.Module, decay: float) -> None:
        """Begin with what the parameters are now; `decay` is the share that is kept at each step."""
        self._decay = decay
        self._names = [name for name, each in module.named_parameters() if each.requires_grad]
        self._weights: list[Tensor] = [each for each in module.parameters() if each.requires_grad]
        self._averages = [each.detach().clone() for each in self._weights]

    @torch.no_grad()
    def follow(self, step: int) -> None:
        """Take in the weights after `step` (from 1)."""
        kept = min(self._decay, step / (step + _FIRST_STEPS))
        torch._foreach_lerp_(self._averages, self._weights, 1.0 - kept)

    @contextlib.contextmanager
    def in_place(self) -> Iterator[None]:
        """Within, the module has the average for its weights; nothing may learn there."""
        self._swap()
        try:
            yield
        finally:
            self._swap()

    @property
    def state(self) -> dict[str, Tensor]:
        """By name of the parameter."""
        return dict(zip(self._names, self._averages, strict=True))

    def restore(self, state: Mapping[str, Tensor]) -> None:
        """Go on from what `state` was.

        Raises:
            KeyError, RuntimeError: it is of another network.
        """
        for name, average in zip(self._names, self._averages, strict=True):
            average.copy_(state[name])

    def _swap(self) -> None:
        for index, weight in enumerate(self._weights):
            weight.data, self._averages[index] = self._averages[index], weight.data
