"""A small workbook with all that has words in it, made with openpyxl."""

from __future__ import annotations

import io
from functools import cache

import xlsxwriter
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table

from helpers.packages import parts_of, with_part


@cache
def workbook() -> bytes:
    """Formulas that compare words, a table, formats in a cell, a comment, a chart, a list of choices."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Orders"
    for row in (
        ("Customer", "State", "Amount", "Remark"),
        ("A green field", "Open", 12.5, "To be sent on Monday"),
        ("A blue sea", "Closed", 7, "A green field"),
    ):
        sheet.append(row)
    sheet["A1"].font = Font(bold=True)
    sheet.add_table(Table(displayName="Orders1", ref="A1:D3"))
    sheet["F1"] = '=COUNTIF(B2:B3,"Open")'
    sheet["F2"] = '=IF(F1>0,"Some are open",A2)'
    sheet["F3"] = "=SUM(Orders1[Amount])"
    sheet["A5"] = CellRichText("A ", TextBlock(InlineFont(b=True), "very important"), " note")
    sheet["A5"].comment = Comment("Ask the author", "somebody")
    choices = DataValidation(type="list", formula1='"Urgent,Later"')
    sheet.add_data_validation(choices)
    choices.add("G1")
    sheet["G1"] = "Urgent"
    second = book.create_sheet("Chart")
    chart = BarChart()
    chart.title = "Amounts by customer"
    chart.add_data(Reference(sheet, min_col=3, min_row=1, max_row=3), titles_from_data=True)
    second.add_chart(chart, "A1")
    second["A1"] = "On the second sheet"
    second["A2"] = "A green field"
    out = io.BytesIO()
    book.save(out)
    return _calculated(out.getvalue())


def _calculated(data: bytes) -> bytes:
    """With the results that a spreadsheet program leaves beside its formulas."""
    name = "xl/worksheets/sheet1.xml"
    xml = parts_of(data)[name].decode()
    formula = '<f>IF(F1&gt;0,"Some are open",A2)</f><v></v>'
    assert f'<c r="F2">{formula}' in xml or f'<c r="F2">{formula[:-7]}<v/>' in xml
    for empty in ("<v></v>", "<v/>"):
        xml = xml.replace(
            f'<c r="F2">{formula[:-7]}{empty}',
            f'<c r="F2" t="str">{formula[:-7]}<v>Some are open</v>',
        )
    data = with_part(data, name, xml)
    main = parts_of(data)["xl/workbook.xml"].decode().replace(' fullCalcOnLoad="1"', "")
    return with_part(data, "xl/workbook.xml", main)


@cache
def shared_workbook() -> bytes:
    """As most programs write them: the words of all cells in one part, each once."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    bold = book.add_format({"bold": True})
    sheet = book.add_worksheet("Orders")
    sheet.write_row("A1", ["Used twice", "Other words", "Used twice"])
    sheet.write_rich_string("A2", "A ", bold, "very important", " note")
    sheet.write_formula("B2", '=A1&" and more"', None, "Used twice and more")
    sheet.write_number("C2", 5)
    sheet.write_string("A3", "Line one\nline two & three")
    columns = [{"header": "Name"}, {"header": "Kind of thing"}]
    sheet.add_table("E1:F2", {"columns": columns, "data": [["Used twice", "x"]]})
    book.close()
    return out.getvalue()
