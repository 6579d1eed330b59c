"""PDF: tables, whose cells may run over several lines."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import Literal, NamedTuple, TypeAlias

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bertsum_app.documents.pdf_file import PdfFile
from helpers.documents import source
from helpers.pdf import Placed, column, link, pdf

SIZE = 10
Align: TypeAlias = Literal["top", "middle"]
ALIGNS: tuple[Align, ...] = ("top", "middle")
#: Of a page with text above and below its table.
WIDE = (
    "Some text stands above the table, and what it has to say of that takes two lines that are as"
)
ABOVE = column([WIDE, "wide as the page is."], 50, 760)
BELOW = column(["Text below the table goes on, and so it is no cell of", "the table."], 50, 60)


class Drawn(NamedTuple):
    """A table: its cells with their lines, row by row, and how it is set.

    `lefts`: of the columns. `pitch`: from line to line in a cell; `gap`: more between two rows.
    """

    rows: Sequence[Sequence[Sequence[str]]]
    lefts: Sequence[float]
    pitch: float = 12
    gap: float = 8
    align: Align = "top"

    def placed(self, top: float = 700) -> list[Placed]:
        """Its lines on a page."""
        found = []
        for row in self.rows:
            most = max(map(len, row))
            for left, lines in zip(self.lefts, row, strict=True):
                free = (most - len(lines)) / 2 if self.align == "middle" else 0
                found += [
                    Placed(text, left, round(top - self.pitch * (number + free), 2), SIZE)
                    for number, text in enumerate(lines)
                ]
            top -= self.pitch * most + self.gap
        return found


def cells(data: bytes) -> list[tuple[str, tuple[int, int] | None]]:
    """The cells of a table, or what else there is, without one."""
    blocks = PdfFile.read(source(data)).blocks
    return [(block.text, block.place.cell) for block in blocks]


def told(drawn: Drawn, between: str = " ") -> list[tuple[str, tuple[int, int] | None]]:
    """What is to be read of a table."""
    return [
        (between.join(lines), (row, at))
        for row, found in enumerate(drawn.rows)
        for at, lines in enumerate(found)
        if lines
    ]


TREES = (
    (("Tree",), ("What was seen",), ("Number",)),
    (("Oak",), ("They suffered from the dry", "summer, but recovered", "since then."), ("120",)),
    (("Beech trees", "by the river"), ("Grew well.",), ("80",)),
    (("Lime",), ("Some of them were eaten by", "deer in winter."), ("200, of", "which 30", "died")),
)


@pytest.mark.parametrize("align", ALIGNS)
def test_cells_with_several_lines_are_in_one_row(align: Align) -> None:
    drawn = Drawn(TREES, (50, 150, 330), align=align)

    found = cells(pdf([*ABOVE, *drawn.placed(), *BELOW]))

    assert found[1:-1] == told(drawn)
    assert [cell for _, cell in (found[0], found[-1])] == [None, None]


def test_rows_that_stand_as_close_as_lines_begin_with_their_first_column() -> None:
    rows = [row for row in TREES if len(row[0]) == 1]
    drawn = Drawn(rows, (50, 150, 330), gap=0)

    assert cells(pdf([*ABOVE, *drawn.placed(), *BELOW]))[1:-1] == told(drawn)


def test_short_words_of_one_length_are_rows() -> None:
    names = (("\u59d3\u540d", "\u804c\u52a1"), ("\u5f20\u4e09", "\u7ecf\u7406"))
    more = (("\u674e\u56db", "\u804c\u5458"), ("\u738b\u4e94", "\u804c\u5458"))
    drawn = Drawn([[(word,) for word in row] for row in (*names, *more)], (50, 150), gap=3)

    assert cells(pdf(drawn.placed())) == told(drawn)


def test_words_of_two_columns_are_parted_though_they_nearly_touch() -> None:
    # Nine points lie between the widest words of the first column and those of the second.
    rows = (*TREES[:2], (("Beech trees by the",), ("Grew well.",), ("80",)))
    drawn = Drawn(rows, (50, 144, 330))

    assert cells(pdf(drawn.placed())) == told(drawn)


def test_looks_and_links_of_cells_stay_with_their_words() -> None:
    drawn = Drawn(TREES, (50, 150, 330))
    [first, *others] = drawn.placed()
    address = "http://example.org/"
    links = f"/Annots [{link(150, 668, 90, address)}]"

    blocks = PdfFile.read(source(pdf([first._replace(bold=True), *others], page=links))).blocks

    marks = [
        (block.text[mark.start : mark.end], mark.look.bold, mark.look.address)
        for block in blocks
        for mark in block.marks
        if mark.look is not None
    ]
    assert marks[0] == ("Tree", True, "")
    [(words, _, found)] = marks[1:]
    assert found == address
    assert words.startswith("summer")


def test_wide_columns_whose_rows_are_apart_are_no_columns_of_text() -> None:
    words = "These words fill a column that is nearly half as wide"
    rows = [((words, f"as the page, in row {row}."), ("A few words.",)) for row in range(5)]
    drawn = Drawn(
        [
            (second, first) if row % 2 else (first, second)
            for row, (first, second) in enumerate(rows)
        ],
        (50, 310),
    )

    assert cells(pdf([*ABOVE, *drawn.placed(), *BELOW]))[1:-1] == told(drawn)


def test_text_below_something_at_the_margin_is_text() -> None:
    page = [
        *(
            Placed("int read_value (node const root, const char * name,", 50, 700),
            Placed("[Function]", 400, 700),
        ),
        *column(
            [
                "void * value)",
                "root: where to begin.",
                "name: of what is to be read.",
                "value: what is read.",
            ],
            50,
            688,
        ),
        *(
            Placed("int get_length (const unsigned char * der, int size,", 50, 600),
            Placed("[Function]", 400, 600),
        ),
        *column(["int * length)", "der: what is to be read."], 50, 588),
    ]

    assert all(cell is None for _, cell in cells(pdf(page)))


@st.composite
def tables(draw: st.DrawFn) -> Drawn:
    """Chinese tables, of whose characters all are as wide: cells are broken where they are full."""
    widths = draw(st.lists(st.integers(4, 7), min_size=2, max_size=4))
    rows: list[list[list[str]]] = []
    for number in range(draw(st.integers(3, 6))):
        row = []
        for at, width in enumerate(widths):
            # The columns are known by short headings.
            size = draw(st.integers(1, 3 * width if number else width // 2))
            # No two are the same, so that none is taken for another.
            text = "".join(
                chr(0x4E00 + (number * 997 + at * 131 + i * 7) % 20_000) for i in range(size)
            )
            row.append([text[first : first + width] for first in range(0, size, width)])
        rows.append(row)
    steps = [SIZE * width + draw(st.integers(9, 40)) for width in widths]
    lefts = list(accumulate(steps[:-1], initial=50))
    align = draw(st.sampled_from(ALIGNS))
    return Drawn(rows, lefts, pitch=15, gap=draw(st.integers(8, 20)), align=align)


@given(drawn=tables())
@settings(max_examples=150)
def test_chinese_cells_are_whole_whatever_is_in_them(drawn: Drawn) -> None:
    assert cells(pdf([*ABOVE, *drawn.placed()]))[1:] == told(drawn, between="")
