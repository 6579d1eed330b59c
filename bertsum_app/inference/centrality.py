"""How much a sentence says of what the whole text says, and what that adds to the network's scores.

The scorer learns from what can be had: mostly headlines and page descriptions, which the first
sentence answers best, and it puts first sentences first. Where a summary is a choice of sentences from
all over an article, likeness to the rest of it (degree centrality, Erkan & Radev 2004, LexRank, section
3.1) knows what the network was not told. What the two bring together stands in the model's card.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from bertsum_app.inference.selection import WITHOUT_BLANKS, tokens

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
    central = np.asarray(centrality(sentences, language))
    spread = central.std()
    if spread > 0:
        logits = logits + _SHARE * logits.std() * (central - central.mean()) / spread
    return tuple((1 / (1 + np.exp(-logits))).tolist())


def centrality(sentences: Sequence[str], language: str) -> tuple[float, ...]:
    """Mean cosine of each sentence to all others, over TF-IDF of words - in Chinese, of characters
    and their pairs. The sum over the others is the product with one vector, so that the time is linear
    in the text.
    """
    terms = [_terms(sentence, language) for sentence in sentences]
    spread = Counter(term for found in terms for term in set(found))
    vectors = []
    whole: defaultdict[str, float] = defaultdict(float)
    for found in terms:
        weights = {
            term: count * math.log(1 + len(sentences) / spread[term])
            for term, count in Counter(found).items()
        }
        length = math.sqrt(sum(weight * weight for weight in weights.values()))
        vector = {term: weight / length for term, weight in weights.items()}
        vectors.append(vector)
        for term, weight in vector.items():
            whole[term] += weight
    others = max(1, len(sentences) - 1)
    return tuple(
        # Without itself; a sentence of marks alone is like none.
        (sum(weight * whole[term] for term, weight in vector.items()) - bool(vector)) / others
        for vector in vectors
    )


def _terms(sentence: str, language: str) -> list[str]:
    found = tokens(sentence, language)
    if language not in WITHOUT_BLANKS:
        return found
    return found + [first + second for first, second in pairwise(found)]
