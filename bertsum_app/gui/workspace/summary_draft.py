"""The key sentences of one text while the person tries lengths: what is chosen, and its words.

All that a re-selection needs is in here, so that moving the slider asks the engine for nothing but
translations it has not given yet. No Qt; positions are code points.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bertsum_app.gui.clean_text import clean_text

if TYPE_CHECKING:
    from bertsum_app.inference.selection import ScoredDocument
    from bertsum_app.inference.translator import TranslationResult


@dataclass(frozen=True)
class Line:
    """A sentence as the summary shows it: its index in the text, and its words on one line.

    `doubts` are codes as in `inference.guards`. `reference` is where a document has it, for people.
    """

    key: int
    text: str
    doubts: tuple[str, ...] = ()
    reference: str = ""

    @property
    def shown(self) -> str:
        """The words, and behind them the reference in brackets, if there is one."""
        return f"{self.text}  [{self.reference}]" if self.reference else self.text


class SummaryDraft:
    """One scored text; sentences are known by their index in it."""

    def __init__(self, scored: ScoredDocument, references: Sequence[str] = ()) -> None:
        """`references`: one for each sentence of a document."""
        self.scored = scored
        self._references = tuple(references)
        self._starts = [span.start for span in scored.spans]
        self._originals = [_line(key, text) for key, text in enumerate(scored.sentences)]
        self._chosen: tuple[int, ...] = ()
        self._translations: dict[str, dict[int, Line]] = {}

    @property
    def chosen(self) -> tuple[int, ...]:
        """The sentences of the summary, in document order."""
        return self._chosen

    @property
    def total(self) -> int:
        """How many sentences the text has."""
        return len(self.scored.sentences)

    def choose(self, count: int) -> None:
        """The summary is the best `count` sentences; what was chosen by hand is forgotten."""
        self._chosen = self.scored.chosen(count)

    def toggle(self, index: int) -> bool:
        """Take a sentence in or leave it out, by hand. The last one stays; tells what was done."""
        if index in self._chosen:
            if len(self._chosen) == 1:
                return False
            self._chosen = tuple(one for one in self._chosen if one != index)
        else:
            self._chosen = tuple(sorted((*self._chosen, index)))
        return True

    def restore(self, lines: Sequence[Line], target: str) -> None:
        """The summary is the sentences of these lines, whose words in `target` they are."""
        self._chosen = tuple(line.key for line in lines)
        if self.needs_translation(target):
            self._translations[target] = {line.key: line for line in lines}

    def index_at(self, position: int) -> int:
        """The sentence at a position of the text, or -1."""
        index = bisect_right(self._starts, position) - 1
        return index if index >= 0 and position < self.scored.spans[index].end else -1

    def lines(self, target: str) -> tuple[Line, ...]:
        """The summary in language `target`, as far as that is known, else as the text has it."""
        known = self._translations.get(target, {})
        return tuple(
            self._referred(known.get(index) or self._originals[index]) for index in self._chosen
        )

    def _referred(self, line: Line) -> Line:
        if not self._references:
            return line
        return replace(line, reference=clean_text(self._references[line.key]).replace("\n", " "))

    def needs_translation(self, target: str) -> bool:
        """Whether a summary in this language is another one than that of the text's own words."""
        return target not in ("", self.scored.language)

    def missing(self, target: str) -> tuple[int, ...]:
        """The chosen sentences whose translation is not known; none where none is needed."""
        if not self.needs_translation(target):
            return ()
        known = self._translations.get(target, {})
        return tuple(index for index in self._chosen if index not in known)

    def to_translate(self, indices: Iterable[int]) -> str:
        """These sentences as one text, a line each."""
        return "\n".join(self.scored.sentences[index] for index in indices)

    def take_translation(self, indices: Sequence[int], result: TranslationResult) -> None:
        """Keep the translation of `to_translate(indices)`.

        A sentence may have come back in several segments: what stands from the first to the last of
        them belongs to it.
        """
        known = self._translations.setdefault(result.target_language, {})
        start = 0
        segments = iter(result.segments)
        segment = next(segments, None)
        for index in indices:
            end = start + len(self.scored.sentences[index])
            own = []
            while segment is not None and segment.source.start < end:
                own.append(segment)
                segment = next(segments, None)
            if own:
                text = result.text[own[0].target.start : own[-1].target.end]
                doubts = (doubt for one in own for doubt in one.doubts)
                known[index] = _line(index, text, tuple(dict.fromkeys(doubts)))
            else:
                # Nothing in it to translate.
                known[index] = self._originals[index]
            start = end + 1  # the line end


def _line(key: int, text: str, doubts: tuple[str, ...] = ()) -> Line:
    # What a pane would make several paragraphs of is one line here.
    return Line(key, clean_text(text).replace("\n", " "), doubts)
