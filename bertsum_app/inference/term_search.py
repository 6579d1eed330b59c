"""Translations that use the terms of a glossary.

The translation as it comes out is kept where it has the wanted terms. Where it lacks one, the beam's
other hypotheses are looked at, and those of the source with the wanted term written into it, which the
network then mostly copies. Where none of them will do, the words that are aligned with the term are
replaced in the best of them. A term is never put where nothing shows that it belongs; it then counts as
not applied.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from bertsum_app.core.cancel import CancelToken
from bertsum_app.inference.guards import gravity
from bertsum_app.inference.part_draft import Draft, judged
from bertsum_app.inference.runtime import Hypothesis
from bertsum_app.inference.schedule import Found, Request, Window
from bertsum_app.inference.segments import Job, Part
from bertsum_app.inference.word_alignment import Likeness, MakeSide, WordAligner
from bertsum_app.text.glossary import Term, TermFinder, TermMatch
from bertsum_app.text.sentences import Span
from bertsum_app.text.tokenizer import Tokenizer
from bertsum_app.text.words import Word

#: Beams of the search that looks for the terms.
_BEAMS = 8
#: How alike a word and the term must be to be replaced by it.
_LEAST_LIKENESS = 0.25
#: A word behind or before a replaced one goes with it where its best partner is the term, too.
_LEAST_JOINING = 0.35
#: How many words from a term its neighbours are looked for.
_NEAR = 3


def applied(matches: Sequence[TermMatch], text: str, language: str) -> tuple[bool, ...]:
    """For each of the terms, whether `text` (of `language`) has what is wanted.

    A term that is wanted twice must be there twice. English words may have another form; a term that
    is to stay as it is must be there to the letter.
    """
    finder = TermFinder((Term(match.wanted, None) for match in matches), language)
    kept = {match.wanted for match in matches if match.term.target is None}
    there: Counter[str] = Counter()
    for found in finder.find(text):
        wanted = found.term.source
        if wanted not in kept or found.span.of(text) == wanted:
            there[wanted] += 1
    result = []
    for match in matches:
        result.append(there[match.wanted] > 0)
        there[match.wanted] -= 1
    return tuple(result)


class TermSearch:
    """Finds drafts that have the terms, with one runtime."""

    def __init__(self, aligner: WordAligner, make_side: MakeSide, tokenizer: Tokenizer) -> None:
        self._aligner = aligner
        self._make_side = make_side
        self._encode, self._decode = tokenizer.encode, tokenizer.decode

    def improved(
        self, parts: Sequence[Part], drafts: Sequence[Draft], job: Job, cancel: CancelToken
    ) -> Window[list[Draft]]:
        """The drafts, or better ones for parts whose terms they lack; with `Draft.terms` filled."""
        marked = [
            replace(draft, terms=applied(part.terms, draft.text, job.target_language))
            for part, draft in zip(parts, drafts, strict=True)
        ]
        lacking = [index for index, draft in enumerate(marked) if not all(draft.terms)]
        if not lacking:
            return marked
        beams = max(_BEAMS, job.options.beam_size)
        inputs = []
        for index in lacking:
            inputs += [parts[index].encoded, job.encode(written_in(parts[index]))]
        wide = replace(job.options, beam_size=beams, hypotheses=beams)
        found: Found = yield Request(inputs, wide)
        for place, index in enumerate(lacking):
            part, hypotheses = parts[index], [*found[2 * place], *found[2 * place + 1]]
            marked[index] = best = self._best(part, marked[index], hypotheses, job, cancel)
            # Each prefix is a search of its own: that is why they come last.
            for match in _missing(part, best):
                if match not in _missing(part, marked[index]):
                    continue
                for prefix in self._prefixes(part, match, marked[index].text, job, cancel):
                    options = replace(job.options, prefix=prefix, beam_size=beams, hypotheses=beams)
                    [going_on] = yield Request([inputs[2 * place + 1]], options)
                    tries = [self._marked(part, self._decode(each.ids), job) for each in going_on]
                    marked[index] = min([marked[index], *tries], key=_badness)
        return marked

    def with_terms(self, part: Part, draft: Draft, job: Job, cancel: CancelToken) -> Draft:
        """A draft of a part with the words aligned with terms it lacks replaced by what is wanted.

        `Draft.terms` is filled, and may still say that some are lacking.
        """
        there = applied(part.terms, draft.text, job.target_language)
        marked = replace(draft, terms=there)
        if all(there):
            return marked
        text = self._replaced(part, marked, job, cancel)
        return min(marked, self._marked(part, text, job, polished=True), key=_badness)

    def _best(
        self,
        part: Part,
        plain: Draft,
        hypotheses: Sequence[Hypothesis],
        job: Job,
        cancel: CancelToken,
    ) -> Draft:
        tries = [plain]
        for hypothesis in hypotheses:
            tries.append(self._marked(part, self._decode(hypothesis.ids), job))
        best = min(tries, key=lambda draft: (*_badness(draft), _stutters(part, draft.text)))
        if all(best.terms):
            return best
        for draft in dict.fromkeys((best, plain)):
            text = self._replaced(part, draft, job, cancel)
            # What is in the sentence's place already is not polished again.
            tries.append(self._marked(part, text, job, polished=True))
        return min(tries, key=_badness)

    def _prefixes(
        self, part: Part, match: TermMatch, text: str, job: Job, cancel: CancelToken
    ) -> tuple[tuple[int, ...], ...]:
        """Beginnings of the translation up to where a missing term may belong, and that term."""
        source = self._make_side(part.text, job.source_language, job.target_language)
        target = self._make_side(text, job.target_language, job.source_language)
        words, other_words, likeness = self._aligner.likeness(source, target, cancel)
        rows = _rows(words, match.span)
        if not rows or not other_words:
            return ()
        linked = self._aligner.link(likeness)
        found: dict[int, None] = {}
        for step, row in ((-1, rows[0] - 1), (1, rows[-1] + 1)):
            # The nearest word on either side of which is known where it went.
            near = [at for at in range(row, row + step * _NEAR, step) if 0 <= at < len(words)]
            place = next((at for at in near if linked[at].any() and not words[at].is_mark), None)
            if place is not None:
                columns = np.flatnonzero(linked[place]).tolist()
                span = other_words[columns[-1] if step < 0 else columns[0]].span
                found[span.end if step < 0 else span.start] = None
        return tuple(self._begun(text[:at], match.wanted) for at in found)

    def _begun(self, text: str, wanted: str) -> tuple[int, ...]:
        gap = " " if text and _touch(text[-1], wanted[0]) else ""
        return tuple(self._encode(text + gap + wanted))

    def _marked(self, part: Part, text: str, job: Job, *, polished: bool = False) -> Draft:
        draft = judged(part.text, text, job, polished=polished)
        return replace(draft, terms=applied(part.terms, draft.text, job.target_language))

    def _replaced(self, part: Part, draft: Draft, job: Job, cancel: CancelToken) -> str:
        """The draft with the words aligned with missing terms replaced by what is wanted."""
        source = self._make_side(part.text, job.source_language, job.target_language)
        target = self._make_side(draft.text, job.target_language, job.source_language)
        words, other_words, likeness = self._aligner.likeness(source, target, cancel)
        if not likeness.size:
            return draft.text
        taken = np.zeros(len(other_words), dtype=np.bool_)
        replacements: list[tuple[Span, str]] = []
        for match, there in zip(part.terms, draft.terms, strict=True):
            rows = _rows(words, match.span)
            if there or not rows:
                continue
            columns = _aligned_run(likeness, rows, taken)
            if columns is None:
                continue
            first, last = columns
            taken[first : last + 1] = True
            span = Span(other_words[first].span.start, other_words[last].span.end)
            replacements.append((span, match.wanted))
        text = draft.text
        for span, wanted in sorted(replacements, key=lambda each: -each[0].start):
            text = text[: span.start] + _fitting(wanted, text, span) + text[span.end :]
        return text


def written_in(part: Part) -> str:
    """The source with what is wanted in place of its terms."""
    text = part.text
    for match in reversed(part.terms):
        text = text[: match.span.start] + match.wanted + text[match.span.end :]
    return text


def _missing(part: Part, draft: Draft) -> tuple[TermMatch, ...]:
    return tuple(match for match, there in zip(part.terms, draft.terms, strict=True) if not there)


def _badness(draft: Draft) -> tuple[int, int]:
    """Missing terms first, then what else speaks against it."""
    return draft.terms.count(False), gravity(draft.doubts)


def _stutters(part: Part, text: str) -> bool:
    """Whether a wanted term stands beside a second copy of its first or last character."""
    return any(
        match.wanted[0] + match.wanted in text or match.wanted + match.wanted[-1] in text
        for match in part.terms
    )


def _rows(words: Sequence[Word], span: Span) -> list[int]:
    return [
        index
        for index, word in enumerate(words)
        if word.span.start < span.end and span.start < word.span.end
    ]


def _aligned_run(
    likeness: Likeness, rows: list[int], taken: np.ndarray[tuple[int], np.dtype[np.bool_]]
) -> tuple[int, int] | None:
    """The first and last word of the translation that stand for the words `rows`; None: nothing."""
    of_term = likeness[rows].max(axis=0)
    others = np.delete(likeness, rows, axis=0).max(axis=0, initial=0)
    own = np.where(taken, 0, of_term)
    # A word that is more like another word of the sentence belongs there.
    own = np.where(of_term >= others, own, 0)
    seed = int(own.argmax())
    if own[seed] < _LEAST_LIKENESS:
        return None
    first = last = seed
    while first and own[first - 1] >= _LEAST_JOINING:
        first -= 1
    while last + 1 < len(own) and own[last + 1] >= _LEAST_JOINING:
        last += 1
    return first, last


def _fitting(wanted: str, text: str, span: Span) -> str:
    """`wanted` as it is to stand at `span`: apart from letters beside it, a capital at the beginning."""
    before, after = text[: span.start], text[span.end :]
    old = text[span.start : span.end]
    if not before.strip() and old[:1].isupper() and wanted.islower():
        wanted = wanted[0].upper() + wanted[1:]
    if before and _touch(before[-1], wanted[0]):
        wanted = " " + wanted
    if after and _touch(wanted[-1], after[0]):
        wanted += " "
    return wanted


def _touch(left: str, right: str) -> bool:
    """Whether two characters would run into one word in letters."""
    return all(side.isascii() and side.isalnum() for side in (left, right))
