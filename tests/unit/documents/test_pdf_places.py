"""PDF: whatever is laid out on pages is read in its order, and every word knows its page."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from hypothesis import given, settings
from hypothesis import strategies as st

from bertsum_app.documents.codec import document_from_json, document_to_json
from bertsum_app.documents.model import Document
from bertsum_app.documents.pdf_file import PdfFile
from helpers.documents import source
from helpers.pdf import Placed, pdf

#: Lines of each paragraph; a paragraph begins a line further down than its lines are apart.
columns = st.lists(st.integers(2, 6), min_size=2, max_size=4)
pages = st.lists(st.lists(columns, min_size=1, max_size=2), min_size=1, max_size=5)
_LEFT = (50.0, 320.0)
_WORDS = 6


def words() -> Iterator[str]:
    """No two are the same, and none is a number."""
    for number in count():
        yield "w" + "".join("abcdefghij"[int(digit)] for digit in f"{number:04}")


def laid_out(shape: list[list[list[int]]], full_stops: bool) -> tuple[bytes, list[tuple[str, int]]]:
    """A file, and its words in order with their pages."""
    new = words()
    told: list[tuple[str, int]] = []
    placed: list[list[Placed]] = []
    for number, page in enumerate(shape, 1):
        placed.append([])
        for left, column in zip(_LEFT, page, strict=False):
            base = 740.0
            for lines in column:
                for line in range(lines):
                    found = [next(new) for _ in range(_WORDS)]
                    told += [(word, number) for word in found]
                    end = "." if full_stops and line == lines - 1 else ""
                    placed[-1].append(Placed(" ".join(found) + end, left, base))
                    base -= 12
                base -= 14
    return pdf(*placed), told


def found_words(document: Document) -> list[tuple[str, int | None]]:
    found = []
    for block in document.blocks:
        at = 0
        for word in block.text.split():
            at = block.text.index(word, at)
            found.append((word.rstrip("."), block.place.page_at(at)))
            at += len(word)
    return found


@settings(max_examples=60, deadline=None)
@given(pages, st.booleans())
def test_words_come_in_order_with_their_pages(shape: list[list[list[int]]], ends: bool) -> None:
    data, told = laid_out(shape, ends)

    document = PdfFile.read(source(data))

    assert found_words(document) == told
    assert document_from_json(document_to_json(document)) == document


@settings(max_examples=30, deadline=None)
@given(pages)
def test_paragraphs_are_those_that_were_laid_out(shape: list[list[list[int]]]) -> None:
    data, _ = laid_out(shape, full_stops=True)

    lines = [len(block.text.split()) // _WORDS for block in PdfFile.read(source(data)).blocks]

    assert lines == [count for page in shape for column in page for count in column]
