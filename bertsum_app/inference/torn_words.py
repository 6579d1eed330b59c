"""Words of which half was transcribed and half was copied: 乌克拉ine for Ukraine, 托yota for Toyota.

The network writes a name that it hardly knows piece by piece, and copies the pieces that it has nothing
for. What comes out is a word of no language, worse to read than the word as it stands in the source,
which is put in its place. Of 1,000 random sentences of an encyclopaedia 150 had such words, of the 1,992
of the development set 68.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from bertsum_app.core.cancel import CancelToken
from bertsum_app.inference.guards import HAN_WRITTEN
from bertsum_app.inference.word_alignment import Compared, MakeSide, WordAligner
from bertsum_app.text.chinese import is_cjk
from bertsum_app.text.sentences import Span
from bertsum_app.text.transcription import TRANSCRIBING

_RUN = re.compile(r"[^\W\d_]+")
_SHORTEST_REST = 2
#: How alike a word and what was transcribed of it must be, at the least.
_LEAST_LIKENESS = 0.1


def torn_words(source: str, output: str) -> dict[Span, tuple[str, ...]]:
    """Runs of letters right behind Chinese in `output` that are but the end of a word of `source`.

    With each the words that it may be the end of.
    """
    rests = [(rest, span) for rest, span in _words(output) if _is_rest(rest, span, output)]
    if not rests:
        return {}
    words = {word for word, _ in _words(source)}
    whole = {word.lower() for word in words}
    ends = {
        span: tuple(sorted(word for word in words if word.endswith(rest)))
        for rest, span in rests
        if rest.lower() not in whole
    }
    return {span: found for span, found in ends.items() if found}


class TornWords:
    """Puts words of the source in the place of their torn ones, with one runtime."""

    def __init__(self, aligner: WordAligner, make_side: MakeSide) -> None:
        self._aligner = aligner
        self._make_side = make_side

    def mended(
        self, pairs: Sequence[tuple[str, str]], source: str, target: str, cancel: CancelToken
    ) -> list[str]:
        """The outputs of pairs of a source and an output (of these languages) without torn words.

        Nothing is computed where no word is torn.

        Raises:
            Cancelled: between computations, once `cancel` is set.
            OutOfMemory: see `Runtime.submit`.
        """
        outputs = [output for _, output in pairs]
        torn = {
            index: found
            for index, pair in enumerate(pairs)
            if target in HAN_WRITTEN and (found := torn_words(*pair))
        }
        sides = [
            (
                self._make_side(pairs[at][0], source, target),
                self._make_side(outputs[at], target, source),
            )
            for at in torn
        ]
        compared = self._aligner.likenesses(sides, cancel)
        for (at, found), likeness in zip(torn.items(), compared, strict=True):
            outputs[at] = _mended(*pairs[at], found, likeness)
        return outputs


def _mended(
    source: str, output: str, torn: Mapping[Span, tuple[str, ...]], compared: Compared
) -> str:
    words, other_words, likeness = compared
    places: dict[str, list[int]] = {}
    for row, each in enumerate(words):
        places.setdefault(each.span.of(source), []).append(row)
    for rest, candidates in sorted(torn.items(), key=lambda each: -each[0].start):
        own = [at for at, each in enumerate(other_words) if each.span.start == rest.start]
        rows_of = {word: places.get(word, []) for word in candidates}
        word = max(candidates, key=lambda word: likeness[np.ix_(rows_of[word], own)].max(initial=0))
        start = rest.start
        for at in reversed(range(own[0] if own else 0)):
            before = other_words[at].span
            text = before.of(output)
            if before.end != start or not is_cjk(text[-1]):
                break
            transcribed = word[0].isupper() and TRANSCRIBING.issuperset(text)
            if not transcribed and not _is_of(likeness[:, at], rows_of[word]):
                break
            start = before.start
        output = output[:start] + _apart(output[:start], word, output[rest.end :])
    return output


def _is_of(column: npt.NDArray[np.float32], rows: Sequence[int]) -> bool:
    """Whether a piece is more like the word in `rows` than like any other."""
    return int(column.argmax()) in rows and bool(column.max() >= _LEAST_LIKENESS)


def _apart(before: str, word: str, after: str) -> str:
    """The word and what follows, apart from letters before it."""
    gap = " " if before and before[-1].isascii() and before[-1].isalnum() else ""
    return gap + word + after


def _is_rest(word: str, span: Span, text: str) -> bool:
    return len(word) >= _SHORTEST_REST and span.start > 0 and is_cjk(text[span.start - 1])


def _words(text: str) -> Iterator[tuple[str, Span]]:
    """Runs of letters without Chinese characters."""
    for run in _RUN.finditer(text):
        start = run.start()
        for at in range(run.start(), run.end() + 1):
            if at == run.end() or is_cjk(text[at]):
                if start < at:
                    yield text[start:at], Span(start, at)
                start = at + 1
