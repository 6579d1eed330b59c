"""Books: pages in their order, all XML stays XML."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from bertsum_app.documents.book_file import BookFile
from bertsum_app.documents.errors import DocumentDamaged, DocumentProtected
from bertsum_app.documents.format import WriteOptions
from bertsum_app.documents.formats import format_of
from bertsum_app.documents.html_file import HtmlFile
from bertsum_app.documents.model import NewText
from helpers.books import CONTAINER, FIRST, OPF, book, page
from helpers.documents import in_capitals, source
from helpers.packages import package_of, parts_of

PAGE = "OEBPS/text/chapter 1.xhtml"
ENCRYPTION = (
    '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container" '
    'xmlns:enc="http://www.w3.org/2001/04/xmlenc#"><enc:EncryptedData>'
    '<enc:EncryptionMethod Algorithm="{}"/></enc:EncryptedData></encryption>'
)


def test_pages_are_read_in_the_order_of_the_book() -> None:
    blocks = BookFile.read(source(book())).blocks

    assert [(block.kind, block.text, block.place.section) for block in blocks] == [
        ("header", "A book", ()),
        ("heading", "First & last", ("First & last",)),
        ("paragraph", "It was a very quiet day1, and nobody spoke.\nAt all.", ("First & last",)),
        ("note", "A note\xa0here", ("First & last",)),
        ("code", "code\n  here", ("First & last",)),
        ("heading", "Second", ("Second",)),
        ("paragraph", "The end.", ("Second",)),
        ("header", "Second", ("Second",)),
        ("header", "A book", ("Second",)),
        ("header", "First & last", ("Second",)),
    ]


@pytest.mark.parametrize("bilingual", [False, True], ids=["one language", "two languages"])
def test_every_part_is_still_xml_and_the_rest_as_it_was(bilingual: bool) -> None:
    given_file = source(book())
    new = in_capitals(BookFile.read(given_file))
    written = BookFile.write(given_file, new, WriteOptions("zh", bilingual))
    before, after = parts_of(given_file.data), parts_of(written.data)

    assert written.left_out == ()
    assert list(before) == list(after)
    assert before["OEBPS/style.css"] == after["OEBPS/style.css"]
    for name, data in after.items():
        if name.endswith(("xhtml", "opf", "ncx")):
            assert before[name] != data
            etree.fromstring(data)
    # The first part says the type, and is not packed.
    assert written.data[30:58] == b"mimetypeapplication/epub+zip"


def test_the_language_of_the_book_and_its_pages_is_the_new_one() -> None:
    given_file = source(book())
    new = in_capitals(BookFile.read(given_file))
    after = parts_of(BookFile.write(given_file, new, WriteOptions("zh")).data)

    assert b"<dc:language>zh</dc:language>" in after["OEBPS/book.opf"]
    assert b'xml:lang="zh" lang="zh"' in after[PAGE]


def test_marks_go_where_the_translation_has_them() -> None:
    new = {2: NewText("很静的一天1，没人说话。\n一点也没有。", ((0, 2), (5, 6), (7, 7), (12, 13)))}

    written = BookFile.write(source(book()), new, WriteOptions("zh"))

    assert (
        '<p><em>很静</em>的一天<a epub:type="noteref" href="#n1">1</a>，'
        '<span epub:type="pagebreak" id="p2"/>没人说话。<br/>一点也没有。</p>'
    ) in parts_of(written.data)[PAGE].decode()


@given(st.text("a<&>\"'\xa0\x00\x0b中 ", min_size=1).filter(str.strip))
def test_whatever_the_new_words_are_the_page_stays_xml(text: str) -> None:
    for bilingual in (False, True):
        written = BookFile.write(
            source(book()), {5: NewText(text), 0: NewText(text)}, WriteOptions("zh", bilingual)
        )
        assert written.left_out == ()


def test_what_would_break_a_page_is_left_out() -> None:
    # Tags that end in one block and begin in another may change places, but must not.
    data = book(first=page("<b><p>1</p>one</b> and <i>two<p>2</p></i>"))
    blocks = BookFile.read(source(data)).blocks
    assert (blocks[2].text, len(blocks[2].marks)) == ("one and two", 2)
    new = {1: NewText("一"), 2: NewText("二与三", ((2, 2), (1, 1))), 5: NewText("第二")}

    written = BookFile.write(source(data), new, WriteOptions("zh"))

    assert written.left_out == (1, 2)
    after = parts_of(written.data)
    assert after[PAGE] == parts_of(data)[PAGE]
    assert "第二" in after["OEBPS/text/two.xhtml"].decode()


def test_a_page_that_is_no_xml_is_translated_all_the_same() -> None:
    data = book(first="<html><body><p>One<br>two</body></html>")

    written = BookFile.write(source(data), {1: NewText("一\n二", ((1, 2),))}, WriteOptions("zh"))

    assert parts_of(written.data)[PAGE].decode() == "<html><body><p>一<br>二</body></html>"


@pytest.mark.parametrize("bilingual", [False, True], ids=["one language", "two languages"])
def test_xhtml_outside_of_books_stays_xml_too(bilingual: bool) -> None:
    blocks = HtmlFile.read(source(FIRST)).blocks
    new = {
        index: NewText("a\xa0b\n<c>", ((0, 0),) * len(b.marks)) for index, b in enumerate(blocks)
    }
    new[1] = NewText("1\n2", ((0, 0), (0, 0), (0, 0), (1, 2)))

    data = HtmlFile.write(source(FIRST), new, WriteOptions("zh", bilingual)).data

    etree.fromstring(data)


def test_a_book_is_known_by_its_content() -> None:
    assert format_of(source(book(), "a.zip")) is BookFile


def test_a_locked_book_is_protected() -> None:
    locked = ENCRYPTION.format("http://www.w3.org/2001/04/xmlenc#aes256-cbc")

    with pytest.raises(DocumentProtected):
        BookFile.read(source(book(encryption=locked)))


def test_a_book_in_which_only_fonts_are_locked_is_read() -> None:
    fonts = ENCRYPTION.format("http://www.idpf.org/2008/embedding")

    assert BookFile.read(source(book(encryption=fonts))).blocks


@pytest.mark.parametrize(
    "container", ["<container/>", CONTAINER.replace("OEBPS/book.opf", "../../etc/passwd")]
)
def test_a_book_without_its_list_is_damaged(container: str) -> None:
    with pytest.raises(DocumentDamaged):
        BookFile.read(source(book(container=container)))


def test_pages_out_of_the_book_are_not_looked_for() -> None:
    for href in ("../../../etc/passwd", "http://example.org/a.xhtml", "file:///etc/passwd", ""):
        blocks = BookFile.read(source(book(opf=OPF.replace("text/two.xhtml", href)))).blocks
        assert "The end." not in [block.text for block in blocks]


def test_a_package_without_container_is_damaged() -> None:
    with pytest.raises(DocumentDamaged):
        BookFile.read(source(package_of({"mimetype": "application/epub+zip"})))
