"""markdown-it with the place of every inline token in the content of its block.

markdown-it-py gives positions to blocks only. Here each inline rule is wrapped: what it consumed is
the place of the tokens that it made; text is what lies between.
"""

from __future__ import annotations

from collections.abc import Callable

from markdown_it import MarkdownIt
from markdown_it.rules_inline.state_inline import StateInline
from markdown_it.token import Token

_Rule = Callable[[StateInline, bool], bool]
_RANGE = "range"


def parser() -> MarkdownIt:
    """CommonMark with tables and strikethrough, whose inline tokens know their places."""
    markdown = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    markdown.inline.ruler2.disable(["fragments_join"])
    markdown.core.ruler.disable(["text_join"])
    for name in markdown.inline.ruler.get_active_rules():
        rule = next(r.fn for r in markdown.inline.ruler.__rules__ if r.name == name)
        markdown.inline.ruler.at(name, _tracked(rule))
    return markdown


def token_ranges(content: str, tokens: list[Token]) -> list[tuple[Token, int, int]] | None:
    """Each token of a block with its place in `content`; None where they cannot be told.

    The places follow each other without gaps.
    """
    found: list[tuple[Token, int, int]] = []
    end = 0
    for index, token in enumerate(tokens):
        place = token.meta.get(_RANGE)
        if place is None:
            if token.type != "text":
                return None
            following = (each.meta.get(_RANGE) for each in tokens[index + 1 :])
            stop = next((each[0] for each in following if each is not None), len(content))
            place = end, stop
        if place[0] != end or place[1] < end:
            return None
        found.append((token, *place))
        end = place[1]
    return _whole_delimiters(found) if end == len(content) else None


def _whole_delimiters(found: list[tuple[Token, int, int]]) -> list[tuple[Token, int, int]]:
    """Two stars make one mark, but markdown-it leaves one of them as an empty text beside it."""
    whole: list[tuple[Token, int, int]] = []
    waiting = -1
    for token, start, end in found:
        if token.type == "text" and not token.content and end > start:
            if whole and whole[-1][0].nesting == -1:
                whole[-1] = whole[-1][0], whole[-1][1], end
            elif waiting < 0:
                waiting = start
            continue
        whole.append((token, start if waiting < 0 else waiting, end))
        waiting = -1
    return whole


def _tracked(rule: _Rule) -> _Rule:
    def tracked(state: StateInline, silent: bool) -> bool:
        if silent:
            return rule(state, True)
        start, before, pending = state.pos, len(state.tokens), bool(state.pending)
        if not rule(state, False):
            return False
        made = state.tokens[before:]
        if not made:
            return True
        if made[-1].type in ("softbreak", "hardbreak"):
            if state.src[start] == "\n":
                # Blanks before the end of a line belong to the break.
                while start and state.src[start - 1] == " ":
                    start -= 1
            made[-1].meta[_RANGE] = start, state.pos
        elif made[-1].type == "link_close":
            _place_link(state, made, start)
        elif made[-1].type == "text":
            at = start
            for token in made[1:] if pending else made:
                token.meta[_RANGE] = at, at + len(token.content)
                at += len(token.content)
        else:
            made[-1].meta[_RANGE] = start, state.pos
        return True

    return tracked


def _place_link(state: StateInline, made: list[Token], start: int) -> None:
    opening = next(t for t in made if t.type == "link_open" and _RANGE not in t.meta)
    if opening.markup == "autolink":
        label_end = state.pos - 1
    else:
        after = state.pos
        label_end = state.md.helpers.parseLinkLabel(state, start, True)
        state.pos = after
    opening.meta[_RANGE] = start, start + 1
    made[-1].meta[_RANGE] = label_end, state.pos
