"""Workbooks: words change; formulas, what they compare with, numbers and formats stay."""

from __future__ import annotations

import io
import re

import pytest
from openpyxl import load_workbook

from bertsum_app.documents.errors import DocumentDamaged, DocumentUnsafe
from bertsum_app.documents.format import WriteOptions
from bertsum_app.documents.formats import format_of
from bertsum_app.documents.model import NewText
from bertsum_app.documents.sheets_file import SheetsFile
from helpers.documents import in_capitals, source
from helpers.packages import parts_of, with_part
from helpers.sheets import shared_workbook, workbook

SHEET = "xl/worksheets/sheet1.xml"


def texts(data: bytes, *, translate: bool = True) -> list[str]:
    """The texts that are to be translated, or not."""
    return [b.text for b in SheetsFile.read(source(data)).blocks if b.translate is translate]


def put(data: bytes, new: dict[str, str], *, bilingual: bool = False) -> bytes:
    """The file with new words for old ones."""
    blocks = SheetsFile.read(source(data)).blocks
    rewriting = {i: NewText(new[b.text]) for i, b in enumerate(blocks) if b.text in new}
    return SheetsFile.write(source(data), rewriting, WriteOptions("zh", bilingual)).data


def test_cells_comments_and_charts_are_read_with_their_sheets() -> None:
    blocks = SheetsFile.read(source(workbook())).blocks

    assert [(block.kind, block.text, block.place.section) for block in blocks[-3:]] == [
        ("table-cell", "A green field", ("Chart",)),
        ("note", "Ask the author", ("Orders",)),
        ("caption", "Amounts by customer", ("Chart",)),
    ]


def test_words_that_formulas_tables_and_choices_name_are_kept() -> None:
    assert set(texts(workbook(), translate=False)) == {"Open", "Amount", "Urgent"}


def test_formulas_numbers_and_formats_stay_byte_for_byte() -> None:
    given = source(workbook())
    new = in_capitals(SheetsFile.read(given))
    before, after = (
        parts_of(given.data),
        parts_of(SheetsFile.write(given, new, WriteOptions("zh")).data),
    )

    assert list(before) == list(after)
    words = re.compile(rb"<t[^>]*>[^<]*")
    assert words.sub(b"", before[SHEET]) == words.sub(b"", after[SHEET])
    assert before["xl/styles.xml"] == after["xl/styles.xml"]


def test_another_program_opens_what_was_written_with_all_in_it() -> None:
    given = source(workbook())
    new = in_capitals(SheetsFile.read(given))

    written = SheetsFile.write(given, new, WriteOptions("zh")).data

    book = load_workbook(io.BytesIO(written), rich_text=True)
    sheet = book["Orders"]
    assert [cell.value for cell in sheet[1]][:4] == ["CUSTOMER", "STATE", "Amount", "REMARK"]
    assert [cell.value for cell in sheet[2]][:4] == [
        "A GREEN FIELD",
        "Open",
        12.5,
        "TO BE SENT ON MONDAY",
    ]
    assert sheet["F1"].value == '=COUNTIF(B2:B3,"Open")'
    assert sheet["F3"].value == "=SUM(Orders1[Amount])"
    assert sheet["A1"].font.bold
    assert [str(part) for part in sheet["A5"].value] == ["A ", "VERY IMPORTANT", " NOTE"]
    assert sheet["A5"].value[1].font.b
    assert sheet["A5"].comment.text == "ASK THE AUTHOR"
    assert [column.name for column in sheet.tables["Orders1"].tableColumns] == [
        *("CUSTOMER", "STATE", "Amount", "REMARK")
    ]


def test_a_table_calls_its_columns_by_their_new_words() -> None:
    data = put(shared_workbook(), {"Kind of thing": 'Art "Ding"'})

    sheet = load_workbook(io.BytesIO(data))["Orders"]
    [table] = sheet.tables.values()
    assert [column.name for column in table.tableColumns] == ["Name", 'Art "Ding"']
    assert sheet["F1"].value == 'Art "Ding"'


def test_two_columns_of_a_table_never_get_the_same_name() -> None:
    blocks = SheetsFile.read(source(shared_workbook())).blocks
    name, kind, other = (
        next(index for index, block in enumerate(blocks) if block.text == text)
        for text in ("Name", "Kind of thing", "Other words")
    )
    new = {name: NewText("同"), kind: NewText("同"), other: NewText("别的")}

    written = SheetsFile.write(source(shared_workbook()), new, WriteOptions("zh"))

    assert written.left_out == (name, kind)
    sheet = load_workbook(io.BytesIO(written.data))["Orders"]
    [table] = sheet.tables.values()
    assert [column.name for column in table.tableColumns] == ["Name", "Kind of thing"]
    assert (sheet["E1"].value, sheet["F1"].value) == ("Name", "Kind of thing")
    assert sheet["B1"].value == "别的"


def test_words_that_several_cells_share_are_translated_once() -> None:
    assert texts(shared_workbook()).count("Used twice") == 1

    data = put(shared_workbook(), {"Used twice": "用了两次"})

    sheet = load_workbook(io.BytesIO(data))["Orders"]
    assert [sheet[name].value for name in ("A1", "C1", "E2")] == ["用了两次"] * 3


def test_results_made_of_words_are_calculated_anew_on_opening() -> None:
    data = put(shared_workbook(), {"Used twice": "用了两次"})
    assert b"fullCalcOnLoad" in parts_of(data)["xl/workbook.xml"]
    sheet = load_workbook(io.BytesIO(data))["Orders"]
    assert sheet["B2"].value == '=A1&" and more"'

    assert b"fullCalcOnLoad" not in parts_of(put(workbook(), {}))["xl/workbook.xml"]


def test_a_bilingual_cell_has_two_lines() -> None:
    given = {"Other words": "别的词", "Kind of thing": "种类"}

    data = put(shared_workbook(), given, bilingual=True)

    sheet = load_workbook(io.BytesIO(data))["Orders"]
    assert sheet["B1"].value == "Other words\n别的词"
    assert "_x000a_" in parts_of(data)["xl/tables/table1.xml"].decode()


def test_headers_of_pivot_tables_are_kept() -> None:
    parts = parts_of(shared_workbook())
    rels = "xl/_rels/workbook.xml.rels"
    kind = (
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/pivotCacheDefinition"
    )
    relation = f'<Relationship Id="rId99" Type="{kind}" Target="pivotCache/p.xml"/></Relationships>'
    data = with_part(
        with_part(
            shared_workbook(),
            "xl/pivotCache/p.xml",
            '<pivotCacheDefinition xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
            '<cacheFields><cacheField name="Other words"/></cacheFields></pivotCacheDefinition>',
        ),
        rels,
        parts[rels].decode().replace("</Relationships>", relation),
    )

    assert texts(data, translate=False) == ["Other words"]


def test_a_workbook_is_known_by_its_content() -> None:
    assert format_of(source(workbook(), "a.docx")) is SheetsFile


@pytest.mark.parametrize("part", [SHEET, "xl/sharedStrings.xml", "xl/workbook.xml"])
def test_a_broken_part_is_named(part: str) -> None:
    with pytest.raises(DocumentDamaged) as caught:
        SheetsFile.read(source(with_part(shared_workbook(), part, "<worksheet><c")))

    assert part in str(caught.value.params["reason"])


def test_entities_are_refused() -> None:
    bomb = '<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><d>&b;</d>'

    with pytest.raises(DocumentUnsafe):
        SheetsFile.read(source(with_part(shared_workbook(), "xl/sharedStrings.xml", bomb)))


def test_a_string_number_out_of_range_is_no_cell() -> None:
    xml = parts_of(shared_workbook())[SHEET].decode()
    for number in ("99999999", "-1", "x", ""):
        broken = re.sub(r"<v>1</v>", f"<v>{number}</v>", xml)
        assert "Other words" not in texts(with_part(shared_workbook(), SHEET, broken))
