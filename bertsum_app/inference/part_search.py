"""From parts of text to their translations: windows of reading order, and second tries.

What comes out doubtful (see guards.py) is tried again another way (second_tries.py): with more care,
or, where only numbers are wrong, with more beams and with numbers that are ready to copy. Numbers still
wrong are put right from the source where that is plain. What is doubtful even then is taken apart at
its clauses, into few and then into more. Of all tries the least doubtful one is kept, and loops that
are left are said once. Words that were half translated are put as they stand in the source
(torn_words.py), and names that were left so are put as they are called (name_repair.py).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from bertsum_app.core.cancel import CancelToken
from bertsum_app.inference.guards import NUMBERS, REPEATS
from bertsum_app.inference.loop_cut import cut_loops
from bertsum_app.inference.name_repair import NameRepair
from bertsum_app.inference.numbers.repair import repair_numbers
from bertsum_app.inference.part_draft import Draft, judged
from bertsum_app.inference.runtime import Hypothesis, Runtime, SearchOptions
from bertsum_app.inference.schedule import MAX_POSITIONS, Request, Schedule, Window
from bertsum_app.inference.second_tries import careful, clauses, unruled, with_plainer_numbers
from bertsum_app.inference.segments import Job, Part, join_parts
from bertsum_app.inference.term_search import TermSearch
from bertsum_app.inference.torn_words import TornWords

#: Parts in a window: few at first, so that something is seen soon, then many, so that batches are
#: full of parts of one length.
_WINDOWS = (8, 32, 128, 256)
#: In smaller steps, for long work that others may interrupt and whose progress is watched. Measured on a
#: document of 500 sentences: the longest time between two looks at the token is 0.36 s (with full
#: batches 0.54 s; with 16 sentences a batch 0.28 s, but 4 % more processor time).
_STEADY_WINDOWS, _STEADY_POSITIONS = (8, 32, 128), 600


#: Into about so many what is doubtful is taken apart, the fewest first.
_CLAUSES = (2, 4)


class PartSearch:
    """Translates parts with one runtime."""

    def __init__(
        self,
        runtime: Runtime,
        decode: Callable[[Sequence[int]], str],
        terms: TermSearch | None = None,
        torn: TornWords | None = None,
        names: NameRepair | None = None,
    ) -> None:
        """`decode` turns pieces into text; without `terms` the terms of parts are not heeded, without
        `torn` torn words are left as they are, without `names` names."""
        self._runtime = runtime
        self._decode = decode
        self._terms = terms
        self._torn = torn
        self._names = names

    def run(self, parts: Sequence[Part], job: Job, cancel: CancelToken) -> Iterator[Draft]:
        """One draft for each part, in order. Raises as `Schedule.run`."""
        sizes = _STEADY_WINDOWS if job.steady else _WINDOWS
        bounds = _window_bounds(len(parts), sizes)
        windows = (self._window(parts[a:b], job, cancel) for a, b in bounds)
        largest = _STEADY_POSITIONS if job.steady else MAX_POSITIONS
        for drafts in Schedule(self._runtime, cancel, largest).run(windows):
            yield from drafts

    def _window(self, parts: Sequence[Part], job: Job, cancel: CancelToken) -> Window[list[Draft]]:
        """Drafts of `parts` with their terms."""
        drafts = yield from self._drafts(parts, job)
        self._mend_torn_words(drafts, parts, job, cancel)
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
        if self._names is not None:
            pairs = zip(parts, drafts, strict=True)
            drafts = [self._names.improved(part, draft, job) for part, draft in pairs]
        return drafts

    def _drafts(self, parts: Sequence[Part], job: Job) -> Window[list[Draft]]:
        """Drafts of `parts`, after several tries at each that needs them."""
        found = yield _request(parts, job.options)
        drafts = [self._best(*each, job) for each in zip(parts, found, strict=True)]
        doubtful = {index: parts[index] for index, draft in enumerate(drafts) if draft.doubts}
        if not (job.retry and doubtful):
            return drafts
        numbers = {i: part for i, part in doubtful.items() if drafts[i].doubts == (NUMBERS,)}
        others = {i: part for i, part in doubtful.items() if i not in numbers}
        yield from self._tried(drafts, others, careful(job, [*others.values()]), job)
        wide = unruled(job, [*numbers.values()])
        yield from self._tried(drafts, numbers, wide, job)
        plainer = {i: with_plainer_numbers(part, job) for i, part in numbers.items()}
        wrong = {i: part for i, part in plainer.items() if part and drafts[i].doubts}
        yield from self._tried(drafts, wrong, wide, job)
        for index, part in doubtful.items():
            drafts[index] = _repaired(part, drafts[index], job)
        for pieces in _CLAUSES:
            yield from self._tried_by_clauses(drafts, numbers, pieces, unruled, job)
            yield from self._tried_by_clauses(drafts, others, pieces, careful, job)
        for index, part in doubtful.items():
            if REPEATS in drafts[index].doubts:
                # Said once, but no less doubtful for that.
                shorter = cut_loops(drafts[index].text, part.text)
                drafts[index] = replace(drafts[index], text=shorter)
        return drafts

    def _tried(
        self, drafts: list[Draft], parts: Mapping[int, Part], options: SearchOptions, job: Job
    ) -> Window[None]:
        """Search for `parts` another way, and put what is better into their places in `drafts`."""
        if not parts:
            return
        found = yield _request([*parts.values()], options)
        for (index, part), hypotheses in zip(parts.items(), found, strict=True):
            drafts[index] = drafts[index].better(self._best(part, hypotheses, job))

    def _tried_by_clauses(
        self,
        drafts: list[Draft],
        parts: Mapping[int, Part],
        count: int,
        search: Callable[[Job, Sequence[Part]], SearchOptions],
        job: Job,
    ) -> Window[None]:
        """Search for what is doubtful even now clause by clause, in about `count` of them."""
        doubtful = {index: part for index, part in parts.items() if drafts[index].doubts}
        cut = {index: clauses(part.text, count, job.encode) for index, part in doubtful.items()}
        pieces = [piece for of_part in cut.values() for piece in of_part]
        if not pieces:
            return
        options = replace(search(job, pieces), min_length=job.options.min_length)
        found = yield _request(pieces, options)
        tries = [self._best(*each, job) for each in zip(pieces, found, strict=True)]
        best = iter([_repaired(*each, job).text for each in zip(pieces, tries, strict=True)])
        for index, of_part in cut.items():
            if of_part:
                joined = join_parts(of_part, [next(best) for _ in of_part], job.target_language)
                whole = judged(parts[index].text, joined, job)
                drafts[index] = drafts[index].better(whole)

    def _mend_torn_words(
        self, drafts: list[Draft], parts: Sequence[Part], job: Job, cancel: CancelToken
    ) -> None:
        """Put whole words into `drafts` where half of one was copied."""
        if self._torn is None:
            return
        pairs = [(part.text, draft.text) for part, draft in zip(parts, drafts, strict=True)]
        mended = self._torn.mended(pairs, job.source_language, job.target_language, cancel)
        for index, text in enumerate(mended):
            if text != drafts[index].text:
                drafts[index] = judged(parts[index].text, text, job, polished=True)

    def _best(self, part: Part, found: Sequence[Hypothesis], job: Job) -> Draft:
        """The first hypothesis that nothing speaks against, or the least doubtful one."""
        best: Draft | None = None
        for hypothesis in found:
            draft = judged(part.text, self._decode(hypothesis.ids), job)
            best = draft if best is None else best.better(draft)
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


def _repaired(part: Part, draft: Draft, job: Job) -> Draft:
    """The draft with its numbers put right as far as that is plain."""
    if NUMBERS not in draft.doubts:
        return draft
    text = repair_numbers(part.text, draft.text, job.target_language)
    return draft.better(judged(part.text, text, job, polished=True))
