"""A PDF whose pages stay, with new words in place of the old."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdfium2 import PdfDocument

from bertsum_app.documents import page_fonts
from bertsum_app.documents.errors import DocumentDamaged, DocumentNeedsFont
from bertsum_app.documents.format import WriteOptions
from bertsum_app.documents.model import NewText
from bertsum_app.documents.page_boxes import Box, boxes_of, fitted, grown
from bertsum_app.documents.page_fonts import font_for
from bertsum_app.documents.page_layout import Line
from bertsum_app.documents.page_paragraphs import blocks_of_pages
from bertsum_app.documents.pdf_file import PdfFile
from bertsum_app.documents.pdf_lines import page_lines
from bertsum_app.documents.pdf_pages import with_new_text
from helpers.documents import source
from helpers.fonts import font
from helpers.pdf import Placed, column, pdf

ASCII = "".join(map(chr, range(32, 127)))
CHINESE = "今天气很好，我们去公园走。"
PAGES = WriteOptions("zh", on_pages=True)


@pytest.fixture
def system_fonts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder whose files are all fonts that there are."""
    monkeypatch.setattr(page_fonts, "_files", lambda: iter(sorted(tmp_path.glob("*.*tf"))))
    (tmp_path / "squares.ttf").write_bytes(font(ASCII + CHINESE + "•"))
    return tmp_path


def texts(data: bytes) -> list[str]:
    return [block.text for block in PdfFile.read(source(data)).blocks]


LETTER = pdf(
    [
        Placed("A heading of the letter", 60, 760, 18),
        Placed("The weather was fine when we went to the river, and all", 60, 700, 10),
        Placed("of us had brought something to eat.", 60, 688, 10),
        Placed("Of 1998, by no one.", 60, 650, 10),
        Placed("Nobody came back before it was dark.", 60, 600, 10),
    ]
)


@pytest.mark.usefixtures("system_fonts")
def test_new_words_stand_where_the_old_ones_stood_and_others_stay() -> None:
    old = texts(LETTER)
    new = {0: NewText("今天"), 1: NewText("天气很好，我们去公园走走。")}

    written = PdfFile.write(source(LETTER), new, PAGES)

    assert written.left_out == ()
    assert texts(written.data) == ["今天", "天气很好，我们去公园走走。", *old[2:]]
    assert PdfFile.read(source(written.data)).pages == 1


@pytest.mark.usefixtures("system_fonts")
def test_with_two_languages_each_page_follows_its_original() -> None:
    first = column(["The first page has two lines of text, of which", "this is one."], 60, 700)
    second = column(["A third line stands on the second page."], 60, 700)
    book = pdf(first, second)
    both = replace(PAGES, bilingual=True)

    written = PdfFile.write(source(book), {0: NewText("今天"), 1: NewText("公园")}, both)

    blocks = PdfFile.read(source(written.data)).blocks
    [one, two] = texts(book)
    assert [(block.text, block.place.page) for block in blocks] == [
        *((one, 1), ("今天", 2), (two, 3), ("公园", 4)),
    ]


@pytest.mark.usefixtures("system_fonts")
def test_longer_words_get_smaller_and_what_has_no_room_at_all_stays() -> None:
    much, too_much = "many words of it " * 16, "far too many words " * 800

    written = PdfFile.write(source(LETTER), {1: NewText(much), 3: NewText(too_much)}, PAGES)

    assert written.left_out == (3,)
    found = texts(written.data)
    assert much.strip() in found
    assert found[-1] == "Nobody came back before it was dark."


@pytest.mark.usefixtures("system_fonts")
def test_characters_that_the_font_lacks_leave_their_block_as_it_was() -> None:
    written = PdfFile.write(source(LETTER), {0: NewText("今天"), 1: NewText("龘龘")}, PAGES)

    assert written.left_out == (1,)
    assert texts(written.data)[:2] == ["今天", texts(LETTER)[1]]


def test_without_a_font_that_may_be_used_nothing_is_written(system_fonts: Path) -> None:
    (system_fonts / "squares.ttf").write_bytes(font(ASCII, restricted=True))
    (system_fonts / "torn.ttf").write_bytes(b"no font")

    with pytest.raises(DocumentNeedsFont):
        PdfFile.write(source(LETTER), {0: NewText("One")}, PAGES)


def test_the_font_is_cut_down_and_its_curves_are_truetypes(system_fonts: Path) -> None:
    (system_fonts / "a.otf").write_bytes(font(ASCII + CHINESE, cubic=True))

    found = font_for("今天 ok")

    assert found is not None
    assert found.data.startswith(b"\0\1\0\0")
    assert set(found.widths) == set("今天 ok")
    assert found.measure("今k") == 1.5
    assert found.writes("今 天\n")
    assert not found.writes("x")


@pytest.mark.usefixtures("system_fonts")
def test_a_file_that_lacks_a_page_is_not_written_into() -> None:
    torn = pdf([Placed("First page here.", 60, 700, 12)], [Placed("Second page.", 60, 700, 12)])
    torn = torn.replace(b"/Type /Page /", b"/Type /Paxx /", 1)

    with pytest.raises(DocumentDamaged):
        PdfFile.write(source(torn), {0: NewText("One")}, PAGES)


@pytest.mark.usefixtures("system_fonts")
def test_of_two_blocks_in_one_place_the_second_is_left_out() -> None:
    with contextlib.closing(PdfDocument(LETTER)) as document:
        placed = blocks_of_pages([page_lines(document[0].get_textpage())])
        twice = [placed[0], placed[0]]

        data, left_out = with_new_text(document, twice, {0: NewText("今天"), 1: NewText("天气")})

    assert left_out == (1,)
    assert texts(data)[0] == "今天"


# --- boxes ----------------------------------------------------------------------------------------


def line(text: str, left: float, bottom: float, right: float) -> Line:
    return Line(text, left, bottom, right, bottom + 10, 10)


def test_a_block_has_a_box_in_each_column_and_on_each_page() -> None:
    lines = [
        (1, line("a", 50, 112, 250)),
        (1, line("b", 50, 100, 200)),
        (1, line("c", 300, 700, 500)),
        (2, line("d", 50, 688, 250)),
    ]

    found = [(box.page, box.left, box.bottom, box.right, box.top) for box in boxes_of(lines)]

    assert found == [(1, 50, 100, 250, 122), (1, 300, 700, 500, 710), (2, 50, 688, 250, 698)]


def test_boxes_grow_to_what_stands_beside_and_below_them() -> None:
    short = Box(1, 50, 600, 120, 610, 10, 12)
    below = Box(1, 50, 500, 250, 520, 10, 12)
    beside = Box(1, 300, 500, 500, 700, 10, 12)

    wide = grown([short, below, beside])[0]

    assert wide.right == 300 - 4
    assert wide.bottom == 520 + 4


def measure(part: str) -> float:
    """Chinese is as wide as its size, other letters are half of it."""
    return sum(1.0 if character > "\u2e7f" else 0.5 for character in part)


def test_a_line_of_chinese_begins_with_no_comma_and_ends_with_no_bracket() -> None:
    placed = fitted("今天，（好）。天气好", [Box(1, 0, 0, 30, 100, 10, 12)], measure)

    assert placed is not None
    assert [each.text for each in placed] == ["今天，", "（好）。", "天气好"]


WORDS = st.lists(st.text("ab今天，。(", min_size=1, max_size=6), min_size=1, max_size=30)


@given(WORDS, st.floats(30, 300), st.floats(20, 200), st.booleans())
def test_whatever_fits_is_there_whole_and_inside_of_its_box(
    words: list[str], width: float, height: float, marked: bool
) -> None:
    text = " ".join(words)
    box = Box(1, 10, 10, 10 + width, 10 + height, 10, 12)

    placed = fitted(text, [box], measure, "• " if marked else "")

    if placed is None:
        return
    lines = placed[1:] if marked else placed
    assert "".join("".join(each.text for each in lines).split()) == "".join(text.split())
    for each in lines:
        assert each.left + measure(each.text) * each.size <= box.right + 0.01
        assert box.bottom - 0.1 <= each.base - 0.2 * each.size
        assert each.base + 0.8 * each.size <= box.top + 0.01
