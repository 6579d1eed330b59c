"""Rows of runs, whatever is in them: text and marks out, new text and marks in."""

from __future__ import annotations

from html import escape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bertsum_app.documents.format import WriteOptions
from bertsum_app.documents.model import Block, NewText
from bertsum_app.documents.source_slots import splice
from bertsum_app.documents.xml_runs import DRAWING, SHEET, RunNames, RunSlot, read_runs
from bertsum_app.documents.xml_source import parse_xml

WORDS = st.text("ab <&>\"'é中😀 ", max_size=8)
FORMATS = st.sampled_from(["", '<x:rPr b="1"/>', '<x:rPr i="1"><x:u/></x:rPr>'])
STANDING = "<x:fld/>"


def paragraph(names: RunNames, *pieces: tuple[str, str]) -> str:
    """Runs of (format, text); something that is no text is its own source."""
    runs = [
        text if text == STANDING else f"<x:r>{form}<x:t>{escape(text)}</x:t></x:r>"
        for form, text in pieces
    ]
    return f'<x:p xmlns:x="{names.namespace}">{"".join(runs)}</x:p>'


def slot_of(xml: str, names: RunNames) -> RunSlot | None:
    """The one paragraph of a source."""
    source = parse_xml(xml.encode(), Path("x"), "part")
    return read_runs(source, source.root, names, Block("paragraph", ""))


def formats(slot: RunSlot) -> list[str]:
    """The format of every character."""
    found = [slot.base] * len(slot.block.text)
    for mark, raw, is_format in zip(slot.block.marks, slot.raw, slot.is_format, strict=True):
        if is_format:
            found[mark.start : mark.end] = [raw] * (mark.end - mark.start)
    return found


@pytest.mark.parametrize("names", [DRAWING, SHEET], ids=["drawing", "sheet"])
@given(
    pieces=st.lists(st.tuples(FORMATS, WORDS | st.just(STANDING)), max_size=6),
    data=st.data(),
)
def test_text_and_formats_come_out_and_new_ones_go_in(
    names: RunNames, pieces: list[tuple[str, str]], data: st.DataObject
) -> None:
    xml = paragraph(names, *pieces)
    slot = slot_of(xml, names)
    texts = [(form, text) for form, text in pieces if text != STANDING]
    whole = "".join(text for _, text in texts)
    if not whole.strip():
        assert slot is None
        return
    assert slot is not None
    assert slot.block.text == whole
    assert formats(slot) == [form for form, text in texts for _ in text]

    # As many pieces of new text as there are marks, and one more around each.
    text, marks = "", []
    for mark in slot.block.marks:
        text += data.draw(WORDS)
        start = len(text)
        text += data.draw(WORDS.filter(bool)) if mark.end > mark.start else ""
        marks.append((start, len(text)))
    text += data.draw(WORDS.filter(str.strip))
    new = splice(xml, [slot.patch(NewText(text, tuple(marks)), WriteOptions("zh"), {})])

    again = slot_of(new, names)
    assert again is not None
    assert again.block.text == text
    assert new.count(STANDING) == xml.count(STANDING)
    expected = [slot.base] * len(text)
    for (start, end), raw, is_format in zip(marks, slot.raw, slot.is_format, strict=True):
        if is_format:
            expected[start:end] = [raw] * (end - start)
    assert formats(again) == expected


def test_a_cell_without_formats_stays_without_runs() -> None:
    xml = f'<si xmlns="{SHEET.namespace}"><t>Name</t><rPh sb="0" eb="1"><t>x</t></rPh></si>'
    slot = slot_of(xml, SHEET)
    assert slot is not None
    assert slot.block.text == "Name"

    new = splice(xml, [slot.patch(NewText("名称"), WriteOptions("zh"), {})])

    assert new == f'<si xmlns="{SHEET.namespace}"><t xml:space="preserve">名称</t></si>'


def test_both_languages_of_a_cell_stand_on_lines_of_their_own() -> None:
    xml = f'<si xmlns="{SHEET.namespace}"><t>Name</t></si>'
    slot = slot_of(xml, SHEET)
    assert slot is not None

    new = splice(xml, [slot.patch(NewText("名称"), WriteOptions("zh", bilingual=True), {})])

    assert new == f'<si xmlns="{SHEET.namespace}"><t xml:space="preserve">Name\n名称</t></si>'
