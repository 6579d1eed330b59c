"""OpenDocument: words change, formats, notes, fields and everything else stay."""

from __future__ import annotations

from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bertsum_app.documents.errors import DocumentDamaged, DocumentProtected, DocumentUnsafe
from bertsum_app.documents.format import WriteOptions
from bertsum_app.documents.formats import format_of
from bertsum_app.documents.model import NewText
from bertsum_app.documents.open_document import OpenSheets, OpenSlides, OpenText
from helpers.documents import in_capitals, source
from helpers.open_document import (
    BOOKMARK,
    FRAME,
    LINK,
    MANIFEST,
    NOTE,
    content,
    odt,
    open_sheets,
    open_slides,
    open_text,
    p,
    span,
)
from helpers.packages import package_of, parts_of


def rewritten(data: bytes, new: dict[int, NewText], *, bilingual: bool = False) -> str:
    """The main part with new contents."""
    written = OpenText.write(source(data), new, WriteOptions("zh", bilingual))
    assert written.left_out == ()
    return parts_of(written.data)["content.xml"].decode()


def test_blocks_have_their_kinds() -> None:
    blocks = OpenText.read(source(open_text())).blocks

    assert [(block.kind, block.text) for block in blocks] == [
        ("heading", "Report"),
        ("paragraph", "The quick fox reads the manual, & all."),
        ("note", "A note"),
        ("paragraph", "In a box"),
        ("paragraph", "Two blanks and  more\nnext\nline"),
        ("caption", "Table 3: people"),
        ("list-item", "An item"),
        ("table-cell", "cell"),
        ("code", "x = 1"),
        ("paragraph", "Run make all now"),
        ("header", "On every page"),
    ]
    assert blocks[1].place.section == ("Report",)


def test_slides_have_numbers_and_titles() -> None:
    document = OpenSlides.read(source(open_slides()))

    assert document.pages == 2
    assert [(block.kind, block.text, block.place.page) for block in document.blocks] == [
        ("heading", "Plan", 1),
        ("paragraph", "First step", 1),
        ("note", "Say it", 1),
        ("paragraph", "Last step", 2),
        ("header", "On every page", None),
    ]


def test_stretches_that_look_the_same_are_one() -> None:
    block = OpenText.read(source(open_text())).blocks[1]

    assert block.text[block.marks[0].start : block.marks[0].end] == "quick"


def test_the_usual_look_is_around_the_others_where_every_word_has_one() -> None:
    data = odt(
        p(span("T4", "The "), span("T1", "quick"), span("T4", " fox"), NOTE, span("T4", "s"))
    )
    block = OpenText.read(source(data)).blocks[0]
    assert [(mark.start, mark.end, mark.parent) for mark in block.marks] == [
        (0, 14, -1),
        (4, 9, 0),
        (13, 13, 0),
    ]

    assert rewritten(data, {0: NewText("狐狸很快", ((0, 4), (3, 4), (2, 2)))}) == content(
        p(span("T4", f"狐狸{NOTE}很{span('T1', '快')}"))
    )


def test_a_look_that_would_show_through_is_around_nothing() -> None:
    # What is red is not said to be of normal weight, and would become bold.
    data = odt(p(span("T1", "Most of it "), span("T5", "red")))
    block = OpenText.read(source(data)).blocks[0]

    assert [(mark.start, mark.end, mark.parent) for mark in block.marks] == [
        (0, 11, -1),
        (11, 14, -1),
    ]


def test_fields_and_code_in_a_sentence_are_kept() -> None:
    blocks = OpenText.read(source(open_text())).blocks

    for index, kept in ((5, "3"), (9, "make all")):
        block = blocks[index]
        assert [block.text[m.start : m.end] for m in block.marks if m.keep] == [kept]


def test_all_but_the_words_stays_byte_for_byte() -> None:
    before = parts_of(open_text())
    new = in_capitals(OpenText.read(source(open_text())))
    data = OpenText.write(source(open_text()), new, WriteOptions("zh")).data
    after = parts_of(data)

    assert list(before) == list(after)
    assert {name for name in before if before[name] != after[name]} == {"content.xml", "styles.xml"}
    head = before["content.xml"].index(b"<text:p text:style")
    assert b"Report" in before["content.xml"][:head]
    assert after["content.xml"][:head] == before["content.xml"][:head].replace(b"Report", b"REPORT")
    # What says the type must stand first and unpacked.
    assert data[30:38] == b"mimetype"
    assert data[8:10] == b"\0\0"


def test_marks_go_where_the_translation_has_them() -> None:
    data = odt(p("The ", span("T1", "quick"), " fox", NOTE, " reads ", LINK, BOOKMARK))
    new = {0: NewText("狐狸读手册很快", ((6, 7), (2, 2), (3, 5), (7, 7))), 1: NewText("注")}

    assert rewritten(data, new) == content(
        p(
            "狐狸",
            NOTE.replace("A note", "注"),
            "读",
            LINK.replace("the manual", "手册"),
            "很",
            span("T1", "快"),
            BOOKMARK,
        )
    )


def test_a_note_is_translated_though_its_paragraph_is_not() -> None:
    assert rewritten(odt(p("Said.", NOTE)), {1: NewText("注")}) == content(
        p("Said.", NOTE.replace("A note", "注"))
    )


def test_a_bilingual_text_has_the_translation_as_the_next_paragraph() -> None:
    data = odt(
        '<text:h text:outline-level="2" text:style-name="Heading_20_2" xml:id="i">Head</text:h>',
        p("A ", span("T1", "b"), NOTE, FRAME, style="S"),
    )
    new = {
        0: NewText("标题"),
        1: NewText("甲乙", ((1, 2), (2, 2), (2, 2))),
        2: NewText("注"),
    }

    assert rewritten(data, new, bilingual=True) == content(
        '<text:h text:outline-level="2" text:style-name="Heading_20_2" xml:id="i">Head</text:h>',
        p("标题", style="Heading_20_2"),
        p(
            "A ",
            span("T1", "b"),
            NOTE.replace("</text:p>", f"</text:p>{p('注')}"),
            FRAME,
            style="S",
        ),
        p("甲", span("T1", "乙"), style="S"),
    )


def test_what_was_taken_away_is_not_read() -> None:
    texts = [block.text for block in OpenText.read(source(open_text())).blocks]

    assert "Taken away" not in texts


@given(st.text("ab 中\n\t<&", min_size=1, max_size=12).filter(str.strip))
def test_blanks_and_breaks_of_a_new_text_are_all_there(text: str) -> None:
    data = odt(p("A"))

    written = OpenText.write(source(data), {0: NewText(text)}, WriteOptions("zh")).data

    # Tabs are read as breaks, since both part what stands beside them.
    assert OpenText.read(source(written)).blocks[0].text == text.replace("\t", "\n")


@given(
    st.lists(
        st.tuples(st.sampled_from(["", "T1", "T2", "T3", "X"]), st.text("ab中<& ", max_size=5)),
        min_size=1,
        max_size=6,
    )
)
def test_marks_cover_what_their_tags_do(pieces: list[tuple[str, str]]) -> None:
    blocks = OpenText.read(
        source(odt(p("|", *(span(s, escape(t)) if s else escape(t) for s, t in pieces), "|")))
    ).blocks
    block = blocks[0]

    def squeezed(text: str) -> str:
        return " ".join(text.split(" "))

    bold = "".join(
        block.text[mark.start : mark.end] for mark in block.marks if mark.start < mark.end
    )
    wanted = "".join(text for style, text in pieces if style in ("T1", "T2", "X"))
    assert bold.replace(" ", "") == wanted.replace(" ", "")
    whole = "|" + "".join(text for _, text in pieces) + "|"
    assert block.text.replace(" ", "") == squeezed(whole).replace(" ", "")
    assert "  " not in block.text


@pytest.mark.parametrize(
    ("data", "kind"),
    [(open_text(), OpenText), (open_slides(), OpenSlides), (open_sheets(), OpenSheets)],
    ids=["odt", "odp", "ods"],
)
def test_it_is_known_by_its_content(data: bytes, kind: type[OpenText]) -> None:
    assert format_of(source(data, "a.txt")) is kind


def test_an_encrypted_file_means_a_password() -> None:
    locked = MANIFEST.format("<m:file-entry><m:encryption-data/></m:file-entry>")

    with pytest.raises(DocumentProtected):
        OpenText.read(source(odt(p("A"), manifest=locked)))


def test_a_broken_part_is_named() -> None:
    with pytest.raises(DocumentDamaged, match=r"content\.xml"):
        OpenText.read(source(odt(content="<office:document-content>")))


def test_a_file_without_content_is_damaged() -> None:
    with pytest.raises(DocumentDamaged):
        OpenText.read(source(package_of({"mimetype": "application/vnd.oasis.opendocument.text"})))


def test_entities_are_refused() -> None:
    bomb = '<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><d>&b;</d>'

    with pytest.raises(DocumentUnsafe):
        OpenText.read(source(odt(p("A"), styles=bomb)))


def test_cells_of_words_are_translated_and_what_formulas_use_stays() -> None:
    document = OpenSheets.read(source(open_sheets()))

    assert [block.text for block in document.blocks if block.translate] == [
        *("Name", "State", "A green field", "First line", "Second line", "On every page"),
    ]
    assert document.blocks[0].place.section == ("Sheet 1",)
    assert {block.kind for block in document.blocks[:-1]} == {"table-cell"}
    capitals = in_capitals(document)
    new = {at: words for at, words in capitals.items() if document.blocks[at].translate}
    written = OpenSheets.write(source(open_sheets()), new, WriteOptions("zh"))
    old, found = (parts_of(data)["content.xml"].decode() for data in (open_sheets(), written.data))
    for word in ("Name", "State", "A green field", "First line", "Second line"):
        old = old.replace(f"<text:p>{word}<", f"<text:p>{word.upper()}<")
    assert found == old
