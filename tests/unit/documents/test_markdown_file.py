"""Markdown: words change, everything else stays byte for byte."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bertsum_app.documents.format import WriteOptions
from bertsum_app.documents.markdown_file import MarkdownFile
from bertsum_app.documents.model import NewText
from helpers.documents import MARKDOWN, put, rewritten, source, unchanged


def test_blocks_have_their_kinds_levels_and_sections() -> None:
    blocks = MarkdownFile.read(source(MARKDOWN)).blocks

    assert [(block.kind, block.level) for block in blocks[:3]] == [
        ("heading", 1),
        ("paragraph", 0),
        ("quote", 0),
    ]
    assert blocks[1].place.section == ("Hello world and code",)
    assert [block.text for block in blocks if block.kind == "table-cell"] == [
        "a",
        "b | c",
        "x y",
        "z w",
    ]
    assert [block.translate for block in blocks if block.kind == "code"] == [False]


def test_words_change_and_markup_stays() -> None:
    assert rewritten(MarkdownFile, MARKDOWN) == (
        MARKDOWN.replace("Hello *world* and `code` #", "HELLO *WORLD* AND `code` #")
        .replace("Some **bold [link]", "SOME **BOLD [LINK]")
        .replace('"t") text** here, see', '"t") TEXT** HERE, SEE')
        .replace("and \\*not\\* ok &amp; fine", "AND *NOT* OK & FINE")
        # Stars that were escaped mean something without it, so all marks are escaped.
        .replace("AND *NOT* OK & FINE", "AND \\*NOT\\* OK \\& FINE")
        .replace("next line ![img](a.png) end [ref][1]", "NEXT LINE ![img](a.png) END [REF][1]")
        .replace("quote one\n> quote **two\n> three**", "QUOTE ONE QUOTE **TWO THREE**")
        .replace("item one", "ITEM ONE")
        .replace("item `two`", "ITEM `two`")
        .replace("| a | b \\| c |", "| A | B \\| C |")
        .replace("| x **y** | `z` w |", "| X **Y** | `z` W |")
        .replace("Hi <b>there</b>, friend", "HI <b>THERE</b>, FRIEND")
    )


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_file_without_new_contents_stays_as_it_is(line_end: str) -> None:
    data = MARKDOWN.replace("\n", line_end).encode()

    assert MarkdownFile.write(source(data), {}, WriteOptions("zh")).data == data


def test_line_ends_of_windows_stay() -> None:
    text = "# One\r\n\r\n> two **three**\r\n\r\n- four\r\n"

    assert rewritten(MarkdownFile, text) == "# ONE\r\n\r\n> TWO **THREE**\r\n\r\n- FOUR\r\n"


def test_bold_beside_chinese_marks_gets_the_blank_that_markdown_needs() -> None:
    new = {0: NewText("他说“好”了。", ((2, 5),))}

    assert put(MarkdownFile, "He said **fine** then.\n", new) == "他说 **“好”** 了。\n"


def test_bold_that_needs_no_blank_gets_none() -> None:
    new = {0: NewText("这很重要。", ((2, 4),))}

    assert put(MarkdownFile, "It is **very** big.\n", new) == "这很**重要**。\n"


def test_what_would_be_markup_in_the_new_text_is_escaped() -> None:
    new = {0: NewText("1. *a* and <b> | `c`", ())}

    written = put(MarkdownFile, "Words.\n", new)

    assert MarkdownFile.read(source(written)).blocks[0].text == "1. *a* and <b> | `c`"
    assert MarkdownFile.read(source(written)).blocks[0].kind == "paragraph"


def test_links_by_their_own_words_go_on_leading_there() -> None:
    text = "See [the Manual] and [it][].\n\n[the manual]: a\n[it]: b\n"
    (block,) = MarkdownFile.read(source(text)).blocks
    new = {0: NewText("见手册和它。", ((1, 3), (4, 5)))}

    assert [block.text[mark.start : mark.end] for mark in block.marks] == ["the Manual", "it"]
    assert put(MarkdownFile, text, new).startswith("见[手册][the Manual]和[它][it]。\n")


def test_marks_may_change_their_order() -> None:
    new = {0: NewText("乙 B 甲 A", ((4, 5), (0, 1)))}

    assert put(MarkdownFile, "**A** and *B* x\n", new) == "*乙* B **甲** A\n"


def test_a_bilingual_file_has_each_translation_under_its_original() -> None:
    text = "# T\n\n> a **b**\n\n1. one\n2. two\n"

    assert rewritten(MarkdownFile, text, bilingual=True) == (
        "# T / T\n\n> a **b**\n>\n> A **B**\n\n1. one\n\n   ONE\n2. two\n\n   TWO\n"
    )


@pytest.mark.parametrize("text", ["*\\*a*b", "][*\\*]>[*[!", "a**b\\***c", "**\\*a\\***"])
def test_stars_in_the_text_are_told_from_those_of_its_marks(text: str) -> None:
    given_file = source(text)
    document = MarkdownFile.read(given_file)

    written = MarkdownFile.write(given_file, unchanged(document), WriteOptions("en"))

    [before], [after] = document.blocks, MarkdownFile.read(source(written.data)).blocks
    assert (after.text, after.marks) == (before.text, before.marks)


@given(st.text(alphabet=" \n#*_`[]()<>!|-+>1.\\&~ab中，\t\r", max_size=80))
@example("\\>1")  # no quotation
def test_any_text_can_be_read_and_written(text: str) -> None:
    given_file = source(text.encode() or b" ")
    document = MarkdownFile.read(given_file)

    written = MarkdownFile.write(given_file, unchanged(document), WriteOptions("en"))

    assert MarkdownFile.write(given_file, {}, WriteOptions("en")).data == given_file.data
    again = MarkdownFile.read(source(written.data))
    kept = [" ".join(b.text.split()) for b in document.blocks if b.kind == "paragraph"]
    assert [" ".join(b.text.split()) for b in again.blocks if b.kind == "paragraph"] == kept


def test_cells_behind_empty_ones_are_read() -> None:
    text = "| a |  | c |\n| --- | --- | --- |\n|  | e | f |\n| g | | h |\n"

    blocks = MarkdownFile.read(source(text)).blocks

    assert [block.text for block in blocks] == ["a", "c", "e", "f", "g", "h"]
    assert rewritten(MarkdownFile, text) == text.replace("---", "\0").upper().replace("\0", "---")
