"""How text is laid out for the encoder: one layout for training and inference alike. Free of torch.

    translation   <2zh> pieces [SEP]                          segments all 0
    extractive    [CLS] s1 [SEP] [CLS] s2 [SEP] ...           segments 0, 1, 0, ... by sentence
    abstractive   <sum> [CLS] s1 [SEP] [CLS] s2 [SEP] ...     the same; <sum> has segment 0
    sentiment     [CLS] pieces [SEP]                          segments all 0

The decoder reads ``<s> y1 ... yn`` and is to write ``y1 ... yn </s>``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bertsum_app.text.tokenizer import SUMMARIZE, TO_CHINESE, TO_ENGLISH, SpecialTokens, Tokenizer

_TARGETS = {"en": TO_ENGLISH, "zh": TO_CHINESE}


@dataclass(frozen=True)
class EncodedInput:
    """One encoder input: ids and segments of equal length, and where its sentences' [CLS] stand."""

    ids: tuple[int, ...]
    segments: tuple[int, ...]
    cls_positions: tuple[int, ...] = ()

    def __len__(self) -> int:
        """Positions taken."""
        return len(self.ids)


def job_id(special: SpecialTokens, target_language: str) -> int:
    """The first token that asks for a translation into `target_language` ("en" or "zh").

    Raises:
        KeyError: the vocabulary has no such job.
    """
    return special.jobs[_TARGETS[target_language]]


def encode_translation(
    tokenizer: Tokenizer, text: str, target_language: str, max_positions: int
) -> EncodedInput:
    """Lay out `text` for translation; what exceeds `max_positions` is cut off at the end."""
    special = tokenizer.special
    pieces = tokenizer.encode(text)[: max_positions - 2]
    ids = (job_id(special, target_language), *pieces, special.sep)
    return EncodedInput(ids, (0,) * len(ids))


def lay_out_text(special: SpecialTokens, pieces: Sequence[int], max_positions: int) -> EncodedInput:
    """Lay out the pieces of a text for the classifier; what exceeds `max_positions` is cut off."""
    ids = (special.cls, *pieces[: max_positions - 2], special.sep)
    return EncodedInput(ids, (0,) * len(ids), (0,))


def lay_out_document(
    special: SpecialTokens,
    sentences: Sequence[Sequence[int]],
    max_positions: int,
    *,
    abstract: bool = False,
) -> EncodedInput:
    """Lay out a document's first sentences, as many as fit whole.

    The first sentence is cut where it alone is too long, so that the result holds at least one
    sentence (`len(result.cls_positions)` tells how many).

    Args:
        special: the ids that frame sentences.
        sentences: the pieces of each, in document order.
        max_positions: how long the result may be.
        abstract: put the ``<sum>`` job in front, for the decoder to write an abstract.
    """
    ids: list[int] = [special.jobs[SUMMARIZE]] if abstract else []
    segments: list[int] = [0] * len(ids)
    cls_positions: list[int] = []
    for index, sentence in enumerate(sentences):
        room = max_positions - len(ids) - 2
        if len(sentence) > room and (index or room < 0):
            break
        cls_positions.append(len(ids))
        framed = [special.cls, *sentence[:room], special.sep]
        ids += framed
        segments += [index % 2] * len(framed)
    return EncodedInput(tuple(ids), tuple(segments), tuple(cls_positions))
