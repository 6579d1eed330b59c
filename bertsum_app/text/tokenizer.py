"""What the rest of the program knows of a tokenizer: text to ids and back, and the special ids.

Two implementations stand beside this module: SentencePiece (our own models) and WordPiece (BERT's).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Protocol

from bertsum_app.text.sentences import Span

#: The SentencePiece model in the folder of a model, of a run, of a packed corpus.
TOKENIZER_FILE = "tokenizer.model"

#: First encoder tokens that tell the shared network which job it is to do.
TO_ENGLISH = "<2en>"
TO_CHINESE = "<2zh>"
SUMMARIZE = "<sum>"

_NO_JOBS: Mapping[str, int] = MappingProxyType({})


@dataclass(frozen=True)
class SpecialTokens:
    """Vocabulary ids that never come from text.

    `cls` and `sep` frame sentences in the encoder (BERTSUM input layout); `bos` and `eos` frame the
    decoder's output; `jobs` maps a job token such as ``"<2zh>"`` to its id.
    """

    pad: int
    unk: int
    bos: int
    eos: int
    cls: int
    sep: int
    mask: int
    jobs: Mapping[str, int] = field(default_factory=lambda: _NO_JOBS)

    @property
    def all_ids(self) -> frozenset[int]:
        """Every special id except `unk`, which stands for real text."""
        framing = {self.pad, self.bos, self.eos, self.cls, self.sep, self.mask}
        return frozenset(framing | set(self.jobs.values()))


class Tokenizer(Protocol):
    """Turns normalised text into vocabulary ids and back."""

    @property
    def special(self) -> SpecialTokens:
        """The ids with a meaning of their own."""
        ...

    @property
    def vocabulary(self) -> tuple[str, ...]:
        """All pieces in id order."""
        ...

    def encode(self, text: str) -> list[int]:
        """Ids of `text`, without any special token, whatever the text says."""
        ...

    def spans(self, text: str) -> list[Span]:
        """Where in `text` each of the ids of `encode(text)` stands, in code points.

        Spans rise and touch no character twice, but for the pieces of one character, which all have
        its span. Blanks may be in a span or in none.
        """
        ...

    def decode(self, ids: Sequence[int]) -> str:
        """Text of `ids`; special tokens are skipped."""
        ...
