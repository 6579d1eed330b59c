"""Several documents read as one, and which of them each part is from."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from bertsum_app.documents.model import Document


@dataclass(frozen=True)
class Collection:
    """`document` has the blocks of all; those of `names[i]` begin with its block `firsts[i]`."""

    names: tuple[str, ...]
    document: Document
    firsts: tuple[int, ...]

    def name_at(self, offset: int) -> str:
        """Whose code point of the text of `document` this is."""
        block = self.document.block_at(offset)
        return self.names[max(0, bisect_right(self.firsts, block) - 1)]


def collected(documents: Sequence[tuple[str, Document]]) -> Collection:
    """Documents with their names, in this order; one without blocks has no part in it."""
    some = [(name, document) for name, document in documents if document.blocks]
    sizes = [len(document.blocks) for _, document in some]
    return Collection(
        names=tuple(name for name, _ in some),
        document=Document(
            "collection", tuple(block for _, document in some for block in document.blocks)
        ),
        firsts=tuple(accumulate(sizes, initial=0))[: len(some)],
    )
