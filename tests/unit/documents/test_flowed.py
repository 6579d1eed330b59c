"""Text that flows anew: as a web page and as Markdown it is read again as it was."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bertsum_app.documents.flowed import flowed
from bertsum_app.documents.format import WriteOptions
from bertsum_app.documents.html_file import HtmlFile
from bertsum_app.documents.kinds import Flowing
from bertsum_app.documents.markdown_file import MarkdownFile
from bertsum_app.documents.model import Block, BlockKind, Document, NewText, Place
from bertsum_app.documents.word_file import WordFile
from helpers.documents import source
from helpers.looks import TEXTS

FORMATS = {"docx": WordFile, "html": HtmlFile, "markdown": MarkdownFile}
#: Of blocks that PDF and RTF files have.
KINDS: tuple[BlockKind, ...] = ("heading", "paragraph", "list-item", "caption", "note", "quote")
NUMBER = re.compile(r"\d{1,9}[.)]\s")


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """Blocks on pages that follow each other."""
    blocks: list[Block] = []
    page = 1
    for _ in range(draw(st.integers(1, 6))):
        page += draw(st.integers(0, 1))
        if draw(st.integers(0, 4)) == 0:
            # Text parts it from the next one.
            blocks += [*draw(tables(page)), Block("paragraph", "-", place=Place(page))]
            continue
        kind, level = draw(st.sampled_from(KINDS)), draw(st.integers(1, 8))
        blocks.append(Block(kind, draw(TEXTS), place=Place(page), level=level))
    return Document("pdf", tuple(blocks))


@st.composite
def tables(draw: st.DrawFn, page: int) -> list[Block]:
    """A table in which some cells may be empty."""
    sizes = st.integers(0, 2), st.integers(0, 2)
    cells = draw(st.lists(st.tuples(*sizes), min_size=1, max_size=6, unique=True))
    return [
        Block("table-cell", draw(TEXTS), place=Place(page, cell=cell)) for cell in sorted(cells)
    ]


def written(
    document: Document, flows_as: Flowing, *, bilingual: bool = False, language: str = "zh"
) -> str:
    """The file with all words in the other language: in two-letter codes "en" and `language`."""
    new = {index: NewText(block.text) for index, block in enumerate(document.blocks)}
    options = WriteOptions(language, bilingual=bilingual, flows_as=flows_as, source_language="en")
    return flowed(source("", "my file.pdf"), document, new, options).data.decode()


def read(text: str, flows_as: Flowing) -> list[tuple[str, int, str]]:
    """What stands in the file: kind, level and words of each block."""
    blocks = FORMATS[flows_as].read(source(text)).blocks
    # A page begins with its title.
    told = blocks[1:] if flows_as == "html" else blocks
    return [(block.kind, block.level, block.text) for block in told]


def words_of(text: str) -> str:
    """The text as it can be written: no more than one blank, and nothing that is no character."""
    said = re.sub("[\x00\ud800\ufffe]", "", text).strip()
    return "\n".join(" ".join(line.split()) for line in said.split("\n"))


def expected(document: Document, flows_as: Flowing) -> list[tuple[str, int, str]]:
    """What is to be found in the file."""
    found: list[tuple[str, int, str]] = []
    for block in document.blocks:
        words, kind = words_of(block.text), block.kind
        level = min(6, block.level) if kind == "heading" else 0
        if flows_as == "markdown":
            # It has no notes and captions, counts by itself, and an empty line is an end.
            kind = "paragraph" if kind in ("note", "caption") else kind
            if kind not in ("heading", "table-cell"):
                words = re.sub("\n+", "\n", words)
            if kind == "list-item" and NUMBER.match(block.text):
                words = NUMBER.sub("", words, count=1)
        if words:
            found.append((kind, level, words))
    return found


@pytest.mark.parametrize("flows_as", ["html", "markdown"])
@given(document=documents())
@settings(max_examples=300)
def test_all_blocks_are_read_again_as_they_were(document: Document, flows_as: Flowing) -> None:
    text = written(document, flows_as)

    assert read(text, flows_as) == expected(document, flows_as)


@pytest.mark.parametrize("flows_as", ["html", "markdown"])
@given(document=documents())
@settings(max_examples=150)
def test_with_two_languages_each_block_is_there_twice(
    document: Document, flows_as: Flowing
) -> None:
    text = written(document, flows_as, bilingual=True)

    twice = []
    for kind, level, words in expected(document, flows_as):
        if kind == "table-cell" and flows_as == "markdown":
            # A cell has room for one line.
            twice.append((kind, level, f"{words}\n{words}"))
        else:
            twice += [(kind, level, words)] * 2
    assert read(text, flows_as) == twice


def block(kind: BlockKind, text: str, page: int | None = 1, level: int = 1) -> Block:
    """A block on a page."""
    return Block(kind, text, place=Place(page), level=level)


def document(*blocks: Block) -> Document:
    """A document of these."""
    return Document("pdf", blocks)


PAGES = document(
    block("heading", "A & B"),
    block("list-item", "one"),
    block("list-item", "two"),
    block("list-item", "three", page=2),
    block("paragraph", "Ends.", page=4),
)


def test_a_web_page_is_whole() -> None:
    page = written(PAGES, "html")

    assert page.startswith('<!DOCTYPE html>\n<html lang="zh">\n<head>\n<meta charset="utf-8">')
    assert "<title>A &amp; B</title>" in page
    assert "color-scheme: light dark" in page
    assert "break-before: page" in page
    assert page.partition("<body>\n")[2] == (
        "<h1>A &amp; B</h1>\n"
        "<ul>\n<li>one</li>\n<li>two</li>\n</ul>\n"
        '<hr class="page" id="page-2">\n'
        "<ul>\n<li>three</li>\n</ul>\n"
        '<hr class="page" id="page-4">\n'
        "<p>Ends.</p>\n</body>\n</html>\n"
    )


def test_a_page_without_headings_is_called_as_its_file() -> None:
    assert "<title>my file</title>" in written(document(block("paragraph", "Words.")), "html")


def test_markdown_has_a_line_where_a_page_ends() -> None:
    assert written(PAGES, "markdown") == (
        "# A & B\n\n- one\n- two\n\n---\n\n- three\n\n---\n\nEnds.\n"
    )


def test_a_file_never_begins_with_the_end_of_a_page() -> None:
    text = written(document(block("paragraph", " "), block("paragraph", "a", page=2)), "markdown")

    # It would be read as what stands before a document.
    assert text == "a\n"


def test_words_are_written_as_plainly_as_they_can_be() -> None:
    said = "See snake_case, [12], a -> b, C#, 3 < 4 & more; x*y (50 % of 1.5 - 2)."

    assert written(document(block("paragraph", said)), "markdown") == (
        "See snake_case, \\[12], a -> b, C#, 3 < 4 & more; x\\*y (50 % of 1.5 - 2).\n"
    )


def test_numbers_of_items_are_those_of_the_source() -> None:
    items = ("1. one", "2. two", "5. five", "6. six", "bullet", "(a) letter", "3) three")
    flow = document(*(block("list-item", item) for item in items))

    assert written(flow, "markdown") == (
        "1. one\n2. two\n\n5) five\n6) six\n\n- bullet\n- (a) letter\n\n3) three\n"
    )
    assert '<li class="numbered">5. five</li>\n' in written(flow, "html")
    assert "<li>bullet</li>" in written(flow, "html")


def test_both_languages_of_an_item_stand_in_it() -> None:
    flow = document(block("list-item", "1. one"), block("list-item", "2. two"))
    new = {0: NewText("1. 一"), 1: NewText("2、二")}
    options = WriteOptions("zh", bilingual=True, source_language="en")

    def text(flows_as: Flowing) -> str:
        chosen = replace(options, flows_as=flows_as)
        return flowed(source(""), flow, new, chosen).data.decode()

    assert text("markdown") == "1. one\n\n   一\n\n2. two\n\n   二\n"
    assert '<li class="numbered"><p class="original" lang="en">1. one</p><p>1. 一</p></li>' in text(
        "html"
    )


def test_what_was_not_translated_is_in_its_own_language() -> None:
    flow = document(block("paragraph", "3 kg"), block("list-item", "E = mc²"))
    options = WriteOptions("zh", flows_as="html", source_language="en")

    page = flowed(source(""), flow, {}, options).data.decode()

    assert '<p lang="en">3 kg</p>' in page
    assert '<li lang="en">E = mc²</li>' in page


def test_what_is_written_from_right_to_left_says_so() -> None:
    page = written(document(block("paragraph", "Ab")), "html", bilingual=True, language="ar")

    assert '<html lang="ar" dir="rtl">' in page
    assert '<p class="original" lang="en" dir="ltr">Ab</p>\n<p>Ab</p>' in page


def test_old_words_run_as_their_letters_do() -> None:
    flow = document(block("paragraph", "\u05d0\u05d1\u05d2 ab"), block("paragraph", "abc \u05d0"))
    options = WriteOptions("zh", flows_as="html", source_language="en")

    page = flowed(source(""), flow, {}, options).data.decode()

    assert '<p lang="en" dir="rtl">\u05d0\u05d1\u05d2 ab</p>\n<p lang="en">abc \u05d0</p>' in page


def test_a_word_file_runs_from_right_to_left_where_its_language_does() -> None:
    flow = document(block("heading", "Ab"), block("paragraph", "cd"), cell(0, 0, "e"))
    options = WriteOptions("ar", bilingual=True, source_language="en")
    new = {0: NewText("\u0627\u0628"), 2: NewText("\u062a")}

    data = flowed(source(""), flow, new, options).data

    body = part_of(data, "word/document.xml")
    assert '<w:pStyle w:val="Heading1"/></w:pPr>' in body
    turned = '<w:pStyle w:val="Heading1"/><w:bidi/></w:pPr><w:r><w:rPr><w:rtl/></w:rPr><w:t '
    assert turned + 'xml:space="preserve">\u0627\u0628</w:t>' in body
    assert (body.count("<w:bidi/>"), body.count("<w:rtl/>")) == (2, 2)
    assert "<w:tblPr><w:bidiVisual/>" in body
    assert '<w:lang w:val="en-US" w:bidi="ar"/>' in part_of(data, "word/styles.xml")


def cell(row: int, column: int, text: str) -> Block:
    """A cell of a table."""
    return Block("table-cell", text, place=Place(1, cell=(row, column)))


TABLES = document(
    cell(0, 0, "Name"),
    cell(0, 2, "a | b"),
    block("note", "A note to the table."),
    cell(1, 0, "*x*"),
    cell(1, 1, "one"),
    cell(1, 1, "two"),
    cell(0, 0, "Another"),
)


def test_cells_stand_in_their_rows_and_columns() -> None:
    assert written(TABLES, "markdown") == (
        "| Name |  | a \\| b |\n| --- | --- | --- |\n| \\*x\\* | one<br>two |  |\n\n"
        "A note to the table.\n\n"
        "| Another |\n| --- |\n"
    )
    assert (
        "<table>\n<tr><td>Name</td><td></td><td>a | b</td></tr>\n"
        "<tr><td>*x*</td><td><p>one</p><p>two</p></td><td></td></tr>\n</table>\n"
        "<aside><p>A note to the table.</p></aside>\n"
        "<table>\n<tr><td>Another</td></tr>\n</table>\n"
    ) in written(TABLES, "html")


def test_a_word_file_has_tables_too() -> None:
    options = WriteOptions("zh")
    data = flowed(source(""), TABLES, {0: NewText("名称")}, options).data

    blocks = WordFile.read(source(data)).blocks
    assert [(each.kind, each.text) for each in blocks] == [
        *(("table-cell", "名称"), ("table-cell", "a | b")),
        *(("table-cell", "*x*"), ("table-cell", "one"), ("table-cell", "two")),
        ("paragraph", "A note to the table."),
        ("table-cell", "Another"),
    ]
    body = part_of(data, "word/document.xml")
    assert (body.count("<w:tbl>"), body.count("<w:tr>"), body.count("<w:tc>")) == (2, 3, 7)


def test_a_word_file_tells_its_languages() -> None:
    flow = document(block("paragraph", "Some words."))
    options = WriteOptions("zh", bilingual=True, source_language="en")

    data = flowed(source(""), flow, {0: NewText("几个字。")}, options).data

    # Latin words among Chinese ones are not parted at the end of a line as Chinese is.
    assert '<w:lang w:val="en-US" w:eastAsia="zh"/>' in part_of(data, "word/styles.xml")
    body = part_of(data, "word/document.xml")
    assert '<w:lang w:val="en"/></w:rPr><w:t xml:space="preserve">Some words.' in body
    assert body.count("<w:lang ") == 1


def part_of(data: bytes, name: str) -> str:
    """A part of a Word file."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.read(name).decode()
