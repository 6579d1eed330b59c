"""Sentence spans: which code points of a text make one sentence.

Where it stands: after normalisation, before the tokenizer; translation and summarization both
work sentence by sentence and put their results back between the white space found here.
English and the other languages are cut by sentencex (Wikimedia's rules with abbreviation
tables); around it stand our own rules for Chinese enders and closing quotes, for mixed text,
and a cap on the piece handed over at once, which keeps the time linear in the text's length.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from sentencex import segment

from bertsum_app.text.chinese import is_cjk

# Everything that ends a line for somebody; all of it is white space.
_LINE = re.compile("[^\n\r\x0b\x0c\x85\u2028\u2029]+")
# What sentencex cannot take: lone surrogates have no UTF-8 form, and it panics beside blanks
# of several bytes.  Both are replaced one for one before it sees a text.
_SURROGATE = re.compile("[\ud800-\udfff]")
_WIDE_BLANK = re.compile(r"[^\S\n\r\t ]")

_CLOSERS = frozenset("”’」』）】》〉〕］)]")
# A run of Chinese enders, or ASCII ones behind (at most one closer and) a Han character.
_CHINESE_END = re.compile(r"[。！？｡][。！？｡!?…]*|…+[。！？!?…]*|[!?]+|\.(?=\s|$)")
# Round brackets with a short content are read in one piece with the sentence around them.
_BRACKETS = re.compile(r"（[^（）]{0,120}）")
# “你好。”他说。 is one sentence.
_SPEECH_TAG = re.compile(
    r"(?![^，。]{0,6}[没不])[^，。！？；：、…\s“”「」『』]{0,6}?"
    r"(?:说|道|问|喊|叫|答)道?[着了]?(?=[，。：！？…]|$)"
)
_LIST_MARK = re.compile(r"\s*(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,5})[.)]")  # 1. First thing
_HESITATION = 4  # 我……我不知道: dots after so few characters do not end a sentence

# Longest piece given to sentencex at once (code points): its time grows with the square of a
# text without blanks.
_PIECE = 2000
# As far back as we look for the word that an end stands in (code points).
_TOKEN = 64
# Beyond this a quotation of several sentences is cut inside, too (code points).
_LONG_QUOTATION = 200
_QUOTE_MARKS = str.maketrans(dict.fromkeys('"“”„«»()[]', " "))

_STRONG_CUT = re.compile(r"[。！？!?…][”’」』）\"]?|\.[\"”’)]?(?=\s)")
_CLAUSE_CUT = re.compile(r"[，；：、][”’」』）]?|[,;:][\"”’)]?(?=\s)")
_BLANK_CUT = re.compile(r"\s")


@dataclass(frozen=True, slots=True)
class Span:
    """Half-open range of code points: `text[start:end]`."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The part of `text` that the span covers."""
        return text[self.start : self.end]


def sentence_spans(text: str, language: str | None) -> tuple[Span, ...]:
    """The sentences of a text, in order, without the white space around them.

    `language` is an ISO 639-1 code that chooses the abbreviation table; None or an unknown
    one means English rules (Chinese enders are understood in every language).  A line end
    always ends a sentence.  Everything between two spans is white space; no span is empty.
    Takes any `str`, raises nothing, linear in the length of the text.
    """
    spans: list[Span] = []
    for line in _LINE.finditer(text):
        readable = _WIDE_BLANK.sub(" ", _SURROGATE.sub("\ufffd", line.group()))
        start = line.start()
        for cut in (*_line_ends(readable, language or "en"), len(readable)):
            span = _stripped(text, start, line.start() + cut)
            if span is not None:
                spans.append(span)
            start = line.start() + cut
    return tuple(spans)


def sentence_gap(language: str) -> str:
    """What is written between two sentences of a line: a blank, or in Chinese and Japanese nothing."""
    return "" if language in ("zh", "ja") else " "


def cut_long(text: str, span: Span, limit: int) -> tuple[Span, ...]:
    """Cut a span into parts of at most `limit` code points each.

    Parts are cut behind a sentence end, else behind clause punctuation, else at white space,
    else anywhere but inside a character with its combining marks (where the limit allows it);
    of the places of one kind, the one that makes the parts most alike.  Only white space is
    left between the parts.  Raises ValueError for a limit below 1.
    """
    if limit < 1:
        raise ValueError("the limit must be at least 1")
    parts: list[Span] = []
    rest = _stripped(text, span.start, span.end)
    while rest is not None and rest.end - rest.start > limit:
        cut = _best_cut(text, rest, limit)
        part = _stripped(text, rest.start, cut)
        if part is not None:
            parts.append(part)
        rest = _stripped(text, cut, rest.end)
    if rest is not None:
        parts.append(rest)
    return tuple(parts)


def _stripped(text: str, start: int, end: int) -> Span | None:
    """text[start:end] without the white space at its ends; None if nothing is left."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else None


def _line_ends(line: str, language: str) -> list[int]:
    """Where sentences end inside one line (the end of the line itself left out)."""
    ends: list[int] = []
    start = 0
    for chinese in (*_chinese_ends(line), len(line)):
        ends.extend(start + end for end in _ends_by_rules(line[start:chinese], language))
        if chinese < len(line):
            ends.append(chinese)
        start = chinese
    return ends


def _chinese_ends(line: str) -> list[int]:
    """Ends by Chinese rules: behind the ender and the closing marks that belong to it."""
    inside_brackets = [(match.start(), match.end()) for match in _BRACKETS.finditer(line)]
    ends: list[int] = []
    bracket, straight, counted = 0, 0, 0
    for match in _CHINESE_END.finditer(line):
        if match.group()[0] in "!?." and not _behind_han(line, match.start()):
            continue
        straight += line.count('"', counted, match.end())
        counted = match.end()
        end = _behind_closers(line, match.end(), open_quote=straight % 2 == 1)
        previous = ends[-1] if ends else 0
        while bracket < len(inside_brackets) and inside_brackets[bracket][1] <= match.start():
            bracket += 1
        if bracket < len(inside_brackets):
            opened, closed = inside_brackets[bracket]
            if opened < match.start() and end < closed:
                continue
            if opened < match.start() and line[previous:opened].strip():
                continue  # an aside: 他（真的。）来了
        if not _continues(line, previous, match, end):
            ends.append(end)
    return ends


def _behind_han(line: str, index: int) -> bool:
    """Whether a Han character, with at most one closing mark behind it, stands before index."""
    before = index - 1
    if before >= 0 and line[before] in _CLOSERS:
        before -= 1
    return before >= 0 and is_cjk(line[before])


def _behind_closers(line: str, end: int, *, open_quote: bool) -> int:
    """The index behind the closing marks at `end`; a straight quote only if one is open."""
    while end < len(line):
        if line[end] == '"' and open_quote:
            open_quote = False
        elif line[end] not in _CLOSERS:
            break
        end += 1
    return end


def _continues(line: str, previous: int, match: re.Match[str], end: int) -> bool:
    """Whether the sentence goes on behind what looks like its end."""
    following = line[end : end + 1]
    if not following or following.isspace():
        return match.group()[0] == "…" and _next_is_lower(line, end)
    if following in "，。！？；：、,;:…":
        return True
    if match.group().strip("…") == "":
        # Dots with text right behind them: a pause, unless a whole clause came before.
        if following.islower() or match.start() - previous <= _HESITATION:
            return True
        return not is_cjk(following) and end == match.end()
    if end > match.end() and line[end - 1] in '”’」』"':
        return _SPEECH_TAG.match(line, end) is not None
    return False


def _ends_by_rules(piece: str, language: str) -> list[int]:
    """Ends inside a piece of one line by sentencex, corrected; the piece's own end left out."""
    ends: list[int] = []
    start = 0
    for end in (*_sentencex_ends(piece, language), len(piece)):
        if end - start > _LONG_QUOTATION:
            bare = piece[start:end].translate(_QUOTE_MARKS)
            ends.extend(start + inner for inner in _sentencex_ends(bare, language))
        if end < len(piece):
            ends.append(end)
        start = end
    corrected = (_corrected(piece, end) for end in ends)
    return sorted({end for end in corrected if end is not None})


def _sentencex_ends(piece: str, language: str) -> Iterator[int]:
    """Ends inside the piece as sentencex sees them, at most `_PIECE` code points at a time."""
    start = 0
    while start < len(piece):
        window = piece[start : start + _PIECE]
        sentences = _segment(language, window)
        if sum(map(len, sentences)) != len(window):
            sentences = [window]  # not the text we gave: no end in it can be trusted
        last_window = start + len(window) >= len(piece)
        if len(sentences) == 1:
            start += len(window)
            continue
        for sentence in sentences[:-1]:
            start += len(sentence)
            yield start
        if last_window:
            return


def _segment(language: str, window: str) -> list[str]:
    """sentencex on one window; its panics (which are no `Exception`) mean "one sentence"."""
    try:
        sentences: list[str] = segment(language, window)
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        return [window]
    return sentences


def _corrected(piece: str, end: int) -> int | None:
    """The end moved behind its closing marks; None where no sentence ends."""
    stop = end  # behind the last character that is not white space
    while stop > 0 and piece[stop - 1].isspace():
        stop -= 1
    behind = stop
    while behind < len(piece) and piece[behind] in _CLOSERS:
        behind += 1
    if behind > stop:
        end = max(end, behind)
    if end >= len(piece) or _unlikely_end(piece, stop, end):
        return None
    return end


def _unlikely_end(piece: str, stop: int, end: int) -> bool:
    """Whether an end would cut a name, an address, a list item or a trailing thought in two.

    `stop` is behind the last character of the sentence, `end` where the next one may begin.
    """
    mark = stop - 1
    while mark > 0 and piece[mark] in _CLOSERS:
        mark -= 1
    if piece[mark] in "。！？｡…":
        return True  # the Chinese rules have decided here
    following = piece[end]
    if end == stop:
        if piece[mark] == "." and following.isalnum() and not is_cjk(following):
            return True  # Foo.Bar, $5.That
        word = piece[max(0, stop - _TOKEN) : stop].rsplit(" ", 1)[-1]
        if piece[mark] in "!?" and ("/" in word or "=" in word):
            return True  # the query of an address
    if piece[max(0, stop - 3) : stop] == "...":
        return _next_is_lower(piece, end)
    return _LIST_MARK.fullmatch(piece, 0, stop) is not None if stop <= _TOKEN else False


def _next_is_lower(line: str, index: int) -> bool:
    """Whether the first character at or behind `index` that is no blank is a small letter."""
    while index < len(line) and line[index].isspace():
        index += 1
    return line[index : index + 1].islower()


def _best_cut(text: str, rest: Span, limit: int) -> int:
    """Where to cut `rest`, which is longer than `limit`: start < cut <= start + limit."""
    length = rest.end - rest.start
    ideal = length / -(-length // limit)
    least = max(1, limit // 4)
    for rule in (_STRONG_CUT, _CLAUSE_CUT, _BLANK_CUT):
        # One code point more than the limit, for the white space that stands behind a mark.
        found = rule.finditer(text, rest.start, rest.start + limit + 1)
        ends = (match.start() if rule is _BLANK_CUT else match.end() for match in found)
        lengths = [end - rest.start for end in ends if least <= end - rest.start <= limit]
        if lengths:
            return rest.start + min(lengths, key=lambda part: abs(part - ideal))
    cut = rest.start + limit
    while cut > rest.start + least and unicodedata.combining(text[cut]):
        cut -= 1
    return cut if not unicodedata.combining(text[cut]) else rest.start + limit
