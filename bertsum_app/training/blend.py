"""Between the base model and the tuned one: as far towards the tuned one as general text allows.

The weights in between keep much of what either knows (WiSE-FT, Wortsman et al. 2022). The share of the
tuned weights is the one with the lowest loss on the person's development examples among those whose loss
on general text is at most `tolerance` above the base model's.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

from bertsum_app.corpus.batches import Batch
from bertsum_app.model.bertsum import BertSum
from bertsum_app.model.checkpoint import from_weights
from bertsum_app.model.config import BertSumConfig
from bertsum_app.model.weights import Weights
from bertsum_app.text.tokenizer import SpecialTokens
from bertsum_app.training.config import TaskConfig
from bertsum_app.training.losses import MultiTaskLoss
from bertsum_app.training.tasks import dev_batches

SHARES = tuple(percent / 100 for percent in range(100, 15, -5))
_MOST_BATCHES = 60


@dataclass(frozen=True)
class BlendPoint:
    """Development losses (nats a token) at one share of the tuned weights; 0 is the base model."""

    share: float
    user: float
    general: float


def blended(base: Weights, tuned: Weights, share: float) -> Weights:
    """``(1 - share) * base + share * tuned``, name by name."""
    return {
        name: np.asarray((1.0 - share) * base[name] + share * value, dtype=np.float32)
        for name, value in tuned.items()
    }


def choose_blend(
    base: Weights,
    tuned: Weights,
    losses: Callable[[Weights], tuple[float, float]],
    tolerance: float,
) -> tuple[BlendPoint, tuple[BlendPoint, ...]]:
    """The best share, and every point looked at.

    Args:
        base: weights that the training began with.
        tuned: weights that it ended with.
        losses: (user, general) development loss of some weights.
        tolerance: how much worse the general loss may become, in nats a token.
    """
    start = BlendPoint(0.0, *losses(base))
    points = [start]
    for share in SHARES:
        points.append(BlendPoint(share, *losses(blended(base, tuned, share))))
        # From the tuned end on, the general loss falls: behind the first that is allowed, the user loss
        # only rises again.
        allowed = points[-1].general <= start.general + tolerance
        if allowed and len(points) > 2 and points[-1].user > points[-2].user:
            break
    allowed_points = [p for p in points if p.general <= start.general + tolerance]
    return min(allowed_points, key=lambda point: point.user), tuple(points)


class DevelopmentLoss:
    """Mean loss of weights over packed development files, a token a time, without smoothing."""

    def __init__(
        self,
        config: BertSumConfig,
        packed: Path,
        special: SpecialTokens,
        tasks: Sequence[TaskConfig],
    ) -> None:
        """One figure for each of `tasks`, from its ``dev-`` file.

        Raises:
            CorpusError: a file is missing or holds nothing of use.
        """
        self._config = config
        size = config.vocab_size
        self._batches = [
            dev_batches(packed, task, special, vocab_size=size, most=_MOST_BATCHES)
            for task in tasks
        ]

    def __call__(self, weights: Weights) -> tuple[float, ...]:
        """The mean loss of each task."""
        model: BertSum = from_weights(self._config, weights, Path("blend"))
        module = MultiTaskLoss(model, None, 0.0).eval()
        return tuple(_mean_loss(module, batches) for batches in self._batches)

    def pair(self, weights: Weights) -> tuple[float, float]:
        """The losses of the two tasks that there are."""
        first, second = self(weights)
        return first, second


def _mean_loss(module: MultiTaskLoss, batches: Sequence[Batch]) -> float:
    total, targets = 0.0, 0
    with torch.no_grad():
        for batch in batches:
            result = module(batch, torch.device("cpu"))
            total += float(result.loss) * result.targets
            targets += result.targets
    return total / max(1, targets)
