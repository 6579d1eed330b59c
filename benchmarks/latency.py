"""How long one sentence takes once the model is loaded, as somebody who types feels it."""

from __future__ import annotations

import time
from collections.abc import Sequence

from measurement import Measurement
from subject import Subject
from texts import short_sentences, twenty_word_sentences

from bertsum_app.core.cancel import CancelToken
from bertsum_app.inference.engine import Engine
from bertsum_app.inference.translator import TranslateOptions

ROUNDS = 3


def measure(subject: Subject) -> list[Measurement]:
    """Milliseconds of single sentences; none is in the cache when it is asked for."""
    return [
        Measurement(
            "one sentence of 20 words, en to zh",
            "ms",
            _milliseconds(subject, twenty_word_sentences(), "en", "zh"),
        ),
        Measurement(
            "one short sentence, en to zh",
            "ms",
            _milliseconds(subject, short_sentences("en"), "en", "zh"),
        ),
        Measurement(
            "one short sentence, zh to en",
            "ms",
            _milliseconds(subject, short_sentences("zh"), "zh", "en"),
        ),
    ]


def _milliseconds(
    subject: Subject, sentences: Sequence[str], source: str, target: str
) -> tuple[float, ...]:
    samples = []
    for _ in range(ROUNDS):
        engine = Engine.open(subject.model, subject.paths, device="cpu")
        try:
            translator, options = engine.translator, TranslateOptions()
            warm_up = "This one is not counted." if source == "en" else "这一句不算。"
            translator.translate(warm_up, source, target, options, None, CancelToken())
            for sentence in sentences:
                started = time.perf_counter()
                translator.translate(sentence, source, target, options, None, CancelToken())
                samples.append((time.perf_counter() - started) * 1000)
        finally:
            engine.close()
    return tuple(samples)
