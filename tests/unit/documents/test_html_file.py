"""HTML: text changes between tags that stay byte for byte."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bertsum_app.documents.format import WriteOptions
from bertsum_app.documents.html_file import HtmlFile
from bertsum_app.documents.model import NewText
from helpers.documents import HTML, put, rewritten, source, unchanged


def test_block_tags_part_blocks_and_inline_tags_do_not() -> None:
    blocks = HtmlFile.read(source(HTML)).blocks

    assert [(block.kind, block.text) for block in blocks] == [
        ("header", "My & page"),
        ("heading", "Big title"),
        ("paragraph", "Hello bold link text\nline x < y done."),
        ("paragraph", "Unclosed it"),
        ("list-item", "One"),
        ("list-item", "Two "),
        ("code", "keep\nme"),
        ("table-cell", "cell"),
    ]


def test_words_change_and_tags_stay() -> None:
    assert rewritten(HtmlFile, HTML) == (
        HTML.replace('lang="en"', 'lang="zh"')
        .replace("My &amp; page", "MY &amp; PAGE")
        .replace("Big <em>title", "BIG <em>TITLE")
        .replace("Hello <b>bold", "HELLO <b>BOLD")
        .replace(">link</a></b> text", ">LINK</a></b> TEXT")
        .replace("line <code>x &lt; y</code> done.", "LINE <code>x &lt; y</code> DONE.")
        .replace("Unclosed <i>it", "UNCLOSED <i>IT")
        .replace("One", "ONE")
        .replace("Two ", "TWO ")
        .replace("cell", "CELL")
    )


def test_new_text_cannot_become_markup() -> None:
    written = put(HtmlFile, "<p>Words</p>", {0: NewText("<script> & \xa0", ())})

    assert written == "<p>&lt;script&gt; &amp; &nbsp;</p>"


def test_the_encoding_that_a_page_names_is_used_and_kept() -> None:
    page = '<html><meta charset="gbk"><p>中文网页</p></html>'.encode("gbk")
    given_file = source(page)
    document = HtmlFile.read(given_file)
    assert document.blocks[0].text == "中文网页"

    new = {0: NewText("Smile 😀 €", ())}
    data = HtmlFile.write(given_file, new, WriteOptions("en")).data

    assert data.decode("gb18030").endswith("<p>Smile 😀 €</p></html>")


def test_a_page_in_bytes_that_says_it_is_in_utf16_is_in_utf8() -> None:
    page = '<html><meta charset="utf-16"><p>Some café.</p></html>'.encode()
    page += b" " * (len(page) % 2)

    document = HtmlFile.read(source(page))

    assert [block.text for block in document.blocks] == ["Some café."]
    assert document.encoding == "utf-8"


def test_characters_that_the_encoding_lacks_become_references() -> None:
    page = b'<html><meta charset="iso-8859-1"><p>caf\xe9</p></html>'

    data = HtmlFile.write(source(page), {0: NewText("咖啡", ())}, WriteOptions("zh")).data

    assert data == b'<html><meta charset="iso-8859-1"><p>&#21654;&#21857;</p></html>'


def test_what_is_not_to_be_translated_is_kept() -> None:
    page = '<p>Use <span translate="no">Make it</span> or <b class="notranslate">Go</b> now</p>'
    (block,) = HtmlFile.read(source(page)).blocks

    assert [block.text[mark.start : mark.end] for mark in block.marks if mark.keep] == [
        "Make it",
        "Go",
    ]


def test_a_bilingual_page_has_the_translation_behind_each_piece() -> None:
    assert rewritten(HtmlFile, "<p>a <b>b</b></p>", bilingual=True) == (
        '<p>a <b>b</b><br><span lang="zh">A B</span></p>'
    )


_TAGS = st.sampled_from(
    ["<p>", "</p>", "<b>", "</b>", "<i>", "</i>", "<br>", "<li>", "<code>", "</code>", "<!-- x -->"]
)


@given(st.lists(st.one_of(_TAGS, st.text(alphabet=" \na&<>;中", max_size=6)), max_size=20))
def test_any_page_can_be_read_and_written(pieces: list[str]) -> None:
    given_file = source("".join(pieces).encode() or b" ")
    document = HtmlFile.read(given_file)

    assert HtmlFile.write(given_file, {}, WriteOptions("en")).data == given_file.data
    written = HtmlFile.write(given_file, unchanged(document), WriteOptions("en")).data
    again = HtmlFile.read(source(written))
    assert [b.text.split() for b in again.blocks] == [b.text.split() for b in document.blocks]


@pytest.mark.parametrize(
    ("opening", "language", "before", "after"),
    [
        ('<html lang="en">', "ar", "en", '<html lang="ar" dir="rtl">'),
        ("<html>", "he", "en", '<html dir="rtl">'),
        ('<html dir="ltr" lang="en" >', "ar", "en", '<html dir="rtl" lang="ar" >'),
        ('<html lang="ar" dir="rtl">', "en", "ar", '<html lang="en" dir="ltr">'),
        ('<html lang="en" dir="ltr">', "zh", "en", '<html lang="zh" dir="ltr">'),
    ],
)
def test_a_page_runs_as_its_new_language_does(
    opening: str, language: str, before: str, after: str
) -> None:
    page = source(f"{opening}<body><p>Words.</p></body></html>")
    options = WriteOptions(language, source_language=before)

    new = HtmlFile.write(page, {0: NewText("New.")}, options).data.decode()

    assert new == f"{after}<body><p>New.</p></body></html>"


def test_a_translation_below_its_original_runs_its_own_way() -> None:
    options = WriteOptions("ar", bilingual=True, source_language="en")

    new = HtmlFile.write(source("<p>Words.</p>"), {0: NewText("New.")}, options).data.decode()

    assert new == '<p>Words.<br><span lang="ar" dir="rtl">New.</span></p>'
