from __future__ import annotations

import numpy as np
import pytest

from bertsum_app.core.cancel import Cancelled, CancelToken
from bertsum_app.core.errors import EmptyText
from bertsum_app.corpus.encode import lay_out_text
from bertsum_app.inference.ctranslate2_runtime import CTranslate2Runtime
from bertsum_app.inference.scorer import TextClassifier
from bertsum_app.inference.sentiment import SentimentParts, SentimentReader
from bertsum_app.model.config import BertSumConfig
from bertsum_app.model.weights import Weights
from bertsum_app.text.chinese import ChineseConverter
from bertsum_app.text.detect import LanguageDetector
from bertsum_app.text.sentencepiece_tokenizer import SentencePieceTokenizer
from helpers.tiny_model import sample_lines

LINES = list(sample_lines())[:40:2]


@pytest.fixture
def parts(
    float_runtime: CTranslate2Runtime,
    tokenizer: SentencePieceTokenizer,
    config: BertSumConfig,
    weights: Weights,
) -> SentimentParts:
    return SentimentParts(
        runtime=float_runtime,
        tokenizer=tokenizer,
        config=config,
        classifier=TextClassifier(weights),
        detector=LanguageDetector(),
        converter=ChineseConverter(),
    )


def alone(parts: SentimentParts, text: str) -> float:
    pieces = parts.tokenizer.encode(text)
    encoded = lay_out_text(parts.tokenizer.special, pieces, parts.config.max_positions)
    [states] = parts.runtime.encode([encoded])
    return float(parts.classifier.probabilities(states[:1])[0, 1])


def test_text_that_fits_is_read_at_once(parts: SentimentParts) -> None:
    text = "The cat likes tea. My sister opens the red book."
    result = SentimentReader(parts).read(text, None, CancelToken())
    np.testing.assert_allclose(result.positive, alone(parts, text), atol=1e-5)
    assert result.label == ("positive" if result.positive >= 0.5 else "negative")
    assert result.probability == max(result.positive, 1 - result.positive)
    assert result.language == "en"


def test_each_sentence_is_read_by_itself(parts: SentimentParts) -> None:
    text = "The cat likes tea.\n  My sister opens the red book."
    result = SentimentReader(parts).read(text, "en", CancelToken())
    assert [each.span.of(text) for each in result.sentences] == [
        "The cat likes tea.",
        "My sister opens the red book.",
    ]
    for each in result.sentences:
        np.testing.assert_allclose(each.positive, alone(parts, each.span.of(text)), atol=1e-5)


def test_single_sentence_and_whole_are_the_same(parts: SentimentParts) -> None:
    result = SentimentReader(parts).read("猫喜欢一杯茶！", None, CancelToken())
    assert result.language == "zh"
    assert [each.positive for each in result.sentences] == [result.positive]


def test_long_text_is_averaged_over_windows(parts: SentimentParts) -> None:
    result = SentimentReader(parts).read("\n".join(LINES), "en", CancelToken())
    values = [each.positive for each in result.sentences]
    assert len(values) == len(LINES)
    assert min(values) - 0.2 <= result.positive <= max(values) + 0.2


def test_sentence_longer_than_the_encoder_is_read_by_its_beginning(parts: SentimentParts) -> None:
    text = "the red book " * 100
    result = SentimentReader(parts).read(text, "en", CancelToken())
    np.testing.assert_allclose(result.positive, alone(parts, text), atol=1e-5)


def test_empty_text_is_named(parts: SentimentParts) -> None:
    with pytest.raises(EmptyText):
        SentimentReader(parts).read("\n", None, CancelToken())


def test_reading_can_be_cancelled(parts: SentimentParts) -> None:
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        SentimentReader(parts).read("The cat likes tea.", "en", token)
