"""What centrality adds to the scores of a network that is not told of it.

Such a scorer learns from what can be had: mostly headlines and page descriptions, which the first
sentence answers best, and it puts first sentences first. Where a summary is a choice of sentences from
all over an article, likeness to the rest of it knows what the network was not told. A scorer that reads
centrality itself (`SentenceReading`) has learnt where it counts, and needs nothing added.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from bertsum_app.text.centrality import standing

#: Standard deviations of the network's logits for one of centrality.
_SHARE = 0.5
_CERTAIN = 1e-6


def with_centrality(
    sentences: Sequence[str], scores: Sequence[float], language: str
) -> tuple[float, ...]:
    """The network's probabilities `scores` [sentences], moved by how central each sentence is.

    Within a document the logits get half of their own spread for each standard deviation of
    centrality, so neither a sure nor an unsure document is drowned.
    """
    if len(sentences) < 2:
        return tuple(scores)
    sure = np.clip(np.asarray(scores, dtype=np.float64), _CERTAIN, 1 - _CERTAIN)
    logits = np.log(sure / (1 - sure))
    logits = logits + _SHARE * logits.std() * standing(sentences, language)
    return tuple((1 / (1 + np.exp(-logits))).tolist())
