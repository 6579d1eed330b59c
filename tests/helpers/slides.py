"""A small presentation with all that a slide can say, made with python-pptx."""

from __future__ import annotations

import io
from functools import cache

from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.oxml import parse_xml
from pptx.util import Inches

_A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'


@cache
def presentation() -> bytes:
    """Two slides: a title with notes, bullets with formats; a table, a chart, a box, a field."""
    deck = Presentation()
    first = deck.slides.add_slide(deck.slide_layouts[1])
    first.shapes.title.text = "Our plan"
    body = first.placeholders[1].text_frame
    paragraph = body.paragraphs[0]
    for text, bold in (("The ", None), ("quick", True), (" fox reads ", None)):
        run = paragraph.add_run()
        run.text, run.font.bold = text, bold
    link = paragraph.add_run()
    link.text = "the manual"
    link.hyperlink.address = "https://example.org/manual"
    paragraph.add_line_break()
    paragraph.add_run().text = "on a second line"
    # A spelling check cut this word in two; nobody sees it.
    second = body.add_paragraph()
    second.level = 1
    second.add_run().text = "One wo"
    rest = second.add_run()
    rest.text = "rd"
    rest._r.get_or_add_rPr().set("err", "1")
    first.notes_slide.notes_text_frame.text = "Speak slowly"

    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.title.text = "Figures & facts"
    table = slide.shapes.add_table(1, 2, Inches(1), Inches(1), Inches(4), Inches(1)).table
    table.cell(0, 0).text, table.cell(0, 1).text = "Name", "Value"
    data = CategoryChartData()
    data.categories = ["East", "West"]
    data.add_series("Sales", (1, 2))
    frame = slide.shapes.add_chart(
        XL_CHART_TYPE.PIE, Inches(1), Inches(3), Inches(3), Inches(3), data
    )
    frame.chart.has_title = True
    frame.chart.chart_title.text_frame.text = "Sales by region"
    box = slide.shapes.add_textbox(Inches(5), Inches(3), Inches(3), Inches(1))
    box.text_frame.text = "Slide "
    box.text_frame.paragraphs[0]._p.append(
        parse_xml(
            f'<a:fld {_A} id="{{1}}" type="slidenum"><a:rPr lang="en-US"/><a:t>2</a:t></a:fld>'
        )
    )
    out = io.BytesIO()
    deck.save(out)
    return out.getvalue()
