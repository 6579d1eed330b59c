"""Several documents as one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bertsum_app.documents.collection import collected
from bertsum_app.documents.model import Block, Document

documents = st.lists(
    st.lists(st.text("ab.\n", max_size=5), max_size=4).map(
        lambda texts: Document("text", tuple(Block("paragraph", text) for text in texts))
    ),
    max_size=5,
)


@given(documents)
def test_every_part_knows_its_document(given_documents: list[Document]) -> None:
    named = [(f"{number}", document) for number, document in enumerate(given_documents)]

    found = collected(named)

    offset = 0
    for name, document in named:
        for block in document.blocks:
            for at in range(len(block.text)):
                assert found.document.text[offset + at] == block.text[at]
                assert found.document.place_at(offset + at).file == name
            offset += len(block.text) + 2
