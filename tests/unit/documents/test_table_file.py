"""Tables in text: columns of words change, every other byte stays."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bertsum_app.documents.errors import DocumentEmpty, DocumentLacksColumn
from bertsum_app.documents.format import Source, WriteOptions
from bertsum_app.documents.formats import format_of
from bertsum_app.documents.model import NewText
from bertsum_app.documents.table_file import TableFile
from bertsum_app.documents.worker import read_document
from helpers.documents import CSV, in_capitals, source, unchanged


def texts(text: str, name: str = "a.csv") -> list[tuple[str, str]]:
    """The cells to translate, with the names of their columns."""
    return [(b.place.section[0], b.text) for b in TableFile.read(source(text, name)).blocks]


def put(text: str, new: dict[int, NewText], *, bilingual: bool = False, name: str = "a.csv") -> str:
    """The table with new words."""
    written = TableFile.write(source(text, name), new, WriteOptions("zh", bilingual))
    return written.data.decode()


def test_columns_of_words_are_read_and_others_are_not() -> None:
    assert texts(CSV) == [
        ("title", "A green field"),
        ("remark", "Sent on Monday"),
        ("title", 'The "blue" sea; or so'),
        ("title", "A quiet day"),
        ("remark", "Nobody spoke,é"),
    ]


def test_names_of_columns_and_cells_for_programs_stay_byte_for_byte() -> None:
    assert put(CSV, in_capitals(TableFile.read(source(CSV, "a.csv")))) == (
        "id;title;remark;price\n"
        'a-1;"A GREEN FIELD";SENT ON MONDAY;12.50\n'
        'b_2;"THE ""BLUE"" SEA; OR SO";;7\n'
        "c3;A QUIET DAY;NOBODY SPOKE,É;\n"
    )


def test_a_bilingual_table_has_columns_of_its_own() -> None:
    new = {0: NewText("绿色的田野"), 3: NewText("安静；的一天;")}

    assert put(CSV, new, bilingual=True) == (
        "id;title;title.zh;remark;remark.zh;price\n"
        'a-1;"A green field";"绿色的田野";Sent on Monday;;12.50\n'
        'b_2;"The ""blue"" sea; or so";;;;7\n'
        'c3;A quiet day;"安静；的一天;";Nobody spoke,é;;\n'
    )


def test_a_list_of_sentences_has_no_names_of_columns() -> None:
    assert texts("The first sentence.\nThe second one.\n") == [
        ("1", "The first sentence."),
        ("1", "The second one."),
    ]


def test_words_that_programs_read_are_no_text() -> None:
    table = "type,state,word\nold thing,ERR_1,Open\nnew thing,ERR_2,Closed\n"

    with pytest.raises(DocumentEmpty):
        read_document(source(table, "a.csv"))


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiters_and_line_ends_are_found_and_kept(delimiter: str, end: str) -> None:
    text = end.join(
        delimiter.join(row) for row in (("k", "text"), ("1", "two words"), ("2", "more of it"))
    )

    assert put(text, {0: NewText(f"新{delimiter}")}) == text.replace(
        "two words", f'"新{delimiter}"'
    )


def test_the_encoding_and_its_mark_stay() -> None:
    data = "\ufeffk,text\n1,two words\n".encode("utf-16")
    given_file = Source(source("").path.with_suffix(".csv"), data)

    written = TableFile.write(given_file, {0: NewText("两个词")}, WriteOptions("zh")).data

    assert written.decode("utf-16") == data.decode("utf-16").replace("two words", "两个词")


CELLS = st.text('ab c,;"\n\r中', max_size=6)


@given(st.lists(st.lists(CELLS, min_size=2, max_size=4), min_size=1, max_size=5), st.data())
def test_another_reader_finds_the_new_words_in_their_cells(
    rows: list[list[str]], data: st.DataObject
) -> None:
    out = io.StringIO(newline="")
    csv.writer(out, quoting=csv.QUOTE_ALL).writerows([["k", "title of it"], *rows])
    text = out.getvalue()
    document = TableFile.read(source(text, "a.csv"))
    assert put(text, unchanged(document)) == text
    new = {
        index: NewText(data.draw(CELLS.filter(str.strip)))
        for index, _ in enumerate(document.blocks)
    }

    again = list(csv.reader(io.StringIO(put(text, new), newline="")))

    changed = [
        cell
        for old_row, row in zip([["k", "title of it"], *rows], again, strict=True)
        for old, cell in zip(old_row, row, strict=True)
        if old != cell
    ]
    differing = [n.text for i, n in new.items() if n.text != document.blocks[i].text]
    assert changed == differing


@pytest.mark.parametrize("name", ["a.csv", "a.TSV"])
def test_a_table_is_known_by_its_name(name: str) -> None:
    assert format_of(source("a,b\n1,2\n", name)) is TableFile


def chosen(text: str, *columns: str, name: str = "a.csv") -> list[str]:
    """The cells of the columns that the user names."""
    document = TableFile.read(Source(Path(name), text.encode(), columns=columns))
    assert [each.name for each in document.columns if each.chosen] == list(columns)
    return [block.text for block in document.blocks]


def test_columns_that_the_user_names_are_read_and_no_others() -> None:
    assert chosen(CSV, "remark") == ["Sent on Monday", "Nobody spoke,é"]


def test_a_column_that_looks_like_codes_is_read_where_the_user_says_so() -> None:
    assert chosen("key,state\n1,draft\n2,42\n", "state") == ["draft"]


def test_columns_without_names_go_by_their_numbers() -> None:
    assert chosen("1\tred\n2\tgreen\n", "2", name="a.tsv") == ["red", "green"]


def test_a_column_that_is_not_there_is_told_with_those_that_are() -> None:
    with pytest.raises(DocumentLacksColumn) as caught:
        chosen(CSV, "titel")

    assert caught.value.params == {
        "path": Path("a.csv"),
        "column": "titel",
        "columns": "id, title, remark, price",
    }
