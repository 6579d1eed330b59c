"""Test sets: how their files are read, and what is run on them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bertsum_app.core.errors import CorpusEmpty, CorpusUnreadable, UnsupportedLanguage
from bertsum_app.corpus.examples import TranslationExample
from bertsum_app.evaluation.report import SentimentReport, SummaryReport, TranslationReport
from bertsum_app.service.app import BertSumService
from bertsum_app.service.evaluate import (
    Direction,
    EvaluateRequest,
    EvaluationSet,
    load_report,
    read_translations,
    run_evaluation,
)
from helpers.fake_engine import FakeOpener

TO_CHINESE = Direction("en", "zh")
TO_ENGLISH = Direction("zh", "en")
PAIR = TranslationExample(english="Hello.", chinese="你好。", source="talk")


def _file(folder: Path, text: str, name: str = "set.tsv") -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


def test_three_columns_are_corpus_english_chinese_in_either_direction(tmp_path: Path) -> None:
    path = _file(tmp_path, "talk\tHello.\t你好。\n")

    for direction in (None, TO_CHINESE, TO_ENGLISH):
        assert read_translations(EvaluationSet((path,), direction=direction)) == [PAIR]


@pytest.mark.parametrize(
    ("direction", "line"), [(TO_CHINESE, "Hello.\t你好。"), (TO_ENGLISH, "你好。\tHello.")]
)
def test_two_columns_are_text_and_reference(
    tmp_path: Path, direction: Direction, line: str
) -> None:
    path = _file(tmp_path, line + "\n", "talk")

    assert read_translations(EvaluationSet((path,), direction=direction)) == [PAIR]


def test_two_columns_without_a_direction_cannot_be_told_apart(tmp_path: Path) -> None:
    path = _file(tmp_path, "Hello.\t你好。\n")

    with pytest.raises(CorpusUnreadable) as caught:
        read_translations(EvaluationSet((path,)))

    assert caught.value.params["line"] == 1


def test_a_line_with_other_columns_is_named(tmp_path: Path) -> None:
    path = _file(tmp_path, "Hello.\t你好。\nalone\n")

    with pytest.raises(CorpusUnreadable) as caught:
        read_translations(EvaluationSet((path,), direction=TO_CHINESE))

    assert caught.value.params["line"] == 2


def test_texts_and_references_are_read_side_by_side(tmp_path: Path) -> None:
    texts = _file(tmp_path, "你好。\n", "talk")
    references = _file(tmp_path, "Hello.\n", "ref")

    found = read_translations(
        EvaluationSet(texts=texts, references=references, direction=TO_ENGLISH)
    )

    assert found == [PAIR]


@pytest.mark.parametrize(("lines", "shorter"), [((1, 2), "src"), ((2, 1), "ref")])
def test_files_of_different_length_are_refused(
    tmp_path: Path, lines: tuple[int, int], shorter: str
) -> None:
    texts = _file(tmp_path, "a\n" * lines[0], "src")
    references = _file(tmp_path, "b\n" * lines[1], "ref")

    with pytest.raises(CorpusUnreadable) as caught:
        read_translations(EvaluationSet(texts=texts, references=references, direction=TO_CHINESE))

    assert caught.value.params["path"] == tmp_path / shorter
    assert caught.value.params["line"] == 2


def test_a_limit_counts_for_each_file(tmp_path: Path) -> None:
    one = _file(tmp_path, "1\ta\tb\n1\tc\td\n", "one")
    two = _file(tmp_path, "2\te\tf\n2\tg\th\n", "two")

    found = read_translations(EvaluationSet((one, two), limit=1))

    assert [example.source for example in found] == ["1", "2"]


def test_an_empty_file_is_no_test_set(tmp_path: Path) -> None:
    with pytest.raises(CorpusEmpty):
        read_translations(EvaluationSet((_file(tmp_path, ""),)))


@pytest.mark.parametrize(
    ("source", "target", "direction"),
    [
        (None, None, None),
        ("en", None, TO_CHINESE),
        (None, "en", TO_ENGLISH),
        ("zh", "en", TO_ENGLISH),
    ],
)
def test_one_end_of_a_direction_names_the_other(
    source: str | None, target: str | None, direction: Direction | None
) -> None:
    assert Direction.of(source, target) == direction


@pytest.mark.parametrize(("source", "target"), [("fr", "en"), (None, "fr"), ("en", "en")])
def test_other_directions_are_refused(source: str | None, target: str | None) -> None:
    with pytest.raises(UnsupportedLanguage):
        Direction.of(source, target)


def test_translations_are_run_in_both_directions_with_the_beams_of_the_settings(
    service: BertSumService, opener: FakeOpener, tmp_path: Path
) -> None:
    test_set = EvaluationSet((_file(tmp_path, "talk\thello\t你好\n"),))

    evaluation = run_evaluation(service, EvaluateRequest("translate", test_set))

    report = evaluation.saved.report
    assert isinstance(report, TranslationReport)
    assert [output.hypothesis for output in report.outputs] == ["HELLO", "你好"]
    assert evaluation.saved.data == str(tmp_path / "set.tsv")
    assert evaluation.device_label == "fake · int1"
    used = {options.beam_size for options in opener.opened[0].translator.options}
    assert used == {service.settings.beam_size}


def test_a_direction_runs_alone(service: BertSumService, tmp_path: Path) -> None:
    path = _file(tmp_path, "talk\thello\t你好\n")
    test_set = EvaluationSet((path,), direction=TO_ENGLISH)

    report = run_evaluation(service, EvaluateRequest("translate", test_set)).saved.report

    assert isinstance(report, TranslationReport)
    assert [direction.target_language for direction in report.directions] == ["en"]


def test_sentiment_is_counted_by_language(service: BertSumService, tmp_path: Path) -> None:
    path = _file(tmp_path, "en\t1\tgood\nen\t0\tgood\nzh\t1\t很好\n")

    evaluation = run_evaluation(service, EvaluateRequest("sentiment", EvaluationSet((path,))))

    report = evaluation.saved.report
    assert isinstance(report, SentimentReport)
    assert {name: table.accuracy for name, table in report.languages} == {"en": 0.5, "zh": 1.0}


def test_summaries_are_set_against_the_first_sentences(
    service: BertSumService, tmp_path: Path
) -> None:
    row = {"lang": "en", "text": "One.\nThe longest one.", "summary": "One.", "source": "news"}
    path = _file(tmp_path, json.dumps(row) + "\n")
    request = EvaluateRequest("summarize", EvaluationSet((path,)), sentences=1)

    report = run_evaluation(service, request).saved.report

    assert isinstance(report, SummaryReport)
    scores = {each.method: each.scores.rouge1 for each in report.methods}
    assert scores["lead"] == 1.0
    assert 0.0 < scores["extractive"] < 1.0


def test_a_saved_report_comes_back(service: BertSumService, tmp_path: Path) -> None:
    test_set = EvaluationSet((_file(tmp_path, "talk\thello\t你好\n"),))
    saved = run_evaluation(service, EvaluateRequest("translate", test_set)).saved
    path = _file(tmp_path, saved.to_json(), "report.json")

    assert load_report(path) == saved
