"""What is done with a translation that something speaks against: other searches, other texts to read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bertsum_app.inference.numbers.plainer import ready_to_copy
from bertsum_app.inference.runtime import SearchOptions
from bertsum_app.inference.segments import Encode, Job, Part
from bertsum_app.text.sentences import Span, cut_long

_SHORTEST_RATIO = 1 / 3
#: More beams, no trigram of pieces twice, repeated pieces less likely.
_CAREFUL_BEAMS, _CAREFUL_NGRAM, _CAREFUL_PENALTY = 4, 3, 1.2
#: Numbers are often right in one of many renderings that are almost the same.
_NUMBER_BEAMS = 8
#: A search without rules against repetition ends at so many pieces for one of the source, plus some.
_LONGEST_RATIO, _LONGEST_EXTRA = 2, 10
#: Below so many code points a sentence is not taken apart.
_LEAST_TO_CUT = 24
_CLAUSE_END = re.compile(r"[,;:](?=\s)|[，；：、]")


def careful(job: Job, parts: Sequence[Part]) -> SearchOptions:
    """A wide search against repetition, and not too short."""
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


def unruled(job: Job, parts: Sequence[Part]) -> SearchOptions:
    """A wider search without rules against repetition, kept from going round for long.

    The rules make digits go wrong, which often come twice: 1994, 2006.
    """
    beams = max(_NUMBER_BEAMS, job.options.beam_size)
    longest = max((len(part.encoded) for part in parts), default=0)
    return replace(
        job.options,
        beam_size=beams,
        hypotheses=beams,
        no_repeat_ngram=0,
        repetition_penalty=1.0,
        max_length=min(job.options.max_length, _LONGEST_RATIO * longest + _LONGEST_EXTRA),
    )


def with_plainer_numbers(part: Part, job: Job) -> Part | None:
    """The part with its numbers ready to copy; None where nothing is to be changed."""
    text = ready_to_copy(part.text, job.source_language, job.target_language)
    return None if text == part.text else replace(part, encoded=job.encode(text))


def clauses(text: str, count: int, encode: Encode) -> list[Part]:
    """The text in about so many at its clause marks; nothing where it has none, or is short."""
    if len(text) < _LEAST_TO_CUT or not _CLAUSE_END.search(text):
        return []
    limit = len(text) // count + len(text) // (4 * count)
    spans = cut_long(text, Span(0, len(text)), limit)
    return [Part(span.of(text), encode(span.of(text))) for span in spans]
