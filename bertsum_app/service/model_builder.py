"""Building an embedded model from the data collection: prepare, train, export.

This is how `resources/models/bertsum-en-zh` is made; users teach installed models in another way.
Imports torch, so it is imported only by the command that needs it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from bertsum_app.convert.huggingface_bert import read_bert_encoder
from bertsum_app.core.atomic import make_folder
from bertsum_app.core.cancel import CancelToken
from bertsum_app.core.errors import CorpusUnreadable, PackedCorpusDamaged
from bertsum_app.corpus.lexicon import learn_lexicon, lexicon_rows
from bertsum_app.corpus.pack import PAIRS_FILE, pack_corpus, prepare_tokenizer
from bertsum_app.corpus.packed import PackedPairs, read_packed
from bertsum_app.library.manifest import ModelManifest, check_model_id
from bertsum_app.model.bertsum import BertSum
from bertsum_app.model.decoding import DecodingDefaults
from bertsum_app.model.weights import Precision
from bertsum_app.text.sentencepiece_tokenizer import SentencePieceTokenizer
from bertsum_app.text.tokenizer import TOKENIZER_FILE
from bertsum_app.text.wordpiece import WordPieceTokenizer
from bertsum_app.training.config import TrainConfig
from bertsum_app.training.events import EventSink, RunStopped
from bertsum_app.training.export import ModelDescription, export_run
from bertsum_app.training.launch import Initializer, Machine, launch, start_from_model
from bertsum_app.training.run_folder import RunFolder
from bertsum_app.training.warm_start import warm_start


@dataclass(frozen=True)
class Start:
    """Where a fresh network's weights come from: an installed model, an English BERT, or chance."""

    model: Path | None = None
    bert: Path | None = None


def prepare(
    data: Path,
    packed: Path,
    *,
    vocab_size: int,
    threads: int,
    filtered: bool,
    synthetic: Path | None,
    report: Callable[[str], None],
) -> None:
    """Train the vocabulary, unless `packed` has one, and pack the collection (see `pack_corpus`).

    Raises:
        CorpusUnreadable: a part of the collection cannot be read.
        ResourceError: `packed` cannot be written.
    """
    make_folder(packed)
    if not (packed / TOKENIZER_FILE).exists():
        report(f"learning {vocab_size:,} pieces")
        prepare_tokenizer(data, packed, vocab_size=vocab_size, threads=threads)
    pack_corpus(data, packed, report, filtered=filtered, synthetic=synthetic)


def train(
    run: Path,
    recipe: Path | None,
    packed: Path,
    start: Start,
    machine: Machine,
    emit: EventSink,
    cancel: CancelToken,
    max_minutes: float | None = None,
) -> RunStopped:
    """Begin a run of `recipe`, or resume the run in `run` where no recipe is given.

    Raises:
        TrainingError, CorpusError, ModelError, ResourceError: as `launch`.
    """
    config = None if recipe is None else read_recipe(recipe, packed)
    if config is not None and max_minutes is not None:
        config = replace(config, max_minutes=max_minutes)
    initialize: Initializer | None = None
    if start.model is not None:
        anew = () if config is None else config.begins_anew
        initialize = start_from_model(start.model, anew)
    elif start.bert is not None:
        initialize = start_from_bert(start.bert, packed)
    return launch(RunFolder(run), config, packed, machine, emit, cancel, initialize)


def read_recipe(path: Path, packed: Path) -> TrainConfig:
    """The configuration at `path`, with the size of the vocabulary in `packed`.

    Raises:
        CorpusUnreadable: `path` cannot be read.
        RunIncompatible: it is no configuration.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CorpusUnreadable(path=path, line=0, reason=str(error)) from error
    tokenizer = SentencePieceTokenizer(packed / TOKENIZER_FILE)
    return TrainConfig.from_json(text, path, vocab_size=len(tokenizer.vocabulary))


def start_from_bert(folder: Path, packed: Path) -> Initializer:
    """Start from the English BERT in `folder` (training/warm_start.py).

    Raises:
        ModelError: `folder` holds no BERT that fits.
        PackedCorpusDamaged: the packed pairs cannot be read.
    """
    bert = read_bert_encoder(folder)
    bert_tokenizer = WordPieceTokenizer.from_vocab_file(bert.vocab_file)
    tokenizer = SentencePieceTokenizer(packed / TOKENIZER_FILE)
    pairs = read_packed(packed / PAIRS_FILE)
    if not isinstance(pairs, PackedPairs):
        raise PackedCorpusDamaged(path=packed / PAIRS_FILE, reason="no translation pairs")

    def initialize(model: BertSum) -> None:
        lexicon = learn_lexicon(pairs, lexicon_rows(pairs), vocab_size=len(tokenizer.vocabulary))
        warm_start(model, bert.weights, bert_tokenizer, tokenizer, lexicon)

    return initialize


def export(
    run: Path,
    target: Path,
    *,
    name: str,
    version: str,
    card: Path,
    average: int,
    precision: Precision,
    decoding: DecodingDefaults,
) -> ModelManifest:
    """Write the model folder `target`, whose name is the model's id, from the run in `run`.

    Raises:
        ModelIdInvalid: the folder's name is no model id.
        CorpusUnreadable: the card cannot be read.
        TrainingError, ResourceError: as `export_run`.
    """
    try:
        text = card.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CorpusUnreadable(path=card, line=0, reason=str(error)) from error
    description = ModelDescription(
        id=check_model_id(target.name),
        name=name,
        languages=("en", "zh"),
        licence="CC-BY-SA-4.0",
        origin="trained by the project from public data; see CARD.md",
        version=version,
    )
    return export_run(
        RunFolder(run),
        target,
        description,
        text,
        average=average,
        precision=precision,
        decoding=decoding,
    )
