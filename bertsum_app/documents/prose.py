"""What a summary of a document is made of: sentences, without tables, notes, code and sources."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from bertsum_app.documents.model import BLOCK_SEPARATOR, NOT_PROSE, Block, Document
from bertsum_app.text.chinese import is_cjk

_SOURCES = re.compile(
    r"(?:[\dIVX.]+\s+)?(?:references|bibliography|works cited|literature cited|sources|参考文献"
    r"|参考资料|引用文献)\W*",
    re.IGNORECASE,
)
#: The end of a sentence, or enough words to be one: names, formulas and labels are neither.
_SENTENCE_END = re.compile(r"[.!?。！？…][\"'”’」』)）\]]*(?:\s|$)")
_FEWEST_WORDS, _FEWEST_CHARACTERS = 8, 16


@dataclass(frozen=True)
class Prose:
    """A text and the block that each part of it is from: `blocks[i]` begins at `starts[i]`."""

    document: Document
    text: str
    blocks: tuple[int, ...]
    starts: tuple[int, ...]

    def block_at(self, offset: int) -> tuple[int, int]:
        """The index of the block that holds this code point, and how far in it stands."""
        number = max(0, bisect_right(self.starts, offset) - 1)
        return self.blocks[number], offset - self.starts[number]


def prose_of(document: Document) -> Prose:
    """The document's running text; all of it where nothing is left without tables and the like."""
    chosen = [index for index, block in enumerate(document.blocks) if _is_prose(block)]
    if not chosen:
        chosen = [index for index, block in enumerate(document.blocks) if block.text.strip()]
    starts, length = [], 0
    for index in chosen:
        starts.append(length)
        length += len(document.blocks[index].text) + len(BLOCK_SEPARATOR)
    text = BLOCK_SEPARATOR.join(document.blocks[index].text for index in chosen)
    return Prose(document, text, tuple(chosen), tuple(starts))


def is_title_of_sources(text: str) -> bool:
    """Whether this is the heading of a list of references."""
    return _SOURCES.fullmatch(text.strip()) is not None


def _is_prose(block: Block) -> bool:
    if block.kind in NOT_PROSE or block.kind == "heading" or not _says_something(block.text):
        return False
    return not any(map(is_title_of_sources, block.place.section))


def _says_something(text: str) -> bool:
    if _SENTENCE_END.search(text):
        return True
    return len(text.split()) >= _FEWEST_WORDS or sum(map(is_cjk, text)) >= _FEWEST_CHARACTERS
