"""The jobs as commands call them, in their own thread."""

from __future__ import annotations

import queue
from dataclasses import replace
from pathlib import Path

import pytest

from bertsum_app.core.cancel import Cancelled, CancelToken
from bertsum_app.core.errors import (
    JobNotSupported,
    OutOfMemory,
    SettingsUnreadable,
    UnsupportedLanguage,
)
from bertsum_app.core.paths import HOME_VARIABLE, AppPaths
from bertsum_app.core.progress import Progress
from bertsum_app.core.settings import Settings
from bertsum_app.inference.engine import Engine
from bertsum_app.inference.selection import SummaryLength, SummaryMethod
from bertsum_app.inference.translator import SegmentResult
from bertsum_app.library.store import DEFAULT_MODEL_ID, InstalledModel, ModelStore
from bertsum_app.service.app import BertSumService
from bertsum_app.service.events import Event, JobFinished
from bertsum_app.service.jobs import MAX_SCORED_DOCUMENTS, JobCallbacks
from bertsum_app.service.requests import (
    SentimentRequest,
    SummarizeRequest,
    TranslateRequest,
)
from bertsum_app.text.detect import LanguageDetector
from bertsum_app.text.glossary import Glossary, Term
from helpers.fake_engine import WAIT_S, FakeEngine, FakeOpener, fake_model

ONE = SummaryLength(sentences=1)
TWO = SummaryLength(sentences=2)


def _summarize(
    text: str,
    length: SummaryLength = ONE,
    method: SummaryMethod = "extractive",
    target: str | None = None,
) -> SummarizeRequest:
    return SummarizeRequest(text, method, length, target)


def test_translation_reports_segments_and_progress(service: BertSumService) -> None:
    segments: list[SegmentResult] = []
    progress: list[Progress] = []

    outcome = service.translate(
        TranslateRequest("a\nb", "en", "zh"),
        callbacks=JobCallbacks(on_segment=segments.append, on_progress=progress.append),
    )

    assert outcome.result.text == "A\nB"
    assert (outcome.model_id, outcome.device_label) == (DEFAULT_MODEL_ID, "fake · int1")
    assert [segment.text for segment in segments] == ["A", "B"]
    assert progress == [Progress(1, 2, "sentences"), Progress(2, 2, "sentences")]


def test_engines_and_jobs_tell_languages_with_one_detector(
    app_paths: AppPaths, store: ModelStore, opener: FakeOpener, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[object] = []

    def opened(
        installed: InstalledModel, paths: AppPaths, device: str, threads: int, detector: object
    ) -> FakeEngine:
        given.append(detector)
        return opener(installed, paths, device, threads)

    monkeypatch.setattr(Engine, "open", opened)
    service = BertSumService(app_paths, store, Settings())

    service.engine(None)
    service.engine("second")

    assert isinstance(given[0], LanguageDetector)
    assert given[0] is given[1]


def test_another_length_selects_again_without_scoring_again(
    service: BertSumService, opener: FakeOpener
) -> None:
    text = "The first one is long.\nShort it is.\nThe third is the longest one here."

    one = service.summarize(_summarize(text, ONE)).result
    two = service.summarize(_summarize(text, TWO)).result

    assert one.text == "The third is the longest one here."
    assert two.text == "The first one is long.\nThe third is the longest one here."
    assert opener.opened[0].summarizer.scored == [text]


def test_a_summary_of_a_model_that_cannot_translate_is_translated_by_the_usual_one(
    service: BertSumService, app_paths: AppPaths
) -> None:
    fake_model(app_paths.models, "summaries", jobs=("summarize-extractive",))
    request = replace(_summarize("This is a text.", ONE, target="zh"), model_id="summaries")

    done = service.summarize(request)

    assert done.model_id == "summaries"
    assert done.result.translation is not None
    assert done.result.translation.text == "THIS IS A TEXT."


def test_the_glossary_is_for_the_translation_of_a_summary(
    service: BertSumService, opener: FakeOpener
) -> None:
    glossary = Glossary("en", "zh", (Term("text", "文"),))
    request = replace(_summarize("This is a text.", ONE, target="zh"), glossary=glossary)

    service.summarize(request)

    assert [options.glossary for options in opener.opened[0].translator.options] == [glossary]


def test_every_sentence_is_handed_back_with_its_score(service: BertSumService) -> None:
    text = "The first one is long.\nShort it is.\nThe third is the longest one here."

    outcome = service.summarize(_summarize(text, ONE, target="zh")).result

    scored = outcome.scored
    assert scored is not None
    assert [span.of(text) for span in scored.spans] == text.split("\n")
    assert scored.sentences == tuple(text.split("\n"))
    [chosen] = outcome.summary.sentences
    assert scored.scores[2] == chosen.score
    assert scored.chosen(1) == (2,)


def test_an_abstract_has_no_sentences_to_choose_from(service: BertSumService) -> None:
    outcome = service.summarize(_summarize("This is a text.", method="abstractive")).result

    assert outcome.scored is None


def test_only_the_scores_of_the_last_documents_are_kept(
    service: BertSumService, opener: FakeOpener
) -> None:
    texts = [f"This is text {number}." for number in range(MAX_SCORED_DOCUMENTS + 1)]

    for text in (*texts, texts[-1], texts[0]):
        service.summarize(_summarize(text))

    assert opener.opened[0].summarizer.scored == [*texts, texts[0]]


def test_a_summary_in_another_language_is_translated_sentence_by_sentence(
    service: BertSumService,
) -> None:
    text = "This is the first one.\nThis is the second one."

    outcome = service.summarize(_summarize(text, TWO, target="zh")).result

    assert outcome.translation is not None
    assert outcome.translation.source_language == "en"
    assert outcome.text == text.upper()
    assert outcome.summary.sentences[0].text == "This is the first one."


def test_a_summary_in_the_language_of_the_text_stays_as_it_is(service: BertSumService) -> None:
    outcome = service.summarize(_summarize("This is a text.", target="en")).result

    assert outcome.translation is None
    assert outcome.text == "This is a text."


def test_an_abstract_is_written(service: BertSumService) -> None:
    outcome = service.summarize(_summarize("This is a text.", method="abstractive")).result

    assert outcome.text == "About 15."


@pytest.mark.parametrize(("text", "label"), [("good", "positive"), ("bad", "negative")])
def test_sentiment_is_read(service: BertSumService, text: str, label: str) -> None:
    assert service.sentiment(SentimentRequest(text)).result.label == label


@pytest.mark.parametrize("text", ["Погода сегодня очень хорошая.", "今日はとても良い天気です。"])
def test_a_text_in_a_language_the_model_lacks_is_refused(
    service: BertSumService, text: str
) -> None:
    with pytest.raises(UnsupportedLanguage):
        service.sentiment(SentimentRequest(text))
    with pytest.raises(UnsupportedLanguage):
        service.summarize(_summarize(text))


def test_a_few_words_are_not_refused_for_a_guess(service: BertSumService) -> None:
    assert service.sentiment(SentimentRequest("Nice hotel, super!")).result.language == "en"
    assert service.sentiment(SentimentRequest(":-)")).result.language == "en"


def test_a_job_the_model_lacks_is_refused_before_it_is_loaded(
    service: BertSumService, opener: FakeOpener
) -> None:
    with pytest.raises(JobNotSupported):
        service.summarize(SummarizeRequest("a", "abstractive", ONE, None, "plain"))

    assert opener.opened == []


def test_a_cancelled_job_does_not_load_its_model(
    service: BertSumService, opener: FakeOpener
) -> None:
    cancel = CancelToken()
    cancel.cancel()

    with pytest.raises(Cancelled):
        service.translate(TranslateRequest("a", "en", "zh"), cancel)

    assert opener.opened == []


def test_memory_that_runs_out_is_known_trouble(service: BertSumService, opener: FakeOpener) -> None:
    opener.failures["a"] = MemoryError()
    opener.model_failures["second"] = MemoryError()

    with pytest.raises(OutOfMemory):
        service.translate(TranslateRequest("a", "en", "zh"))
    with pytest.raises(OutOfMemory):
        service.translate(TranslateRequest("b", "en", "zh", "second"))


@pytest.mark.parametrize(
    ("preferred", "source", "text", "target"),
    [
        ("zh", None, "The weather is nice.", "zh"),
        ("zh", None, "今天天气很好。", "en"),
        ("zh", "zh", "The weather is nice.", "en"),
        ("en", None, "The weather is nice.", "zh"),
        ("en", None, "今天天气很好。", "en"),
        ("zh", None, "12345", "zh"),
    ],
)
def test_the_usual_target_is_never_the_language_of_the_text(
    service: BertSumService, preferred: str, source: str | None, text: str, target: str
) -> None:
    service.settings = Settings(target_language=preferred)

    assert service.usual_target(text, source) == target


def test_the_window_gets_an_engine_thread_with_models_of_its_own(
    service: BertSumService, opener: FakeOpener
) -> None:
    service.translate(TranslateRequest("a", "en", "zh"))
    events: queue.Queue[Event] = queue.Queue()

    host = service.start(events.put)
    host.submit(TranslateRequest("a", "en", "zh"))
    while not isinstance(events.get(timeout=WAIT_S), JobFinished):
        pass

    assert host.close(WAIT_S)
    assert [engine.closed for engine in opener.opened] == [False, True]


def test_closing_gives_back_the_models(service: BertSumService, opener: FakeOpener) -> None:
    service.translate(TranslateRequest("a", "en", "zh"))

    service.close()

    assert opener.opened[0].closed


def test_settings_that_cannot_be_read_are_a_notice_only(tmp_path: Path) -> None:
    (tmp_path / "config" / "settings.json").mkdir(parents=True)

    service = BertSumService.default({HOME_VARIABLE: str(tmp_path)})

    assert service.settings == Settings()
    assert [type(problem) for problem in service.problems] == [SettingsUnreadable]


def test_the_folders_of_the_user_are_those_of_the_environment(tmp_path: Path) -> None:
    service = BertSumService.default({HOME_VARIABLE: str(tmp_path)})

    assert service.paths.models == tmp_path / "data" / "models"
    assert service.problems == ()
