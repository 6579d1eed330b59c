"""How much a sentence says of what the whole text says.

Degree centrality (Erkan & Radev 2004, LexRank, section 3.1): likeness to the rest of the text. A network
that reads states of single sentences is not told of it otherwise.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from bertsum_app.text.terms import WITHOUT_BLANKS, tokens


def standing(sentences: Sequence[str], language: str) -> npt.NDArray[np.float32]:
    """How central each sentence is beside the others of the text: mean 0, standard deviation 1.

    All 0 where none is more central than another.
    """
    central = np.asarray(centrality(sentences, language))
    spread = central.std()
    standings = (central - central.mean()) / spread if spread > 0 else np.zeros_like(central)
    return standings.astype(np.float32)


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
