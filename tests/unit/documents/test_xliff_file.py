"""XLIFF: targets are put in, all else stays byte for byte."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from bertsum_app.documents.errors import DocumentDamaged, DocumentOtherLanguage, DocumentUnsafe
from bertsum_app.documents.format import WriteOptions
from bertsum_app.documents.formats import format_of
from bertsum_app.documents.model import NewText
from bertsum_app.documents.xliff_file import XliffFile
from bertsum_app.documents.xml_source import xml_text
from helpers.catalogues import XLIFF, XLIFF_2
from helpers.documents import source, unchanged

REVIEW = 'state="needs-review-translation" state-qualifier="mt-suggestion"'


def put(text: str, new: dict[int, NewText]) -> str:
    """The file with targets."""
    written = XliffFile.write(source(text), new, WriteOptions("zh"))
    assert written.left_out == ()
    return written.data.decode()


def unit(inside: str) -> str:
    """A file of one segment."""
    return (
        '<xliff version="1.2"><file target-language="zh"><body><trans-unit id="1">'
        f"<source>{inside}</source></trans-unit></body></file></xliff>"
    )


def target(text: str) -> str:
    """What stands in the only target."""
    [found] = re.findall(r"<target[^>]*>(.*)</target>", text, re.S)
    return str(found)


def test_segments_are_blocks_and_what_is_done_is_not_to_be_translated() -> None:
    for text, expected in (
        (
            XLIFF,
            [
                ("Hello bold world, & all.", True),
                ("Press the key now", True),
                ("Done", False),
                ("One.", True),
                ("Two.", True),
                ("Open Foo %s", True),
            ],
        ),
        (XLIFF_2, [("Hello bold world!", True), ("Done", False), ("Run make", True)]),
    ):
        blocks = XliffFile.read(source(text)).blocks
        assert [(block.text, block.translate) for block in blocks] == expected


def test_targets_of_version_1_have_their_place_and_state() -> None:
    text = XLIFF.replace("Fertig", "做完了")
    new = {
        0: NewText("你好，粗世界。", ((3, 4), (6, 6))),
        1: NewText("现在按这个键", ((3, 6),)),
        3: NewText("一。"),
        4: NewText("二。"),
    }

    assert put(text, new) == (
        text.replace('target-language=""', 'target-language="zh"')
        .replace(
            "&amp; all.</source>",
            f"&amp; all.</source>\n    <target {REVIEW}>"
            '你好，<g id="1">粗</g>世界<x id="2"/>。</target>',
        )
        .replace(
            '<target state="new" xml:lang="de"/>',
            f"<target {REVIEW}>"
            '现在按<bpt id="1">&lt;b&gt;</bpt>这个键<ept id="1">&lt;/b&gt;</ept></target>',
        )
        .replace(
            "</seg-source>",
            f'</seg-source>\n    <target {REVIEW}><mrk mtype="seg" mid="1">一。</mrk> '
            '<mrk mtype="seg" mid="2">二。</mrk></target>',
        )
    )


def test_targets_of_version_2_have_their_place_and_state() -> None:
    text = XLIFF_2.replace("Fertig", "做完了")
    new = {0: NewText("你好粗世界！", ((2, 3), (3, 5), (5, 5))), 2: NewText("运行 make", ((3, 7),))}

    assert put(text, new) == (
        text.replace("<xliff ", '<xliff trgLang="zh" ')
        .replace('<segment id="s1" state="initial">', '<segment state="translated" id="s1">')
        .replace(
            '<ph id="3"/>!</source>',
            '<ph id="3"/>!</source>\n   <target>你好<pc id="1">粗</pc><sc id="2"/>世界<ec startRef="2"/>'
            '<ph id="3"/>！</target>',
        )
        .replace("<segment><source>Run", '<segment state="translated"><source>Run')
        .replace("<target></target>", '<target>运行 <mrk id="m" translate="no">make</mrk></target>')
    )


def test_a_cut_unit_gets_its_target_whole_or_not_at_all() -> None:
    text = XLIFF.replace("Fertig", "")

    assert put(text, {3: NewText("一。")}) == text


@pytest.mark.parametrize("text", [XLIFF, XLIFF_2])
def test_translations_into_another_language_are_not_mixed_with_ours(text: str) -> None:
    german = text.replace('target-language=""', 'target-language="de-AT"').replace(
        'srcLang="en"', 'srcLang="en" trgLang="de-AT"'
    )

    assert XliffFile.read(source(german)).translated_into == ("de-AT",)
    with pytest.raises(DocumentOtherLanguage):
        put(german, {0: NewText("你好", ((0, 0),) * 3)})

    put(german.replace("Fertig", ""), {0: NewText("你好", ((0, 0),) * 3)})


@pytest.mark.parametrize(("text", "said"), [(XLIFF, "en"), (XLIFF_2, "en")])
def test_it_says_which_language_its_text_is_in(text: str, said: str) -> None:
    assert XliffFile.read(source(text)).source_language == said


def inline() -> st.SearchStrategy[str]:
    """What may stand in a source."""
    leaves = st.builds(xml_text, st.text("ab <&中", max_size=4)) | st.sampled_from(
        ['<x id="7"/>', '<bpt id="9">b</bpt>', '<ept id="9"/>', "<!-- c -->", '<ph id="2">%d</ph>']
    )
    return st.recursive(
        leaves,
        lambda inner: st.builds(
            lambda name, inside: f"<{name}>{''.join(inside)}</{name}>",
            st.sampled_from(["g", "mrk"]),
            st.lists(inner, max_size=4),
        ),
        max_leaves=10,
    )


@given(st.lists(inline(), max_size=5).map("".join))
def test_the_same_words_again_are_the_source_itself(inside: str) -> None:
    text = unit(inside)
    document = XliffFile.read(source(text))
    if not document.blocks:
        return

    written = put(text, unchanged(document))

    assert target(written) == inside


@given(st.lists(inline(), max_size=5).map("".join), st.text("中<&\x00 b", max_size=6), st.data())
def test_whatever_the_new_words_are_the_file_stays_xml_with_all_elements(
    inside: str, words: str, data: st.DataObject
) -> None:
    text = unit(inside)
    document = XliffFile.read(source(text))
    if not document.blocks:
        return
    [block] = document.blocks
    new = f"{block.text}{words}"
    shift = data.draw(st.sampled_from([0, len(words)]))
    if shift:
        new = f"{words}{block.text}"
    marks = tuple((mark.start + shift, mark.end + shift) for mark in block.marks)

    written = put(text, {0: NewText(new, marks)})

    root = etree.fromstring(written)
    names = [[each.tag for each in root.iter(kind)] for kind in ("source", "target")]
    assert len(names[0]) == len(names[1]) == 1
    [before], [after] = root.iter("source"), root.iter("target")
    assert [each.tag for each in before.iter()][1:] == [each.tag for each in after.iter()][1:]


@pytest.mark.parametrize("name", ["a.xlf", "a.xml", "a.txt"])
@pytest.mark.parametrize("text", [XLIFF, XLIFF_2])
def test_it_is_known_by_its_content(text: str, name: str) -> None:
    assert format_of(source(text, name)) is XliffFile


@pytest.mark.parametrize("text", ["<a/>", "<xliff", "", "x"])
def test_what_is_no_xliff_is_damaged(text: str) -> None:
    with pytest.raises(DocumentDamaged):
        XliffFile.read(source(text, "a.xlf"))


def test_entities_are_refused() -> None:
    bomb = XLIFF.replace(
        "<xliff", '<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]><xliff', 1
    )

    with pytest.raises(DocumentUnsafe):
        XliffFile.read(source(bomb))
