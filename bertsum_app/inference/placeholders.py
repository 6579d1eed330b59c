"""What must not be translated inside a sentence: code, addresses, the placeholders of programs.

Small networks garble it. So it goes through the network as a short name (`X1`), which networks copy
well, and comes back afterwards; where a name was lost, another kind of name is tried, and in the end
the sentence is translated in pieces around what is kept.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from bertsum_app.text.chinese import is_cjk
from bertsum_app.text.sentences import Span

#: In running text: addresses, variables in braces, printf's fields, calls, options, footnote names.
_LITERAL = re.compile(
    r"(?<![A-Za-z])[A-Za-z][A-Za-z0-9+.-]{1,20}://[^\s<>\"'，。；）】》]*[^\s<>\"'，。；）】》.,;:!?)\]]"
    r"|www\.[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}(?:/[^\s<>\"'，。；）]*[^\s<>\"'，。；）.,;:!?)\]])?"
    r"|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}"
    r"|\$?\{\{?[^{}\n]{0,60}\}\}?"
    r"|%\([A-Za-z_]\w*\)[#0 +-]*\d*[a-z]|%[0-9.]*[sdifgx](?![A-Za-z])"
    r"|(?<![\w-])--[a-z][\w-]{1,60}(?:=\S{1,80})?"
    r"|\b[A-Za-z_][\w.]{0,80}\(\)"
    r"|\[\^[^\]\s]{1,30}\]:?"
    r"|</?[A-Za-z][\w-]*/?>"
    r"|(?<![\w/.-])(?:[\w.-]{1,80})?/(?:[\w.-]{1,80}/){1,20}[\w.-]{0,80}"
    r"|(?<!\d)\d[\d.,]{0,20}\s?(?:[kMGT]i?B|[mµn]s|[smhgV]|[kcmµn]m|[km]g|[kM]?Hz|[k]?W|°C|fps|dpi|px|pt|em)(?!\w)"
)
_LETTER = re.compile(r"[^\W\d_]")
_END_MARK = "。.！!？?；;：:，,"
#: Names in the order in which they are tried; `{}` is the number.
STYLES = ("X{}", "{{{}}}")


@dataclass(frozen=True)
class Anchor:
    """The same text in a sentence and in its translation."""

    source: Span
    target: Span


def literal_spans(text: str, kept: Sequence[Span] = ()) -> tuple[Span, ...]:
    """What is to be kept in a line, in order: `kept`, and what looks like code or an address."""
    found = list(kept)
    for match in _LITERAL.finditer(text):
        if all(match.end() <= span.start or match.start() >= span.end for span in kept):
            found.append(Span(*match.span()))
    return tuple(sorted(found, key=lambda span: span.start))


def masked(text: str, spans: Sequence[Span]) -> str:
    """A text of the same length in which nothing that is kept can end a sentence."""
    pieces, at = [], 0
    for span in spans:
        pieces += [text[at : span.start], "X" * (span.end - span.start)]
        at = span.end
    return "".join((*pieces, text[at:]))


def has_words(text: str, spans: Sequence[Span]) -> bool:
    """Whether a letter stands outside of what is kept."""
    edges = [0, *(edge for span in spans for edge in (span.start, span.end)), len(text)]
    outside = (text[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True))
    return any(_LETTER.search(piece) for piece in outside)


def with_names(text: str, spans: Sequence[Span], style: str) -> str:
    """The sentence with names for what is kept; its own text must not look like one."""
    pieces, at = [], 0
    for number, span in enumerate(spans, 1):
        pieces += [text[at : span.start], style.format(number)]
        at = span.end
    return "".join((*pieces, text[at:]))


def usable(text: str, style: str) -> bool:
    """Whether the sentence itself holds nothing that looks like a name of this style."""
    return _any_name(style).search(text) is None


def restored(
    translation: str, text: str, spans: Sequence[Span], style: str
) -> tuple[str, tuple[Anchor, ...]] | None:
    """The translation with what was kept in its places; None where a name was lost or doubled."""
    if not spans:
        return translation, ()
    places = [
        (int(re.sub(r"\D", "", match.group())), match.start(), match.end())
        for match in _any_name(style).finditer(translation)
    ]
    if sorted(number for number, _, _ in places) != list(range(1, len(spans) + 1)):
        return None
    pieces: list[str] = []
    anchors = []
    at, length = 0, 0
    for number, start, end in places:
        span = spans[number - 1]
        before, word = translation[at:start], span.of(text)
        pieces += [before, word]
        length += len(before)
        anchors.append(Anchor(span, Span(length, length + len(word))))
        length += len(word)
        at = end
    return "".join((*pieces, translation[at:])), tuple(anchors)


def without_names(translation: str, style: str) -> str:
    """The translation without whatever looks like a name of this style, or the blank before it."""
    return re.sub(rf"\s?(?:{_any_name(style).pattern})", "", translation)


def pieces_between(text: str, spans: Sequence[Span]) -> tuple[str, ...]:
    """The text before, between and behind what is kept: one piece more than spans."""
    edges = [0, *(edge for span in spans for edge in (span.start, span.end)), len(text)]
    return tuple(text[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True))


def joined(
    pieces: Sequence[str], translated: Sequence[str], text: str, spans: Sequence[Span], target: str
) -> tuple[str, tuple[Anchor, ...]]:
    """A sentence from the translations of its pieces, around what was kept."""
    out = ""
    anchors = []
    for index, (piece, new) in enumerate(zip(pieces, translated, strict=True)):
        ends = piece.rstrip().endswith(tuple(_END_MARK))
        out = _glued(out, (new if ends else new.rstrip(_END_MARK + " ")).strip(), target)
        if index < len(spans):
            word = spans[index].of(text)
            out = _glued(out, word, target)
            anchors.append(Anchor(spans[index], Span(len(out) - len(word), len(out))))
    return out, tuple(anchors)


def _glued(left: str, right: str, target: str) -> str:
    if not left or not right:
        return left + right
    apart = left[-1].isalnum() and right[0].isalnum()
    if target == "zh":
        apart = apart and not is_cjk(left[-1]) and not is_cjk(right[0])
    else:
        apart = right[0] not in ".,;:!?)" and left[-1] not in "("
    return left + " " * apart + right


def _any_name(style: str) -> re.Pattern[str]:
    before, after = style.format("\0").split("\0")
    lead = r"(?<![A-Za-z])" if before.isalpha() else ""
    return re.compile(
        rf"{lead}{re.escape(before)}\s?\d+(?!\d)\s?{re.escape(after)}"
        if after
        else rf"{lead}{re.escape(before)}\s?\d+(?!\d)"
    )


def numbers_apart(spans: Sequence[Span]) -> bool:
    """Whether no two kept spans touch: names side by side would run into each other."""
    return all(a.end < b.start for a, b in pairwise(spans))
