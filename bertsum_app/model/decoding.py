"""How a model wants to be decoded: ``decoding.json`` of its folder. Free of torch.

The best search settings belong to the weights: a young model needs a push towards longer outputs and
away from repetition that would hurt a finished one. So they are found on development data when a model
is exported, travel with it, and a better model replaces them without a change of code.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from bertsum_app.core.errors import ModelDamaged

DECODING_FILE = "decoding.json"


@dataclass(frozen=True)
class DecodingDefaults:
    """Search settings for translation; the defaults change nothing (plain beam search)."""

    length_penalty: float = 1.0  # hypotheses score log P / length ** length_penalty
    no_repeat_ngram: int = 0  # no n-gram of pieces of this size twice; 0: no such rule
    repetition_penalty: float = 1.0  # above 1: pieces already written become less likely

    def __post_init__(self) -> None:
        """Check the ranges.

        Raises:
            ValueError: a number is out of range.
        """
        if self.length_penalty < 0 or self.no_repeat_ngram < 0 or self.repetition_penalty <= 0:
            raise ValueError("penalties and n-gram sizes cannot be negative")

    def to_json(self) -> str:
        """The text of ``decoding.json``."""
        return json.dumps(asdict(self), indent=2) + "\n"


PLAIN_SEARCH = DecodingDefaults()


def read_decoding_defaults(folder: Path) -> DecodingDefaults:
    """The settings of a model folder; plain beam search where it has none.

    Raises:
        ModelDamaged: the file is there, but is not such a file.
    """
    path = folder / DECODING_FILE
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return PLAIN_SEARCH
    except (OSError, ValueError) as error:
        raise ModelDamaged(path=path, reason=str(error)) from error
    known = {entry.name for entry in fields(DecodingDefaults)}
    if not isinstance(values, dict) or not values.keys() <= known:
        raise ModelDamaged(path=path, reason=f"not an object with keys out of {sorted(known)}")
    numbers = all(type(value) in (int, float) for value in values.values())
    if not numbers or type(values.get("no_repeat_ngram", 0)) is not int:
        raise ModelDamaged(path=path, reason="a value is no number of the right kind")
    try:
        return DecodingDefaults(**values)
    except ValueError as error:
        raise ModelDamaged(path=path, reason=str(error)) from error
