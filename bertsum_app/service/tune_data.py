"""From a person's files to the packed folder of a run, with a report of what was found on the way."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from itertools import chain
from pathlib import Path

import numpy as np

from bertsum_app.core.atomic import write_text_atomic
from bertsum_app.core.cancel import CancelToken
from bertsum_app.core.errors import CorpusTooSmall, RunIncompatible, from_os_error
from bertsum_app.core.resources import resource_path
from bertsum_app.corpus.check import Checked, CorpusCheck, Finding, FindingKind, Fix, LeakKeys
from bertsum_app.corpus.examples import SentimentExample, SummaryExample, TranslationExample
from bertsum_app.corpus.held_back import LEAST_HELD_BACK, HeldBack
from bertsum_app.corpus.pack import (
    DEV_PREFIX,
    DOCUMENTS_FILE,
    PAIRS_FILE,
    SENTIMENT_FILE,
    pack_documents,
    pack_pairs,
    pack_sentiments,
)
from bertsum_app.corpus.packed import PackedDocuments, PackedExamples, PackedPairs, write_packed
from bertsum_app.corpus.readers import read_pairs
from bertsum_app.corpus.user_corpus import (
    CorpusFile,
    CorpusTask,
    Example,
    Located,
    ReadOptions,
    UserCorpus,
    open_corpus,
)
from bertsum_app.corpus.vocabulary import learn_vocabulary
from bertsum_app.evaluation.values import decode
from bertsum_app.service.corrections import LEAST_CORRECTIONS
from bertsum_app.service.sample_choice import choose_samples
from bertsum_app.text.normalize import normalize
from bertsum_app.text.sentencepiece_tokenizer import SentencePieceTokenizer
from bertsum_app.text.tokenizer import TOKENIZER_FILE, Tokenizer
from bertsum_app.training.presets import GENERAL_DOMAIN, USER_DOMAIN, TuneSize

GENERAL_FILE = "general.safetensors"
REPORT_FILE = "report.json"
HELD_BACK_FILE = "held-back.jsonl"
SAMPLES_FILE = "samples.jsonl"
TAUGHT_FILE = "taught.jsonl"
REPORT_VERSION = 1
#: Fewer examples teach a network nothing but themselves.
LEAST_EXAMPLES: Mapping[CorpusTask, int] = {"translate": 100, "summarize": 40, "sentiment": 60}
#: A language is not learnt from so few, but a network that begins with nothing does learn something.
LEAST_TO_BEGIN: Mapping[CorpusTask, int] = {"translate": 1000, "summarize": 400, "sentiment": 400}
#: Of corrections alone one in five is held back: enough to see sentences that were not taught.
_FEW_HELD_BACK, _LEAST_OF_FEW_HELD_BACK = 0.2, 6
#: So many of the corrections taught are looked at afterwards.
_MOST_TAUGHT = 200
_COVERAGE_SAMPLE = 2_000
#: What a vocabulary is learnt from: examples, and characters of each text.
_VOCABULARY_EXAMPLES, _VOCABULARY_CHARACTERS = 100_000, 400
_MOST_POSITIONS = 512
_SHOWN_CHARACTERS = 20
#: One in three of what is held back, and of the general pairs, is to validate with, the rest to measure.
_VALIDATION = 3


@dataclass(frozen=True)
class CorpusRequest:
    """Which files, and how they are to be read and put right.

    `corrections` are those that the person made by hand, beside the files or alone.
    """

    task: CorpusTask
    data: tuple[Path, ...]
    development: Path | None = None
    options: ReadOptions = field(default_factory=ReadOptions)
    fixes: Mapping[FindingKind, Fix] = field(default_factory=dict)
    seed: int = 1
    corrections: CorpusFile | None = None

    @property
    def few(self) -> bool:
        """Whether there are corrections alone: some tens of pairs, each made with care."""
        return self.corrections is not None and not self.data

    @property
    def least_held_back(self) -> int:
        """How many examples are held back at least."""
        return _LEAST_OF_FEW_HELD_BACK if self.few else LEAST_HELD_BACK

    @property
    def least_examples(self) -> int:
        """How many examples there must be besides those."""
        return LEAST_CORRECTIONS - self.least_held_back if self.few else LEAST_EXAMPLES[self.task]

    @property
    def all_fixes(self) -> Mapping[FindingKind, Fix]:
        """The fixes asked for; what somebody wrote by hand is never left out for being unusual."""
        kept: Mapping[FindingKind, Fix] = {
            "swapped": "keep",
            "language": "keep",
            "copy": "keep",
            "length": "keep",
        }
        return {**kept, **self.fixes} if self.few else self.fixes

    def open(self) -> UserCorpus:
        """Look at the files.

        Raises:
            CorpusError: they cannot be used.
        """
        files = open_corpus(self.data, self.task, self.options).files if self.data else ()
        more = () if self.corrections is None else (self.corrections,)
        return UserCorpus(self.task, (*files, *more))

    def hold_back(self) -> HeldBack:
        """What takes examples out of the stream to measure with; of a development file it takes all."""
        if self.development is not None:
            return HeldBack(self.seed, share=1.0)
        if self.few:
            return HeldBack(self.seed, _FEW_HELD_BACK, least=_LEAST_OF_FEW_HELD_BACK)
        return HeldBack(self.seed)


@dataclass(frozen=True)
class Coverage:
    """How the base model's vocabulary takes a sample of the texts: shares of all pieces, 0 to 1."""

    pieces: int
    unknown: float
    bytes: float  # pieces that are single bytes of characters not in the vocabulary
    characters: tuple[str, ...]  # the most frequent ones of those


@dataclass(frozen=True)
class FileReport:
    """A file as it was read."""

    path: str
    format: str
    encoding: str
    columns: str
    sure: bool


@dataclass(frozen=True)
class CorpusReport:
    """All there is to say of a corpus before training."""

    task: CorpusTask
    files: tuple[FileReport, ...]
    checked: Checked
    training: int
    held_back: int
    coverage: Coverage
    mean_positions: float
    fingerprint: str  # SHA-256 of the examples trained on

    def to_json(self) -> str:
        """The text of ``report.json``."""
        return json.dumps({"version": REPORT_VERSION, **asdict(self)}, ensure_ascii=False) + "\n"

    @classmethod
    def from_json(cls, text: str, path: Path) -> CorpusReport:
        """Read what `to_json` wrote; `path` only names the file in errors.

        Raises:
            RunIncompatible: it is no such report.
        """
        try:
            values = json.loads(text)
            if values.pop("version") != REPORT_VERSION:
                raise ValueError("another version of the report")
            return decode(cls, values)
        except (ValueError, KeyError, TypeError) as error:
            raise RunIncompatible(path=path, reason=str(error)) from error

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was wrong."""
        return self.checked.findings


@dataclass(frozen=True)
class TuneData:
    """A packed folder, and what is in it."""

    folder: Path
    report: CorpusReport
    size: TuneSize


class _Examples:
    """A person's examples, checked, and parted into those to train on and those held back.

    The parting is a matter of the seed, so it is the same however often the files are read.
    """

    def __init__(self, request: CorpusRequest, cancel: CancelToken) -> None:
        self.corpus = request.open()
        self._cancel = cancel
        self._given = request.development is not None
        self._besides = 0 if self._given else request.least_held_back
        self._held_back = request.hold_back()
        development: list[Example] = []
        if request.development is not None:
            other = open_corpus((request.development,), request.task, request.options)
            cleaned = CorpusCheck(request.task).clean(_until(other, cancel))
            # The same sampling bounds a large development file: what it passes on is left out.
            for _ in self._held_back.pass_on(found.example for found in cleaned):
                pass
            development = self._held_back.examples
        self._check = CorpusCheck(request.task, request.all_fixes, LeakKeys(development))

    def training(self) -> Iterator[Example]:
        """Those to train on, read once; the others are known when they are all through."""
        examples = (found.example for found in self._check.clean(_until(self.corpus, self._cancel)))
        return examples if self._given else self._held_back.pass_on(examples)

    @property
    def held_back(self) -> list[Example]:
        return self._held_back.examples

    def checked(self) -> Checked:
        return self._check.report()

    def require(self, training: int, least: int) -> None:
        """Raise `CorpusTooSmall` where there are fewer than `least` to train on."""
        if training < least:
            # What is held back counts among the usable ones, so the person needs that many more.
            raise CorpusTooSmall(self.checked().kept, least + self._besides)


def learn_tokenizer(
    request: CorpusRequest, model_file: Path, largest: int, cancel: CancelToken, threads: int = 1
) -> None:
    """Learn a vocabulary of up to `largest` pieces from the examples to train on, and no others.

    Raises:
        CorpusError: the files cannot be used, or have too few examples to begin with nothing.
        ResourceError: `model_file` cannot be written.
        Cancelled: `cancel` was set.
    """
    examples = _Examples(request, cancel)
    # The same sampling bounds what is learnt from; what it passes on is not needed.
    sample = HeldBack(request.seed, share=1.0, most=_VOCABULARY_EXAMPLES)
    passed_on = sum(1 for _ in sample.pass_on(examples.training()))
    found = sample.examples
    examples.require(passed_on + len(found), LEAST_TO_BEGIN[request.task])
    texts = [
        normalize(text[:_VOCABULARY_CHARACTERS]).text.strip()
        for example in found
        for text in _texts(example)
    ]
    try:
        model_file.parent.mkdir(parents=True, exist_ok=True)
        learn_vocabulary(texts, model_file, largest=largest, threads=threads)
    except OSError as error:
        raise from_os_error(error, model_file) from error
    cancel.raise_if_cancelled()


def prepare_data(
    request: CorpusRequest,
    tokenizer_file: Path,
    folder: Path,
    cancel: CancelToken,
    max_positions: int = 512,
    *,
    general: bool = True,
) -> TuneData:
    """Read, check, split and pack into `folder`, for a network that takes `max_positions`.

    With `general`, the pairs that ship with the program are put beside those of a translation corpus.

    Raises:
        CorpusError: the files cannot be used, or too few examples are left.
        ResourceError: `folder` cannot be written.
        Cancelled: `cancel` was set.
    """
    task = request.task
    general = general and task == "translate"
    examples = _Examples(request, cancel)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(tokenizer_file, folder / TOKENIZER_FILE)
    except OSError as error:
        raise from_os_error(error, folder) from error
    tokenizer = SentencePieceTokenizer(folder / TOKENIZER_FILE)
    tracker = _Tracker(tokenizer)
    training: Iterable[Example] = examples.training()
    if request.few:
        # Of files there may be millions; what a person corrected by hand fits the memory.
        training = taught = list(training)
        write_text_atomic(folder / TAUGHT_FILE, _lines(taught[:_MOST_TAUGHT]))
    packed = _pack(task, tokenizer, tracker.watch(training), max_positions, general=general)
    held = examples.held_back
    examples.require(tracker.count, request.least_examples)
    validation = [each for number, each in enumerate(held) if number % _VALIDATION == 0]
    test = [each for number, each in enumerate(held) if number % _VALIDATION != 0]
    name = _FILES[task]
    write_packed(folder / name, packed)
    write_packed(folder / (DEV_PREFIX + name), _pack(task, tokenizer, validation, max_positions))
    if general:
        shipped = list(read_pairs(resource_path("general", "dev.tsv.xz")))
        chosen = [(GENERAL_DOMAIN, pair) for pair in shipped[::_VALIDATION]]
        write_packed(folder / (DEV_PREFIX + GENERAL_FILE), pack_pairs(tokenizer, chosen))
    report = CorpusReport(
        task,
        tuple(_file_report(examples.corpus)),
        examples.checked(),
        tracker.count,
        len(held),
        tracker.coverage(),
        _mean_positions(packed),
        tracker.fingerprint,
    )
    write_text_atomic(folder / HELD_BACK_FILE, _lines(test))
    write_text_atomic(folder / SAMPLES_FILE, _lines(choose_samples(validation)))
    write_text_atomic(folder / REPORT_FILE, report.to_json())
    return TuneData(folder, report, TuneSize(tracker.count, report.mean_positions, general))


def read_report(folder: Path) -> CorpusReport:
    """The report that `prepare_data` left in its folder.

    Raises:
        RunIncompatible: it is missing or damaged.
    """
    path = folder / REPORT_FILE
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise RunIncompatible(path=path, reason=str(error)) from error
    return CorpusReport.from_json(text, path)


def read_held_back(
    folder: Path, task: CorpusTask, name: str = HELD_BACK_FILE
) -> tuple[Example, ...]:
    """The examples to measure with, or those of another file that `prepare_data` left there.

    Raises:
        RunIncompatible: they are not there, or no longer as they were written.
    """
    kinds: Mapping[CorpusTask, type[Example]] = {
        "translate": TranslationExample,
        "summarize": SummaryExample,
        "sentiment": SentimentExample,
    }
    path = folder / name
    try:
        # Not splitlines: JSON leaves line separators in texts as they are.
        lines = path.read_text(encoding="utf-8").rstrip("\n").split("\n")
        return tuple(kinds[task](**json.loads(line)) for line in lines if line)
    except (OSError, ValueError, TypeError) as error:
        raise RunIncompatible(path, str(error)) from error


def general_test() -> tuple[TranslationExample, ...]:
    """The shipped general pairs to measure with."""
    general = read_pairs(resource_path("general", "dev.tsv.xz"))
    return tuple(pair for number, pair in enumerate(general) if number % _VALIDATION)


_FILES: Mapping[CorpusTask, str] = {
    "translate": PAIRS_FILE,
    "summarize": DOCUMENTS_FILE,
    "sentiment": SENTIMENT_FILE,
}


def _lines(examples: Iterable[Example]) -> str:
    return "".join(json.dumps(asdict(each), ensure_ascii=False) + "\n" for each in examples)


def _until(corpus: Iterable[Located], cancel: CancelToken) -> Iterator[Located]:
    for located in corpus:
        cancel.raise_if_cancelled()
        yield located


def _file_report(corpus: UserCorpus) -> Iterator[FileReport]:
    for file in corpus.files:
        yield FileReport(str(file.path), file.format, file.encoding, file.columns, file.sure)


def _pack(
    task: CorpusTask,
    tokenizer: Tokenizer,
    examples: Iterable[Example],
    max_positions: int,
    *,
    general: bool = False,
) -> PackedExamples:
    if task == "translate":
        tagged = ((USER_DOMAIN, each) for each in examples if isinstance(each, TranslationExample))
        if general:
            shipped = read_pairs(resource_path("general", "pairs.tsv.xz"))
            return pack_pairs(
                tokenizer, chain(tagged, ((GENERAL_DOMAIN, pair) for pair in shipped))
            )
        return pack_pairs(tokenizer, tagged)
    if task == "sentiment":
        texts = (each for each in examples if isinstance(each, SentimentExample))
        return pack_sentiments(tokenizer, texts)
    documents = (each for each in examples if isinstance(each, SummaryExample))
    # One position is kept for the <sum> job of the abstractive layout.
    return pack_documents(tokenizer, documents, min(max_positions, _MOST_POSITIONS) - 1)


def _mean_positions(packed: PackedExamples) -> float:
    """Mean length of the longer side of the person's own examples."""
    if isinstance(packed, PackedPairs):
        longer = np.maximum(packed.english.lengths, packed.chinese.lengths) + 2
        own = longer[packed.domain == 0]
        return float(own.mean()) if len(own) else 0.0
    lengths = (packed.documents if isinstance(packed, PackedDocuments) else packed.texts).lengths
    return float(lengths.mean()) if len(lengths) else 0.0


class _Tracker:
    """Counts, hashes and samples the examples that go by."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self.count = 0
        self._tokenizer = tokenizer
        self._digest = hashlib.sha256()
        self._pieces = self._unknown = self._bytes = 0
        self._missing: Counter[str] = Counter()

    def watch(self, examples: Iterable[Example]) -> Iterator[Example]:
        for example in examples:
            self.count += 1
            texts = list(asdict(example).values())
            self._digest.update("\0".join(map(str, texts)).encode() + b"\n")
            if self.count <= _COVERAGE_SAMPLE:
                for text in _texts(example):
                    self._look(normalize(text).text)
            yield example

    @property
    def fingerprint(self) -> str:
        return self._digest.hexdigest()

    def coverage(self) -> Coverage:
        total = max(1, self._pieces)
        frequent = [character for character, _ in self._missing.most_common(_SHOWN_CHARACTERS)]
        return Coverage(self._pieces, self._unknown / total, self._bytes / total, tuple(frequent))

    def _look(self, text: str) -> None:
        vocabulary = self._tokenizer.vocabulary
        ids = self._tokenizer.encode(text)
        self._pieces += len(ids)
        unknown = sum(piece == self._tokenizer.special.unk for piece in ids)
        single = sum(vocabulary[piece].startswith("<0x") for piece in ids)
        self._unknown += unknown
        self._bytes += single
        if unknown or single:
            # In the order of the text, which a report is to have again: that of a set is chance.
            for character, count in Counter(text).items():
                if not character.isspace() and self._is_missing(character):
                    self._missing[character] += count

    def _is_missing(self, character: str) -> bool:
        vocabulary, special = self._tokenizer.vocabulary, self._tokenizer.special
        ids = self._tokenizer.encode(character)
        return any(piece == special.unk or vocabulary[piece].startswith("<0x") for piece in ids)


def _texts(example: Example) -> tuple[str, ...]:
    match example:
        case TranslationExample():
            return example.english, example.chinese
        case SummaryExample():
            return example.text[:1000], example.summary
        case SentimentExample():
            return (example.text[:1000],)
