"""What the person made of sentences stays with them when the text is translated again.

An edit leaves the text before and behind it as it was; a sentence there is the same sentence,
whatever else says the same. Elsewhere sentences are told by their words: versions of sentences that
are gone sleep until the same words come back, as by Undo in the source. Where a sentence was only
changed, its version is handed on as `earlier`, to be offered.
"""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass
from difflib import SequenceMatcher

from bertsum_app.gui.workspace.result_sentences import ResultSentences, Version
from bertsum_app.text.difference import changed_range
from bertsum_app.text.sentences import Span

_SIMILAR = 0.6
"""Two sources that have this share in common may be one sentence before and after an edit."""


class SleepingVersions:
    """Versions of sentences that are in no text now, by target language and source sentence."""

    def __init__(self) -> None:
        self._versions: defaultdict[tuple[str, str], list[Version]] = defaultdict(list)

    def put(self, target: str, source: str, version: Version) -> None:
        """Keep a version until its sentence comes back."""
        kept = self._versions[target, source]
        if version not in kept:
            kept.append(version)

    def wake(self, target: str, source: str) -> Version | None:
        """The version that slept longest for these words, which sleeps no more."""
        kept = self._versions.get((target, source))
        return kept.pop(0) if kept else None


@dataclass(frozen=True)
class Carried:
    """What a sentence brings along; see `ResultSentence` for the two."""

    version: Version | None = None
    earlier: Version | None = None


_NOTHING = Carried()


class CarriedVersions:
    """Hands versions on from one result to the next one, whose sentences come in one by one."""

    def __init__(
        self, before: ResultSentences | None, text: str, target: str, asleep: SleepingVersions
    ) -> None:
        """`before`: the earlier result into the same language `target`; `text`: the new source."""
        self._before = ResultSentences("") if before is None else before
        self._target = target
        self._asleep = asleep
        old = self._before.source_text
        self._start, self._old_end, self._new_end = changed_range(old, text)
        sentences = self._before.sentences
        self._at = {sentence.source: index for index, sentence in enumerate(sentences)}
        self._origin: dict[int, int] = {}
        """Index of a new sentence to that of the old one that it is."""
        self._found = set[int]()
        """The old sentences that were found again, or had their version handed on."""
        self._same_words: defaultdict[str, deque[int]] = defaultdict(deque)
        """Those that the edit may have touched, in order, by their words."""
        self._with_versions: list[int] = []
        """Those of them that have a version to hand on."""
        self._replacing: set[int] = set()
        """New sentences that took the place of one with a version."""
        if before is not None and not before.text.strip():
            # All was taken out: whoever translates again wants a translation.
            self._at = {}
            return
        for index, one in enumerate(sentences):
            if one.source.end >= self._start and one.source.start <= self._old_end:
                self._same_words[one.source_text].append(index)
                if one.version is not None or one.earlier is not None:
                    self._with_versions.append(index)

    def of(self, index: int, span: Span, source: str) -> Carried:
        """What the new sentence `index`, which stands at `span`, brings along."""
        old = self._old_index(span, source)
        if old is None:
            # It may have been moved as it was.
            old = self._moved(source)
        if old is not None:
            self._found.add(old)
            self._origin[index] = old
            sentence = self._before.sentences[old]
            return Carried(sentence.version, sentence.earlier)
        version = self._asleep.wake(self._target, source)
        if version is not None:
            return Carried(version)
        return self._changed(index, source)

    def replaces(self, index: int) -> bool:
        """Whether a new sentence took the place of one with a version, which is its `earlier`."""
        return index in self._replacing

    def refresh(self, result: ResultSentences) -> None:
        """Take over what the person did to the earlier result since sentences were carried."""
        for index, old in self._origin.items():
            if index < len(result.sentences):
                version = self._before.sentences[old].version
                if version != result.sentences[index].version:
                    result.put(index, version)

    def close(self) -> None:
        """No sentence comes any more: what was not carried sleeps."""
        carried = set(self._origin.values())
        for index in self._before.versions():
            sentence = self._before.sentences[index]
            # One that was taken out comes back when its source is written anew.
            if index not in carried and sentence.version is not None and sentence.text:
                self._asleep.put(self._target, sentence.source_text, sentence.version)

    def _old_index(self, span: Span, source: str) -> int | None:
        """The sentence at the same place in the text before, where that was not edited."""
        if span.end <= self._start:
            there = span
        elif span.start >= self._new_end:
            shift = self._old_end - self._new_end
            there = Span(span.start + shift, span.end + shift)
        else:
            return None
        old = self._at.get(there)
        if old is None or old in self._found:
            return None
        return old if self._before.sentences[old].source_text == source else None

    def _moved(self, source: str) -> int | None:
        """The first sentence with these words that was not found again yet."""
        alike = self._same_words.get(source, ())
        while alike:
            old = alike.popleft()
            if old not in self._found:
                return old
        return None

    def _changed(self, index: int, source: str) -> Carried:
        """A sentence with other words, perhaps the edited form of one that is gone."""
        for old in self._with_versions:
            sentence = self._before.sentences[old]
            # It may have been taken back since.
            version = sentence.version or sentence.earlier
            if old in self._found or version is None:
                continue
            alike = SequenceMatcher(None, sentence.source_text, source, autojunk=False)
            if alike.quick_ratio() >= _SIMILAR and alike.ratio() >= _SIMILAR:
                self._found.add(old)
                if sentence.version is not None:
                    self._replacing.add(index)
                return Carried(None, version)
        return _NOTHING
