"""What every format promises: the same words give the same text, and new words are read again."""

from __future__ import annotations

import pytest

from bertsum_app.documents.format import WriteOptions
from bertsum_app.documents.model import Document
from bertsum_app.documents.worker import read_document
from helpers.document_samples import SAMPLES
from helpers.documents import in_capitals, source, unchanged

FORMAT_OF = {name: read_document(source(data, f"x.{name}"))[0] for name, data in SAMPLES.items()}
#: Files that are written in their own format.
WRITTEN = [name for name, each in FORMAT_OF.items() if not each.kind.flows]
#: The translation stands beside the original there.
BESIDE = frozenset(("po", "xliff", "xliff2"))
IN_PLACE = [name for name in WRITTEN if name not in BESIDE]


def read(data: bytes, name: str) -> Document:
    """What is in the file."""
    return read_document(source(data, f"x.{name}"))[1]


@pytest.mark.parametrize("name", SAMPLES)
def test_marks_lie_in_their_block_and_in_their_parents(name: str) -> None:
    for block in read(SAMPLES[name], name).blocks:
        for index, mark in enumerate(block.marks):
            assert mark.parent < index
            low, high = 0, len(block.text)
            if mark.parent >= 0:
                parent = block.marks[mark.parent]
                low, high = parent.start, parent.end
            assert low <= mark.start <= mark.end <= high


@pytest.mark.parametrize("name", WRITTEN)
def test_the_same_words_again_give_a_file_with_the_same_text(name: str) -> None:
    data = SAMPLES[name]
    kind, document = read_document(source(data, f"x.{name}"))

    written = kind.write(source(data, f"x.{name}"), unchanged(document), WriteOptions("zh"))

    assert written.left_out == ()
    again = read(written.data, name)
    assert [block.text for block in again.blocks] == [block.text for block in document.blocks]
    assert [block.kind for block in again.blocks] == [block.kind for block in document.blocks]


@pytest.mark.parametrize("name", IN_PLACE)
def test_new_words_are_where_the_old_ones_were(name: str) -> None:
    data = SAMPLES[name]
    kind, document = read_document(source(data, f"x.{name}"))
    new = in_capitals(document)

    again = read(kind.write(source(data, f"x.{name}"), new, WriteOptions("zh")).data, name)

    expected = [
        new[index].text if index in new else block.text
        for index, block in enumerate(document.blocks)
    ]
    assert [block.text for block in again.blocks] == expected
    assert [block.marks for block in again.blocks] == [block.marks for block in document.blocks]


@pytest.mark.parametrize("name", IN_PLACE)
def test_a_bilingual_file_has_both(name: str) -> None:
    data = SAMPLES[name]
    kind, document = read_document(source(data, f"x.{name}"))
    new = in_capitals(document)

    options = WriteOptions("zh", bilingual=True)
    text = read(kind.write(source(data, f"x.{name}"), new, options).data, name).text

    for index, content in new.items():
        for words in (document.blocks[index].text, content.text):
            for word in words.split():
                assert word in text
