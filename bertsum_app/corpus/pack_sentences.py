"""Packing documents as a model reads them, one by one, so that a long reading can go on where it was."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from bertsum_app.corpus.examples import SummaryExample
from bertsum_app.corpus.oracle import greedy_oracle
from bertsum_app.corpus.packed import PackedSentences, text_key
from bertsum_app.corpus.ragged import Ragged


class SentencePacker:
    """Collects documents into a `PackedSentences`; labels are found on all of their sentences."""

    def __init__(self, reader: str, begun: PackedSentences | None = None) -> None:
        """`reader` names what reads (see `PackedSentences`); what is in `begun` stays."""
        self._reader = reader
        self._states: list[npt.NDArray[np.float16]] = []
        self._texts: dict[int, int] = {}  # key to number of the document
        self._document: list[int] = []
        self._labels: list[Sequence[int]] = []
        self._domain: list[str] = []
        if begun is not None:
            self._states = np.split(begun.states, begun.offsets[1:-1])
            self._texts = {int(key): number for number, key in enumerate(begun.texts)}
            self._document = begun.document.tolist()
            self._labels = [begun.labels[row].tolist() for row in range(len(begun))]
            self._domain = [begun.domains[number] for number in begun.domain]

    def __len__(self) -> int:
        """Documents so far."""
        return len(self._states)

    def __contains__(self, text: str) -> bool:
        """Whether `text` is among them."""
        return text_key(text) in self._texts

    def add(
        self,
        sentences: Sequence[str],
        states: npt.NDArray[np.float32],
        examples: Sequence[SummaryExample],
    ) -> None:
        """Add a document that is new.

        Args:
            sentences: of the document.
            states: [sentences, hidden], what the scorer is given of them.
            examples: its summaries, all with the document's text.
        """
        number = self._texts.setdefault(text_key(examples[0].text), len(self._states))
        self._states.append(states.astype(np.float16))
        for example in examples:
            oracle = greedy_oracle(sentences, example.summary)
            self._document.append(number)
            self._labels.append([int(index in oracle) for index in range(len(sentences))])
            self._domain.append(f"{example.source}.{example.language}")

    def packed(self) -> PackedSentences:
        """What there is so far; at least one document."""
        offsets = np.zeros(len(self._states) + 1, dtype=np.int64)
        np.cumsum([len(each) for each in self._states], out=offsets[1:])
        domains = tuple(dict.fromkeys(self._domain))
        return PackedSentences(
            states=np.concatenate(self._states),
            offsets=offsets,
            texts=np.array(list(self._texts), dtype=np.int64),
            document=np.array(self._document, dtype=np.int32),
            labels=Ragged.from_sequences(self._labels),
            domain=np.array([domains.index(name) for name in self._domain], dtype=np.int32),
            domains=domains,
            reader=self._reader,
        )
