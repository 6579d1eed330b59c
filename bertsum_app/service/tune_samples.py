"""What the network makes of a few held-back examples, told at every validation of a run.

The examples are some of those that the network is validated with, chosen once, so that the figures of a
run compare; the ones it is measured with at the end are none of them. They are few and short, because
this is done again and again while somebody waits for the training.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from bertsum_app.core.cancel import CancelToken
from bertsum_app.corpus.encode import EncodedInput
from bertsum_app.corpus.examples import SummaryExample
from bertsum_app.corpus.user_corpus import CorpusTask, Example
from bertsum_app.evaluation.figures import main_figures
from bertsum_app.evaluation.report import Report, SentimentReport, TranslationReport
from bertsum_app.inference.engine import Engine, load_tokenizer
from bertsum_app.inference.runtime import Hypothesis, SearchOptions
from bertsum_app.inference.scorer import head_weights
from bertsum_app.inference.torch_runtime import TorchRuntime
from bertsum_app.inference.translator import TranslateOptions
from bertsum_app.library.store import InstalledModel
from bertsum_app.model.bertsum import BertSum
from bertsum_app.model.checkpoint import to_weights
from bertsum_app.model.decoding import read_decoding_defaults
from bertsum_app.service.tune_measure import measure, summary_methods
from bertsum_app.text.detect import LanguageDetector
from bertsum_app.training.events import Sampled, SampleText

#: The likeliest piece at a time, once: 12 pairs both ways take 1.8 s of a core, 2.5 s as the program
#: translates for people (the embedded model).
_SEARCH = TranslateOptions(beam_size=1, retry_doubtful=False)
_SHOWN = 8
_SHOWN_CHARACTERS = 600


class Sampler:
    """Translates, summarizes or reads the samples with a network that is being trained."""

    def __init__(
        self,
        base: InstalledModel,
        vocabulary: Path,
        task: CorpusTask,
        examples: Sequence[Example],
        targets: Sequence[str],
    ) -> None:
        """What to work with.

        Args:
            base: what the training began with, or what a new model is compared with.
            vocabulary: the folder of the tokenizer that the network learns with.
            task: what is taught.
            examples: the samples.
            targets: the languages translated into.
        """
        self._base = base
        self._task = task
        self._examples = examples
        self._targets = targets
        self._tokenizer = load_tokenizer(vocabulary)
        self._decoding = read_decoding_defaults(base.folder)
        self._detector = LanguageDetector()

    def __call__(self, model: BertSum, step: int, cancel: CancelToken) -> Sampled:
        """What `model` makes of them; leaves it in evaluation mode.

        Raises:
            Cancelled: `cancel` was set.
            OutOfMemory: the device has no room for it.
        """
        started = time.monotonic()
        device = next(model.parameters()).device.type
        engine = Engine(
            self._base,
            model.config,
            self._tokenizer,
            _BriefRuntime(model, self._tokenizer, device),
            head_weights(to_weights(model)),
            self._decoding,
            self._detector,
        )
        methods = summary_methods(self._base.manifest)
        report = measure(
            engine, self._task, self._examples, self._targets, _SEARCH, cancel, methods
        )
        seconds = round(time.monotonic() - started, 2)
        shown = self._texts(report)[:_SHOWN]
        return Sampled(step, len(self._examples), seconds, main_figures(report), tuple(shown))

    def _texts(self, report: Report) -> list[SampleText]:
        if isinstance(report, TranslationReport):
            by_target = [
                [
                    _sample(row.text, row.reference, row.hypothesis, target)
                    for row in report.outputs
                    if row.target_language == target
                ]
                for target in self._targets
            ]
            # In turns, so that each direction is among the first ones.
            return [each for group in zip(*by_target, strict=True) for each in group]
        if isinstance(report, SentimentReport):
            return [
                _sample(row.text, _verdict(row.expected), _verdict(row.read_positive))
                for row in report.outputs
            ]
        methods = len(report.outputs) // max(1, len(self._examples))
        documents = [each for each in self._examples if isinstance(each, SummaryExample)]
        return [
            _sample(documents[number // methods].text, row.reference, row.hypothesis, row.language)
            for number, row in enumerate(report.outputs)
        ]


class _BriefRuntime(TorchRuntime):
    """Writes at most twice what it reads: a network that knows little yet finds no end."""

    def generate(
        self, inputs: Sequence[EncodedInput], options: SearchOptions
    ) -> list[list[Hypothesis]]:
        """See `Runtime.generate`."""
        room = max(options.min_length, 2 * max(map(len, inputs), default=0))
        return super().generate(inputs, replace(options, max_length=min(options.max_length, room)))


def _verdict(positive: bool) -> str:
    return "positive" if positive else "negative"


def _sample(text: str, reference: str, output: str, language: str = "") -> SampleText:
    return SampleText(_short(text), _short(reference), _short(output), language)


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN_CHARACTERS else text[: _SHOWN_CHARACTERS - 1] + "…"
