"""One model, loaded and ready: the door of this floor.

Verifies the model folder against its manifest, chooses where to compute, and hands out translator,
summarizer and sentiment reader over one runtime. On the CPU nothing here imports torch.

    device   runtime
    auto     CUDA by CTranslate2 where it sees a GPU, else the CPU
    cpu      CTranslate2, int8 where the processor can
    cuda     CTranslate2 float16, or torch where CTranslate2 lacks CUDA
    mps      torch
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from bertsum_app.core.errors import AppError, DeviceUnavailable, JobNotSupported, ModelDamaged
from bertsum_app.core.paths import AppPaths
from bertsum_app.core.process import keep_caches_of_torch
from bertsum_app.inference.ctranslate2_model import ModelSource, converted_model
from bertsum_app.inference.ctranslate2_runtime import (
    CTranslate2Runtime,
    Placement,
    cuda_devices,
    place,
)
from bertsum_app.inference.numpy_threads import keep_numpy_to_one_thread
from bertsum_app.inference.runtime import Runtime
from bertsum_app.inference.scorer import SentenceScorer, TextClassifier, head_weights
from bertsum_app.inference.sentiment import SentimentParts, SentimentReader
from bertsum_app.inference.summarizer import Summarizer, SummarizerParts
from bertsum_app.inference.translator import Translator, TranslatorParts
from bertsum_app.inference.weights_check import check_weights
from bertsum_app.library.manifest import verify_files
from bertsum_app.library.store import InstalledModel
from bertsum_app.model.config import BertSumConfig
from bertsum_app.model.decoding import DecodingDefaults, read_decoding_defaults
from bertsum_app.model.weights import Weights, read_weights
from bertsum_app.text.chinese import ChineseConverter
from bertsum_app.text.detect import LanguageDetector
from bertsum_app.text.sentencepiece_tokenizer import SentencePieceTokenizer
from bertsum_app.text.tokenizer import TOKENIZER_FILE, Tokenizer
from bertsum_app.text.wordpiece import WordPieceTokenizer

DEVICES = ("auto", "cpu", "cuda", "mps")

CONFIG_FILE = "config.json"
WEIGHTS_FILE = "model.safetensors"
WORDPIECE_FILE = "vocab.txt"

_TRANSLATE_JOB, _SENTIMENT_JOB = "translate", "sentiment"
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Loaded:
    """What computes, and the weights of the heads it does not compute."""

    runtime: Runtime
    heads: Weights
    cache_problem: AppError | None = None


class Engine:
    """A loaded model. Owned and used by one thread at a time; close it after use."""

    def __init__(
        self,
        installed: InstalledModel,
        config: BertSumConfig,
        tokenizer: Tokenizer,
        runtime: Runtime,
        heads: Weights,
        decoding: DecodingDefaults,
        detector: LanguageDetector,
        cache_problem: AppError | None = None,
    ) -> None:
        """Take the parts as they are; `open` is the usual way."""
        self._installed = installed
        self._config = config
        self._tokenizer = tokenizer
        self._runtime = runtime
        self._heads = heads
        self._decoding = decoding
        self._detector = detector
        self._cache_problem = cache_problem
        self._converter = ChineseConverter()

    @classmethod
    def open(
        cls,
        installed: InstalledModel,
        paths: AppPaths,
        device: str = "auto",
        threads: int = 0,
        *,
        detector: LanguageDetector | None = None,
    ) -> Engine:
        """Verify and load a model; the first time, convert it into the cache.

        Args:
            installed: from the model store.
            paths: for the cache folder.
            device: one of `DEVICES`.
            threads: cores to use; 0 chooses.
            detector: one to share, since its tables are large; by default the engine has its own.

        Raises:
            ModelDamaged: a file is missing, altered, or not what the others expect.
            DeviceUnavailable: the device asked for cannot be used; its reason says why.
        """
        keep_numpy_to_one_thread()
        folder = installed.folder
        verify_files(folder, installed.manifest)
        config = _read_config(folder)
        decoding = read_decoding_defaults(folder)
        tokenizer = load_tokenizer(folder)
        if len(tokenizer.vocabulary) != config.vocab_size:
            reason = f"{len(tokenizer.vocabulary)} pieces, but the network has {config.vocab_size}"
            raise ModelDamaged(path=folder / CONFIG_FILE, reason=reason)
        loaded = _load_runtime(installed, config, tokenizer, paths, device, threads)
        return cls(
            installed,
            config,
            tokenizer,
            loaded.runtime,
            loaded.heads,
            decoding,
            detector or LanguageDetector(),
            loaded.cache_problem,
        )

    @property
    def model_id(self) -> str:
        """The id in the manifest."""
        return self._installed.manifest.id

    @property
    def device_label(self) -> str:
        """For people, such as ``CPU · int8``."""
        return self._runtime.name

    @property
    def cache_problem(self) -> AppError | None:
        """Why the converted model could not be kept, so that the next start converts it again."""
        return self._cache_problem

    @property
    def tokenizer(self) -> Tokenizer:
        """The model's own."""
        return self._tokenizer

    @property
    def runtime(self) -> Runtime:
        """What computes; for measurements and parity checks."""
        return self._runtime

    @cached_property
    def translator(self) -> Translator:
        """Translates.

        Raises:
            JobNotSupported: the model has no decoder, or was not trained to translate.
        """
        self._check_job(_TRANSLATE_JOB, self._config.has_decoder)
        return Translator(
            TranslatorParts(
                runtime=self._runtime,
                tokenizer=self._tokenizer,
                config=self._config,
                fingerprint=self._installed.manifest.fingerprint,
                languages=self._installed.manifest.languages,
                detector=self._detector,
                converter=self._converter,
                decoding=self._decoding,
            )
        )

    @cached_property
    def summarizer(self) -> Summarizer:
        """Summarizes, in the ways the model has learned.

        Raises:
            JobNotSupported: it has learned neither.
        """
        jobs = self._installed.manifest.jobs
        scores = "summarize-extractive" in jobs and self._config.has_scorer
        writes = "summarize-abstractive" in jobs and self._config.has_decoder
        self._check_job("summarize-extractive", scores, otherwise=writes)
        return Summarizer(
            SummarizerParts(
                runtime=self._runtime,
                tokenizer=self._tokenizer,
                config=self._config,
                model_id=self.model_id,
                writes=writes,
                scorer=SentenceScorer(self._config, self._heads) if scores else None,
                detector=self._detector,
                converter=self._converter,
            )
        )

    @cached_property
    def sentiment_reader(self) -> SentimentReader:
        """Reads sentiment.

        Raises:
            JobNotSupported: the model has no classifier.
        """
        self._check_job(_SENTIMENT_JOB, self._config.has_classifier)
        return SentimentReader(
            SentimentParts(
                runtime=self._runtime,
                tokenizer=self._tokenizer,
                config=self._config,
                classifier=TextClassifier(self._heads),
                detector=self._detector,
                converter=self._converter,
            )
        )

    def close(self) -> None:
        """Give back the model's memory."""
        self._runtime.close()

    def __enter__(self) -> Engine:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _check_job(self, job: str, has_head: bool, *, otherwise: bool = False) -> None:
        learned = job in self._installed.manifest.jobs
        if not ((learned and has_head) or otherwise):
            raise JobNotSupported(job, self.model_id)


def load_tokenizer(folder: Path) -> Tokenizer:
    """The tokenizer of a model folder: SentencePiece, or BERT's WordPiece.

    Raises:
        ModelDamaged: there is neither, or it cannot be read.
    """
    if (folder / TOKENIZER_FILE).is_file():
        return SentencePieceTokenizer(folder / TOKENIZER_FILE)
    if (folder / WORDPIECE_FILE).is_file():
        return WordPieceTokenizer.from_vocab_file(folder / WORDPIECE_FILE)
    raise ModelDamaged(path=folder, reason=f"neither {TOKENIZER_FILE} nor {WORDPIECE_FILE}")


def _read_config(folder: Path) -> BertSumConfig:
    path = folder / CONFIG_FILE
    try:
        return BertSumConfig.from_json(path.read_text(encoding="utf-8"), path)
    except (OSError, UnicodeDecodeError) as error:
        raise ModelDamaged(path=path, reason="the file cannot be read") from error


def _load_runtime(
    installed: InstalledModel,
    config: BertSumConfig,
    tokenizer: Tokenizer,
    paths: AppPaths,
    device: str,
    threads: int,
) -> _Loaded:
    if device not in DEVICES:
        raise DeviceUnavailable(device, "known devices: " + ", ".join(DEVICES))
    if device == "auto":
        device = "cuda" if cuda_devices() else "cpu"
    path = installed.folder / WEIGHTS_FILE

    def weights() -> Weights:
        return check_weights(config, read_weights(path), path)

    if device == "mps" or (device == "cuda" and not cuda_devices()):
        keep_caches_of_torch(paths.torch_caches)
        return _load_torch(config, weights, path, tokenizer, device)
    source = ModelSource(installed.manifest.fingerprint, config, tokenizer, weights)
    return _load_ctranslate2(source, paths.converted, place(device, threads))


def _load_ctranslate2(source: ModelSource, cache: Path, placement: Placement) -> _Loaded:
    model = converted_model(source, cache, placement.storage)
    try:
        try:
            runtime = CTranslate2Runtime(model, source.config, placement)
        except RuntimeError as error:
            # Written whole by us, and still refused: make it anew once, in case the disk lied.
            _log.warning("the converted model was refused and is made again: %s", error)
            model.discard()
            model = converted_model(source, cache, placement.storage)
            runtime = CTranslate2Runtime(model, source.config, placement)
        # All is in memory now, so the cache may be emptied while the model is in use.
        return _Loaded(runtime, model.read_heads(), model.problem)
    except RuntimeError as error:
        raise ModelDamaged(path=model.folder, reason=str(error)) from error


def _load_torch(
    config: BertSumConfig,
    weights: Callable[[], Weights],
    path: Path,
    tokenizer: Tokenizer,
    device: str,
) -> _Loaded:
    try:
        from bertsum_app.inference.torch_runtime import TorchRuntime, check_device
        from bertsum_app.model.checkpoint import from_weights
    except ImportError as error:
        raise DeviceUnavailable(device, "torch is not installed") from error
    check_device(device)
    loaded = weights()
    runtime = TorchRuntime(from_weights(config, loaded, path), tokenizer, device)
    return _Loaded(runtime, head_weights(loaded))
