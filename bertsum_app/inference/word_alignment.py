"""Which words of a sentence and of its translation belong together.

The signal is the likeness of the encoder's states: one encoder reads both languages, so a word and its
translation come out close (SimAlign; Jalili Sabet et al. 2020). The decoder's cross-attention, in both
directions, takes its place where the network has no encoder that can be read alone. Of 2,741 links that
IBM Model 1 is sure of in 400 development pairs, a piece's best partner is right for 92 % by the states
and for 73 % by the attention; the two together are no better than the states.

Words that are each other's best partner are linked; after them, a word with no link joins its best
partner's where that one is close by ("have to" and 必须). What is like nothing stays without a link.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import compress
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from bertsum_app.core.cancel import CancelToken
from bertsum_app.corpus.encode import EncodedInput
from bertsum_app.inference.runtime import Attention, Runtime, States
from bertsum_app.text.normalize import NormalizedText
from bertsum_app.text.sentences import Span
from bertsum_app.text.words import Word, words_of_pieces

#: [words of the sentence, words of the translation]; 0 is nothing in common, 1 the most there can be.
Likeness = npt.NDArray[np.float32]
Links = npt.NDArray[np.bool_]
#: The words of two sides, and how alike they are.
Compared: TypeAlias = tuple[tuple[Word, ...], tuple[Word, ...], Likeness]

#: How far a word may stand from the one that it joins in a link.
_NEAR = 2


@dataclass(frozen=True)
class _Strictness:
    """What a link needs: `least` for the best of both, for others `joining` and a share of that."""

    least: float
    joining: float
    share: float = 0.75


_BY_STATES = _Strictness(least=0.3, joining=0.4)
_BY_ATTENTION = _Strictness(least=0.1, joining=0.2)


@dataclass(frozen=True)
class WordLink:
    """A word and its partner, in code points; `score` (above 0, at most 1) is how alike they are."""

    source: Span
    target: Span
    score: float


@dataclass(frozen=True)
class WordAlignment:
    """The links of a sentence and its translation, in the order of the sentence.

    `source` and `target` are languages. A word may be in several links, or in none.
    """

    source: str
    target: str
    sentence: str
    translation: str
    links: tuple[WordLink, ...]

    def targets_of(self, start: int, end: int) -> tuple[Span, ...]:
        """Words of the translation that belong to sentence[start:end], in order."""
        found = {link.target for link in self.links if _overlap(link.source, start, end)}
        return tuple(sorted(found, key=lambda span: span.start))

    def sources_of(self, start: int, end: int) -> tuple[Span, ...]:
        """Words of the sentence that belong to translation[start:end], in order."""
        found = {link.source for link in self.links if _overlap(link.target, start, end)}
        return tuple(sorted(found, key=lambda span: span.start))


@dataclass(frozen=True)
class Side:
    """A sentence as the encoder reads it: `encoded` is laid out as a translation's input.

    `spans` are those of the pieces between the first and the last id, in `text.text`.
    """

    text: NormalizedText
    encoded: EncodedInput
    spans: tuple[Span, ...]

    @property
    def pieces(self) -> tuple[int, ...]:
        """The ids that stand for text."""
        return self.encoded.ids[1:-1]

    def words(self) -> tuple[Word, ...]:
        """The words that the pieces make up."""
        return words_of_pieces(self.text.text, self.spans)

    def original(self, span: Span) -> Span:
        """A span of the text as it was before normalisation."""
        return Span(*self.text.to_original(span.start, span.end))


#: A text of a language (second), laid out for a translation into another one (third).
MakeSide: TypeAlias = Callable[[str, str, str], Side]


class WordAligner:
    """Finds likeness and links with one runtime. Used by one thread at a time."""

    def __init__(self, runtime: Runtime, longest: int, *, reads_states: bool) -> None:
        """`longest`: positions of a side that the network can read. `reads_states`: whether
        `Runtime.encode` can be used (see `BertSumConfig`)."""
        self._runtime = runtime
        self._longest = longest
        self._reads_states = reads_states

    def likeness(self, sentence: Side, translation: Side, cancel: CancelToken) -> Compared:
        """See `likenesses`."""
        [found] = self.likenesses([(sentence, translation)], cancel)
        return found

    def likenesses(self, pairs: Sequence[tuple[Side, Side]], cancel: CancelToken) -> list[Compared]:
        """For each pair the words of both sides, and how alike each two of them are.

        Where a side has no words, or more than the network can read, nothing is alike. Many at once
        take half the time that they take one by one.

        Raises:
            Cancelled: between computations, once `cancel` is set.
            OutOfMemory: see `Runtime.submit`.
        """
        words = [(sentence.words(), translation.words()) for sentence, translation in pairs]
        read = [
            all(both) and all(len(side.encoded) <= self._longest for side in pair)
            for pair, both in zip(pairs, words, strict=True)
        ]
        compared = list(compress(pairs, read))
        states: Iterator[States] = iter(())
        if compared and self._reads_states:
            cancel.raise_if_cancelled()
            encoded = [side.encoded for pair in compared for side in pair]
            states = iter(self._runtime.encode(encoded))
        found = []
        for pair, both, is_read in zip(pairs, words, read, strict=True):
            if not is_read:
                likeness = np.zeros((len(both[0]), len(both[1])), dtype=np.float32)
            elif self._reads_states:
                likeness = _by_states(next(states)[1:-1], next(states)[1:-1], *both)
            else:
                cancel.raise_if_cancelled()
                likeness = self._by_attention(*pair, *both, cancel)
            # A comma is no word's translation, however near the two stand.
            marks, others = (np.array([w.is_mark for w in side], dtype=bool) for side in both)
            found.append((*both, np.where(marks[:, None] == others[None], likeness, 0)))
        return found

    def links(
        self, pairs: Sequence[tuple[Side, Side]], cancel: CancelToken
    ) -> list[tuple[WordLink, ...]]:
        """The links of each pair, with spans in the originals. Raises as `likenesses`."""
        return [
            tuple(
                WordLink(
                    sentence.original(words[row].span),
                    translation.original(other_words[column].span),
                    min(1.0, float(likeness[row, column])),
                )
                for row, column in np.argwhere(self.link(likeness)).tolist()
            )
            for (sentence, translation), (words, other_words, likeness) in zip(
                pairs, self.likenesses(pairs, cancel), strict=True
            )
        ]

    def link(self, likeness: Likeness) -> Links:
        """See `link`; as strict as suits this network's signal."""
        return link(likeness, _BY_STATES if self._reads_states else _BY_ATTENTION)

    def _by_attention(
        self,
        sentence: Side,
        translation: Side,
        words: tuple[Word, ...],
        other_words: tuple[Word, ...],
        cancel: CancelToken,
    ) -> Likeness:
        """sqrt(p(source word | target piece) p(target word | source piece)), means over the pieces."""
        forth = self._runtime.attend(sentence.encoded, translation.pieces)[:, 1:-1]
        cancel.raise_if_cancelled()
        back = self._runtime.attend(translation.encoded, sentence.pieces)[:, 1:-1]
        one = _pooled(forth, other_words, words).T
        other = _pooled(back, words, other_words)
        likeness: Likeness = np.sqrt(one * other).astype(np.float32)
        return likeness


def link(likeness: Likeness, strict: _Strictness = _BY_STATES) -> Links:
    """Which pairs of words are linked: of the shape of `likeness`."""
    linked: Links = np.zeros(likeness.shape, dtype=np.bool_)
    if not likeness.size:
        return linked
    best_of_row = likeness == likeness.max(axis=1, keepdims=True)
    best_of_column = likeness == likeness.max(axis=0, keepdims=True)
    mutual = best_of_row & best_of_column & (likeness >= strict.least)
    linked |= mutual
    # Views: what is set in one of the transposed arrays is set in `linked`.
    for scores, core, result in (
        (likeness, mutual, linked),
        (likeness.T, mutual.T, linked.T),
    ):
        for row in np.flatnonzero(~core.any(axis=1)).tolist():
            partner = int(scores[row].argmax())
            score = scores[row, partner]
            for other in np.flatnonzero(core[:, partner]).tolist():
                alike = score >= max(strict.joining, strict.share * scores[other, partner])
                if alike and abs(other - row) <= _NEAR:
                    result[row, partner] = True
    return linked


def _by_states(
    states: States, other_states: States, words: tuple[Word, ...], other_words: tuple[Word, ...]
) -> Likeness:
    """Cosines of the words' mean states, none below 0."""
    ours, theirs = (
        _unit(np.stack([of_side[list(word.pieces)].mean(axis=0) for word in side]))
        for of_side, side in ((states, words), (other_states, other_words))
    )
    likeness: Likeness = np.maximum(ours @ theirs.T, 0).astype(np.float32)
    return likeness


def _unit(vectors: States) -> States:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    unit: States = (vectors / np.maximum(lengths, 1e-9)).astype(np.float32)
    return unit


def _pooled(attention: Attention, writers: tuple[Word, ...], read: tuple[Word, ...]) -> Attention:
    """[writing words, words read]: mean over the pieces that write, sum over those looked at."""
    rows = np.stack([attention[list(word.pieces)].mean(axis=0) for word in writers])
    return np.stack([rows[:, list(word.pieces)].sum(axis=1) for word in read], axis=1)


def _overlap(span: Span, start: int, end: int) -> bool:
    return span.start < end and start < span.end
