"""service/history_recorder.py: versions of a text somebody types make one entry, other work its own."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bertsum_app.service.history import FinishedWork
from bertsum_app.service.history_recorder import REPLACE_WITHIN_S, HistoryRecorder, is_version_of


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def draft(text: str, **values: Any) -> FinishedWork:
    made = FinishedWork("translate", text, f"«{text}»", "en", "zh", "m")
    return replace(made, **values)


class Entries:
    """What stands in a history that goes by the recorder: id to text."""

    def __init__(self, recorder: HistoryRecorder) -> None:
        self._recorder = recorder
        self._next = 1
        self.texts: dict[int, str] = {}

    def finish(self, work: FinishedWork) -> None:
        old = self._recorder.replaced_by(work)
        if old is not None:
            del self.texts[old]
        self.texts[self._next] = work.source_text
        self._recorder.kept(work, self._next)
        self._next += 1

    @property
    def kept(self) -> list[str]:
        return list(self.texts.values())


@pytest.fixture
def entries(clock: Clock) -> Entries:
    return Entries(HistoryRecorder(clock))


def test_the_first_work_is_a_new_entry(clock: Clock) -> None:
    assert HistoryRecorder(clock).replaced_by(draft("Hello")) is None


def test_typing_on_keeps_the_last_version_only(entries: Entries, clock: Clock) -> None:
    text = "It rained all day, and nobody went out."
    for end in range(2, len(text) + 1, 5):
        entries.finish(draft(text[:end]))
        # Each pause may last; it is the time since the version before that counts.
        clock.now += REPLACE_WITHIN_S
    assert entries.kept == [text[:37]]


def test_a_correction_in_the_middle_is_a_version(entries: Entries) -> None:
    entries.finish(draft("It rained all day, and nobody went out."))
    entries.finish(draft("It snowed all day, and nobody went out."))
    assert entries.kept == ["It snowed all day, and nobody went out."]


def test_after_a_while_the_same_text_typed_on_is_another_entry(
    entries: Entries, clock: Clock
) -> None:
    entries.finish(draft("One sentence."))
    clock.now += REPLACE_WITHIN_S + 0.1
    entries.finish(draft("One sentence. And another."))
    assert entries.kept == ["One sentence.", "One sentence. And another."]


def test_the_very_same_work_is_no_second_entry_however_late(entries: Entries, clock: Clock) -> None:
    entries.finish(draft("One sentence."))
    clock.now += 3600
    entries.finish(draft("One sentence."))
    assert entries.kept == ["One sentence."]


def test_another_choice_of_sentences_is_no_second_entry_however_late(
    entries: Entries, clock: Clock
) -> None:
    summary = draft("A text.", mode="summarize", method="extractive")
    entries.finish(summary)
    clock.now += 3600
    entries.finish(replace(summary, result_text="another choice"))
    assert entries.kept == ["A text."]
    entries.finish(replace(summary, method="abstractive"))
    entries.finish(replace(summary, method="abstractive", target_language="en"))
    assert len(entries.kept) == 3


@pytest.mark.parametrize(
    "other",
    [
        draft("One sentence. More.", mode="summarize", method="extractive"),
        draft("One sentence. More.", target_language="de"),
        draft("Something else altogether."),
    ],
)
def test_other_work_is_an_entry_of_its_own(entries: Entries, other: FinishedWork) -> None:
    entries.finish(draft("One sentence."))
    entries.finish(other)
    assert len(entries.kept) == 2


def test_the_language_of_half_a_word_does_not_make_another_entry(entries: Entries) -> None:
    entries.finish(draft("Di", source_language="de"))
    entries.finish(draft("Did it rain?", source_language="en"))
    assert entries.kept == ["Did it rain?"]


def test_typing_over_a_text_does_not_lose_it(entries: Entries) -> None:
    long = "The contract is confidential. It ends next year."
    for text in (long, "T", "Th", "The weather is fine."):
        entries.finish(draft(text))
    assert entries.kept == [long, "The weather is fine."]


def test_what_was_forgotten_is_not_replaced(clock: Clock) -> None:
    recorder = HistoryRecorder(clock)
    recorder.kept(draft("One."), 7)
    assert recorder.replaced_by(draft("One. Two.")) == 7
    recorder.forget()
    assert recorder.replaced_by(draft("One. Two.")) is None


_texts = st.text(min_size=1).filter(lambda text: text.strip())


@given(text=_texts, more=st.text())
def test_whatever_is_typed_on_is_a_version(text: str, more: str) -> None:
    assert is_version_of(draft(text + more), draft(text))


@given(start=st.text("abc", min_size=50), middle=st.text("xyz", max_size=10), end=st.text("abc"))
def test_a_small_change_anywhere_is_a_version_both_ways(start: str, middle: str, end: str) -> None:
    one, other = draft(start + end), draft(start + middle + end)
    assert is_version_of(one, other)
    assert is_version_of(other, one)


@given(st.text("abc", min_size=1), st.text("xyz", min_size=1))
def test_texts_with_nothing_in_common_are_never_versions(one: str, other: str) -> None:
    assert not is_version_of(draft(one), draft(other))


@given(st.lists(st.tuples(_texts, st.floats(0, 100)), min_size=1))
def test_the_newest_work_is_always_kept_and_each_version_replaces_one_entry(
    finished: list[tuple[str, float]],
) -> None:
    clock = Clock()
    entries = Entries(HistoryRecorder(clock))
    for text, seconds in finished:
        clock.now += seconds
        before = len(entries.kept)
        entries.finish(draft(text))
        assert entries.kept[-1] == text
        assert before <= len(entries.kept) <= before + 1
