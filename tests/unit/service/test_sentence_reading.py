"""Reading the documents of a collection beforehand: which, in what order, and how often."""

from __future__ import annotations

import json
import lzma
from collections import Counter
from itertools import count, islice
from pathlib import Path

import numpy as np
import pytest

from bertsum_app.core.cancel import Cancelled, CancelToken
from bertsum_app.core.paths import AppPaths
from bertsum_app.corpus.examples import SummaryExample
from bertsum_app.corpus.pack import DEV_PREFIX, SENTENCES_FILE
from bertsum_app.corpus.packed import PackedSentences, read_packed, text_key
from bertsum_app.inference.summarizer import ReadDocument, Summarizer
from bertsum_app.library.store import InstalledModel
from bertsum_app.model.config import SentenceReading
from bertsum_app.service.engines import OpenedEngine, open_engine
from bertsum_app.service.sentence_reading import DocumentReading, balanced, read_collection
from helpers.tiny_model import sample_lines

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


def read(reader: Reader, folder: Path, name: str = "e", seconds: float | None = None) -> None:
    ticks = count()
    DocumentReading(reader, name, folder).read(
        EXAMPLES,
        CancelToken(),
        lambda line: None,
        max_seconds=seconds,
        clock=lambda: float(next(ticks)),
    )


def files(folder: Path) -> tuple[PackedSentences, PackedSentences]:
    """For training, and held back."""
    training = read_packed(folder / SENTENCES_FILE)
    held_back = read_packed(folder / (DEV_PREFIX + SENTENCES_FILE))
    assert isinstance(training, PackedSentences)
    assert isinstance(held_back, PackedSentences)
    return training, held_back


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


def test_another_reader_begins_anew(tmp_path: Path) -> None:
    read(Reader(), tmp_path)
    reader = Reader()
    read(reader, tmp_path, name="other")
    assert len(reader.asked) == len(EXAMPLES)
    assert all(packed.reader == "other" for packed in files(tmp_path))


def test_a_document_that_is_never_scored_as_a_whole_is_left_out(tmp_path: Path) -> None:
    read(Reader(too_long=EXAMPLES[3].text), tmp_path)
    assert text_key(EXAMPLES[3].text) not in np.concatenate([p.texts for p in files(tmp_path)])


def test_the_collection_is_read_in_the_order_that_was_planned(tmp_path: Path) -> None:
    reader = Reader()
    read(reader, tmp_path)
    assert reader.asked[:9] == list(islice(balanced(EXAMPLES), 9))


def test_the_documents_of_a_collection_are_read_as_the_program_scores_them(
    tmp_path: Path, app_paths: AppPaths, tiny_model: InstalledModel
) -> None:
    lines = list(sample_lines())[::2]
    texts = [" ".join(lines[first : first + 4]) for first in range(0, 80, 4)]
    for name, part in (("train.en", texts[2:]), ("dev.en", texts[:3])):
        write_summaries(tmp_path / "summarization" / f"{name}.jsonl.xz", part)
    for name in ("train.zh", "extra.zh", "dev.zh"):
        write_summaries(tmp_path / "summarization" / f"{name}.jsonl.xz", [])
    engine = open_engine(tiny_model, app_paths, "cpu", 1)
    packed = tmp_path / "packed"
    opened = OpenedEngine(tiny_model, engine, 0)
    reads: SentenceReading = "mean+centrality"
    read_collection(opened, tmp_path, packed, reads, CancelToken(), lambda line: None)
    training, held_back = files(packed)
    keys = {text_key(text): text for text in texts}
    # One of the texts is measured on, and so is not learnt.
    assert sorted([*training.texts, *held_back.texts]) == sorted(list(keys)[3:])
    text = keys[int(training.texts[0])]
    expected, otherwise = (
        engine.summarizer.reading_as(each).read(text, "en", CancelToken())
        for each in (reads, "mean")
    )
    assert expected is not None
    np.testing.assert_allclose(training.states_of(0), expected.states, rtol=2e-3, atol=1e-3)
    assert otherwise is not None
    assert not np.allclose(training.states_of(0), otherwise.states, atol=0.05)
    assert training.labels[0].sum() == 1
    engine.close()


def write_summaries(path: Path, texts: list[str]) -> None:
    """Texts whose summary is their second sentence."""
    path.parent.mkdir(exist_ok=True)
    entries = (
        {"lang": "en", "text": text, "summary": text.split(".")[1], "source": "made"}
        for text in texts
    )
    path.write_bytes(lzma.compress("".join(json.dumps(each) + "\n" for each in entries).encode()))
