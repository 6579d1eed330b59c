"""What of a document a summary is made of, and where that stands in the whole."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bertsum_app.documents.model import Block, BlockKind, Document, Place
from bertsum_app.documents.prose import prose_of
from bertsum_app.inference.selection import ScoredDocument
from bertsum_app.service.document_prose import in_whole_text
from bertsum_app.text.sentences import sentence_spans


def block(kind: BlockKind, text: str, *section: str) -> Block:
    return Block(kind, text, place=Place(section=section))


def test_tables_headings_code_and_sources_are_left_out() -> None:
    document = Document(
        "markdown",
        (
            block("heading", "Results", "Results"),
            block("paragraph", "It works.", "Results"),
            block("table-cell", "12", "Results"),
            block("code", "x = 1", "Results"),
            block("list-item", "So does this.", "Results"),
            block("heading", "7 References", "7 References"),
            block("paragraph", "Liu and Lapata, 2019.", "7 References"),
        ),
    )
    assert prose_of(document).text == "It works.\n\nSo does this."


def test_names_formulas_and_labels_are_no_sentences() -> None:
    document = Document(
        "pdf",
        (
            block("paragraph", "Jane Doe and John Doe"),
            block("paragraph", "x = y + z (4)"),
            block("paragraph", "It works."),
            block("list-item", "• 北京大学"),
            block("list-item", "• an entry without a full stop that says a thing or two"),
        ),
    )
    assert prose_of(document).blocks == (2, 4)


def test_where_there_is_nothing_else_tables_are_taken() -> None:
    document = Document("html", (block("table-cell", "Only a cell."), block("code", " ")))
    assert prose_of(document).text == "Only a cell."


blocks = st.lists(
    st.builds(
        block,
        st.sampled_from(["heading", "paragraph", "table-cell", "list-item", "code"]),
        st.text("abc. 😀\n。", max_size=20),
    ),
    min_size=1,
)


@given(blocks)
def test_every_sentence_of_the_prose_is_found_again_in_the_whole(given_blocks: list[Block]) -> None:
    document = Document("markdown", tuple(given_blocks))
    prose = prose_of(document)
    spans = sentence_spans(prose.text, "en")
    sentences = tuple(span.of(prose.text) for span in spans)
    scores = (0.5,) * len(spans)
    scored = ScoredDocument(spans, scores, "en", sentences, tuple(range(len(spans))))
    placed = in_whole_text(scored, prose)
    assert tuple(span.of(document.text) for span in placed.spans) == sentences
