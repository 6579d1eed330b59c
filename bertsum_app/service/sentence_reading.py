"""What a model reads of each sentence of the training documents, read once and kept.

Where the scorer alone learns, the encoder says the same of a document at every step, and takes all the
time. So a document is read beforehand: as a whole, in the windows and by the runtime that the program
summarizes with, so that the scorer learns from what it will be given.
"""

from __future__ import annotations

import shutil
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from bertsum_app.core.atomic import make_folder
from bertsum_app.core.cancel import CancelToken
from bertsum_app.corpus.examples import SummaryExample
from bertsum_app.corpus.pack import DEV_PREFIX, SENTENCES_FILE
from bertsum_app.corpus.pack_sentences import SentencePacker
from bertsum_app.corpus.packed import PackedSentences, read_packed, text_key, write_packed
from bertsum_app.corpus.recipe_data import training_summaries
from bertsum_app.inference.engine import CONFIG_FILE, WEIGHTS_FILE
from bertsum_app.inference.scorer import reader_name
from bertsum_app.inference.summarizer import Summarizer
from bertsum_app.model.config import BertSumConfig, SentenceReading
from bertsum_app.model.weights import read_weights
from bertsum_app.service.engines import OpenedEngine
from bertsum_app.text.tokenizer import TOKENIZER_FILE

#: Of the documents of each source, n ** this many are read before others: small sources count for more.
_BALANCE = 0.3
#: One document in so many is held back, to choose settings by.
_HELD_BACK = 10
_WRITE_EVERY_S = 300.0


def read_collection(
    engine: OpenedEngine,
    data: Path,
    packed: Path,
    reads: SentenceReading,
    cancel: CancelToken,
    report: Callable[[str], None],
    max_minutes: float | None = None,
) -> None:
    """Let a model read the training documents of the collection `data`, into the folder `packed`.

    What is stored is what a scorer that reads `reads` is given, whatever the model's own one does.

    Raises:
        CorpusUnreadable: a part of the collection cannot be read.
        JobNotSupported: the model has no scorer.
        AppError: as `DocumentReading.read`.
    """
    make_folder(packed)
    folder = engine.installed.folder
    # A run takes its vocabulary from there: that of the model.
    shutil.copyfile(folder / TOKENIZER_FILE, packed / TOKENIZER_FILE)
    config = BertSumConfig.from_json(
        (folder / CONFIG_FILE).read_text("utf-8"), folder / CONFIG_FILE
    )
    weights = read_weights(folder / WEIGHTS_FILE)
    reader = reader_name(replace(config, scorer_reads=reads), weights)
    reading = DocumentReading(engine.engine.summarizer.reading_as(reads), reader, packed)
    seconds = None if max_minutes is None else max_minutes * 60
    reading.read(training_summaries(data), cancel, report, max_seconds=seconds)


class DocumentReading:
    """Reads documents into ``sentences.safetensors`` and, those held back, the file for development."""

    def __init__(self, summarizer: Summarizer, reader: str, packed: Path) -> None:
        """Go on with the files in `packed` if they are of the same `reader` (`reader_name`).

        Raises:
            PackedCorpusDamaged: a file that is there cannot be read.
        """
        self._summarizer = summarizer
        self._files = {
            packed / name: SentencePacker(reader, _begun(packed / name, reader))
            for name in (SENTENCES_FILE, DEV_PREFIX + SENTENCES_FILE)
        }

    def read(
        self,
        examples: Iterable[SummaryExample],
        cancel: CancelToken,
        report: Callable[[str], None],
        *,
        max_seconds: float | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Read the documents of `examples`, or as many as there is time for, and write both files.

        They are read in an order of which any beginning holds all sources, so that it may stop anywhere.
        Documents too long to be scored as a whole are left out.

        Raises:
            AppError: the model cannot read; a file cannot be written.
            Cancelled: `cancel` is set; what was read until then is written.
        """
        start = last = clock()
        documents = balanced(examples)
        try:
            for count, (text, of_text) in enumerate(documents.items(), start=1):
                now = clock()
                if max_seconds is not None and now - start >= max_seconds:
                    return
                if now - last >= _WRITE_EVERY_S:
                    report(
                        f"{count - 1:,} of {len(documents):,} documents after {now - start:.0f} s"
                    )
                    self._write()
                    last = now
                self._read_one(text, of_text, cancel)
        finally:
            self._write()

    def _read_one(self, text: str, examples: Sequence[SummaryExample], cancel: CancelToken) -> None:
        held_back = text_key(text) % _HELD_BACK == 0
        packer = list(self._files.values())[held_back]
        if text in packer:
            return
        read = self._summarizer.read(text, examples[0].language, cancel)
        if read is not None:
            packer.add(read.sentences, read.states, examples)

    def _write(self) -> None:
        for path, packer in self._files.items():
            if len(packer):
                write_packed(path, packer.packed())


def balanced(examples: Iterable[SummaryExample]) -> dict[str, list[SummaryExample]]:
    """The examples of each text, in an order of which any beginning holds all sources.

    In it a source of n documents has a share like that of n ** `_BALANCE` (temperature sampling, as of
    languages in Devlin et al. 2018, multilingual BERT), until it is used up.
    """
    texts: dict[str, list[SummaryExample]] = defaultdict(list)
    for example in examples:
        texts[example.text].append(example)
    sizes = Counter(map(_source, texts.values()))
    seen: Counter[tuple[str, str]] = Counter()
    places: list[tuple[float, str]] = []
    for text, of_text in texts.items():
        source = _source(of_text)
        seen[source] += 1
        places.append((seen[source] / sizes[source] ** _BALANCE, text))
    return {text: texts[text] for _, text in sorted(places, key=lambda place: place[0])}


def _source(examples: Sequence[SummaryExample]) -> tuple[str, str]:
    return examples[0].source, examples[0].language


def _begun(path: Path, reader: str) -> PackedSentences | None:
    if not path.exists():
        return None
    found = read_packed(path)
    return found if isinstance(found, PackedSentences) and found.reader == reader else None
