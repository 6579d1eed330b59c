"""Words that look otherwise, and links, look as they did wherever text flows anew."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from urllib.parse import unquote

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from markdown_it import MarkdownIt

from bertsum_app.documents.flow import flow_of
from bertsum_app.documents.flowed import flowed
from bertsum_app.documents.format import WriteOptions
from bertsum_app.documents.kinds import Flowing
from bertsum_app.documents.looks import LookedAt, Looks, marks_of
from bertsum_app.documents.model import (
    PLAIN,
    Block,
    BlockKind,
    Document,
    Look,
    NewText,
    Place,
    Rewriting,
)
from helpers.documents import source
from helpers.looks import TEXTS, looked_at

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
KINDS: tuple[BlockKind, ...] = ("heading", "paragraph", "list-item", "table-cell")
NUMBER = re.compile(r"\d{1,9}[.)]\s")
#: Signs one by one, each with its look; blanks apart, which look like nothing.
Shown = list[tuple[str, Look]]


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """Documents of one block, whose words look differently."""
    kind = draw(st.sampled_from(KINDS))
    text, looks = draw(looked_at(TEXTS))
    place = Place(cell=(0, 0) if kind == "table-cell" else None)
    return Document("pdf", (Block(kind, text, marks_of(text, looks), place, level=1),))


def shown(document: Document) -> Shown:
    """What is to be seen of a document of one block."""
    lines = (line for group in flow_of(document, {}) for line in group.pieces[0].words[0].lines)
    return solid((sign, run.look) for line in lines for run in line for sign in run.text)


def solid(signs: Iterator[tuple[str, Look]]) -> Shown:
    """Without blanks."""
    return [each for each in signs if not each[0].isspace()]


def written(document: Document, flows_as: Flowing, rewriting: Rewriting | None = None) -> bytes:
    """The file."""
    return flowed(source(""), document, rewriting or {}, WriteOptions("zh", flows_as=flows_as)).data


def page_shown(body: str) -> Shown:
    """What is to be seen of HTML."""
    return solid(_signs(body))


def _signs(body: str) -> Iterator[tuple[str, Look]]:
    look = PLAIN
    for tag, text in re.findall(r"(<[^>]+>)|([^<]+)", body):
        name, begins = tag.strip("</>").partition(" ")[0], not tag.startswith("</")
        if name == "strong":
            look = replace(look, bold=begins)
        elif name == "em":
            look = replace(look, italic=begins)
        elif name == "u":
            look = replace(look, underline=begins)
        elif name == "a":
            found = re.search('href="([^"]*)"', tag)
            look = replace(look, address=unescape(found[1]) if found else "")
        yield from ((sign, look) for sign in unescape(text))


@given(document=documents())
@settings(max_examples=300)
def test_words_look_in_a_web_page_as_they_did(document: Document) -> None:
    page = written(document, "html").decode()

    assert page_shown(page.partition("<body>")[2]) == shown(document)


@given(document=documents())
@settings(max_examples=500)
def test_words_look_in_markdown_as_they_did(document: Document) -> None:
    markdown = MarkdownIt("commonmark").enable(["table", "strikethrough"])

    found = page_shown(markdown.render(written(document, "markdown").decode()))

    wanted = shown(document)
    if document.blocks[0].kind == "list-item" and NUMBER.match(document.blocks[0].text):
        wanted = wanted[len(wanted) - len(found) :]  # a page counts by itself
    assert _understood(found) == _understood(wanted)


def _understood(signs: Shown) -> Shown:
    """With addresses as they are understood, however their signs are written."""
    return [(sign, replace(look, address=unquote(look.address))) for sign, look in signs]


@given(document=documents())
@settings(max_examples=200)
def test_words_look_in_a_word_file_as_they_did(document: Document) -> None:
    data = written(document, "docx")

    targets = {
        each.get("Id"): each.get("Target")
        for each in part_of(data, "word/_rels/document.xml.rels")
        if each.get("TargetMode") == "External"
    }
    found: list[tuple[str, Look]] = []
    for run in part_of(data, "word/document.xml").iter(W + "r"):
        around = run.getparent()
        look = Look(
            bold=run.find(f"{W}rPr/{W}b") is not None,
            italic=run.find(f"{W}rPr/{W}i") is not None,
            underline=run.find(f"{W}rPr/{W}u") is not None,
            address="" if around is None else targets.get(around.get(R_ID)) or "",
        )
        found += [(sign, look) for sign in run.findtext(W + "t") or ""]
    if document.blocks[0].kind == "list-item" and found[:1] == [("•", PLAIN)]:
        del found[0]
    assert solid(iter(found)) == shown(document)


def part_of(data: bytes, name: str) -> etree._Element:
    """The root of a part of a Word file."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return etree.fromstring(package.read(name))


def paragraph(text: str, *looks: tuple[str, Look]) -> Document:
    """A document of one paragraph with looks for some of its words, in order."""
    found: Looks = ()
    for words, look in looks:
        start = text.index(words, found[-1].end if found else 0)
        found = (*found, LookedAt(start, start + len(words), look))
    return Document("pdf", (Block("paragraph", text, marks_of(text, found)),))


def test_a_link_with_a_bold_word_in_it_is_one_link() -> None:
    link, strong = Look(address="http://a.b/"), Look(bold=True, address="http://a.b/")
    flow = paragraph("See the new manual!", ("the", link), ("new", strong), ("manual", link))

    assert written(flow, "markdown") == b"See [the **new** manual](http://a.b/)!\n"
    assert b'See <a href="http://a.b/">the <strong>new</strong> manual</a>!' in written(
        flow, "html"
    )
    assert len(list(part_of(written(flow, "docx"), "word/document.xml").iter(W + "hyperlink"))) == 1


def test_stars_that_would_not_be_read_are_tags() -> None:
    flow = paragraph("他说：“好。”然后走了。", ("“好。”", Look(bold=True)))

    assert written(flow, "markdown").decode() == "他说：“好。”然后走了。\n".replace(
        "“好。”", "<strong>“好。”</strong>"
    )


def test_an_exclamation_before_a_link_makes_no_picture_of_it() -> None:
    flow = paragraph("Look!here", ("here", Look(address="http://a.b/(c)")))

    assert written(flow, "markdown") == b"Look\\![here](http://a.b/%28c%29)\n"


def test_new_words_look_as_those_that_they_are_the_translation_of() -> None:
    flow = paragraph("A bold word.", ("bold", Look(bold=True)))
    new = {0: NewText("一个粗体字。", ((2, 4),))}

    assert "<p>一个<strong>粗体</strong>字。</p>" in written(flow, "html", new).decode()
