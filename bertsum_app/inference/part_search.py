"""From parts of text to their translations: windows of reading order, and second tries.

What comes out doubtful (see guards.py) is tried again with more care, and what is gravely doubtful
even then is taken apart at its clauses; of all tries the least doubtful one is kept. Numbers still wrong
are put right from the source where that is plain, and loops that are left are said once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from bertsum_app.core.cancel import CancelToken
from bertsum_app.inference.guards import NUMBERS, REPEATS, gravity
from bertsum_app.inference.loop_cut import cut_loops
from bertsum_app.inference.numbers_repair import repair_numbers
from bertsum_app.inference.part_draft import Draft, judged
from bertsum_app.inference.runtime import Hypothesis, Runtime, SearchOptions
from bertsum_app.inference.schedule import MAX_BATCH, Request, Schedule, Window
from bertsum_app.inference.segments import Encode, Job, Part, join_parts
from bertsum_app.inference.term_search import TermSearch
from bertsum_app.text.sentences import Span, cut_long

#: Parts in a window: few at first, so that something is seen soon, then many, so that batches are
#: full of parts of one length.
_WINDOWS = (8, 32, 128, 256)
#: In small steps, for long work that others may interrupt and whose progress is watched. Measured on a
#: text of 187 sentences it takes the same processor time (4.7 s), and the longest time between two
#: looks at the token falls by a third.
_STEADY_WINDOWS, _STEADY_BATCH = (8, 32, 64), 16
_SHORTEST_RATIO = 1 / 3
#: The second try: more beams, no trigram of pieces twice, repeated pieces less likely, none of a
#: script that the target language is not written in.
_CAREFUL_BEAMS, _CAREFUL_NGRAM, _CAREFUL_PENALTY = 4, 3, 1.2
#: A search without rules against repetition ends at so many pieces for one of the source, plus some.
_LONGEST_RATIO, _LONGEST_EXTRA = 2, 10
#: Below so many code points a sentence is not taken apart for the third try.
_LEAST_TO_CUT = 24
_CLAUSE_END = re.compile(r"[,;:](?=\s)|[，；：、]")


class PartSearch:
    """Translates parts with one runtime."""

    def __init__(
        self,
        runtime: Runtime,
        decode: Callable[[Sequence[int]], str],
        terms: TermSearch | None = None,
    ) -> None:
        """`decode` turns pieces into text; without `terms` the terms of parts are not heeded."""
        self._runtime = runtime
        self._decode = decode
        self._terms = terms

    def run(self, parts: Sequence[Part], job: Job, cancel: CancelToken) -> Iterator[Draft]:
        """One draft for each part, in order. Raises as `Schedule.run`."""
        sizes = _STEADY_WINDOWS if job.steady else _WINDOWS
        bounds = _window_bounds(len(parts), sizes)
        windows = (self._window(parts[a:b], job, cancel) for a, b in bounds)
        largest = _STEADY_BATCH if job.steady else MAX_BATCH
        for drafts in Schedule(self._runtime, cancel, largest).run(windows):
            yield from drafts

    def _window(self, parts: Sequence[Part], job: Job, cancel: CancelToken) -> Window[list[Draft]]:
        """Drafts of `parts` with their terms."""
        drafts = yield from self._drafts(parts, job)
        concerned = [index for index, part in enumerate(parts) if part.terms]
        if self._terms is not None and concerned:
            better = yield from self._terms.improved(
                [parts[index] for index in concerned],
                [drafts[index] for index in concerned],
                job,
                cancel,
            )
            for index, draft in zip(concerned, better, strict=True):
                drafts[index] = draft
        return drafts

    def _drafts(self, parts: Sequence[Part], job: Job) -> Window[list[Draft]]:
        """Drafts of `parts`, after up to three tries at each."""
        found = yield _request(parts, job.options)
        drafts = [self._best(*each, job) for each in zip(parts, found, strict=True)]
        doubtful = [index for index, draft in enumerate(drafts) if draft.doubts]
        if not (job.retry and doubtful):
            return drafts
        # Rules against repetition make digits go wrong, which often come twice: 1994, 2006.
        numbers = [index for index in doubtful if drafts[index].doubts == (NUMBERS,)]
        others = [index for index in doubtful if index not in numbers]
        unruled = _unruled(job, [parts[index] for index in numbers])
        careful = _careful(job, [parts[index] for index in others])
        for indices, options in ((numbers, unruled), (others, careful)):
            if indices:
                found = yield _request([parts[index] for index in indices], options)
                for index, hypotheses in zip(indices, found, strict=True):
                    better = self._best(parts[index], hypotheses, job)
                    drafts[index] = _better(drafts[index], better)
        for index in doubtful:
            if NUMBERS in drafts[index].doubts:
                drafts[index] = _better(drafts[index], _repaired(parts[index], drafts[index], job))
        clauses = {
            index: _clauses(parts[index].text, job.encode)
            for index in doubtful
            if gravity(drafts[index].doubts) > gravity((NUMBERS,))
        }
        pieces = [piece for of_part in clauses.values() for piece in of_part]
        if pieces:
            found = yield _request(pieces, replace(careful, min_length=job.options.min_length))
            best = iter([self._best(*each, job).text for each in zip(pieces, found, strict=True)])
            for index, of_part in clauses.items():
                if of_part:
                    joined = join_parts([next(best) for _ in of_part], job.target_language)
                    drafts[index] = _better(drafts[index], judged(parts[index].text, joined, job))
        for index in doubtful:
            if REPEATS in drafts[index].doubts:
                # Said once, but no less doubtful for that.
                shorter = cut_loops(drafts[index].text, parts[index].text)
                drafts[index] = replace(drafts[index], text=shorter)
        return drafts

    def _best(self, part: Part, found: Sequence[Hypothesis], job: Job) -> Draft:
        """The first hypothesis that nothing speaks against, or the least doubtful one."""
        best: Draft | None = None
        for hypothesis in found:
            draft = judged(part.text, self._decode(hypothesis.ids), job)
            best = draft if best is None else _better(best, draft)
            if not best.doubts:
                break
        assert best is not None, "a runtime returns a hypothesis at least"
        return best


def _request(parts: Sequence[Part], options: SearchOptions) -> Request:
    return Request([part.encoded for part in parts], options)


def _window_bounds(total: int, sizes: Sequence[int]) -> Iterator[tuple[int, int]]:
    first, number = 0, 0
    while first < total:
        end = min(total, first + sizes[min(number, len(sizes) - 1)])
        yield first, end
        first, number = end, number + 1


def _better(one: Draft, other: Draft) -> Draft:
    """The less doubtful of two; the first of equals."""
    return other if gravity(other.doubts) < gravity(one.doubts) else one


def _unruled(job: Job, parts: Sequence[Part]) -> SearchOptions:
    """A wide search without rules against repetition, kept from going round for long."""
    beams = max(_CAREFUL_BEAMS, job.options.beam_size)
    longest = max((len(part.encoded) for part in parts), default=0)
    return replace(
        job.options,
        beam_size=beams,
        hypotheses=beams,
        no_repeat_ngram=0,
        repetition_penalty=1.0,
        max_length=min(job.options.max_length, _LONGEST_RATIO * longest + _LONGEST_EXTRA),
    )


def _repaired(part: Part, draft: Draft, job: Job) -> Draft:
    text = repair_numbers(part.text, draft.text, job.target_language)
    return judged(part.text, text, job, polished=True)


def _careful(job: Job, parts: Sequence[Part]) -> SearchOptions:
    options = job.options
    beams = max(_CAREFUL_BEAMS, options.beam_size)
    shortest = min((len(part.encoded) for part in parts), default=0)
    return replace(
        options,
        beam_size=beams,
        hypotheses=beams,
        no_repeat_ngram=options.no_repeat_ngram or _CAREFUL_NGRAM,
        repetition_penalty=max(_CAREFUL_PENALTY, options.repetition_penalty),
        min_length=min(
            options.max_length, max(options.min_length, int(_SHORTEST_RATIO * shortest))
        ),
    )


def _clauses(text: str, encode: Encode) -> list[Part]:
    """The text in two or three at its clause marks; nothing where it has none, or is short."""
    if len(text) < _LEAST_TO_CUT or not _CLAUSE_END.search(text):
        return []
    spans = cut_long(text, Span(0, len(text)), len(text) // 2 + len(text) // 8)
    return [Part(span.of(text), encode(span.of(text))) for span in spans]
