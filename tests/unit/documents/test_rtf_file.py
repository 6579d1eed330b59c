"""Rich Text: paragraphs are read, and a Word file comes of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bertsum_app.documents.errors import DocumentDamaged
from bertsum_app.documents.format import WriteOptions
from bertsum_app.documents.formats import format_of
from bertsum_app.documents.model import Look, NewText
from bertsum_app.documents.rtf_file import RtfFile
from bertsum_app.documents.word_file import WordFile
from helpers.documents import source
from helpers.rtf import RTF


def texts(inside: str) -> list[str]:
    """The paragraphs of a document."""
    data = (r"{\rtf1\ansi\ansicpg1252 " + inside + "}").encode("cp1252")
    return [block.text for block in RtfFile.read(source(data)).blocks]


def test_paragraphs_have_their_kinds() -> None:
    blocks = RtfFile.read(source(RTF)).blocks

    assert [(block.kind, block.level, block.text) for block in blocks] == [
        ("heading", 1, "Report"),
        ("paragraph", 0, "The quick foxé reads the manual, {see} 中文中."),
        ("note", 0, "A note"),
        ("paragraph", 0, "😀 and not\nnext"),
        ("list-item", 0, "An item"),
        ("table-cell", 0, "one"),
        ("table-cell", 0, "two"),
        ("heading", 2, "Second"),
        ("paragraph", 0, "The end—now\xa0then."),
    ]
    assert blocks[-1].place.section == ("Report", "Second")


def test_cells_know_their_rows_and_columns() -> None:
    row = r"\trowd\pard\intbl {}\cell {}\cell\row "
    note = r"{\footnote \pard A note\par}"
    first = row.format("a" + note, r"b\par c") + row.format("", r"d{\nestcell e\nestcell\nestrow}")
    inside = f"{first} \\pard\\par {row.format('f', 'g')} \\pard End"
    data = (r"{\rtf1\ansi " + inside + "}").encode()

    blocks = RtfFile.read(source(data)).blocks

    assert [(block.text, block.place.cell) for block in blocks] == [
        *(("a", (0, 0)), ("A note", None), ("b", (0, 1)), ("c", (0, 1))),
        *(("d", (1, 1)), ("e", (1, 1))),
        *(("f", (0, 0)), ("g", (0, 1)), ("End", None)),
    ]


def test_a_row_that_has_no_end_makes_no_wide_table() -> None:
    data = rb"{\rtf1 \pard\intbl " + rb"\cell " * 1000 + rb"a\cell\row}"

    (block,) = RtfFile.read(source(data)).blocks

    assert block.place.cell == (0, 62)


def test_a_word_file_comes_of_it() -> None:
    new = {0: NewText("报告"), 1: NewText("狐狸"), 4: NewText("一项")}

    data = RtfFile.write(source(RTF), new, WriteOptions("zh")).data

    read = WordFile.read(source(data))
    assert [block.text for block in read.blocks][:2] == ["报告", "狐狸"]
    assert read.blocks[0].kind == "heading"


def escaped(text: str) -> str:
    """Text as programs write it."""
    units = text.encode("utf-16-le")
    pieces = []
    for low, high in zip(units[::2], units[1::2], strict=True):
        unit = low + 256 * high
        if unit < 128 and chr(unit).isalnum():
            pieces.append(chr(unit))
        elif unit < 128:
            pieces.append(f"\\'{unit:02x}")
        else:
            pieces.append(f"\\u{unit - 65536 if unit > 32767 else unit}?")
    return "".join(pieces)


@given(st.lists(st.text("ab {}\\;é中😀*", min_size=1, max_size=8).filter(str.strip), max_size=4))
def test_whatever_the_words_are_they_come_out(paragraphs: list[str]) -> None:
    assert texts("".join(f"\\pard {{{escaped(p)}}}\\par\n" for p in paragraphs)) == [
        p.strip() for p in paragraphs
    ]


def test_what_stands_for_a_sign_is_skipped() -> None:
    assert texts(r"\uc1 a\u20013?b") == ["a中b"]
    assert texts(r"\uc2 a\u20013??b{\uc0 \u20013}c\u25991\'ce\'c4d") == ["a中b中c文d"]


def test_it_is_known_by_its_content() -> None:
    assert format_of(source(RTF, "a.doc")) is RtfFile


@pytest.mark.parametrize(
    "data", [RTF[:-3], RTF[:200], b"{\\rtf1" + b"{" * 5000 + b"}" * 5001, b"{\\rtf1 \\"]
)
def test_a_torn_file_is_damaged(data: bytes) -> None:
    with pytest.raises(DocumentDamaged):
        RtfFile.read(source(data))


def looks(inside: str) -> list[tuple[str, Look | None]]:
    """What marks cover, and how it looks."""
    data = (r"{\rtf1\ansi\ansicpg1252 " + inside + "}").encode("cp1252")
    return [
        (block.text[mark.start : mark.end], mark.look)
        for block in RtfFile.read(source(data)).blocks
        for mark in block.marks
    ]


@pytest.mark.parametrize(
    ("inside", "found"),
    [
        (r"a b {\b bold} and so on", [("bold", Look(bold=True))]),
        (r"a b \b bold \b0 and so on", [("bold", Look(bold=True))]),
        (r"a b \b\i bold\plain  and so on", [("bold", Look(bold=True, italic=True))]),
        (r"a b \ul u\ulnone  \uldb d\ul0  and on", [("u d", Look(underline=True))]),
        (
            r"{\i This leans but \i0 no} word that follows\par And this",
            [("This leans but", Look(italic=True))],
        ),
        (r"{\b{\footnote \pard A note}}And words", []),
        (r"\pard\outlinelevel0\b A heading\par", []),
        (r"{\*\bkmkstart \b a}words", []),
    ],
)
def test_looks_of_words_are_marks(inside: str, found: list[tuple[str, Look]]) -> None:
    assert looks(inside) == found


@pytest.mark.parametrize(
    ("instruction", "address"),
    [
        (r'HYPERLINK "http://a.b/c"', "http://a.b/c"),
        (r' HYPERLINK  "http://a.b/c" \\l "part" \\o "tip"', "http://a.b/c#part"),
        (r'{\rtlch \ltrch HYPER}{LINK "http://a.b/"}', "http://a.b/"),
        (r"HYPERLINK http://a.b/", "http://a.b/"),
        (r'HYPERLINK "http://a.b/\u8364?"', "http://a.b/%E2%82%AC"),
        *((other, "") for other in (r'HYPERLINK \\l "part"', "PAGE", r'HYPERLINK "run.exe"')),
    ],
)
def test_links_are_read_and_their_instructions_are_no_text(instruction: str, address: str) -> None:
    field = r"{\field{\*\fldinst " + instruction + r"}{\fldrslt {\ul\cf1 the words}}}"

    [(words, look)] = looks("Read " + field + " now.")

    assert texts("Read " + field + " now.") == ["Read the words now."]
    # A link is underlined without being told so.
    assert (words, look) == ("the words", Look(address=address, underline=not address))
