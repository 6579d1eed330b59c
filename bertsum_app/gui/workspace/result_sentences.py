"""The sentences of a translation: what the machine made of each, and what the person put in its place.

Grows as sentences come in, and keeps account of where each stands in both texts while the person
chooses other renderings or edits the result by hand. No Qt in here; positions are code points.

The result text is partitioned: each sentence owns its text and the white space behind it, the first
one also the white space before it. So every edit belongs to the sentences it touches, and putting
the sentences together again gives the edited text to the character.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, TypeAlias

from bertsum_app.text.sentences import Span

if TYPE_CHECKING:
    from bertsum_app.inference.translator import SegmentResult, TranslationResult

Origin: TypeAlias = Literal["chosen", "edited"]


@dataclass(frozen=True)
class Version:
    """What the person wants a sentence to be; an empty `text` means that it was taken out.

    `doubts` are those of a chosen rendering; what somebody wrote is not doubted. `before` and
    `after` stand in place of the machine's white space around the sentence; None leaves that.
    """

    text: str
    origin: Origin
    doubts: tuple[str, ...] = ()
    before: str | None = None
    after: str | None = None


@dataclass(frozen=True)
class ResultSentence:
    """One sentence. `source` points into the source text.

    `machine_before` is the white space before the first sentence, empty for the others;
    `machine_after` that behind each. `earlier` is the version that the person had made before the
    source of the sentence was changed.
    """

    source: Span
    source_text: str
    machine: str
    machine_doubts: tuple[str, ...]
    machine_before: str = ""
    machine_after: str = ""
    version: Version | None = None
    earlier: Version | None = None

    @property
    def text(self) -> str:
        """What is shown."""
        return self.machine if self.version is None else self.version.text

    @property
    def doubts(self) -> tuple[str, ...]:
        """What speaks against what is shown."""
        return self.machine_doubts if self.version is None else self.version.doubts

    @property
    def before(self) -> str:
        """The white space before the first sentence."""
        own = None if self.version is None else self.version.before
        return self.machine_before if own is None else own

    @property
    def after(self) -> str:
        """The white space behind it."""
        own = None if self.version is None else self.version.after
        return self.machine_after if own is None else own


@dataclass(frozen=True)
class VersionChange:
    """One sentence got another version; None stands for the machine's."""

    index: int
    source_text: str
    before: Version | None
    after: Version | None


class ResultSentences:
    """The sentences of one source text, in reading order."""

    def __init__(self, source_text: str) -> None:
        self._source_text = source_text
        self._sentences: list[ResultSentence] = []
        self._pieces: list[str] = []
        """The result text; empty pieces are left out."""
        self._length = 0
        self._starts: list[int] = []
        """Where each sentence begins in the result."""
        self._machine_length = 0
        """Length of the machine's own text so far."""
        self._doubtful: list[int] = []
        self._own: list[int] = []
        """Indices of the sentences with doubts, and of those with the person's version."""
        self._revision = 0

    @property
    def source_text(self) -> str:
        """The text these are the sentences of."""
        return self._source_text

    @property
    def sentences(self) -> Sequence[ResultSentence]:
        """All sentences so far; not to be kept across changes."""
        return self._sentences

    @property
    def text(self) -> str:
        """The result text so far, with what the person put in."""
        if len(self._pieces) > 1:
            self._pieces = ["".join(self._pieces)]
        return self._pieces[0] if self._pieces else ""

    @property
    def revision(self) -> int:
        """Another number after each change."""
        return self._revision

    @property
    def length(self) -> int:
        """Code points of the result text so far."""
        return self._length

    # --- what comes from the engine -------------------------------------------------------------

    def add(
        self, segment: SegmentResult, version: Version | None = None, earlier: Version | None = None
    ) -> str:
        """Take the next sentence and return what to append to the text."""
        gap = self._gap_before(segment)
        sentence = ResultSentence(
            source=segment.source,
            source_text=segment.source.of(self._source_text),
            machine=segment.text,
            machine_doubts=segment.doubts,
            machine_before="" if self._sentences else gap,
            version=version,
            earlier=earlier,
        )
        if self._sentences:
            last = replace(self._sentences[-1], machine_after=gap)
            self._sentences[-1] = last
            lead = last.after
        else:
            lead = sentence.before
        self._list(len(self._sentences), sentence)
        self._sentences.append(sentence)
        self._starts.append(self._length + len(lead))
        self._grow(lead + sentence.text)
        self._machine_length = segment.target.end
        return lead + sentence.text

    def finish(self, result: TranslationResult) -> str | None:
        """Take the whole result. Returns what is left to append, or None to show the text afresh."""
        shown = self.text
        if self._has_all_of(result):
            rest = result.text[len(shown) :]
            if rest:
                self._sentences[-1] = replace(self._sentences[-1], machine_after=rest)
                self._grow(rest)
                self._revision += 1
            return rest
        known = {sentence.source: sentence for sentence in self._sentences}
        made = []
        for segment in result.segments:
            before = known.get(segment.source)
            sentence = ResultSentence(
                source=segment.source,
                source_text=segment.source.of(self._source_text),
                machine=segment.text,
                machine_doubts=segment.doubts,
                version=None if before is None else before.version,
                earlier=None if before is None else before.earlier,
            )
            made.append((sentence, segment.target))
        self._sentences = _with_gaps(result.text, made)
        if not made:
            self.set_text(result.text)
        else:
            self._lay_out()
        text = self.text
        return text[len(shown) :] if text.startswith(shown) else None

    def set_text(self, text: str) -> None:
        """The result is this text, of whose sentences nothing is known."""
        self._sentences, self._starts = [], []
        self._pieces, self._length = [text], len(text)
        self._list_anew()

    def restore(self, text: str, sentences: Sequence[tuple[ResultSentence, Span]]) -> None:
        """The result is this text, with sentences at these places and white space between them."""
        self._sentences = _with_gaps(text, sentences)
        self._lay_out()
        if not sentences or self.text != text:
            # They do not fit the text.
            self.set_text(text)

    @property
    def reversed(self) -> ResultSentences:
        """The same sentences with source and result changed over."""
        other = ResultSentences(self.text)
        if not all(sentence.text for sentence in self._sentences):
            # One was taken out: its source has no place in the text that is now the source.
            other.set_text(self._source_text)
            return other
        gaps = self._source_gaps()
        for index, sentence in enumerate(self._sentences):
            other._sentences.append(
                ResultSentence(
                    source=self.target_span(index),
                    source_text=sentence.text,
                    machine=sentence.source_text,
                    machine_doubts=(),
                    machine_before="" if index else gaps[0],
                    machine_after=gaps[index + 1],
                )
            )
        if other._sentences:
            other._lay_out()
        else:
            other.set_text(self._source_text)
        return other

    # --- what the person does -------------------------------------------------------------------

    def put(self, index: int, version: Version | None) -> VersionChange:
        """Give a sentence a version, or the machine's again."""
        sentence = self._sentences[index]
        self._sentences[index] = replace(sentence, version=version)
        self._lay_out()
        return VersionChange(index, sentence.source_text, sentence.version, version)

    def edit(self, start: int, end: int, inserted: str) -> tuple[VersionChange, ...]:
        """Somebody put `inserted` in place of `start` to `end`. Needs at least one sentence."""
        first, last = self._first_touched(start, end), self._last_touched(start, end)
        text = self.text
        changes = []
        for index in range(first, last + 1):
            sentence = self._sentences[index]
            at = self._starts[index]
            stop = at + len(sentence.text)
            close = stop + len(sentence.after)
            lead, body, tail = sentence.before, text[at:stop], text[stop:close]
            if index > first:
                # Its beginning was taken away with the end of the ones before.
                body, tail = text[min(max(end, at), stop) : stop], text[max(end, stop) : close]
            elif start < at:
                # In the white space before the first sentence.
                lead, body = text[:start], inserted + text[end : max(end, stop)]
                tail = text[max(end, stop) : close]
            elif start <= stop:
                body = text[at:start] + inserted + text[end : max(end, stop)]
                tail = text[max(end, stop) : close]
            elif inserted and not inserted.isspace():
                body, tail = text[at:start] + inserted, text[end : max(end, close)]
            else:
                tail = text[stop:start] + inserted + text[end : max(end, close)]
            kept = body.rstrip()
            version = _version_of(sentence, lead, kept, body[len(kept) :] + tail)
            if version != sentence.version:
                self._sentences[index] = replace(sentence, version=version)
                changes.append(
                    VersionChange(index, sentence.source_text, sentence.version, version)
                )
        self._lay_out()
        return tuple(changes)

    # --- where things are -----------------------------------------------------------------------

    def at_target(self, position: int) -> int:
        """The index of the sentence at a position of the result, or -1 between sentences."""
        index = self._block_at(position)
        if index < 0:
            return -1
        return index if position < self._starts[index] + len(self._sentences[index].text) else -1

    def near_target(self, position: int) -> int:
        """The index of the sentence that a caret stands in or right behind, or -1."""
        index = self.at_target(position)
        return self.at_target(position - 1) if index < 0 < position else index

    def at_source(self, position: int) -> int:
        """The index of the sentence at a position of the source, or -1."""
        index = bisect_right(self._sentences, position, key=lambda each: each.source.start) - 1
        return index if index >= 0 and position < self._sentences[index].source.end else -1

    def last_before_target(self, position: int) -> int:
        """The last sentence that begins at or before a position of the result, else the first."""
        return max(0, self._block_at(position))

    def last_before_source(self, position: int) -> int:
        """The last sentence that begins at or before a position of the source, else the first."""
        at = bisect_right(self._sentences, position, key=lambda each: each.source.start)
        return max(0, at - 1)

    def target_span(self, index: int) -> Span:
        """Where a sentence stands in the result."""
        start = self._starts[index]
        return Span(start, start + len(self._sentences[index].text))

    def doubtful(self) -> tuple[int, ...]:
        """The indices of sentences that there are doubts about."""
        return tuple(self._doubtful)

    def versions(self) -> tuple[int, ...]:
        """The indices of sentences that the person had a hand in."""
        return tuple(self._own)

    # --- inside ---------------------------------------------------------------------------------

    def _has_all_of(self, result: TranslationResult) -> bool:
        """Whether the sentences that came are the whole result, and nobody had a hand in them.

        Comparing is much faster than making thousands of sentences a second time.
        """
        return (
            bool(self._sentences)
            and not self._own
            and len(self._sentences) == len(result.segments)
            and result.text.startswith(self.text)
            and all(
                sentence.source == segment.source
                and sentence.machine == segment.text
                and sentence.machine_doubts == segment.doubts
                for sentence, segment in zip(self._sentences, result.segments, strict=True)
            )
        )

    def _list(self, index: int, sentence: ResultSentence) -> None:
        self._revision += 1
        if sentence.doubts:
            self._doubtful.append(index)
        if sentence.version is not None:
            self._own.append(index)

    def _list_anew(self) -> None:
        self._doubtful, self._own = [], []
        self._revision += 1
        for index, sentence in enumerate(self._sentences):
            self._list(index, sentence)

    def _block_at(self, position: int) -> int:
        """The last sentence that begins at or before a position; of several, one with text."""
        index = bisect_right(self._starts, position) - 1
        while index > 0 and not self._sentences[index].text and self._starts[index] == position:
            index -= 1
        return index

    def _first_touched(self, start: int, end: int) -> int:
        index = max(0, bisect_right(self._starts, start) - 1)
        if end > start or not index:
            return index
        # What is typed between two sentences without a gap continues the first.
        before = index - 1
        joined = self._starts[before] + len(self._sentences[before].text) == start
        return before if joined and self._starts[index] == start else index

    def _last_touched(self, start: int, end: int) -> int:
        if end == start:
            return self._first_touched(start, end)
        return max(self._first_touched(start, end), bisect_right(self._starts, end - 1) - 1)

    def _grow(self, addition: str) -> None:
        if addition:
            self._pieces.append(addition)
            self._length += len(addition)

    def _lay_out(self) -> None:
        """Put the text together anew."""
        pieces: list[str] = []
        self._starts = []
        length = 0
        for number, sentence in enumerate(self._sentences):
            lead = "" if number else sentence.before
            self._starts.append(length + len(lead))
            pieces += (lead, sentence.text, sentence.after)
            length += len(lead) + len(sentence.text) + len(sentence.after)
        self._pieces = ["".join(pieces)]
        self._length = length
        self._list_anew()

    def _source_gaps(self) -> list[str]:
        """What stands in the source before each sentence, and behind the last."""
        ends = [0, *(sentence.source.end for sentence in self._sentences)]
        starts = [*(sentence.source.start for sentence in self._sentences), len(self._source_text)]
        return [self._source_text[a:b] for a, b in zip(ends, starts, strict=True)]

    def _gap_before(self, segment: SegmentResult) -> str:
        """The white space between the machine's text so far and this sentence.

        The segment says how long it is; it is the source's own where that fits (line ends,
        indents), and blanks where the languages differ in setting sentences apart.
        """
        room = segment.target.start - self._machine_length
        if room <= 0:
            return ""
        before = self._sentences[-1].source.end if self._sentences else 0
        # What is invisible in the gap does not come along.
        original = "".join(filter(str.isspace, self._source_text[before : segment.source.start]))
        return original if len(original) == room else " " * room


def _with_gaps(text: str, sentences: Sequence[tuple[ResultSentence, Span]]) -> list[ResultSentence]:
    """Sentences that stand at these places of a text, with the white space around them."""
    ends = [0, *(place.end for _, place in sentences)]
    starts = [*(place.start for _, place in sentences), len(text)]
    gaps = [text[end:start] for end, start in zip(ends, starts, strict=True)]
    return [
        replace(one, machine_before="" if number else gaps[0], machine_after=gaps[number + 1])
        for number, (one, _) in enumerate(sentences)
    ]


def _version_of(sentence: ResultSentence, lead: str, body: str, tail: str) -> Version | None:
    """The version that makes a sentence look like this; None where that is the machine's."""
    before = None if lead == sentence.machine_before else lead
    after = None if tail == sentence.machine_after else tail
    own = sentence.version
    if body == sentence.machine and before is None and after is None:
        return None
    if body == sentence.text:
        # Only the white space around it was changed.
        if own is None:
            return Version(body, "edited", sentence.machine_doubts, before, after)
        return replace(own, before=before, after=after)
    return Version(body, "edited", (), before, after)
