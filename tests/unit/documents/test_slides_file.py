"""Presentations: words change, formats, layout and everything else stay."""

from __future__ import annotations

import io
import re

import pytest
from pptx import Presentation

from bertsum_app.documents.errors import DocumentDamaged, DocumentUnsafe
from bertsum_app.documents.format import WriteOptions
from bertsum_app.documents.formats import format_of
from bertsum_app.documents.model import NewText
from bertsum_app.documents.slides_file import SlidesFile
from helpers.documents import in_capitals, source
from helpers.packages import package_of, parts_of, with_part
from helpers.slides import presentation

SLIDE = "ppt/slides/slide1.xml"


def test_slides_are_read_in_order_with_notes_tables_and_charts() -> None:
    document = SlidesFile.read(source(presentation()))

    assert document.pages == 2
    assert [(b.kind, b.text, b.place.page) for b in document.blocks] == [
        ("heading", "Our plan", 1),
        ("paragraph", "The quick fox reads the manual\non a second line", 1),
        ("paragraph", "One word", 1),
        ("note", "Speak slowly", 1),
        ("heading", "Figures & facts", 2),
        ("table-cell", "Name", 2),
        ("table-cell", "Value", 2),
        ("paragraph", "Slide ", 2),
        ("caption", "Sales by region", 2),
    ]


def test_the_order_of_the_slides_is_that_of_the_show() -> None:
    main = parts_of(presentation())["ppt/presentation.xml"].decode()
    first, second = re.findall(r"<p:sldId [^>]*>", main)
    turned = main.replace(first, "@").replace(second, first).replace("@", second)
    data = with_part(presentation(), "ppt/presentation.xml", turned)

    blocks = SlidesFile.read(source(data)).blocks

    assert [block.text for block in blocks if block.kind == "heading"] == [
        "Figures & facts",
        "Our plan",
    ]


def test_bold_and_links_go_where_the_translation_has_them() -> None:
    new = {1: NewText("狐狸读手册很快\n在第二行", ((6, 7), (3, 5), (7, 8)))}

    data = SlidesFile.write(source(presentation()), new, WriteOptions("zh")).data

    deck = Presentation(io.BytesIO(data))
    paragraph = deck.slides[0].placeholders[1].text_frame.paragraphs[0]
    assert [(run.text, run.font.bold, run.hyperlink.address) for run in paragraph.runs] == [
        ("狐狸读", None, None),
        ("手册", None, "https://example.org/manual"),
        ("很", None, None),
        ("快", True, None),
        ("在第二行", None, None),
    ]
    assert paragraph.text == "狐狸读手册很快\v在第二行"


def test_all_but_the_words_stays_byte_for_byte() -> None:
    given = source(presentation())
    new = in_capitals(SlidesFile.read(given))
    before, after = (
        parts_of(given.data),
        parts_of(SlidesFile.write(given, new, WriteOptions("zh")).data),
    )

    assert list(before) == list(after)
    assert {name for name in before if before[name] != after[name]} == {
        SLIDE,
        "ppt/slides/slide2.xml",
        "ppt/notesSlides/notesSlide1.xml",
        "ppt/charts/chart1.xml",
    }
    words = re.compile(rb"(?<=<a:t>)[^<]*")
    old, other = (words.sub(b"", parts["ppt/slides/slide2.xml"]) for parts in (before, after))
    assert old == other


def test_page_numbers_stay_fields() -> None:
    new = {7: NewText("第张", ((1, 1),))}

    data = SlidesFile.write(source(presentation()), new, WriteOptions("zh")).data

    assert re.search(
        r"<a:t>第</a:t></a:r><a:fld [^>]*><a:rPr[^>]*/><a:t>2</a:t></a:fld><a:r>(<a:rPr[^>]*/>)?<a:t>张",
        parts_of(data)["ppt/slides/slide2.xml"].decode(),
    )


def test_another_program_opens_what_was_written_with_all_in_it() -> None:
    given = source(presentation())
    new = in_capitals(SlidesFile.read(given))

    deck = Presentation(io.BytesIO(SlidesFile.write(given, new, WriteOptions("zh")).data))

    first, second = deck.slides
    assert first.shapes.title.text == "OUR PLAN"
    assert first.notes_slide.notes_text_frame.text == "SPEAK SLOWLY"
    table = next(shape.table for shape in second.shapes if shape.has_table)
    assert [cell.text for cell in table.rows[0].cells] == ["NAME", "VALUE"]
    chart = next(shape.chart for shape in second.shapes if shape.has_chart)
    assert chart.chart_title.text_frame.text == "SALES BY REGION"
    assert list(chart.plots[0].categories) == ["East", "West"]


def test_a_bilingual_slide_has_the_translation_on_a_line_below() -> None:
    new = {2: NewText("一个词")}

    data = SlidesFile.write(source(presentation()), new, WriteOptions("zh", bilingual=True)).data

    body = Presentation(io.BytesIO(data)).slides[0].placeholders[1].text_frame
    assert [paragraph.text for paragraph in body.paragraphs][1:] == ["One word\v一个词"]
    assert body.paragraphs[1].level == 1


def test_words_that_masters_add_are_read_and_prompts_are_not() -> None:
    name = "ppt/slideMasters/slideMaster1.xml"
    master = parts_of(presentation())[name].decode()
    box = (
        "<p:sp><p:nvSpPr><p:cNvPr id='99' name='x'/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr/>"
        "<p:txBody><a:bodyPr/><a:p><a:r><a:t>Confidential</a:t></a:r></a:p></p:txBody></p:sp>"
    )
    data = with_part(presentation(), name, master.replace("</p:spTree>", f"{box}</p:spTree>"))

    blocks = SlidesFile.read(source(data)).blocks

    assert [block.text for block in blocks if block.kind == "header"] == ["Confidential"]


def test_a_presentation_is_known_by_its_content() -> None:
    assert format_of(source(presentation(), "a.zip")) is SlidesFile


def test_links_out_of_the_file_are_not_followed() -> None:
    name = "ppt/slides/_rels/slide1.xml.rels"
    outward = parts_of(presentation())[name].decode()
    for target in ("../../../../../etc/passwd", "http://example.org/x", "file:///etc/passwd"):
        changed = re.sub(r'Target="\.\./notesSlides/[^"]*"', f'Target="{target}"', outward)
        blocks = SlidesFile.read(source(with_part(presentation(), name, changed))).blocks
        assert "Speak slowly" not in [block.text for block in blocks]


@pytest.mark.parametrize("part", ["", "<p:sld", "<a><b></a>"])
def test_a_broken_slide_is_named(part: str) -> None:
    with pytest.raises(DocumentDamaged) as caught:
        SlidesFile.read(source(with_part(presentation(), SLIDE, part)))

    assert SLIDE in str(caught.value.params["reason"])


def test_a_package_without_its_main_part_is_damaged() -> None:
    parts = parts_of(presentation())
    del parts["ppt/presentation.xml"]

    with pytest.raises(DocumentDamaged):
        SlidesFile.read(source(package_of(parts)))


def test_entities_are_refused() -> None:
    bomb = '<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><d>&b;</d>'

    with pytest.raises(DocumentUnsafe):
        SlidesFile.read(source(with_part(presentation(), SLIDE, bomb)))


def test_endless_nesting_is_refused() -> None:
    deep = "<a>" * 100_000 + "</a>" * 100_000

    with pytest.raises(DocumentDamaged, match="nested"):
        SlidesFile.read(source(with_part(presentation(), SLIDE, deep)))
