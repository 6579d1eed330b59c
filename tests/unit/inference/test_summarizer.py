from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from bertsum_app.core.cancel import Cancelled, CancelToken
from bertsum_app.core.errors import EmptyText, JobNotSupported
from bertsum_app.core.progress import Progress
from bertsum_app.corpus.encode import EncodedInput, lay_out_document
from bertsum_app.inference.centrality import with_centrality
from bertsum_app.inference.ctranslate2_runtime import CTranslate2Runtime
from bertsum_app.inference.runtime import States
from bertsum_app.inference.scorer import SentenceScorer
from bertsum_app.inference.selection import SummaryLength
from bertsum_app.inference.summarizer import Summarizer, SummarizerParts
from bertsum_app.inference.torch_runtime import TorchRuntime
from bertsum_app.inference.windows import merged, plan_windows
from bertsum_app.model.config import BertSumConfig
from bertsum_app.model.weights import Weights
from bertsum_app.text.chinese import ChineseConverter
from bertsum_app.text.detect import LanguageDetector
from bertsum_app.text.sentencepiece_tokenizer import SentencePieceTokenizer
from helpers.scripted_runtime import ScriptedRuntime
from helpers.tiny_model import sample_lines

ENGLISH = [line for number, line in enumerate(sample_lines()) if number % 14 == 0][:24]
TWO = SummaryLength(sentences=2)


@pytest.fixture
def parts(
    float_runtime: CTranslate2Runtime,
    tokenizer: SentencePieceTokenizer,
    config: BertSumConfig,
    weights: Weights,
) -> SummarizerParts:
    return SummarizerParts(
        runtime=float_runtime,
        tokenizer=tokenizer,
        config=config,
        model_id="tiny",
        writes=True,
        scorer=SentenceScorer(config, weights),
        detector=LanguageDetector(),
        converter=ChineseConverter(),
    )


def test_each_sentence_gets_one_score(parts: SummarizerParts) -> None:
    text = "\n".join(ENGLISH)
    seen: list[Progress] = []
    scored = Summarizer(parts).score(text, None, CancelToken(), seen.append)
    assert len(scored.scores) == len(scored.spans) == len(scored.sentences) == len(ENGLISH)
    assert scored.language == "en"
    assert all(0 < score < 1 for score in scored.scores)
    assert [span.of(text) for span in scored.spans] == ENGLISH
    assert seen[-1] == Progress(len(ENGLISH), len(ENGLISH), "sentences")
    assert len(seen) > 2


def test_short_document_is_scored_as_one(
    parts: SummarizerParts, tokenizer: SentencePieceTokenizer, torch_runtime: TorchRuntime
) -> None:
    sentences = ENGLISH[:3]
    encoded = lay_out_document(tokenizer.special, [tokenizer.encode(s) for s in sentences], 64)
    [states] = torch_runtime.encode([encoded])
    assert parts.scorer is not None
    alone = parts.scorer.scores(states[list(encoded.cls_positions)])
    expected = with_centrality(sentences, alone.tolist(), "en")
    scored = Summarizer(parts).score("\n".join(sentences), "en", CancelToken())
    np.testing.assert_allclose(scored.scores, expected, atol=1e-5)


def test_sentences_of_a_few_windows_have_their_places_in_the_document(
    parts: SummarizerParts, tokenizer: SentencePieceTokenizer, torch_runtime: TorchRuntime
) -> None:
    pieces = [tokenizer.encode(sentence) for sentence in ENGLISH]
    sizes = [len(each) + 2 for each in pieces]
    count = next(n for n in range(1, len(sizes)) if len(plan_windows(sizes[:n], 64)) == 3)
    windows = plan_windows(sizes[:count], 64)
    inputs = [lay_out_document(tokenizer.special, pieces[w.first : w.end], 64) for w in windows]
    read = [
        states[list(encoded.cls_positions)]
        for encoded, states in zip(inputs, torch_runtime.encode(inputs), strict=True)
    ]
    assert parts.scorer is not None
    together = parts.scorer.scores(merged(windows, read))
    expected = with_centrality(ENGLISH[:count], together.tolist(), "en")
    scored = Summarizer(parts).score("\n".join(ENGLISH[:count]), "en", CancelToken())
    np.testing.assert_allclose(scored.scores, expected, atol=1e-5)


def test_what_the_scorer_is_given_can_be_had_without_its_scores(parts: SummarizerParts) -> None:
    text = "\n".join(ENGLISH[:6])
    read = Summarizer(parts).read(text, "en", CancelToken())
    assert read is not None
    assert read.sentences == tuple(ENGLISH[:6])
    assert parts.scorer is not None
    alone = parts.scorer.scores(read.states)
    expected = with_centrality(read.sentences, alone.tolist(), "en")
    scored = Summarizer(parts).score(text, "en", CancelToken())
    np.testing.assert_allclose(scored.scores, expected, atol=1e-6)


def test_a_text_of_many_windows_is_given_to_the_scorer_in_parts(parts: SummarizerParts) -> None:
    assert Summarizer(parts).read("\n".join(ENGLISH * 5), "en", CancelToken()) is None


def test_extract_is_made_of_the_documents_sentences_in_order(parts: SummarizerParts) -> None:
    text = "  ".join(ENGLISH)
    result = Summarizer(parts).summarize(text, "en", "extractive", TWO, CancelToken())
    assert result.method == "extractive"
    assert len(result.sentences) == 2
    assert result.text == " ".join(sentence.text for sentence in result.sentences)
    starts = [sentence.span.start for sentence in result.sentences]
    assert starts == sorted(starts)
    for sentence in result.sentences:
        assert sentence.span.of(text) == sentence.text


def test_another_length_selects_from_the_same_scores(parts: SummarizerParts) -> None:
    summarizer = Summarizer(parts)
    scored = summarizer.score("\n".join(ENGLISH), "en", CancelToken())
    few = summarizer.select(scored, SummaryLength(sentences=2))
    many = summarizer.select(scored, SummaryLength(sentences=5))
    assert len(few) == 2
    assert set(few) < set(many)
    assert summarizer.extract(scored, TWO).sentences[0].score == scored.scores[few[0]]


def test_chinese_extract_has_no_blanks(parts: SummarizerParts) -> None:
    text = "猫喜欢一杯茶！我的姐姐打开红色的书。旧电脑看了今天的天气。"
    result = Summarizer(parts).summarize(text, None, "extractive", TWO, CancelToken())
    assert result.language == "zh"
    assert " " not in result.text
    assert len(result.sentences) == 2


def test_sentence_longer_than_the_encoder_is_scored_too(parts: SummarizerParts) -> None:
    text = "The cat likes tea. " + "the red book " * 60 + ". My sister opens it."
    scored = Summarizer(parts).score(text, "en", CancelToken())
    assert len(scored.scores) == len(scored.sentences) >= 3


def test_abstract_is_written_by_the_decoder(parts: SummarizerParts) -> None:
    text = "The cat likes tea. My sister opens the red book."
    result = Summarizer(parts).summarize(text, None, "abstractive", TWO, CancelToken())
    assert result.method == "abstractive"
    assert result.sentences == ()
    assert result.text
    assert result.language == "en"


def scripted(parts: SummarizerParts, *outputs: str) -> tuple[Summarizer, ScriptedRuntime]:
    runtime = ScriptedRuntime(parts.tokenizer, lambda *_: outputs)
    return Summarizer(replace(parts, runtime=runtime, scorer=None)), runtime


def abstract(summarizer: Summarizer, length: SummaryLength = TWO, text: str = "A cat.") -> str:
    return summarizer.abstract(text, "en", length, CancelToken()).text


def test_looping_abstract_gives_way_to_the_next_one(parts: SummarizerParts) -> None:
    summarizer, _ = scripted(parts, "tea tea tea tea tea tea tea", "The cat likes tea.")
    result = summarizer.abstract("A cat.", "en", TWO, CancelToken())
    assert (result.text, result.doubts) == ("The cat likes tea.", ())


def test_abstract_that_only_loops_is_doubted(parts: SummarizerParts) -> None:
    summarizer, _ = scripted(parts, "tea tea tea tea tea tea tea")
    assert summarizer.abstract("A cat.", "en", TWO, CancelToken()).doubts == ("repeats",)


def test_an_empty_abstract_is_doubted_for_that_and_gives_way_to_any_other(
    parts: SummarizerParts,
) -> None:
    nothing, _ = scripted(parts, "")
    assert nothing.abstract("A cat.", "en", TWO, CancelToken()).doubts == ("too-short",)
    looping, _ = scripted(parts, "", "tea tea tea tea tea tea tea")
    result = looping.abstract("A cat.", "en", TWO, CancelToken())
    assert (result.text[:3], result.doubts) == ("tea", ("repeats",))


def test_abstract_says_no_sentence_twice(parts: SummarizerParts) -> None:
    summarizer, _ = scripted(parts, "The cat likes tea. It opens the book. The cat likes tea.")
    assert abstract(summarizer) == "The cat likes tea. It opens the book."


def test_an_english_abstract_with_a_chinese_name_in_it_keeps_its_blanks(
    parts: SummarizerParts,
) -> None:
    summarizer, _ = scripted(parts, "The cat 猫 likes tea. It opens the book.")
    assert abstract(summarizer).endswith("likes tea. It opens the book.")


def test_abstract_cut_by_its_length_ends_with_a_sentence(
    parts: SummarizerParts, tokenizer: SentencePieceTokenizer
) -> None:
    summarizer, runtime = scripted(parts, "The cat likes tea. " + "My sister opens the red" * 9)
    assert abstract(summarizer, SummaryLength(sentences=1)) == "The cat likes tea."
    assert runtime.batches[0][1].max_length == 30


@pytest.mark.parametrize(
    ("length", "pieces"),
    [
        (SummaryLength(level="short"), 40),
        (SummaryLength(level="long"), 64),  # the tiny decoder has no more positions
        (SummaryLength(sentences=1), 30),
    ],
    ids=repr,
)
def test_length_bounds_the_abstract(
    parts: SummarizerParts, length: SummaryLength, pieces: int
) -> None:
    summarizer, runtime = scripted(parts, "Tea.")
    abstract(summarizer, length)
    [(_, options)] = runtime.batches
    assert options.max_length == pieces
    assert options.no_repeat_ngram == 3


def test_long_document_is_abstracted_from_its_best_sentences(parts: SummarizerParts) -> None:
    class Recording(ScriptedRuntime):
        def encode(self, inputs: Sequence[EncodedInput]) -> list[States]:
            return parts.runtime.encode(inputs)

    runtime = Recording(parts.tokenizer, lambda *_: "Tea.")
    summarizer = Summarizer(replace(parts, runtime=runtime))
    text = "\n".join(ENGLISH)
    abstract(summarizer, TWO, text)
    scored = summarizer.score(text, "en", CancelToken())
    best = max(range(len(ENGLISH)), key=lambda index: scored.scores[index])
    [given] = runtime.texts
    assert ENGLISH[best].rstrip(".!?") in given
    assert len(given) < len(text) / 2


def test_a_long_document_that_repeats_itself_is_abstracted_without_the_repeats(
    parts: SummarizerParts,
) -> None:
    class Recording(ScriptedRuntime):
        def encode(self, inputs: Sequence[EncodedInput]) -> list[States]:
            return parts.runtime.encode(inputs)

    runtime = Recording(parts.tokenizer, lambda *_: ["Tea."])
    repeated = "My sister opens the red book."
    text = "\n".join(line for other in ENGLISH[:12] for line in (repeated, other))
    abstract(Summarizer(replace(parts, runtime=runtime)), TWO, text)
    [given] = runtime.texts
    assert given.count("sister opens the red book") <= 1


def test_missing_heads_are_named(parts: SummarizerParts) -> None:
    lacking = Summarizer(replace(parts, scorer=None, writes=False))
    for method in ("extractive", "abstractive"):
        with pytest.raises(JobNotSupported) as caught:
            lacking.summarize("A cat.", "en", method, TWO, CancelToken())
        assert caught.value.params == {"job": f"summarize-{method}", "model_id": "tiny"}


def test_empty_text_is_named(parts: SummarizerParts) -> None:
    with pytest.raises(EmptyText):
        Summarizer(parts).score(" \n", None, CancelToken())


def test_scoring_can_be_cancelled_between_windows(parts: SummarizerParts) -> None:
    token = CancelToken()
    with pytest.raises(Cancelled):
        Summarizer(parts).score("\n".join(ENGLISH), "en", token, lambda _: token.cancel())
