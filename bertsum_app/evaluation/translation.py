"""Translating a test set and scoring it.

The translator gets many lines at once, as a file of the user's would be: what is measured is what
the program does with a line of text, sentence splitting, second tries and punctuation included.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate
from typing import Protocol

from bertsum_app.core.cancel import CancelToken
from bertsum_app.core.progress import Progress
from bertsum_app.corpus.examples import TranslationExample
from bertsum_app.evaluation.bleu import corpus_bleu, corpus_chrf
from bertsum_app.evaluation.report import (
    DirectionReport,
    TranslationOutput,
    TranslationReport,
    TranslationScores,
)
from bertsum_app.inference.translator import SegmentResult, TranslateOptions, TranslationResult

#: Code points handed to the translator at once: enough for full batches, far below its limit.
_CHUNK_CHARACTERS = 200_000

OnProgress = Callable[[Progress], None]


class TextTranslator(Protocol):
    """What is used of `inference.translator.Translator`."""

    def translate(
        self,
        text: str,
        source: str | None,
        target: str,
        options: TranslateOptions,
        on_segment: Callable[[SegmentResult], None] | None,
        cancel: CancelToken,
    ) -> TranslationResult:
        """As many lines come out as go in."""
        ...


def evaluate_translation(
    translator: TextTranslator,
    examples: Iterable[TranslationExample],
    *,
    targets: Sequence[str] = ("zh", "en"),
    options: TranslateOptions | None = None,
    on_progress: OnProgress | None = None,
    cancel: CancelToken | None = None,
) -> TranslationReport:
    """Translate `examples` into each of `targets` and score the outputs, together and by corpus.

    Args:
        translator: the engine's.
        examples: pairs; inner line breaks count as blanks.
        targets: "zh", "en" or both.
        options: of the search; the translator's usual ones where left out.
        on_progress: told the number of lines done, over all targets.
        cancel: looked at between batches.

    Raises:
        Cancelled: `cancel` was set.
        AppError: what the translator raises.
    """
    pairs = list(examples)
    options, cancel = options or TranslateOptions(), cancel or CancelToken()
    directions: list[DirectionReport] = []
    outputs: list[TranslationOutput] = []
    for number, target in enumerate(targets):
        source = "en" if target == "zh" else "zh"
        texts = [_line(pair.english if target == "zh" else pair.chinese) for pair in pairs]
        references = [_line(pair.chinese if target == "zh" else pair.english) for pair in pairs]
        progress = _LineProgress(on_progress, number * len(pairs), len(targets) * len(pairs))
        hypotheses = _translate_lines(translator, texts, source, target, options, progress, cancel)
        found = [
            TranslationOutput(pair.source, target, text, reference, hypothesis)
            for pair, text, reference, hypothesis in zip(
                pairs, texts, references, hypotheses, strict=True
            )
        ]
        directions.append(score_direction(target, found))
        outputs += found
    return TranslationReport(tuple(directions), tuple(outputs))


def score_direction(target: str, outputs: Sequence[TranslationOutput]) -> DirectionReport:
    """Score the outputs of one target language."""
    sources = sorted({output.source for output in outputs})
    by_source = tuple(
        (name, _scores(target, [output for output in outputs if output.source == name]))
        for name in sources
    )
    return DirectionReport(target, _scores(target, outputs), by_source)


def _scores(target: str, outputs: Sequence[TranslationOutput]) -> TranslationScores:
    hypotheses = [output.hypothesis for output in outputs]
    references = [output.reference for output in outputs]
    return TranslationScores(
        examples=len(outputs),
        bleu=corpus_bleu(hypotheses, references, target),
        chrf=corpus_chrf(hypotheses, references),
    )


class _LineProgress:
    """Turns finished segments of a chunk into finished lines of the whole run."""

    def __init__(self, on_progress: OnProgress | None, before: int, total: int) -> None:
        self._on_progress = on_progress
        self._total = total
        self._done = before
        self._line_ends: list[int] = []

    def chunk(self, lines: Sequence[str]) -> None:
        """The next chunk begins."""
        self._done += len(self._line_ends)
        self._line_ends = list(accumulate(len(line) + 1 for line in lines))
        self._report(0)

    def segment(self, segment: SegmentResult) -> None:
        """A segment is done, and with it all lines that end before it."""
        self._report(bisect_right(self._line_ends, segment.source.end))

    def finish(self) -> None:
        """All chunks are done."""
        self._report(len(self._line_ends))

    def _report(self, lines: int) -> None:
        if self._on_progress is not None:
            self._on_progress(Progress(self._done + lines, self._total, "lines"))


def _translate_lines(
    translator: TextTranslator,
    lines: Sequence[str],
    source: str,
    target: str,
    options: TranslateOptions,
    progress: _LineProgress,
    cancel: CancelToken,
) -> list[str]:
    """One output for each line; a line of white space gives an empty one."""
    outputs: list[str] = []
    for chunk in _chunks(lines):
        progress.chunk(chunk)
        text = "\n".join(chunk)
        if not text.strip():
            outputs += [""] * len(chunk)
            continue
        result = translator.translate(text, source, target, options, progress.segment, cancel)
        translated = result.text.split("\n")
        if len(translated) != len(chunk):
            raise AssertionError(f"{len(chunk)} lines in, {len(translated)} lines out")
        outputs += (line.strip() for line in translated)
    progress.finish()
    return outputs


def _line(text: str) -> str:
    """`text` without anything that may end a line."""
    return " ".join(text.splitlines())


def _chunks(lines: Sequence[str]) -> Iterable[list[str]]:
    chunk: list[str] = []
    size = 0
    for line in lines:
        if chunk and size + len(line) > _CHUNK_CHARACTERS:
            yield chunk
            chunk, size = [], 0
        chunk.append(line)
        size += len(line)
    if chunk:
        yield chunk
