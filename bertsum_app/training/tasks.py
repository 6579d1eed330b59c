"""Which task comes next, and the stream of batches behind each."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from pathlib import Path

from bertsum_app.core.errors import PackedCorpusDamaged
from bertsum_app.corpus.batches import (
    Batch,
    BatchStream,
    DocumentStream,
    SentenceStream,
    StreamSettings,
    StreamState,
    TextStream,
    TranslationStream,
)
from bertsum_app.corpus.masking import MaskedPairStream, MaskedTextStream
from bertsum_app.corpus.pack import (
    DEV_PREFIX,
    DOCUMENTS_FILE,
    PAIRS_FILE,
    PASSAGES_FILE,
    SENTIMENT_FILE,
)
from bertsum_app.corpus.packed import (
    PackedDocuments,
    PackedPairs,
    PackedSentences,
    PackedTexts,
    read_packed,
)
from bertsum_app.text.tokenizer import SpecialTokens
from bertsum_app.training.config import TaskConfig, TaskKind

_FILES: dict[TaskKind, str] = {
    "translate": PAIRS_FILE,
    "tlm": PAIRS_FILE,
    "summarize-extractive": DOCUMENTS_FILE,
    "summarize-abstractive": DOCUMENTS_FILE,
    "sentiment": SENTIMENT_FILE,
    "mlm": PASSAGES_FILE,
}


class TaskMix:
    """Draws a task for each step by share, and hands out its batches.

    The task of a step is a pure function of the seed and the step, and a stream's place is in its
    state, so the mix resumes exactly.
    """

    def __init__(
        self,
        packed: Path,
        tasks: Sequence[TaskConfig],
        special: SpecialTokens,
        *,
        vocab_size: int,
        seed: int,
        first_stage_steps: int = 0,
    ) -> None:
        """Open the packed files of all tasks that have a share.

        With `first_stage_steps` only tasks of the first stage are drawn up to that step, and only those
        of the second behind it.

        Raises:
            PackedCorpusDamaged: a file is missing or of another kind.
            CorpusEmpty: a task finds nothing to learn from.
        """
        self._tasks = [task for task in tasks if task.share > 0]
        self._seed = seed
        self._first_stage_steps = first_stage_steps
        self._streams = {
            task.kind: open_stream(packed, task, special, vocab_size=vocab_size, seed=seed)
            for task in self._tasks
        }

    def task_of(self, step: int) -> TaskKind:
        """The task of `step`."""
        tasks = self._tasks
        if self._first_stage_steps:
            stage = 1 if step <= self._first_stage_steps else 2
            tasks = [task for task in tasks if task.stage == stage]
        draw = random.Random(f"{self._seed}/{step}").choices(
            tasks, weights=[task.share for task in tasks]
        )
        return draw[0].kind

    @property
    def streams(self) -> Mapping[TaskKind, BatchStream]:
        """The batches of each task."""
        return self._streams

    @property
    def states(self) -> dict[str, StreamState]:
        """Where each stream stands."""
        return {kind: stream.state for kind, stream in self._streams.items()}

    def restore(self, states: dict[str, StreamState]) -> None:
        """Put each stream back where it stood; a task new to the run begins at its start."""
        for kind, stream in self._streams.items():
            stream.state = states.get(kind, StreamState())


def open_stream(
    packed: Path,
    task: TaskConfig,
    special: SpecialTokens,
    *,
    vocab_size: int,
    seed: int,
    dev: bool = False,
) -> BatchStream:
    """The stream of `task` over the packed folder, or over its dev file.

    Raises:
        PackedCorpusDamaged: the file is missing or of another kind.
        CorpusEmpty: it holds nothing that the task can use.
    """
    name = task.packed_file or _FILES[task.kind]
    path = packed / (DEV_PREFIX + name if dev else name)
    corpus = read_packed(path)
    settings = StreamSettings(
        tokens=task.tokens,
        pool_examples=task.pool_examples,
        max_length=task.max_length,
        domain_weights=None if dev else task.domain_weights,
        familiar_domain=task.familiar_domain,
        exact_lengths_to=task.exact_lengths_to,
        seed=seed,
    )
    match task.kind, corpus:
        case "translate", PackedPairs():
            return TranslationStream(corpus, special, settings, task.targets)
        case "tlm", PackedPairs():
            return MaskedPairStream(corpus, special, settings, vocab_size=vocab_size)
        case "summarize-extractive", PackedDocuments():
            return DocumentStream(corpus, special, settings, abstract=False)
        case "summarize-extractive", PackedSentences():
            return SentenceStream(corpus, settings)
        case "summarize-abstractive", PackedDocuments():
            return DocumentStream(corpus, special, settings, abstract=True)
        case "sentiment", PackedTexts():
            return TextStream(corpus, special, settings)
        case "mlm", PackedTexts():
            return MaskedTextStream(corpus, special, settings, vocab_size=vocab_size)
        case _:
            raise PackedCorpusDamaged(path=path, reason=f"not what {task.kind} needs")


def dev_batches(
    packed: Path, task: TaskConfig, special: SpecialTokens, *, vocab_size: int, most: int
) -> list[Batch]:
    """Up to `most` batches of `task`'s dev file, none of them twice, the same ones at every call.

    Raises:
        PackedCorpusDamaged, CorpusEmpty: as `open_stream`.
    """
    stream = open_stream(packed, task, special, vocab_size=vocab_size, seed=0, dev=True)
    batches: list[Batch] = []
    while stream.state.pool == 0 and len(batches) < most:
        batches.append(stream.next_batch())
    return batches


def has_dev_file(packed: Path, task: TaskConfig) -> bool:
    """Whether the packed folder has development examples for `task`."""
    return (packed / (DEV_PREFIX + (task.packed_file or _FILES[task.kind]))).is_file()
