"""Reports there and back through JSON, and their comparison."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from bertsum_app.core.errors import UnreadableFile
from bertsum_app.evaluation.bleu import Score
from bertsum_app.evaluation.compare import compare_reports
from bertsum_app.evaluation.errors import ReportsNotComparable
from bertsum_app.evaluation.report import (
    Confusion,
    DirectionReport,
    Report,
    SavedReport,
    SentimentOutput,
    SentimentReport,
    SummaryOutput,
    SummaryReport,
    SummaryScores,
    TranslationOutput,
    TranslationReport,
    TranslationScores,
)
from bertsum_app.evaluation.rouge import RougeScores

PATH = Path("report.json")
SCORES = TranslationScores(2, Score("BLEU", 31.5, "tok:zh"), Score("chrF2", 28, "nc:6"))
ROUGE = RougeScores(0.4, 0.2, 0.3)

TRANSLATION = TranslationReport(
    directions=(DirectionReport("zh", SCORES, (("news", SCORES), ("talks", SCORES))),),
    outputs=(TranslationOutput("news", "zh", "Hello.", "你好。", "您好。"),),
)
SENTIMENT = SentimentReport(
    languages=(("en", Confusion(3, 1, 0, 4)),),
    outputs=(SentimentOutput("en", "Fine \u2028 film", 0.75, True),),
)
SUMMARY = SummaryReport(
    sentences=3,
    methods=(SummaryScores("en", "lead", 1, ROUGE),),
    outputs=(SummaryOutput("en", "lead", "bbc", "Reference.", "First.", ROUGE),),
)


def saved(report: Report) -> SavedReport:
    return SavedReport("bertsum-en-zh", "ab12", "dev.tsv", report)


@pytest.mark.parametrize("report", [TRANSLATION, SENTIMENT, SUMMARY])
def test_each_report_comes_back_from_json(report: Report) -> None:
    assert SavedReport.from_json(saved(report).to_json(), PATH) == saved(report)


def test_json_tells_the_job_and_the_version() -> None:
    values = json.loads(saved(SENTIMENT).to_json())
    assert (values["format_version"], values["task"]) == (1, "sentiment")


def test_confusion_gives_the_accuracy() -> None:
    assert Confusion(3, 1, 0, 4).accuracy == 7 / 8
    assert Confusion(0, 0, 0, 0).accuracy == 0.0


def broken(**changes: object) -> str:
    return json.dumps(json.loads(saved(SENTIMENT).to_json()) | changes)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        broken(format_version=2),
        broken(task="parse"),
        broken(task="translate"),
        broken(report=None),
        broken(report={"languages": [], "outputs": [{"language": "en"}]}),
        broken(report={"languages": [["en"]], "outputs": []}),
        broken(report={"languages": [["en", {"positive_as_positive": "3"}]], "outputs": []}),
        broken(report={"languages": [], "outputs": [], "more": 1}),
    ],
)
def test_what_is_no_report_is_told_with_its_path(text: str) -> None:
    with pytest.raises(UnreadableFile) as caught:
        SavedReport.from_json(text, PATH)
    assert caught.value.params["path"] == PATH


# --- comparison -------------------------------------------------------------------------------

LINES = [f"the {word} is on the table near the door" for word in ("cat", "dog", "cup", "hat")] * 5


def translations(hypotheses: list[str], language: str = "en") -> TranslationReport:
    return TranslationReport(
        directions=(),
        outputs=tuple(
            TranslationOutput("news", language, f"text {number}", reference, hypothesis)
            for number, (reference, hypothesis) in enumerate(zip(LINES, hypotheses, strict=True))
        ),
    )


def test_a_better_translation_is_seen_as_better_and_its_sentences_are_named() -> None:
    worse = [line.replace("near", "by") for line in LINES]
    comparison = compare_reports(translations(worse), translations(LINES), examples=3)
    bleu, chrf = comparison.rows
    assert (bleu.name, bleu.verdict) == ("en BLEU", "improved")
    assert bleu.after == pytest.approx(100)
    assert bleu.difference > 0
    assert bleu.low > 0
    assert (chrf.name, chrf.verdict) == ("en mean sentence chrF2", "improved")
    assert len(comparison.improved) == 3
    assert comparison.regressed == ()
    assert comparison.improved[0].after == LINES[int(comparison.improved[0].text.split()[1])]
    back = compare_reports(translations(LINES), translations(worse))
    assert [row.verdict for row in back.rows] == ["regressed", "regressed"]
    assert back.improved == ()


def test_the_same_outputs_are_unchanged() -> None:
    comparison = compare_reports(translations(LINES), translations(LINES))
    assert [row.verdict for row in comparison.rows] == ["unchanged", "unchanged"]
    assert comparison.improved == comparison.regressed == ()


def test_one_better_sentence_among_many_may_be_luck() -> None:
    once = [LINES[0].replace("near", "by"), *LINES[1:]]
    comparison = compare_reports(translations(once), translations(LINES))
    assert [row.verdict for row in comparison.rows] == ["unchanged", "unchanged"]
    assert [example.text for example in comparison.improved] == ["text 0"]


def test_an_example_counts_once_in_however_many_ways_it_was_worked_on() -> None:
    english, chinese = translations(LINES), translations(LINES, "zh")
    both = TranslationReport((), english.outputs + chinese.outputs)
    assert english.examples == both.examples == len(LINES)
    summaries = tuple(
        SummaryOutput("en", method, "bbc", f"reference {n}", "said", ROUGE)
        for method in ("lead", "extractive", "abstractive")
        for n in range(8)
    )
    assert SummaryReport(3, (), summaries).examples == 8
    assert sentiments([0.1, 0.9]).examples == 2


def test_no_difference_counts_that_the_interval_shown_beside_it_leaves_open() -> None:
    thrice = [line.replace("near", "by") for line in LINES[:3]] + LINES[3:]
    for row in compare_reports(translations(thrice), translations(LINES)).rows:
        assert row.p_value < 0.05
        assert (row.low, row.verdict) == (0, "unchanged")


def sentiments(probabilities: list[float]) -> SentimentReport:
    outputs = tuple(
        SentimentOutput("zh", f"text {number}", probability, number % 2 == 0)
        for number, probability in enumerate(probabilities)
    )
    return SentimentReport((), outputs)


def test_sentiment_names_the_texts_whose_reading_changed() -> None:
    before = sentiments([0.9, 0.2, 0.4, 0.6])
    after = sentiments([0.8, 0.7, 0.6, 0.6])
    comparison = compare_reports(before, after)
    (row,) = comparison.rows
    assert (row.name, row.before, row.after) == ("zh accuracy", 0.5, 0.5)
    assert [example.text for example in comparison.improved] == ["text 2"]
    assert [example.text for example in comparison.regressed] == ["text 1"]
    lost = comparison.regressed[0]
    assert (lost.reference, lost.before, lost.after) == ("negative", "negative", "positive")
    assert (lost.before_score, lost.after_score) == pytest.approx((0.8, 0.3))


def test_summaries_are_compared_by_language_and_method() -> None:
    outputs = [
        SummaryOutput(language, method, "bbc", f"reference {n}", f"old {n}", ROUGE)
        for n in range(8)
        for language in ("en", "zh")
        for method in ("lead", "extractive")
    ]
    better = RougeScores(0.5, 0.2, 0.35)
    changed = [
        replace(output, hypothesis="new", scores=better)
        if (output.language, output.method) == ("zh", "extractive")
        else output
        for output in outputs
    ]
    comparison = compare_reports(
        SummaryReport(3, (), tuple(outputs)), SummaryReport(3, (), tuple(changed))
    )
    verdicts = {row.name: row.verdict for row in comparison.rows}
    assert len(verdicts) == 12
    assert {name for name, verdict in verdicts.items() if verdict == "improved"} == {
        "zh extractive rouge1",
        "zh extractive rougeL",
    }
    assert len(comparison.improved) == 8


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (translations(LINES), SENTIMENT),
        (translations(LINES), translations(LINES, "zh")),
        (sentiments([0.1, 0.2]), sentiments([0.1])),
        (TranslationReport((), ()), TranslationReport((), ())),
    ],
    ids=["another job", "another language", "fewer examples", "no outputs"],
)
def test_unlike_reports_are_not_compared(before: Report, after: Report) -> None:
    with pytest.raises(ReportsNotComparable):
        compare_reports(before, after)
