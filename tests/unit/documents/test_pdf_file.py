"""PDF: reading order, paragraphs, and what is no text of the page."""

from __future__ import annotations

import io
import zipfile

import pytest

from bertsum_app.documents.codec import document_from_json, document_to_json
from bertsum_app.documents.errors import DocumentDamaged, DocumentProtected, DocumentScanned
from bertsum_app.documents.format import WriteOptions
from bertsum_app.documents.formats import format_of
from bertsum_app.documents.model import Look, NewText
from bertsum_app.documents.page_paragraphs import LineJoiner
from bertsum_app.documents.pdf_file import PdfFile
from bertsum_app.documents.prose import prose_of
from bertsum_app.documents.word_file import WordFile
from helpers.documents import source, unchanged
from helpers.pdf import ARTICLE, LOCKED, UPWARDS, Placed, column, link, pdf


def texts(data: bytes) -> list[tuple[str, str]]:
    """Kinds and texts of the blocks."""
    return [(block.kind, block.text) for block in PdfFile.read(source(data)).blocks]


def test_columns_are_read_one_after_the_other_without_what_stands_at_the_edges() -> None:
    assert texts(ARTICLE)[:3] == [
        ("heading", "A heading over both columns of the first page"),
        (
            "paragraph",
            "The left column begins with a sentence that is longer than one line and has a hyphen in "
            "an international word. Then it goes on with more words in a second sentence that ends "
            "the column here and goes on at the top of the right column. This is the last sentence "
            "of the first paragraph here.",
        ),
        (
            "paragraph",
            "Another paragraph has two lines of text, of which this is the second. It is the "
            "first.",
        ),
    ]


def test_blocks_know_their_page_and_heading() -> None:
    document = PdfFile.read(source(ARTICLE))

    assert document.pages == 3
    assert [block.place.page for block in document.blocks] == [1, 1, 1, 2, 2, 2, 3, 3, 3]
    assert document.blocks[1].place.section == ("A heading over both columns of the first page",)


def test_a_sentence_over_two_pages_is_one_block_on_the_first() -> None:
    first = column(
        ["This is a line that fills the page from left to", "right and then goes"], 50, 700
    )
    second = column(["over to the next page, where it ends in this line.", "More."], 50, 700)

    (block, *_) = PdfFile.read(source(pdf(first, second))).blocks

    assert block.place.page == 1
    assert "then goes over to the next page" in block.text


def test_a_block_knows_where_it_turns_to_the_next_page() -> None:
    first = column(
        ["This is a line that fills the page from left to", "right and then goes"], 50, 700
    )
    second = column(["over to the next page, where it ends in this line."], 50, 700)

    (block,) = PdfFile.read(source(pdf(first, second))).blocks

    assert block.place.page_at(block.text.index("goes")) == 1
    assert block.place.page_at(block.text.index("over")) == 2
    document = PdfFile.read(source(pdf(first, second)))
    assert document_from_json(document_to_json(document)) == document


def test_a_table_is_cells_row_by_row_and_no_text() -> None:
    table = [
        Placed(text, left, 640 - 14 * row, 10)
        for row in range(6)
        for text, left in ((f"Name {row}", 50), (f"{row}", 450))
    ]
    page = [
        *column(["Some text stands above the table, and has two", "lines."], 50, 700),
        *table,
        *column(["Text below the table goes on."], 50, 520),
    ]

    found = texts(pdf(page))

    assert found[0][0] == found[-1][0] == "paragraph"
    cells = [text for row in range(6) for text in (f"Name {row}", f"{row}")]
    assert found[1:-1] == [("table-cell", text) for text in cells]


def test_cells_know_their_rows_and_columns() -> None:
    rows = (
        (("Name", 50), ("Sum", 250), ("Year", 450)),
        (("Alpha", 50), ("12", 255)),
        (("Beta", 50), ("2020", 452)),
        (("of two words", 250),),
        (("Gamma", 50), ("3", 255), ("2021", 452)),
    )
    page = [
        Placed(text, left, 640 - 14 * row, 10)
        for row, cells in enumerate(rows)
        for text, left in cells
    ]
    document = PdfFile.read(source(pdf([*page, *column(["Below it text goes on."], 50, 520)])))

    assert [(block.text, block.place.cell) for block in document.blocks] == [
        *(("Name", (0, 0)), ("Sum", (0, 1)), ("Year", (0, 2))),
        *(("Alpha", (1, 0)), ("12", (1, 1))),
        *(("Beta", (2, 0)), ("of two words", (2, 1)), ("2020", (2, 2))),
        *(("Gamma", (3, 0)), ("3", (3, 1)), ("2021", (3, 2))),
        ("Below it text goes on.", None),
    ]
    assert document_from_json(document_to_json(document)) == document


def test_numbers_of_list_items_make_no_table() -> None:
    page = [
        placed
        for number in range(1, 5)
        for placed in (
            Placed(f"{number}.", 50, 700 - 14 * number),
            Placed(f"Item with the number {number} is here.", 90, 700 - 14 * number),
        )
    ]

    assert [kind for kind, _ in texts(pdf(page))] == ["list-item"] * 4


def test_the_lines_of_a_list_item_stay_together() -> None:
    page = [
        Placed("\xb7", 50, 700),
        *column(["An item that is so long that it", "takes two lines."], 60, 700),
        Placed("\xb7", 50, 676),
        *column(["Another one."], 60, 676),
    ]

    assert texts(pdf(page)) == [
        ("list-item", "An item that is so long that it takes two lines."),
        ("list-item", "Another one."),
    ]


def test_small_text_is_a_note_and_a_figure_has_a_caption() -> None:
    page = [
        *column(["The text is here and says what there is to say."] * 3, 50, 700),
        *column(["Figure 1: What the text says."], 50, 600),
        *column(["1 This is a note to the text above."], 50, 100, 7),
    ]

    assert [kind for kind, _ in texts(pdf(page))] == ["paragraph", "caption", "note"]


def test_a_little_more_room_between_lines_parts_paragraphs() -> None:
    first = [
        "This paragraph is as wide as its column is here",
        "and the number of a note ends its last line.1",
    ]
    second = ["Another paragraph begins here and is as wide as", "its column, but for this line."]
    page = [*column(first, 50, 700), *column(second, 50, 700 - 12 - 17)]

    assert [text for _, text in texts(pdf(page))] == [" ".join(first), " ".join(second)]


def test_a_line_that_had_room_for_more_is_not_joined_with_the_next() -> None:
    body = [
        "This paragraph has lines that are filled as far as",
        "words allow, up to extraordinarily",
        "longwindedcombinationsofwords that need a line.",
    ]
    page = column(["A label", *body], 50, 700)

    assert texts(pdf(page)) == [("paragraph", "A label"), ("paragraph", " ".join(body))]


def test_a_paragraph_goes_on_behind_the_note_below_its_column() -> None:
    left = [
        "The text begins in the left column and has",
        "some lines there.  It is long, and so it",
        "has more lines than",
    ]
    right = [
        "the column has room for; here it ends, at",
        "the top of the other column, where some",
        "more of the text is.",
    ]
    note = Placed("1 This is a note below the left column.", 50, 640, 7)
    page = [*column(left, 50, 700), note, *column(right, 320, 700)]

    assert texts(pdf(page)) == [
        ("paragraph", f"{' '.join(left).replace('  ', ' ')} {' '.join(right)}"),
        ("note", note.text),
    ]


def test_a_line_in_bold_is_a_heading_and_sources_need_not_even_be_bold() -> None:
    page = [
        *column(["Results"], 50, 700, bold=True),
        *column(["The text is here and says what there is to say."] * 2, 50, 680),
        *column(["References"], 50, 620),
        *column(["Somebody. A book about something. 1999."], 50, 600),
    ]

    document = PdfFile.read(source(pdf(page)))

    assert [block.kind for block in document.blocks].count("heading") == 2
    assert prose_of(document).text == " ".join(
        ["The text is here and says what there is to say."] * 2
    )


def test_headers_that_name_the_chapter_go_even_if_no_two_are_the_same() -> None:
    pages = [
        [
            Placed(f"{name} of the book", 50, 770),
            *column([f"Here {name} begins and goes on", f"for some lines of {name}."], 50, 700),
        ]
        for name in ("Alpha", "Beta", "Gamma", "Delta")
    ]

    assert [text for _, text in texts(pdf(*pages))] == [
        f"Here {name} begins and goes on for some lines of {name}."
        for name in ("Alpha", "Beta", "Gamma", "Delta")
    ]


def test_the_first_lines_of_pages_are_no_headers() -> None:
    pages = [
        column([f"{name} is here.", f"More of {name}."], 50, 700) for name in ("A", "B", "C", "D")
    ]

    assert "B is here." in PdfFile.read(source(pdf(*pages))).text


def test_entries_of_a_table_of_contents_are_no_text() -> None:
    page = column([f"{n} Chapter {'. ' * 20}{n}" for n in range(1, 4)], 50, 700)

    assert {kind for kind, _ in texts(pdf(page))} == {"table-cell"}


def test_a_page_that_lies_on_its_side_is_turned() -> None:
    page = [
        Placed("The first line of a page", 100, 50, matrix=UPWARDS),
        Placed("that is printed sideways.", 112, 50, matrix=UPWARDS),
    ]

    assert texts(pdf(page)) == [("paragraph", "The first line of a page that is printed sideways.")]
    assert texts(pdf(page, page="/Rotate 90")) == texts(pdf(page))


def test_stamps_at_the_margin_and_watermarks_are_left_out() -> None:
    page = [
        Placed("arXiv:0000.00000", 20, 300, 20, matrix=UPWARDS),
        Placed("DRAFT", 200, 300, 60, matrix=(0.7, 0.7, -0.7, 0.7)),
        *column(["The text is here and says what", "there is to say."], 50, 700),
    ]

    assert texts(pdf(page)) == [("paragraph", "The text is here and says what there is to say.")]


def test_a_font_of_size_one_is_as_large_as_it_is_drawn() -> None:
    page = [
        Placed("A heading", 50, 750, 1, matrix=(20, 0, 0, 20)),
        Placed("And text that follows", 50, 700, 1, matrix=(10, 0, 0, 10)),
        Placed("in two lines.", 50, 688, 1, matrix=(10, 0, 0, 10)),
    ]

    assert texts(pdf(page)) == [
        ("heading", "A heading"),
        ("paragraph", "And text that follows in two lines."),
    ]


def test_a_password_is_told_from_damage() -> None:
    with pytest.raises(DocumentProtected):
        PdfFile.read(source(LOCKED))


def test_pages_without_text_are_pictures() -> None:
    with pytest.raises(DocumentScanned) as caught:
        PdfFile.read(source(pdf([], [])))

    assert caught.value.params["pages"] == 2


@pytest.mark.parametrize("data", [ARTICLE[:40], b"%PDF-1.4\n", b"%PDF-" + bytes(500)])
def test_a_torn_file_is_damaged(data: bytes) -> None:
    with pytest.raises(DocumentDamaged):
        PdfFile.read(source(data))


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("an inter-", "national", "an international"),
        ("New-", "York", "New-York"),
        ("New\x02", "York", "New-York"),
        ("inter\x02", "national", "international"),
        ("soft\xad", "ly", "softly"),
        ("well-", "known words", "well-known words"),
        ("1990-", "2000", "1990- 2000"),
        ("a", "b", "a b"),
        ("中", "文", "中文"),
        ("中。", "文", "中。文"),
        ("中", "（文", "中（文"),
        ("中。", "Word", "中。 Word"),
        ("", "b", "b"),
    ],
)
def test_lines_are_joined_as_they_were_parted(first: str, second: str, joined: str) -> None:
    assert LineJoiner(["It is well-known."]).join(first, second) == joined


def test_a_pdf_is_known_by_its_content() -> None:
    assert format_of(source(ARTICLE, "a.docx")) is PdfFile


def test_a_translation_flows_anew_in_a_word_file() -> None:
    old = PdfFile.read(source(ARTICLE))
    new = {**unchanged(old), 0: NewText("<一个> & 标题")}

    written = PdfFile.write(source(ARTICLE), new, WriteOptions("zh")).data

    blocks = WordFile.read(source(written, "a.docx")).blocks
    assert blocks[0].text == "<一个> & 标题"
    assert [(b.kind, b.text, b.level) for b in blocks[1:]] == [
        (b.kind, b.text, b.level) for b in old.blocks[1:]
    ]
    assert _parts(written)["word/document.xml"].count("<w:pageBreakBefore/>") == 2


def test_items_of_lists_get_their_marks_back() -> None:
    page = column(["\xb7 One item is here.", "2. This is another."], 50, 700)
    data = pdf(page)
    new = unchanged(PdfFile.read(source(data)))

    written = PdfFile.write(source(data), new, WriteOptions("zh")).data

    texts = [block.text for block in WordFile.read(source(written, "a.docx")).blocks]
    assert texts == ["• One item is here.", "2. This is another."]


def test_both_languages_follow_each_other() -> None:
    written = PdfFile.write(
        source(ARTICLE), {0: NewText("标题")}, WriteOptions("zh", bilingual=True)
    ).data

    first, second, *_ = WordFile.read(source(written, "a.docx")).blocks
    assert (first.text, second.text) == ("A heading over both columns of the first page", "标题")


def _parts(data: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name).decode() for name in package.namelist()}


def looks(data: bytes) -> list[tuple[str, Look | None]]:
    """What marks cover, and how it looks."""
    return [
        (block.text[mark.start : mark.end], mark.look)
        for block in PdfFile.read(source(data)).blocks
        for mark in block.marks
    ]


def test_bold_and_leaning_words_and_links_are_marks() -> None:
    page = [
        *(Placed("This is the ", 50, 700), Placed("quick", 104, 700, bold=True)),
        *(Placed("ly read, as they say in ", 130, 700), Placed("the manual", 245, 700)),
        *(Placed("of old, ", 50, 688, italic=True), Placed("very plain, ", 90, 688)),
        *(Placed("words", 150, 688, matrix=(1, 0, 0.3, 1)), Placed("go on here.", 180, 688)),
    ]
    address = "http://example.org/a?b=c&d"

    data = pdf(page, page=f"/Annots [{link(245, 700, 50, address)}]")

    assert looks(data) == [
        ("quick", Look(bold=True)),
        ("the manual", Look(address=address)),
        ("of old,", Look(italic=True)),
        ("words", Look(italic=True)),
    ]
    document = PdfFile.read(source(data))
    assert document_from_json(document_to_json(document)) == document


def test_chinese_words_drawn_bolder_are_bold() -> None:
    page = [
        *(Placed("这段话里有几个", 50, 700), Placed("重要的", 120, 700, outlined=True)),
        Placed("字，读者要看到。", 150, 700),
    ]

    assert texts(pdf(page)) == [("paragraph", "这段话里有几个重要的字，读者要看到。")]
    assert looks(pdf(page)) == [("重要的", Look(bold=True))]


def test_a_link_over_two_lines_is_one_and_within_the_document_none() -> None:
    page = column(
        ["See what is told of it in the long and old", "manual that nobody reads."], 50, 700
    )
    parts = [link(149, 700, 106, "http://a.b/"), link(50, 688, 34, "http://a.b/")]
    inner = "<< /Type /Annot /Subtype /Link /Rect [50 690 70 710] /Dest [0 /Fit] >>"

    found = looks(pdf(page, page=f"/Annots [{' '.join(parts)} {inner}]"))

    assert found == [("the long and old manual", Look(address="http://a.b/"))]


def test_what_all_of_a_document_or_a_heading_is_says_nothing() -> None:
    bold = column(
        ["All of this text is bold, and so nothing", "of it is bold."], 50, 700, bold=True
    )
    heading = [Placed("A heading", 50, 700, 16, bold=True), *column(["Text below it."], 50, 660)]

    assert looks(pdf(bold)) == []
    assert looks(pdf(heading)) == []


def test_bold_words_are_bold_in_the_translation() -> None:
    page = [
        Placed("Some ", 50, 700),
        Placed("bold", 80, 700, bold=True),
        Placed("words.", 105, 700),
    ]
    options = WriteOptions("zh", flows_as="html")

    new = {0: NewText("几个粗体的字。", ((2, 4),))}
    written = PdfFile.write(source(pdf(page)), new, options)

    assert "<p>几个<strong>粗体</strong>的字。</p>" in written.data.decode()
