"""Reading the documents of a collection beforehand: which, in what order, and how often."""

from __future__ import annotations

from collections import Counter
from itertools import count, islice
from pathlib import Path

import numpy as np
import pytest

from bertsum_app.core.cancel import Cancelled, CancelToken
from bertsum_app.corpus.examples import SummaryExample
from bertsum_app.corpus.pack import DEV_PREFIX, SENTENCES_FILE
from bertsum_app.corpus.packed import PackedSentences, read_packed, text_key
from bertsum_app.inference.summarizer import ReadDocument, Summarizer
from bertsum_app.service.sentence_reading import SentenceReading, balanced

EXAMPLES = [
    SummaryExample("en", f"Text {source} {number}.", "Two and three.", source)
    for source, size in (("large", 80), ("small", 10))
    for number in range(size)
]


class Reader(Summarizer):
    """Reads every text as the same three sentences, and remembers which it was asked for."""

    def __init__(self, cancel_at: int | None = None, too_long: str = "") -> None:
        self.asked: list[str] = []
        self._cancel_at = cancel_at
        self._too_long = too_long

    def read(self, text: str, language: str | None, cancel: CancelToken) -> ReadDocument | None:
        cancel.raise_if_cancelled()
        self.asked.append(text)
        if len(self.asked) == self._cancel_at:
            cancel.cancel()
        if text == self._too_long:
            return None
        return ReadDocument(("One.", "Two and three.", "Four."), np.ones((3, 2), np.float32))


def read(reader: Reader, folder: Path, encoder: str = "e", seconds: float | None = None) -> None:
    ticks = count()
    SentenceReading(reader, encoder, folder).read(
        EXAMPLES,
        CancelToken(),
        lambda line: None,
        max_seconds=seconds,
        clock=lambda: float(next(ticks)),
    )


def files(folder: Path) -> tuple[PackedSentences, PackedSentences]:
    """For training, and held back."""
    found = [read_packed(folder / (prefix + SENTENCES_FILE)) for prefix in ("", DEV_PREFIX)]
    assert all(isinstance(each, PackedSentences) for each in found)
    return found[0], found[1]  # type: ignore[return-value]  # asserted of each


def test_every_document_is_read_once_and_some_are_held_back(tmp_path: Path) -> None:
    reader = Reader()
    read(reader, tmp_path)
    assert sorted(reader.asked) == sorted(each.text for each in EXAMPLES)
    training, held_back = files(tmp_path)
    assert sorted([*training.texts, *held_back.texts]) == sorted(map(text_key, reader.asked))
    assert 0 < len(held_back) < len(training) / 3
    assert training.labels[0].tolist() == [0, 1, 0]


def test_any_beginning_holds_all_sources(tmp_path: Path) -> None:
    order = [examples[0].source for examples in balanced(EXAMPLES).values()]
    first = Counter(order[:15])
    # 80 ** 0.3 to 10 ** 0.3 is about 2 to 1, where by size it were 8 to 1.
    assert 4 <= first["small"] <= 6
    assert Counter(order) == {"large": 80, "small": 10}


def test_summaries_of_one_text_are_read_together() -> None:
    twice = [*EXAMPLES, SummaryExample("en", EXAMPLES[7].text, "Four.", "other")]
    assert [each.source for each in balanced(twice)[EXAMPLES[7].text]] == ["large", "other"]


def test_reading_stops_when_there_is_no_time_and_goes_on_later(tmp_path: Path) -> None:
    first, second = Reader(), Reader()
    read(first, tmp_path, seconds=30)
    assert 20 <= len(first.asked) <= 30
    read(second, tmp_path)
    assert not set(first.asked) & set(second.asked)
    assert sum(map(len, files(tmp_path))) == len(EXAMPLES)


def test_what_was_read_before_it_was_called_off_is_kept(tmp_path: Path) -> None:
    reader = Reader(cancel_at=25)
    with pytest.raises(Cancelled):
        read(reader, tmp_path)
    assert sum(map(len, files(tmp_path))) == 25


def test_another_encoder_begins_anew(tmp_path: Path) -> None:
    read(Reader(), tmp_path)
    reader = Reader()
    read(reader, tmp_path, encoder="other")
    assert len(reader.asked) == len(EXAMPLES)
    assert all(packed.encoder == "other" for packed in files(tmp_path))


def test_a_document_that_is_never_scored_as_a_whole_is_left_out(tmp_path: Path) -> None:
    read(Reader(too_long=EXAMPLES[3].text), tmp_path)
    assert text_key(EXAMPLES[3].text) not in np.concatenate([p.texts for p in files(tmp_path)])


def test_the_collection_is_read_in_the_order_that_was_planned(tmp_path: Path) -> None:
    reader = Reader()
    read(reader, tmp_path)
    assert reader.asked[:9] == list(islice(balanced(EXAMPLES), 9))
