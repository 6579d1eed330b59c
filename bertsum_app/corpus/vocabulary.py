"""A vocabulary for a new model, of a size that its corpus can fill."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from bertsum_app.text.sentencepiece_tokenizer import (
    CHARACTER_COVERAGE,
    FIXED_PIECES,
    train_sentencepiece,
)

#: So many characters of text for each piece: rarer ones would be seen too seldom to be learnt.
_CHARACTERS_PER_PIECE = 100
#: Beside single characters a vocabulary needs room for at least so many longer pieces.
_LEAST_LONGER_PIECES = 200


def vocabulary_size(texts: Sequence[str], largest: int) -> int:
    """How many pieces to learn from `texts`: by their length, up to `largest`.

    Never fewer than their characters need, for SentencePiece fails below that.
    """
    counts = Counter[str]()
    for text in texts:
        counts.update(text)
    counts.pop(" ", None)
    total = counts.total()
    covered = characters = 0
    for _, count in counts.most_common():
        if covered >= CHARACTER_COVERAGE * total:
            break
        covered += count
        characters += 1
    least = FIXED_PIECES + characters + _LEAST_LONGER_PIECES
    return max(least, min(largest, total // _CHARACTERS_PER_PIECE))


def learn_vocabulary(
    texts: Sequence[str], model_file: Path, *, largest: int, threads: int = 1
) -> None:
    """Learn up to `largest` pieces from normalised `texts`, and write them to `model_file`.

    Raises:
        RuntimeError: there is no text in them.
        OSError: `model_file` cannot be written.
    """
    size = vocabulary_size(texts, largest)
    train_sentencepiece(texts, model_file, vocab_size=size, threads=max(1, threads), exactly=False)
