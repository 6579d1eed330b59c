"""What the machine made of each sentence and what the person put in its place, kept account of."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bertsum_app.gui.text_offsets import TextOffsets
from bertsum_app.gui.workspace.carried_versions import CarriedVersions, SleepingVersions
from bertsum_app.gui.workspace.linked_result import LinkedResult
from bertsum_app.gui.workspace.result_sentences import ResultSentences, Version
from bertsum_app.gui.workspace.version_history import VersionHistory
from bertsum_app.inference.translator import SegmentResult, TranslationResult
from bertsum_app.text.sentences import Span

WORDS = st.text(st.sampled_from("ab.。😀雨"), min_size=1, max_size=5)
GAPS = st.sampled_from(["", " ", "\n\n", "  "])
EDITED = st.text(st.sampled_from("xy 。\n😀"), max_size=4)


@st.composite
def results(draw: st.DrawFn, least: int = 1) -> tuple[str, TranslationResult]:
    """A source text and a translation of it, with white space around all of it."""
    pairs = draw(st.lists(st.tuples(WORDS, WORDS), min_size=least, max_size=5))
    source = draw(GAPS)
    text = draw(GAPS)
    segments = []
    for index, (original, made) in enumerate(pairs):
        segments.append(
            SegmentResult(
                index=index,
                total=len(pairs),
                source=Span(len(source), len(source) + len(original)),
                text=made,
                target=Span(len(text), len(text) + len(made)),
                doubts=("numbers",) if draw(st.booleans()) else (),
                cached=False,
            )
        )
        source += original + (draw(GAPS) or " ")
        text += made + draw(GAPS)
    return source, TranslationResult(text, tuple(segments), "en", "zh")


def finished(source: str, result: TranslationResult) -> ResultSentences:
    made = ResultSentences(source)
    for segment in result.segments:
        made.add(segment)
    made.finish(result)
    return made


@given(results())
def test_what_came_sentence_by_sentence_is_the_whole_result(
    given: tuple[str, TranslationResult],
) -> None:
    source, result = given
    one_by_one, at_once = finished(source, result), ResultSentences(source)
    at_once.finish(result)
    assert one_by_one.text == at_once.text == result.text
    assert list(one_by_one.sentences) == list(at_once.sentences)
    assert one_by_one.length == len(result.text)
    doubtful = tuple(i for i, segment in enumerate(result.segments) if segment.doubts)
    assert one_by_one.doubtful() == at_once.doubtful() == doubtful


@given(results(), st.data())
def test_doubts_and_the_persons_hand_are_listed_as_they_are(
    given: tuple[str, TranslationResult], data: st.DataObject
) -> None:
    made = finished(*given)
    for _ in range(3):
        before = made.revision
        index = data.draw(st.integers(0, len(made.sentences) - 1))
        made.put(index, data.draw(st.sampled_from([None, Version("own", "edited")])))
        assert made.revision != before
        sentences = made.sentences
        assert made.doubtful() == tuple(i for i, one in enumerate(sentences) if one.doubts)
        assert made.versions() == tuple(i for i, one in enumerate(sentences) if one.version)


def pair(*sentences: tuple[str, str], gap: str = "") -> tuple[str, TranslationResult]:
    """Sentences with a blank between them, and `gap` in the result."""
    segments = []
    source, text = "", ""
    for index, (original, made) in enumerate(sentences):
        source += " " if index else ""
        text += gap if index else ""
        segments.append(
            SegmentResult(
                index=index,
                total=len(sentences),
                source=Span(len(source), len(source) + len(original)),
                text=made,
                target=Span(len(text), len(text) + len(made)),
                doubts=(),
                cached=False,
            )
        )
        source += original
        text += made
    return source, TranslationResult(text, tuple(segments), "en", "zh")


def shown(result: ResultSentences) -> list[str]:
    spans = [result.target_span(index) for index in range(len(result.sentences))]
    return [span.of(result.text) for span in spans]


@given(results())
def test_sentences_that_came_in_make_the_result_of_the_engine(
    made: tuple[str, TranslationResult],
) -> None:
    source, result = made
    sentences = ResultSentences(source)
    text = ""
    for segment in result.segments:
        text += sentences.add(segment)
        assert text == sentences.text
        assert sentences.length == len(text)
    rest = sentences.finish(result)
    assert sentences.text == result.text
    assert rest is None or text + rest == result.text
    assert shown(sentences) == [segment.text for segment in result.segments]


@given(results(), st.data())
def test_any_edit_gives_the_edited_text_and_belongs_to_sentences(
    made: tuple[str, TranslationResult], data: st.DataObject
) -> None:
    sentences = finished(*made)
    for _ in range(3):
        before = sentences.text
        start = data.draw(st.integers(0, len(before)))
        end = data.draw(st.integers(start, len(before)))
        inserted = data.draw(EDITED)
        sentences.edit(start, end, inserted)
        after = before[:start] + inserted + before[end:]
        assert sentences.text == after
        assert sentences.length == len(after)
        assert shown(sentences) == [sentence.text for sentence in sentences.sentences]
        for index, sentence in enumerate(sentences.sentences):
            for position in range(len(sentence.text)):
                assert sentences.at_target(sentences.target_span(index).start + position) == index


@given(results(), st.data())
def test_undo_gives_back_the_text_before_and_redo_the_text_after(
    made: tuple[str, TranslationResult], data: st.DataObject
) -> None:
    sentences, history = finished(*made), VersionHistory()
    texts = [sentences.text]
    for _ in range(4):
        start = data.draw(st.integers(0, sentences.length))
        end = data.draw(st.integers(start, sentences.length))
        changes = sentences.edit(start, end, data.draw(EDITED))
        history.record(changes)
        if changes:
            texts.append(sentences.text)
    for text in texts[-2::-1]:
        history.undo(sentences)
        assert sentences.text == text
    assert history.undo(sentences) == ()
    for text in texts[1:]:
        history.redo(sentences)
        assert sentences.text == text


@given(results(), st.data())
def test_what_the_person_did_is_still_there_after_the_same_text_is_translated_again(
    made: tuple[str, TranslationResult], data: st.DataObject
) -> None:
    source, result = made
    first = finished(source, result)
    for _ in range(2):
        start = data.draw(st.integers(0, first.length))
        first.edit(start, data.draw(st.integers(start, first.length)), data.draw(EDITED))
    carried = CarriedVersions(first, source, "zh", SleepingVersions())
    second = ResultSentences(source)
    text = ""
    for segment in result.segments:
        brought = carried.of(segment.index, segment.source, segment.source.of(source))
        text += second.add(segment, brought.version, brought.earlier)
    second.finish(result)
    assert second.text == (first.text if first.text.strip() else result.text)


@given(results(), st.data())
def test_an_edit_of_the_source_keeps_the_versions_of_all_other_sentences(
    made: tuple[str, TranslationResult], data: st.DataObject
) -> None:
    source, result = made
    first = finished(source, result)
    for index in range(len(result.segments)):
        if data.draw(st.booleans()):
            first.put(index, Version(f"own {index}", "edited"))
    edited = data.draw(st.integers(0, len(result.segments) - 1))
    place = result.segments[edited].source
    new = f"{source[: place.start]}###{source[place.start :]}"
    moved = [
        replace(
            segment,
            source=Span(
                segment.source.start + (3 if segment.index > edited else 0),
                segment.source.end + (3 if segment.index >= edited else 0),
            ),
        )
        for segment in result.segments
    ]
    carried = CarriedVersions(first, new, "zh", SleepingVersions())
    for segment in moved:
        brought = carried.of(segment.index, segment.source, segment.source.of(new))
        if segment.index == edited:
            assert brought.version is None
        else:
            assert brought.version == first.sentences[segment.index].version


@given(results())
def test_changing_over_twice_gives_both_texts_back(made: tuple[str, TranslationResult]) -> None:
    source, result = made
    there = finished(source, result).reversed
    assert (there.source_text, there.text) == (result.text, source)
    back = there.reversed
    assert (back.source_text, back.text) == (source, result.text)
    assert shown(back) == [segment.text for segment in result.segments]


@given(results(), st.data())
def test_places_in_panes_hold_through_wide_characters(
    made: tuple[str, TranslationResult], data: st.DataObject
) -> None:
    sentences = finished(*made)
    start = data.draw(st.integers(0, sentences.length))
    sentences.edit(start, start, data.draw(EDITED))
    units = sentences.text.encode("utf-16-le")
    offsets = TextOffsets(sentences.text)
    for index, sentence in enumerate(sentences.sentences):
        span = sentences.target_span(index)
        first, last = offsets.to_utf16(span.start), offsets.to_utf16(span.end)
        assert units[2 * first : 2 * last].decode("utf-16-le") == sentence.text


@given(results(), st.data())
def test_parts_of_sentences_are_found_in_both_panes_and_back(
    made: tuple[str, TranslationResult], data: st.DataObject
) -> None:
    links = LinkedResult(finished(*made))
    links.take_edit(0, 0, data.draw(EDITED) + links.text)
    index = data.draw(st.integers(0, len(links.sentences) - 1))
    sentence = links.sentences[index]
    sides: tuple[tuple[Literal["source", "target"], str, str], ...] = (
        ("source", links.source_text, sentence.source_text),
        ("target", links.text, sentence.text),
    )
    for side, whole, text in sides:
        start = data.draw(st.integers(0, len(text)))
        part = Span(start, data.draw(st.integers(start, len(text))))
        first, last = links.part_of(side, index, part)
        assert whole.encode("utf-16-le")[2 * first : 2 * last].decode("utf-16-le") == part.of(text)
        assert links.place_in(side, index, first) == start


RAIN = pair(("It rains.", "下雨。"), ("Stay.", "留下。"), ("Go.", "走。"))


def test_what_is_typed_behind_a_sentence_belongs_to_it_even_without_a_gap() -> None:
    sentences = finished(*RAIN)
    sentences.edit(3, 3, "吧")
    assert shown(sentences) == ["下雨。吧", "留下。", "走。"]
    assert sentences.versions() == (0,)


def test_a_paragraph_that_is_set_apart_is_no_sentence_of_its_own() -> None:
    sentences = finished(*RAIN)
    sentences.edit(3, 3, "\n\n")
    assert shown(sentences) == ["下雨。", "留下。", "走。"]
    sentences.edit(4, 4, "好")
    assert shown(sentences) == ["下雨。\n好", "留下。", "走。"]


def test_taking_away_the_edit_letter_by_letter_leaves_the_sentence_to_the_machine() -> None:
    sentences = finished(*RAIN)
    sentences.edit(1, 1, "大")
    assert sentences.versions() == (0,)
    sentences.edit(1, 2, "")
    assert sentences.versions() == ()


def test_an_edit_over_several_sentences_leaves_each_what_is_left_of_it() -> None:
    sentences = finished(*RAIN)
    sentences.edit(2, 7, "，")
    assert shown(sentences) == ["下雨，", "", "。"]


def test_what_the_person_wrote_is_not_doubted_and_what_was_chosen_is_as_the_engine_says() -> None:
    source, result = RAIN
    doubted = replace(result, segments=tuple(replace(s, doubts=("x",)) for s in result.segments))
    sentences = finished(source, doubted)
    sentences.edit(0, 1, "大")
    sentences.put(1, Version("不要走。", "chosen", ("too-long",)))
    assert [sentence.doubts for sentence in sentences.sentences] == [(), ("too-long",), ("x",)]
    assert sentences.doubtful() == (1, 2)


def retranslated(
    before: ResultSentences, made: tuple[str, TranslationResult], asleep: SleepingVersions
) -> ResultSentences:
    source, result = made
    carried = CarriedVersions(before, source, "zh", asleep)
    after = ResultSentences(source)
    for segment in result.segments:
        brought = carried.of(segment.index, segment.source, segment.source.of(source))
        after.add(segment, brought.version, brought.earlier)
    after.finish(result)
    carried.close()
    return after


CHANGED = pair(("It rains.", "下雨。"), ("Stay!", "留下！"), ("Go.", "走。"))


def test_a_version_whose_source_was_changed_is_offered_and_can_be_had_back_by_undo() -> None:
    first, history = finished(*RAIN), VersionHistory()
    own = Version("别走。", "edited")
    history.record((first.put(1, own),))
    second = retranslated(first, CHANGED, SleepingVersions())
    assert second.text == "下雨。留下！走。"
    assert second.sentences[1].earlier == own
    history.record((replace(second.put(1, None), before=own),))
    assert history.undo(second) == (1,)
    assert second.text == "下雨。别走。走。"


def test_a_version_sleeps_until_its_source_is_as_it_was() -> None:
    first, asleep = finished(*RAIN), SleepingVersions()
    first.put(1, Version("别走。", "edited"))
    second = retranslated(first, CHANGED, asleep)
    assert retranslated(second, RAIN, asleep).text == "下雨。别走。走。"


def test_of_two_sentences_that_say_the_same_each_keeps_its_own() -> None:
    twice = pair(("Yes.", "是。"), ("No.", "不。"), ("Yes.", "是。"))
    first = finished(*twice)
    first.put(2, Version("好的。", "chosen"))
    more = pair(("Well.", "嗯。"), ("Yes.", "是。"), ("No.", "不。"), ("Yes.", "是。"))
    assert retranslated(first, more, SleepingVersions()).text == "嗯。是。不。好的。"


def test_sentences_that_changed_places_take_their_versions_along() -> None:
    first = finished(*pair(("It rains.", "下雨。"), ("Stay.", "留下。")))
    first.put(0, Version("在下雨。", "edited"))
    swapped = pair(("Stay.", "留下。"), ("It rains.", "下雨。"))
    assert retranslated(first, swapped, SleepingVersions()).text == "留下。在下雨。"


def test_another_language_does_not_bring_versions_along_and_the_first_has_them_again() -> None:
    first, asleep = finished(*RAIN), SleepingVersions()
    first.put(0, Version("雨。", "edited"))
    CarriedVersions(first, RAIN[0], "zh", asleep).close()
    assert asleep.wake("en", "It rains.") is None
    assert asleep.wake("zh", "It rains.") == Version("雨。", "edited")


def test_an_emptied_result_is_filled_again_by_translating_again() -> None:
    first = finished(*RAIN)
    first.edit(0, first.length, "")
    assert first.text == ""
    assert retranslated(first, RAIN, SleepingVersions()).text == RAIN[1].text


def test_letters_typed_one_after_the_other_are_one_step() -> None:
    sentences, history = finished(*RAIN), VersionHistory()
    history.record(sentences.edit(2, 2, "x"))
    history.record(sentences.edit(3, 3, "y"), goes_on=True)
    history.undo(sentences)
    assert sentences.text == RAIN[1].text
    assert not history.can_undo
    history.redo(sentences)
    assert sentences.text == "下雨xy。留下。走。"


def test_a_step_whose_sentence_is_gone_is_passed_over() -> None:
    first, history = finished(*RAIN), VersionHistory()
    history.record((first.put(0, Version("雨。", "edited")),))
    history.record((first.put(1, Version("别走。", "edited")),))
    only = retranslated(first, pair(("It rains.", "下雨。")), SleepingVersions())
    assert history.undo(only) == (0,)
    assert only.text == "下雨。"


@pytest.mark.parametrize(
    ("start", "end", "index"), [(0, 2, 0), (3, 5, 1), (8, 8, -1)], ids=["first", "second", "end"]
)
def test_sentences_are_found_by_place(start: int, end: int, index: int) -> None:
    sentences = finished(*RAIN)
    assert {sentences.at_target(position) for position in range(start, end + 1)} == {index}
    assert sentences.near_target(8) == 2
