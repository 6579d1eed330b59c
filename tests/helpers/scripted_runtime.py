"""A runtime that answers from a script, for tests of what stands above the runtimes."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from bertsum_app.corpus.encode import EncodedInput
from bertsum_app.inference.runtime import Attention, Hypothesis, Pending, SearchOptions, States
from bertsum_app.text.tokenizer import Tokenizer

#: From a source text and the options to one output or several, best first.
Script = Callable[[str, SearchOptions], str | Sequence[str]]


class ScriptedRuntime:
    """`Runtime` whose outputs are those of a script; remembers what it was asked."""

    name = "script"

    def __init__(self, tokenizer: Tokenizer, script: Script, parallel_batches: int = 1) -> None:
        self._tokenizer = tokenizer
        self._script = script
        self.parallel_batches = parallel_batches
        #: Source texts of each batch, with its options, in the order of submission.
        self.batches: list[tuple[list[str], SearchOptions]] = []

    @property
    def texts(self) -> list[str]:
        """Source texts in the order they were asked for."""
        return [text for texts, _ in self.batches for text in texts]

    def submit(self, inputs: Sequence[EncodedInput], options: SearchOptions) -> Pending:
        texts = [self._tokenizer.decode(each.ids) for each in inputs]
        self.batches.append((texts, options))
        return lambda: [self._answer(text, options) for text in texts]

    def generate(
        self, inputs: Sequence[EncodedInput], options: SearchOptions
    ) -> list[list[Hypothesis]]:
        return self.submit(inputs, options)()

    def encode(self, inputs: Sequence[EncodedInput]) -> list[States]:
        return [np.zeros((len(each), 4), dtype=np.float32) for each in inputs]

    def attend(self, each: EncodedInput, output: Sequence[int]) -> Attention:
        return np.full((len(output), len(each)), 1 / len(each), dtype=np.float32)

    def close(self) -> None:
        pass

    def _answer(self, text: str, options: SearchOptions) -> list[Hypothesis]:
        outputs = self._script(text, options)
        if isinstance(outputs, str):
            outputs = [outputs]
        return [
            Hypothesis(tuple(self._tokenizer.encode(output)), -0.1 * place)
            for place, output in enumerate(outputs[: options.hypotheses])
        ]
