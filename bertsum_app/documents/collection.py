"""Several documents read as one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bertsum_app.documents.model import Block, Document


@dataclass(frozen=True)
class Collection:
    """`document` has the blocks of all, each of which says whose it is (`Place.file`)."""

    names: tuple[str, ...]
    document: Document


def collected(documents: Sequence[tuple[str, Document]]) -> Collection:
    """Documents with their names, in this order; one without blocks has no part in it."""
    some = [(name, document) for name, document in documents if document.blocks]
    blocks = (block for name, document in some for block in _named(name, document))
    return Collection(tuple(name for name, _ in some), Document("collection", tuple(blocks)))


def _named(name: str, document: Document) -> Iterator[Block]:
    return (replace(block, place=replace(block.place, file=name)) for block in document.blocks)
