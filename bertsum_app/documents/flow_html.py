"""Text that flows anew as a web page: one file, which fetches nothing and keeps to light and dark."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from itertools import groupby
from types import MappingProxyType

from bertsum_app.core.languages import is_right_to_left, runs_right_to_left
from bertsum_app.documents.flow import Group, Line, Piece, Run, Words
from bertsum_app.documents.model import BlockKind

_STYLE = """\
:root { color-scheme: light dark; }
body { max-width: 44rem; margin: 2rem auto; padding: 0 1rem; overflow-wrap: break-word;
  font: 1.05rem/1.6 system-ui, sans-serif; }
h1, h2, h3, h4, h5, h6 { line-height: 1.3; margin: 1.4em 0 .5em; }
p, ul { margin: .7em 0; }
li > p, td > p { margin: 0; }
li.numbered { list-style: none; }
table { border-collapse: collapse; margin: 1em 0; }
td { border: 1px solid #888; padding: .25em .6em; vertical-align: top; }
aside, figcaption { font-size: .9em; }
figure { margin: 1em 0; }
.original { opacity: .7; }
hr.page { border: 0; border-top: 1px dashed #888; margin: 2.5em 0; }
@media print { hr.page { break-before: page; visibility: hidden; margin: 0; } }
"""
#: By whether they run from right to left.
_DIRECTIONS = {True: "rtl", False: "ltr"}
#: What stands around the words of a block, if it is more than a paragraph of its own.
_AROUND: Mapping[BlockKind, tuple[str, str]] = MappingProxyType(
    {
        "quote": ("<blockquote>", "</blockquote>"),
        "note": ("<aside>", "</aside>"),
        "caption": ("<figure>", "</figure>"),
    }
)


def html_page(
    flow: Iterable[Group], name: str, language: str, *, old_language: str | None = None
) -> str:
    """The page; `name` is its title if no heading is. `language`: of the new words."""
    groups = tuple(flow)
    direction = f' dir="{_DIRECTIONS[True]}"' if is_right_to_left(language) else ""
    body = "\n".join(_Writer(language, old_language).body(groups))
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(language)}"{direction}>\n<head>\n'
        '<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(_title(groups) or name)}</title>\n"
        f"<style>\n{_STYLE}</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    )


def _title(groups: Iterable[Group]) -> str:
    """The first heading, in the language that is read."""
    pieces = (piece for group in groups for piece in group.pieces)
    found = next((piece for piece in pieces if piece.block.kind == "heading"), None)
    return "" if found is None else found.words[-1].text


class _Writer:
    """Writes elements, those with old words as such."""

    def __init__(self, language: str, old_language: str | None) -> None:
        self._old_language = old_language
        self._runs_left = is_right_to_left(language)

    def body(self, groups: Iterable[Group]) -> Iterator[str]:
        """The page's elements, one by one."""
        for group in groups:
            if group.new_page is not None:
                yield f'<hr class="page" id="page-{group.new_page}">'
            if group.kind == "list":
                yield "<ul>"
                yield from map(self._item, group.pieces)
                yield "</ul>"
            elif group.kind == "table":
                yield "<table>"
                for row in group.rows:
                    yield f"<tr>{''.join(map(self._cell, row))}</tr>"
                yield "</table>"
            else:
                yield from map(self._block, group.pieces)

    def _old(self, words: Words) -> str:
        """The attributes of old words: their language, and their direction if it is another one."""
        if self._old_language is None:
            # HTML calls a language that nobody knows by the empty name.
            return ' lang="" dir="auto"'
        runs_left = runs_right_to_left(words.text, self._old_language)
        direction = f' dir="{_DIRECTIONS[runs_left]}"' if runs_left != self._runs_left else ""
        return f' lang="{escape(self._old_language)}"{direction}'

    def _block(self, piece: Piece) -> str:
        before, behind = _AROUND.get(piece.block.kind, ("", ""))
        name = f"h{piece.level}" if piece.block.kind == "heading" else "p"
        if piece.block.kind == "caption":
            name = "figcaption"
        return "\n".join(before + self._element(name, each, piece) + behind for each in piece.words)

    def _item(self, piece: Piece) -> str:
        return self._holding("li", (piece,), ' class="numbered"' if piece.has_number else "")

    def _cell(self, pieces: Sequence[Piece]) -> str:
        return self._holding("td", pieces)

    def _holding(self, name: str, pieces: Sequence[Piece], attributes: str = "") -> str:
        """An element with all that is to be read in the place of these blocks."""
        words = [(each, piece) for piece in pieces for each in piece.words]
        if len(words) == 1:
            attributes += "" if words[0][0].is_new else self._old(words[0][0])
            return f"<{name}{attributes}>{_text(words[0][0])}</{name}>"
        inside = "".join(self._element("p", *each) for each in words)
        return f"<{name}{attributes}>{inside}</{name}>"

    def _element(self, name: str, words: Words, piece: Piece) -> str:
        attributes = "" if words.is_new else self._old(words)
        if len(piece.words) > 1 and not words.is_new:
            attributes = f' class="original"{attributes}'
        return f"<{name}{attributes}>{_text(words)}</{name}>"


def _text(words: Words) -> str:
    return "<br>".join(map(_line, words.lines))


def _line(line: Line) -> str:
    """Each link whole, however many looks its words have."""
    written = []
    for address, runs in groupby(line, key=lambda run: run.look.address):
        words = "".join(map(_run, runs))
        written.append(f'<a href="{escape(address)}">{words}</a>' if address else words)
    return "".join(written)


def _run(run: Run) -> str:
    text = escape(run.text, quote=False)
    for is_so, tag in (
        (run.look.underline, "u"),
        (run.look.italic, "em"),
        (run.look.bold, "strong"),
    ):
        text = f"<{tag}>{text}</{tag}>" if is_so else text
    return text
