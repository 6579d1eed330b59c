"""Other ways to say one sentence, from the same search that translates it.

Without a prefix these are the further hypotheses of a wide beam. With one, they are completions: the
search is made to begin with the pieces of the prefix. The pieces of a text are not the pieces of its
beginning, though (`网` and `网络`, `trans` and `translation`), so the search is first let free from the
last piece on, and what then still continues the prefix comes before what was forced to.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace

from bertsum_app.core.cancel import CancelToken
from bertsum_app.inference.guards import Pair, doubts, gravity
from bertsum_app.inference.kept_characters import Align, KeptCharacters, without
from bertsum_app.inference.name_repair import NameRepair
from bertsum_app.inference.part_draft import Draft
from bertsum_app.inference.polish import polish
from bertsum_app.inference.runtime import Hypothesis, Runtime, SearchOptions
from bertsum_app.inference.segments import Job, Part, split_list_mark, to_translate
from bertsum_app.inference.term_search import TermSearch, written_in
from bertsum_app.inference.torn_words import TornWords
from bertsum_app.text.chinese import has_cjk, is_cjk
from bertsum_app.text.normalize import normalize
from bertsum_app.text.tokenizer import Tokenizer

MAX_ALTERNATIVES = 10
#: Beams for each alternative wanted: hypotheses often differ in nothing but a mark.
_BEAMS_PER_OPTION = 2
#: No output is longer than this many pieces for one of the source, plus some.
_LONGEST_RATIO, _LONGEST_EXTRA = 3, 10
#: Marks that `polish` writes another way in Chinese, beyond what NFKC brings together.
_SAME_MARK = str.maketrans({"。": ".", "、": ",", "“": '"', "”": '"', "‘": "'", "’": "'"})


@dataclass(frozen=True)
class Alternative:
    """One rendering of a sentence.

    `score` is the length-normalised log probability that the search gave it, without that of the
    pieces it was made to begin with; `doubts` are codes of `guards.DOUBTS`.
    """

    text: str
    score: float
    doubts: tuple[str, ...]


@dataclass(frozen=True)
class Alternatives:
    """Renderings of one sentence, those without doubts first, the likelier ones first.

    `source` and `target` are languages. Every text begins with exactly `prefix`.
    """

    source: str
    target: str
    prefix: str
    options: tuple[Alternative, ...]


class AlternativeSearch:
    """Looks for other renderings with one model."""

    def __init__(
        self,
        runtime: Runtime,
        tokenizer: Tokenizer,
        kept: KeptCharacters,
        terms: TermSearch,
        torn: TornWords,
        names: NameRepair,
    ) -> None:
        self._runtime = runtime
        self._tokenizer = tokenizer
        self._kept = kept
        self._terms = terms
        self._torn = torn
        self._names = names

    def find(
        self,
        sentence: str,
        prefix: str,
        count: int,
        job: Job,
        align: Align,
        max_positions: int,
        cancel: CancelToken,
    ) -> tuple[Alternative, ...]:
        """At most `count` renderings of a normalised `sentence` that begin with `prefix`.

        No rendering where nothing is to be translated, where the sentence takes more than
        `max_positions`, or where the prefix leaves no room for more. Where some have the glossary's
        terms, only they are offered.

        Raises:
            Cancelled: between searches, once `cancel` is set.
            OutOfMemory: see `Runtime.submit`.
        """
        mark, body = split_list_mark(sentence)
        if mark.startswith(prefix):
            begun = ""
        elif prefix.startswith(mark):
            begun = prefix[len(mark) :]
        else:  # the user took the mark away
            mark, begun = "", prefix
        if not to_translate(body, job):
            return ()
        whole = Part(body, job.encode(body), () if job.terms is None else job.terms.find(body))
        kept = self._kept.of_part(whole, job)
        start = None if kept is None else kept.begun_with(begun)
        part = whole if kept is None else without(kept, job)
        if len(part.encoded) > max_positions:
            return ()
        beginning = begun if start is None else start.named
        found: dict[str, Alternative] = {}
        lacking: dict[str, Alternative] = {}
        for hypothesis in self._hypotheses(part, beginning, count, job, cancel):
            output = self._tokenizer.decode(hypothesis.ids)
            text = _finished(part.text, output, beginning, job.target_language)
            if text is None:
                continue
            text = self._with_whole_words(part, text, beginning, job, cancel)
            if _key(text) in found:
                continue
            draft = Draft(text, self._doubts(part, text, job))
            if part.terms:
                better = self._terms.with_terms(part, draft, job, cancel)
                if better.text.startswith(beginning):
                    draft = better
            better = self._names.improved(part, draft, job)
            if better.text.startswith(beginning):
                draft = better
            shown = draft.text if start is None else start.put_back(draft.text, align)
            if shown is not None:
                option = Alternative(mark + shown, hypothesis.score, draft.doubts)
                (found if all(draft.terms) else lacking).setdefault(_key(draft.text), option)
        # Stable: within one gravity the order of the searches stays.
        best = sorted((found or lacking).values(), key=lambda each: gravity(each.doubts))
        return tuple(best[:count])

    def _hypotheses(
        self, part: Part, beginning: str, count: int, job: Job, cancel: CancelToken
    ) -> Iterator[Hypothesis]:
        """From one search after the other, until they give `count` different texts."""
        beams = max(_BEAMS_PER_OPTION * count, job.options.beam_size)
        # A user who begins in Chinese wants Chinese.
        own_script = job.options.own_script and not has_cjk(beginning)
        wide = replace(job.options, beam_size=beams, hypotheses=beams, own_script=own_script)
        inputs = [part.encoded]
        if part.terms:
            # The network mostly copies a wanted term that stands in its source.
            inputs.insert(0, job.encode(written_in(part)))
        different: set[str] = set()
        for options in _searches(beginning, wide, len(part.encoded), self._tokenizer):
            cancel.raise_if_cancelled()
            for hypotheses in self._runtime.generate(inputs, options):
                for hypothesis in hypotheses:
                    output = self._tokenizer.decode(hypothesis.ids)
                    text = _finished(part.text, output, beginning, job.target_language)
                    if text is not None:
                        different.add(_key(text))
                    yield hypothesis
            if len(different) >= count:
                break

    def _with_whole_words(
        self, part: Part, text: str, beginning: str, job: Job, cancel: CancelToken
    ) -> str:
        """`text` without torn words, unless they are the user's."""
        languages = job.source_language, job.target_language
        [whole] = self._torn.mended([(part.text, text)], *languages, cancel)
        return whole if whole.startswith(beginning) else text

    @staticmethod
    def _doubts(part: Part, text: str, job: Job) -> tuple[str, ...]:
        return doubts(Pair(part.text, text, job.source_language, job.target_language))


def _searches(
    prefix: str, wide: SearchOptions, source_length: int, tokenizer: Tokenizer
) -> Iterator[SearchOptions]:
    """What to ask the runtime for, one after the other until there is enough."""
    ids = tuple(tokenizer.encode(normalize(prefix).text.rstrip()))
    bound = min(wide.max_length, _LONGEST_RATIO * source_length + _LONGEST_EXTRA + len(ids))
    if len(ids) >= bound:
        return
    if ids:
        yield replace(wide, max_length=bound, prefix=ids[:-1])
    yield replace(wide, max_length=bound, prefix=ids)


def _finished(source: str, output: str, prefix: str, target_language: str) -> str | None:
    """`output` as it is to be shown, or None where it does not begin with `prefix`."""
    text = polish(source, output, target_language)
    if not text.strip():
        return None
    if not prefix:
        return text
    # The last touch may have rewritten a mark of the prefix into several; then do without it.
    return continued(prefix, text) or continued(prefix, output)


def continued(prefix: str, text: str) -> str | None:
    """`text` with the very characters of `prefix` at its beginning; None where it begins otherwise.

    Blanks, case and the width of marks make no difference, since a tokenizer may not keep them;
    but where the prefix ends with a blank, there must be one unless Chinese stands on either side.
    """
    at = 0
    for wanted in _folded(prefix):
        while at < len(text) and text[at].isspace():
            at += 1
        if at == len(text) or _folded(text[at]) != [wanted]:
            return None
        at += 1
    rest = text[at:]
    if not prefix[-1:].isspace():
        return prefix + rest
    apart = not rest or rest[0].isspace() or is_cjk(rest[0]) or (at > 0 and is_cjk(text[at - 1]))
    if at and not apart:
        return None
    return prefix + rest.lstrip()


def _folded(text: str) -> list[str]:
    """One form for each character that is not white space."""
    return [
        unicodedata.normalize("NFKC", character).casefold().translate(_SAME_MARK)
        for character in text
        if not character.isspace()
    ]


def _key(text: str) -> str:
    """What two renderings have in common that differ in nothing but marks, blanks and case."""
    return "".join(filter(str.isalnum, text)).casefold()


def check_count(count: int) -> None:
    """Raises ValueError unless `count` is in 1..`MAX_ALTERNATIVES`."""
    if not 1 <= count <= MAX_ALTERNATIVES:
        raise ValueError(f"count must be in 1..{MAX_ALTERNATIVES}")
