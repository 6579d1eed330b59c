"""Documents run through a summarizer, beside their first sentences."""

from __future__ import annotations

import pytest

from bertsum_app.core.cancel import Cancelled, CancelToken
from bertsum_app.core.progress import Progress
from bertsum_app.corpus.examples import SummaryExample
from bertsum_app.evaluation.rouge import RougeScores, mean_rouge, rouge
from bertsum_app.evaluation.summaries import evaluate_summaries, lead
from bertsum_app.inference.summarizer import SummaryLength, SummaryMethod, SummaryResult

EXAMPLES = [
    SummaryExample("en", "One is here. Two is there. Three went home.", "Three went home.", "bbc"),
    SummaryExample("en", "Alpha came first. Beta came second.", "Alpha came first.", "bbc"),
    SummaryExample("zh", "今天下雨。明天晴天。后天刮风。", "后天刮风。", "cctv"),
]


class LastSentence:
    """Extracts end marks and all; abstracts are always the same word."""

    def __init__(self) -> None:
        self.asked: list[tuple[str | None, SummaryMethod, SummaryLength]] = []

    def summarize(
        self,
        text: str,
        language: str | None,
        method: SummaryMethod,
        length: SummaryLength,
        cancel: CancelToken,
    ) -> SummaryResult:
        self.asked.append((language, method, length))
        mark = "。" if language == "zh" else "."
        extract = text.rstrip(mark).split(mark)[-1].strip() + mark
        written = extract if method == "extractive" else "home"
        return SummaryResult(written, method, (), language or "en")


def test_each_language_and_method_has_its_mean_scores() -> None:
    report = evaluate_summaries(
        LastSentence(), EXAMPLES, sentences=1, methods=("lead", "extractive", "abstractive")
    )
    found = {(row.language, row.method): row for row in report.methods}
    assert list(found) == [
        (language, method)
        for language in ("en", "zh")
        for method in ("lead", "extractive", "abstractive")
    ]
    assert (found["en", "lead"].examples, found["zh", "lead"].examples) == (2, 1)
    one = RougeScores(1.0, 1.0, 1.0)
    beta = rouge("Beta came second.", "Alpha came first.", "en")
    assert found["en", "extractive"].scores == mean_rouge([one, beta])
    assert found["zh", "extractive"].scores == one
    # 今天下雨 against 后天刮风 has the 天 in common.
    assert found["zh", "lead"].scores == RougeScores(2 * 1 / (4 + 4), 0.0, 2 * 1 / (4 + 4))
    assert found["en", "abstractive"].scores.rouge1 == pytest.approx(2 * 1 / (1 + 3) / 2)


def test_the_summarizer_is_asked_for_the_length_of_the_lead() -> None:
    summarizer = LastSentence()
    report = evaluate_summaries(summarizer, EXAMPLES[:1], sentences=2)
    assert summarizer.asked == [("en", "extractive", SummaryLength(sentences=2))]
    assert report.sentences == 2
    assert report.outputs[0].hypothesis == "One is here. Two is there."


def test_outputs_keep_reference_and_hypothesis() -> None:
    output = evaluate_summaries(LastSentence(), EXAMPLES[2:]).outputs[1]
    assert (output.method, output.source) == ("extractive", "cctv")
    assert (output.reference, output.hypothesis) == ("后天刮风。", "后天刮风。")


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("One. \n\n Two? Three!", "en", "One. Two?"),
        ("一。二？三！", "zh", "一。二？"),
        ("Only one", "en", "Only one"),
        ("  ", "en", ""),
    ],
)
def test_the_lead_is_the_first_sentences(text: str, language: str, expected: str) -> None:
    assert lead(text, language, 2) == expected


def test_progress_counts_documents_and_a_cancelled_run_ends() -> None:
    cancel, progress = CancelToken(), []

    def stop(step: Progress) -> None:
        progress.append(step)
        if step.done == 2:
            cancel.cancel()

    with pytest.raises(Cancelled):
        evaluate_summaries(LastSentence(), EXAMPLES, on_progress=stop, cancel=cancel)
    assert progress == [Progress(1, 3, "documents"), Progress(2, 3, "documents")]
