"""Word documents: words change, formats and everything else stay."""

from __future__ import annotations

import io
import zipfile

import pytest

from bertsum_app.documents.errors import (
    DocumentDamaged,
    DocumentProtected,
    DocumentTooLarge,
    DocumentUnsafe,
)
from bertsum_app.documents.format import WriteOptions
from bertsum_app.documents.formats import format_of
from bertsum_app.documents.model import NewText
from bertsum_app.documents.word_file import WordFile
from helpers.documents import in_capitals, source
from helpers.word import (
    BOLD,
    BOOKMARK,
    FOOTNOTE_MARK,
    PICTURE,
    REPORT,
    document,
    docx,
    field,
    link,
    paragraph,
    run,
)


def parts_of(data: bytes) -> dict[str, bytes]:
    """All parts of a package."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def main_part(data: bytes) -> str:
    """The main part without the first line."""
    return parts_of(data)["word/document.xml"].decode().partition("\n")[2]


def rewritten(data: bytes, new: dict[int, NewText], *, bilingual: bool = False) -> str:
    """The main part with new contents."""
    written = WordFile.write(source(data), new, WriteOptions("zh", bilingual))
    return main_part(written.data)


def body(*paragraphs: str) -> str:
    """What the main part is to be."""
    return document(*paragraphs).partition("\n")[2]


def test_blocks_have_their_kinds() -> None:
    blocks = WordFile.read(source(REPORT)).blocks

    assert [(block.kind, block.text) for block in blocks] == [
        ("heading", "Report"),
        ("paragraph", "The quick fox reads the manual, see here."),
        ("paragraph", "Page  of it"),
        ("paragraph", "Chapter\n12"),
        ("table-cell", "cell"),
        ("code", "x = 1"),
        ("paragraph", "Run make all now"),
        ("note", "A note"),
        ("header", "On top"),
    ]
    assert [block.translate for block in blocks].count(False) == 1
    assert blocks[1].place.section == ("Report",)


def test_runs_of_one_format_are_one_stretch() -> None:
    block = WordFile.read(source(REPORT)).blocks[1]

    assert block.text[block.marks[0].start : block.marks[0].end] == "quick"


def test_code_in_a_sentence_is_kept() -> None:
    block = WordFile.read(source(REPORT)).blocks[6]

    assert [block.text[m.start : m.end] for m in block.marks if m.keep] == ["make all"]


def test_every_part_but_those_with_new_words_stays_byte_for_byte() -> None:
    given = source(REPORT, "a.docx")
    new = in_capitals(WordFile.read(given))
    before, after = parts_of(REPORT), parts_of(WordFile.write(given, new, WriteOptions("zh")).data)

    assert list(before) == list(after)
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"word/document.xml", "word/footnotes.xml", "word/header1.xml"}
    again = WordFile.read(source(WordFile.write(given, new, WriteOptions("zh")).data))
    assert again.blocks[1].text == "THE QUICK FOX READS THE MANUAL, SEE HERE."
    assert again.blocks[5].text == "x = 1"
    assert again.blocks[6].text == "RUN make all NOW"


def test_a_document_without_new_contents_has_the_same_parts() -> None:
    data = WordFile.write(source(REPORT), {}, WriteOptions("zh")).data

    assert parts_of(data) == parts_of(REPORT)


def test_marks_go_where_the_translation_has_them() -> None:
    data = docx(
        paragraph(
            run("The "),
            run("quick", BOLD),
            run(" fox"),
            FOOTNOTE_MARK,
            run(" reads "),
            link(run("the manual", "<w:u/>")),
            BOOKMARK,
            PICTURE,
        )
    )
    marks = WordFile.read(source(data)).blocks[0].marks
    assert [(mark.start, mark.end) for mark in marks] == [
        *((4, 9), (13, 13), (20, 30)),
        *((30, 30), (30, 30), (30, 30)),
    ]

    new = NewText("狐狸读手册很快", ((6, 7), (2, 2), (3, 5), (7, 7), (7, 7), (7, 7)))

    assert rewritten(data, {0: new}) == body(
        paragraph(
            run("狐狸"),
            FOOTNOTE_MARK,
            run("读"),
            link(run("手册", "<w:u/>")),
            run("很"),
            run("快", BOLD),
            BOOKMARK,
            PICTURE,
        )
    )


def test_the_words_of_a_link_field_are_translated_and_its_code_stays_around_them() -> None:
    data = docx(paragraph(run("See "), field(' HYPERLINK "http://x" ', run("here")), run(".")))
    new = NewText("见这里。", ((1, 3),))

    assert rewritten(data, {0: new}) == body(
        paragraph(run("见"), field(' HYPERLINK "http://x" ', run("这里")), run("。"))
    )


def test_other_fields_stay_as_they_are() -> None:
    data = docx(paragraph(run("Page "), field(" PAGE ", run("3")), run(" of it")))
    new = NewText("它的第页", ((3, 3),))

    assert rewritten(data, {0: new}) == body(
        paragraph(run("它的第"), field(" PAGE ", run("3")), run("页"))
    )


def test_a_table_of_contents_that_spans_paragraphs_keeps_its_marks() -> None:
    begin = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> TOC </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    data = docx(
        paragraph(begin, run("One")), paragraph('<w:r><w:fldChar w:fldCharType="end"/></w:r>')
    )
    block = WordFile.read(source(data)).blocks[0]
    assert block.text == "One"

    new = NewText("一", tuple((0, 0) for _ in block.marks))

    assert rewritten(data, {0: new}) == body(
        paragraph(begin, run("一")), paragraph('<w:r><w:fldChar w:fldCharType="end"/></w:r>')
    )


def test_text_boxes_are_translated_with_the_paragraph_that_holds_them() -> None:
    def box(inside: str) -> str:
        return (
            f"<w:r><w:pict><w:txbxContent>{paragraph(run(inside))}</w:txbxContent></w:pict></w:r>"
        )

    data = docx(paragraph(run("Outside"), box("inside")))
    blocks = WordFile.read(source(data)).blocks
    assert [block.text for block in blocks] == ["Outside", "inside"]

    new = {0: NewText("外", ((1, 1),)), 1: NewText("内", ())}

    assert rewritten(data, new) == body(paragraph(run("外"), box("内")))


def test_content_controls_are_read_and_kept() -> None:
    def control(words: str) -> str:
        return f"<w:sdt><w:sdtPr/><w:sdtContent>{run(words)}</w:sdtContent></w:sdt>"

    data = docx(paragraph(run("Name: "), control("somebody")))
    block = WordFile.read(source(data)).blocks[0]
    assert block.text == "Name: somebody"

    assert rewritten(data, {0: NewText("姓名：某人", ((3, 5),))}) == body(
        paragraph(run("姓名："), control("某人"))
    )


def test_a_bilingual_document_has_the_translation_as_the_next_paragraph() -> None:
    data = docx(paragraph(run("A "), run("b", BOLD), FOOTNOTE_MARK, properties="<w:numPr/>"))
    new = {0: NewText("甲乙", ((1, 2), (2, 2)))}

    assert rewritten(data, new, bilingual=True) == body(
        paragraph(run("A "), run("b", BOLD), FOOTNOTE_MARK, properties="<w:numPr/>"),
        paragraph(run("甲"), run("乙", BOLD), properties="").replace("<w:p>", "<w:p><w:pPr/>"),
    )


def test_what_xml_cannot_hold_is_left_out_of_the_new_text() -> None:
    data = docx(paragraph(run("A")))

    assert rewritten(data, {0: NewText("甲\x00\x0b\ud800乙\n丙", ())}) == body(
        "<w:p><w:r>"
        '<w:t xml:space="preserve">甲乙</w:t><w:br/><w:t xml:space="preserve">丙</w:t>'
        "</w:r></w:p>"
    )


def test_entities_are_refused() -> None:
    bomb = (
        '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
        '<w:hdr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">&b;</w:hdr>'
    )

    with pytest.raises(DocumentUnsafe):
        WordFile.read(source(docx(paragraph(run("A")), word__header1_xml=bomb)))


ENTITIES = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))


@pytest.mark.parametrize(
    ("head", "inside"),
    [
        (f'<!DOCTYPE d [<!ENTITY e0 "ha">{ENTITIES}]>', "<w:p><w:r><w:t>&e9;</w:t></w:r></w:p>"),
        ("", "<w:ins>" * 3000 + "</w:ins>" * 3000),
    ],
)
def test_what_goes_beyond_all_measure_is_told_from_damage(head: str, inside: str) -> None:
    text = (
        f'<?xml version="1.0"?>{head}<w:hdr xmlns:w='
        f'"http://schemas.openxmlformats.org/wordprocessingml/2006/main">{inside}</w:hdr>'
    )

    with pytest.raises(DocumentUnsafe, match="without end"):
        WordFile.read(source(docx(paragraph(run("A")), word__header1_xml=text)))


def test_a_part_that_unpacks_to_very_much_is_refused() -> None:
    data = docx(paragraph(run("A")), word__media__big=b"\0" * 30_000_000)

    with pytest.raises(DocumentUnsafe):
        WordFile.read(source(data))


def test_more_than_the_limit_is_refused_by_what_the_archive_claims() -> None:
    data = bytearray(docx(paragraph(run("A"))))
    entry = data.index(b"PK\x01\x02")
    data[entry + 24 : entry + 28] = (2_000_000_000).to_bytes(4, "little")

    with pytest.raises(DocumentTooLarge):
        WordFile.read(source(bytes(data)))


def test_an_encrypted_part_means_a_password() -> None:
    data = bytearray(docx(paragraph(run("A"))))
    entry = data.index(b"PK\x01\x02")
    data[entry + 8] |= 1

    with pytest.raises(DocumentProtected):
        WordFile.read(source(bytes(data)))


@pytest.mark.parametrize("part", [b"", b"<w:document", b"\xff\xfe\x00"])
def test_a_broken_part_is_named(part: bytes) -> None:
    with pytest.raises(DocumentDamaged) as caught:
        WordFile.read(source(docx(paragraph(run("A")), word__footnotes_xml=part)))

    assert "word/footnotes.xml" in str(caught.value.params["reason"])


def test_a_word_document_is_known_by_its_content() -> None:
    assert format_of(source(REPORT, "a.txt")) is WordFile


def turned(data: bytes, language: str, before: str, *, bilingual: bool = False) -> str:
    """The main part with "New." in place of the first block, with what is no text behind it."""
    options = WriteOptions(language, bilingual, source_language=before)
    marks = WordFile.read(source(data)).blocks[0].marks
    new = {0: NewText("New.", ((4, 4),) * len(marks))}
    return main_part(WordFile.write(source(data), new, options).data)


def test_a_paragraph_runs_as_its_new_language_does() -> None:
    old = paragraph(run("Words."), properties='<w:keepNext/><w:jc w:val="both"/>')
    new = paragraph(
        run("New.", "<w:rtl/>"), properties='<w:keepNext/><w:bidi/><w:jc w:val="both"/>'
    )
    plain = paragraph(run("12"))

    assert turned(docx(old, plain), "ar", "en") == body(new, plain)
    assert turned(docx(old, plain), "ar", "en", bilingual=True) == body(old, new, plain)


def test_a_paragraph_that_ran_to_the_left_is_turned_back() -> None:
    old = paragraph(run("Words.", '<w:rtl/><w:lang w:bidi="ar"/>'), properties="<w:bidi/>")
    off = 'w:val="0"'
    properties = f'<w:rtl {off}/><w:lang w:bidi="ar"/>'

    new = paragraph(run("New.", properties), properties=f"<w:bidi {off}/>")

    assert turned(docx(old), "en", "ar") == body(new)


def test_a_text_box_in_a_paragraph_is_turned_by_itself() -> None:
    box = f"<w:r><w:pict><w:txbxContent>{paragraph(run('12'))}</w:txbxContent></w:pict></w:r>"

    new = turned(docx(paragraph(run("Words."), box)), "ar", "en")

    assert (new.count("<w:bidi/>"), new.count("<w:rtl/>")) == (1, 1)
