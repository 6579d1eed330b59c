"""Holding examples back from training, to validate with and to measure with at the end."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator
from hashlib import blake2b

from bertsum_app.corpus.examples import TranslationExample
from bertsum_app.corpus.user_corpus import Example

#: One in ten, but no fewer than can show anything and no more than can be translated in a minute.
_SHARE, _MOST = 0.1, 400
LEAST_HELD_BACK = 40


class HeldBack:
    """Takes a random share out of a stream of unknown length, the same one for the same seed.

    The examples with the smallest hashes are held back (bottom-k sampling), whatever their order. Pairs
    with the same English text have the same hash, so a sentence with two translations is on one side.
    """

    def __init__(
        self,
        seed: int,
        share: float = _SHARE,
        most: int = _MOST,
        least: int = LEAST_HELD_BACK,
    ) -> None:
        """Hold `share` of the examples back, at least `least` and at most `most`."""
        self._seed = seed.to_bytes(8, "big")
        self._share = share
        self._most = most
        self._least = least
        self._heap: list[tuple[int, int, Example]] = []
        self.training = 0

    def pass_on(self, examples: Iterable[Example]) -> Iterator[Example]:
        """Yield what is left to train on."""
        count = 0
        for count, example in enumerate(examples, start=1):
            entry = (-self._hash(example), count, example)
            if len(self._heap) < self._most:
                heapq.heappush(self._heap, entry)
                continue
            self.training += 1
            yield heapq.heappushpop(self._heap, entry)[2]
        wanted = min(self._most, max(self._least, round(self._share * count)))
        while len(self._heap) > wanted:
            self.training += 1
            yield heapq.heappop(self._heap)[2]

    @property
    def examples(self) -> list[Example]:
        """Those held back, in an order that has nothing to do with the corpus's."""
        return [example for _, _, example in sorted(self._heap, key=lambda entry: -entry[0])]

    def _hash(self, example: Example) -> int:
        text = example.english if isinstance(example, TranslationExample) else example.text
        plain = " ".join(text.casefold().split())
        return int.from_bytes(
            blake2b(plain.encode(), digest_size=8, key=self._seed).digest(), "big"
        )
