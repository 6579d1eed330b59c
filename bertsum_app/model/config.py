"""The shape of a BERTSUM network, as stored in a model folder's ``config.json``. Free of torch."""

from __future__ import annotations

import json
from dataclasses import MISSING, asdict, dataclass, fields, replace
from pathlib import Path
from typing import Literal

from bertsum_app.core.errors import ModelDamaged

Activation = Literal["gelu", "gelu_tanh", "relu"]
#: What stands for a sentence before the scorer: the state at its `[CLS]`, as in BERTSUM, or the mean
#: of all its states. Beside other heads it needs the mean: what they teach the encoder leaves nothing of
#: a sentence in its `[CLS]` (see the card of the embedded model). With "mean+centrality" it is told as
#: well how central the sentence is to the text (text/centrality.py), which states of it do not say.
SentenceReading = Literal["cls", "mean", "mean+centrality"]
READINGS: tuple[SentenceReading, ...] = ("cls", "mean", "mean+centrality")
#: The names of a part's tensors begin with it.
NetworkPart = Literal["encoder", "decoder", "scorer", "classifier"]
#: Shapes that a person can begin a new model with; see `preset`.
NewModelName = Literal["article", "small", "base"]
NEW_MODELS: tuple[NewModelName, ...] = ("article", "small", "base")


@dataclass(frozen=True)
class BertSumConfig:
    """Sizes of encoder and heads. A head with no layers (or no classes) is absent.

    Defaults that are not sizes follow the sources: BERT's encoder is post-norm with the exact (erf)
    GELU and eps 1e-12; BERTSUM's decoder and sentence scorer are pre-norm with the tanh GELU and
    eps 1e-6 (Liu & Lapata 2019, and their code where the paper is silent).
    """

    vocab_size: int
    hidden_size: int
    encoder_layers: int
    encoder_heads: int
    encoder_ff_size: int
    max_positions: int = 512  # rows of the learned position table of the encoder
    segments: int = 2
    encoder_activation: Activation = "gelu"
    encoder_norm_eps: float = 1e-12
    decoder_layers: int = 0
    decoder_heads: int = 8
    decoder_ff_size: int = 2048
    decoder_max_positions: int = (
        512  # rows of the sinusoidal table; a formula, so any number will do
    )
    decoder_norm_eps: float = 1e-6
    tie_embeddings: bool = True  # decoder reads (and writes through) the encoder's word table
    scorer_layers: int = 0
    scorer_heads: int = 8
    scorer_ff_size: int = 2048
    scorer_reads: SentenceReading = "cls"
    classes: int = 0
    pad_id: int = 0
    dropout: float = 0.1

    def __post_init__(self) -> None:
        """Check what must fit together.

        Raises:
            ValueError: a size is out of range or does not divide.
        """
        positive = ["vocab_size", "hidden_size", "encoder_layers", "encoder_ff_size"]
        positive += ["max_positions", "segments"]
        positive += ["decoder_ff_size", "decoder_max_positions"] if self.has_decoder else []
        positive += ["scorer_ff_size"] if self.has_scorer else []
        for name in positive:
            if getattr(self, name) < 1:
                raise ValueError(f"{name} must be positive")
        if min(self.decoder_layers, self.scorer_layers, self.classes) < 0:
            raise ValueError("layers and classes cannot be negative")
        if not 0 <= self.pad_id < self.vocab_size:
            raise ValueError("pad_id is no row of the vocabulary")
        for name, heads, used in (
            ("encoder_heads", self.encoder_heads, True),
            ("decoder_heads", self.decoder_heads, self.has_decoder),
            ("scorer_heads", self.scorer_heads, self.has_scorer),
        ):
            if used and (heads < 1 or self.hidden_size % heads):
                raise ValueError(f"{name}={heads} does not divide hidden_size={self.hidden_size}")
        if self.hidden_size % 2:
            raise ValueError("hidden_size must be even: the sinusoidal tables pair sine and cosine")
        if self.encoder_activation not in ("gelu", "gelu_tanh", "relu"):
            raise ValueError(f"unknown encoder_activation {self.encoder_activation!r}")
        if self.scorer_reads not in READINGS:
            raise ValueError(f"unknown scorer_reads {self.scorer_reads!r}")
        if not 0.0 <= self.dropout < 1.0:
            raise ValueError("dropout must be in [0, 1)")

    @property
    def has_decoder(self) -> bool:
        """Whether the network can write text (translation, abstractive summary)."""
        return self.decoder_layers > 0

    @property
    def has_scorer(self) -> bool:
        """Whether the network can score sentences (extractive summary)."""
        return self.scorer_layers > 0

    @property
    def reads_centrality(self) -> bool:
        """Whether the scorer is told how central each sentence is."""
        return self.scorer_reads == "mean+centrality"

    @property
    def has_classifier(self) -> bool:
        """Whether the network can classify a text (sentiment)."""
        return self.classes > 0

    @property
    def parts(self) -> tuple[NetworkPart, ...]:
        """The encoder and the heads that there are."""
        heads: tuple[tuple[NetworkPart, bool], ...] = (
            ("decoder", self.has_decoder),
            ("scorer", self.has_scorer),
            ("classifier", self.has_classifier),
        )
        return ("encoder", *(name for name, there in heads if there))

    @property
    def has_state_reader(self) -> bool:
        """Whether some head reads the encoder's states, so that runtimes give them."""
        return self.has_scorer or self.has_classifier

    def to_json(self) -> str:
        """The text of ``config.json``."""
        return json.dumps(asdict(self), indent=2) + "\n"

    @classmethod
    def from_json(cls, text: str, path: Path) -> BertSumConfig:
        """Read the text of ``config.json``; `path` only names the file in errors.

        Raises:
            ModelDamaged: no JSON object, unknown or missing keys, or sizes that do not fit.
        """
        try:
            values = json.loads(text)
        except ValueError as error:
            raise ModelDamaged(path=path, reason=str(error)) from error
        if not isinstance(values, dict):
            raise ModelDamaged(path=path, reason="not a JSON object")
        unknown = sorted(set(values) - {field.name for field in fields(cls)})
        if unknown:
            raise ModelDamaged(path=path, reason="unknown keys: " + ", ".join(unknown))
        try:
            for entry in fields(cls):
                _check_type(entry.name, str(entry.type), values.get(entry.name, entry.default))
            return cls(**values)
        except (TypeError, ValueError) as error:
            raise ModelDamaged(path=path, reason=str(error)) from error


def _check_type(name: str, declared: str, value: object) -> None:
    """Refuse what JSON may hold and a size may not: ``true`` for a number, 32.0 for 32."""
    expected: dict[str, tuple[type, ...]] = {"int": (int,), "float": (int, float), "bool": (bool,)}
    if value is not MISSING and type(value) not in expected.get(declared, (str,)):
        raise ValueError(f"{name} is no {declared}")


#: Named shapes. `article` is the network of the article the project began with; `tiny` is for tests;
#: `small` has MiniLM-L6-H384's encoder, so that its public weights can start it; `base` is the paper's
#: BertSumExtAbs, with BERT-base for its encoder. New scorers read means and centrality.
_PRESETS: dict[str, BertSumConfig] = {
    "article": BertSumConfig(
        vocab_size=10_000,
        hidden_size=512,
        encoder_layers=6,
        encoder_heads=8,
        encoder_ff_size=2048,
        encoder_norm_eps=1e-6,
        decoder_layers=6,
        scorer_layers=2,
        scorer_reads="mean+centrality",
        classes=2,
    ),
    "tiny": BertSumConfig(
        vocab_size=512,
        hidden_size=32,
        encoder_layers=2,
        encoder_heads=4,
        encoder_ff_size=64,
        max_positions=64,
        decoder_layers=2,
        decoder_heads=4,
        decoder_ff_size=64,
        decoder_max_positions=64,
        scorer_layers=2,
        scorer_heads=4,
        scorer_ff_size=64,
        classes=2,
    ),
    "small": BertSumConfig(
        vocab_size=16_000,
        hidden_size=384,
        encoder_layers=6,
        encoder_heads=12,
        encoder_ff_size=1536,
        decoder_layers=2,
        decoder_heads=6,
        decoder_ff_size=1536,
        scorer_layers=2,
        scorer_heads=6,
        scorer_ff_size=1024,
        scorer_reads="mean+centrality",
        classes=2,
    ),
    "base": BertSumConfig(
        vocab_size=30_522,
        hidden_size=768,
        encoder_layers=12,
        encoder_heads=12,
        encoder_ff_size=3072,
        decoder_layers=6,
        tie_embeddings=False,
        scorer_layers=2,
        scorer_reads="mean+centrality",
        classes=2,
    ),
}


def preset(name: str, vocab_size: int | None = None) -> BertSumConfig:
    """The named shape, with another vocabulary size where one is given.

    Raises:
        ValueError: no such preset.
    """
    if name not in _PRESETS:
        raise ValueError(f"unknown preset {name!r}; known: {', '.join(_PRESETS)}")
    config = _PRESETS[name]
    return config if vocab_size is None else replace(config, vocab_size=vocab_size)
