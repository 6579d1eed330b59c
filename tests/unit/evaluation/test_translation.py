"""Test sets run through a translator: lines stay lines, and each is scored against its own."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bertsum_app.core.cancel import Cancelled, CancelToken
from bertsum_app.core.progress import Progress
from bertsum_app.corpus.examples import TranslationExample
from bertsum_app.evaluation import translation
from bertsum_app.evaluation.translation import evaluate_translation
from bertsum_app.inference.translator import SegmentResult, TranslateOptions, TranslationResult
from bertsum_app.text.sentences import Span

EXAMPLES = [
    TranslationExample("Good morning, my friend.", "早上好，我的朋友。", "talks"),
    TranslationExample("The file could not be saved.", "无法保存该文件。", "docs"),
    TranslationExample("I like green tea very much.", "我非常喜欢绿茶。", "talks"),
]


class DictionaryTranslator:
    """Knows some lines by heart and copies the others; remembers what it was asked."""

    def __init__(self, known: dict[str, str]) -> None:
        self.known = known
        self.calls: list[tuple[str, str | None, str, TranslateOptions]] = []

    def translate(
        self,
        text: str,
        source: str | None,
        target: str,
        options: TranslateOptions,
        on_segment: Callable[[SegmentResult], None] | None,
        cancel: CancelToken,
    ) -> TranslationResult:
        self.calls.append((text, source, target, options))
        start, lines = 0, text.split("\n")
        for index, line in enumerate(lines):
            cancel.raise_if_cancelled()
            span = Span(start, start + len(line))
            if on_segment is not None:
                on_segment(SegmentResult(index, len(lines), span, line, span, (), False))
            start = span.end + 1
        result = "\n".join(self.known.get(line, line) for line in lines)
        return TranslationResult(result, (), source or "", target)


def perfect() -> DictionaryTranslator:
    known = {pair.english: pair.chinese for pair in EXAMPLES}
    return DictionaryTranslator(known | {chinese: english for english, chinese in known.items()})


def test_a_perfect_translator_gets_full_marks_in_both_directions() -> None:
    report = evaluate_translation(perfect(), EXAMPLES)
    assert [direction.target_language for direction in report.directions] == ["zh", "en"]
    for direction in report.directions:
        assert direction.overall.examples == 3
        assert direction.overall.bleu.value == pytest.approx(100)
        assert direction.overall.chrf.value == pytest.approx(100)
    tokenizers = [direction.overall.bleu.signature for direction in report.directions]
    assert ["tok:zh" in tokenizers[0], "tok:13a" in tokenizers[1]] == [True, True]


def test_each_corpus_is_scored_by_itself() -> None:
    translator = perfect()
    translator.known["The file could not be saved."] = "错了"
    (direction,) = evaluate_translation(translator, EXAMPLES, targets=("zh",)).directions
    scores = dict(direction.by_source)
    assert list(scores) == ["docs", "talks"]
    assert scores["talks"].bleu.value == pytest.approx(100)
    assert scores["docs"].bleu.value < 10
    assert (scores["docs"].examples, scores["talks"].examples) == (1, 2)


def test_outputs_keep_what_was_asked_what_was_wanted_and_what_came() -> None:
    translator = perfect()
    translator.known["Good morning, my friend."] = "朋友，早！"
    first = evaluate_translation(translator, EXAMPLES, targets=("zh",)).outputs[0]
    assert (first.source, first.target_language) == ("talks", "zh")
    assert first.text == "Good morning, my friend."
    assert first.reference == "早上好，我的朋友。"
    assert first.hypothesis == "朋友，早！"


def test_lines_go_to_the_translator_together_with_their_language() -> None:
    translator = perfect()
    options = TranslateOptions(beam_size=2)
    evaluate_translation(translator, EXAMPLES, targets=("en",), options=options)
    ((text, source, target, used),) = translator.calls
    assert text.split("\n") == [pair.chinese for pair in EXAMPLES]
    assert (source, target, used) == ("zh", "en", options)


@pytest.mark.parametrize("mark", ["\n", "\r\n", "\u2028", "\x85", "\x0b"])
def test_line_breaks_inside_of_an_example_do_not_shift_the_others(mark: str) -> None:
    broken = TranslationExample(f"one{mark}two", f"一{mark}二", "docs")
    report = evaluate_translation(DictionaryTranslator({}), [broken, *EXAMPLES], targets=("zh",))
    assert [output.hypothesis for output in report.outputs] == [
        "one two",
        *[pair.english for pair in EXAMPLES],
    ]


def test_empty_lines_give_empty_outputs() -> None:
    examples = [TranslationExample("", "空", "docs"), TranslationExample(" ", "白", "docs")]
    report = evaluate_translation(perfect(), examples, targets=("zh",))
    assert [output.hypothesis for output in report.outputs] == ["", ""]
    assert report.directions[0].overall.bleu.value == 0.0


def test_long_test_sets_are_translated_in_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(translation, "_CHUNK_CHARACTERS", 60)
    translator = perfect()
    progress: list[Progress] = []
    report = evaluate_translation(
        translator, EXAMPLES * 3, targets=("zh",), on_progress=progress.append
    )
    assert len(translator.calls) > 3
    assert all(len(text) <= 63 for text, *_ in translator.calls)
    assert report.directions[0].overall.bleu.value == pytest.approx(100)
    done = [step.done for step in progress]
    assert done == sorted(done)
    assert (done[0], done[-1]) == (0, 9)


def test_progress_counts_lines_over_both_directions() -> None:
    progress: list[Progress] = []
    evaluate_translation(perfect(), EXAMPLES, on_progress=progress.append)
    assert [step.done for step in progress] == sorted(step.done for step in progress)
    assert progress[-1] == Progress(6, 6, "lines")
    assert {step.total for step in progress} == {6}
    assert set(range(7)) <= {step.done for step in progress}


def test_a_cancelled_run_ends() -> None:
    cancel = CancelToken()

    def stop(progress: Progress) -> None:
        if progress.done == 2:
            cancel.cancel()

    with pytest.raises(Cancelled):
        evaluate_translation(perfect(), EXAMPLES, on_progress=stop, cancel=cancel)
