"""The seam between what is to be computed and what computes it.

Translator, summarizer and sentiment reader stand above this Protocol; CTranslate2 (the CPU) and torch
(GPUs, and the reference in tests) stand below it. Values only: ids in, ids and NumPy arrays out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from bertsum_app.corpus.encode import EncodedInput

States = npt.NDArray[np.float32]
#: [length of the output, length of the input]; each row sums to 1.
Attention = npt.NDArray[np.float32]


@dataclass(frozen=True)
class SearchOptions:
    """How an output is looked for. Lengths count pieces, `</s>` not among them."""

    beam_size: int = 4  # 1: greedy
    #: A hypothesis scores log P / length ** length_penalty (`</s>` counts); 0 leaves log P.
    length_penalty: float = 1.0
    no_repeat_ngram: int = 0  # no n-gram of pieces of this size twice; 0: no such rule
    max_length: int = 256
    min_length: int = 1
    #: Above 1: logits of pieces already written are divided (if negative: multiplied) by it.
    repetition_penalty: float = 1.0
    hypotheses: int = 1  # how many to return, at most `beam_size`
    #: Write only pieces of the language that the job token in front of each input asks for, where the
    #: model has a say in it (see scripts.py). All inputs of a batch then ask for one language.
    own_script: bool = False
    #: Pieces that every output begins with; part of `Hypothesis.ids`. All rules about lengths and
    #: repetition count them as written, but `score` leaves out their probability.
    prefix: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        """Check what must fit together.

        Raises:
            ValueError: a number is out of range.
        """
        if not 1 <= self.hypotheses <= self.beam_size:
            raise ValueError("hypotheses must be in 1..beam_size")
        if not 0 <= self.min_length <= self.max_length or self.max_length < 1:
            raise ValueError("lengths must satisfy 0 <= min_length <= max_length, 1 <= max_length")
        if self.repetition_penalty <= 0 or self.no_repeat_ngram < 0:
            raise ValueError("repetition_penalty must be positive, no_repeat_ngram not negative")
        if len(self.prefix) >= self.max_length:
            raise ValueError("max_length must leave room behind the prefix")


@dataclass(frozen=True)
class Hypothesis:
    """One output: its pieces without `<s>` and `</s>`, and its length-normalised log probability."""

    ids: tuple[int, ...]
    score: float


#: Waits for a submitted batch and returns, for each input, its hypotheses, best first.
Pending = Callable[[], list[list[Hypothesis]]]


def check_output(output: Sequence[int], positions: int) -> None:
    """Raises ValueError unless `output` has a piece and leaves room for `</s>` in `positions`."""
    if not 0 < len(output) < positions:
        raise ValueError(f"an output of {len(output)} pieces where 1 to {positions - 1} fit")


class Runtime(Protocol):
    """Runs one loaded network. Used by one thread at a time."""

    @property
    def name(self) -> str:
        """Device and number format for people, such as ``CPU · int8``."""
        ...

    @property
    def parallel_batches(self) -> int:
        """How many submitted batches are worked on at the same time."""
        ...

    def submit(self, inputs: Sequence[EncodedInput], options: SearchOptions) -> Pending:
        """Start to decode one batch, padded to its longest input; call the result to wait for it.

        Raises (there or here):
            OutOfMemory: the device has too little memory for the batch.
        """
        ...

    def generate(
        self, inputs: Sequence[EncodedInput], options: SearchOptions
    ) -> list[list[Hypothesis]]:
        """Decode one batch and wait: for each input its hypotheses, best first."""
        ...

    def encode(self, inputs: Sequence[EncodedInput]) -> list[States]:
        """Encoder output of each input, [length, hidden] float32, padding taken off."""
        ...

    def attend(self, each: EncodedInput, output: Sequence[int]) -> Attention:
        """Where the decoder looks in the input while it writes each piece of a given output.

        It is the cross-attention of the last layer, mean over its heads, with the decoder fed with
        `output` (pieces without `<s>` and `</s>`), whether it would write that or not.

        Raises:
            ValueError: the network has no decoder, `output` is empty or leaves no room for its end.
        """
        ...

    def close(self) -> None:
        """Give back what the network holds. The object cannot be used afterwards."""
        ...
