from __future__ import annotations

from bertsum_app.gui.workspace.summary_draft import Line, SummaryDraft
from bertsum_app.inference.translator import SegmentResult, TranslationResult
from bertsum_app.text.sentences import Span
from gui.fake_host import key_sentences

TEXT = "One is here. Two stand; they wait. 3. Four go."


def draft(chosen: int) -> SummaryDraft:
    scored = key_sentences(TEXT, 0.9, 0.8, 0.1, 0.7).scored
    assert scored is not None
    made = SummaryDraft(scored)
    made.choose(chosen)
    return made


def segment(
    text: str, source: tuple[int, int], target: tuple[int, int], *doubts: str
) -> SegmentResult:
    return SegmentResult(0, 1, Span(*source), text, Span(*target), doubts, cached=False)


def test_a_sentence_that_came_back_in_parts_is_one_line_with_all_doubts() -> None:
    made = draft(3)
    assert made.to_translate(made.missing("zh")) == "One is here.\nTwo stand; they wait.\nFour go."
    segments = (
        segment("一在此。", (0, 12), (0, 4), "length"),
        segment("二站着；", (13, 23), (5, 9), "length"),
        segment("它们等。", (24, 34), (9, 13), "repeats", "length"),
        segment("四走。", (35, 43), (14, 17)),
    )
    text = "一在此。\n二站着；它们等。\n四走。"
    made.take_translation((0, 1, 3), TranslationResult(text, segments, "en", "zh"))
    assert made.lines("zh") == (
        Line(0, "一在此。", ("length",)),
        Line(1, "二站着；它们等。", ("length", "repeats")),
        Line(3, "四走。"),
    )
    assert made.missing("zh") == ()


def test_a_sentence_without_a_segment_stays_as_it_is() -> None:
    made = draft(4)
    segments = (segment("四走。", (3, 11), (3, 6)),)
    made.take_translation((2, 3), TranslationResult("3.\n四走。", segments, "en", "zh"))
    assert made.lines("zh")[2:] == (Line(2, "3."), Line(3, "四走。"))
    assert made.missing("zh") == (0, 1)


def test_its_own_language_needs_no_translation() -> None:
    made = draft(4)
    assert made.missing("") == made.missing("en") == ()
    assert [line.text for line in made.lines("en")] == list(made.scored.sentences)


def test_a_line_end_inside_a_sentence_makes_no_second_line() -> None:
    made = draft(1)
    segments = (segment("一\n在此。", (0, 12), (0, 5)),)
    made.take_translation((0,), TranslationResult("一\n在此。", segments, "en", "zh"))
    assert made.lines("zh") == (Line(0, "一 在此。"),)


def test_sentences_are_found_by_place() -> None:
    made = draft(1)
    assert [made.index_at(place) for place in (0, 11, 12, 13, 34, 35, len(TEXT))] == [
        0, 0, -1, 1, -1, 2, -1,
    ]  # fmt: skip


def test_by_hand_one_sentence_at_least_is_left() -> None:
    made = draft(1)
    assert not made.toggle(0)
    assert made.toggle(2)
    assert list(made.chosen) == [0, 2]
    assert made.toggle(0)
    assert list(made.chosen) == [2]
