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
from bertsum_app.inference.polish import polish
from bertsum_app.inference.runtime import Runtime, SearchOptions
from bertsum_app.inference.segments import Job, cut_parts, split_list_mark, to_translate
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


def find_alternatives(
    sentence: str,
    prefix: str,
    count: int,
    job: Job,
    runtime: Runtime,
    tokenizer: Tokenizer,
    max_positions: int,
    cancel: CancelToken,
) -> tuple[Alternative, ...]:
    """At most `count` renderings of a normalised `sentence` that begin with `prefix`.

    None where nothing is to be translated, where the sentence takes more than `max_positions`, or
    where the prefix leaves no room for more.

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
    parts = cut_parts(body, job.encode, max_positions)
    if len(parts) != 1:
        return ()
    beams = max(_BEAMS_PER_OPTION * count, job.options.beam_size)
    # A user who begins in Chinese wants Chinese.
    own_script = job.options.own_script and not has_cjk(begun)
    wide = replace(job.options, beam_size=beams, hypotheses=beams, own_script=own_script)
    found: dict[str, Alternative] = {}
    for options in _searches(begun, wide, len(parts[0].encoded), tokenizer):
        cancel.raise_if_cancelled()
        [hypotheses] = runtime.generate([parts[0].encoded], options)
        for hypothesis in hypotheses:
            text = _finished(body, tokenizer.decode(hypothesis.ids), begun, job.target_language)
            if text is None:
                continue
            pair = Pair(body, text, job.source_language, job.target_language)
            found.setdefault(_key(text), Alternative(mark + text, hypothesis.score, doubts(pair)))
        if len(found) >= count:
            break
    # Stable: within one gravity the order of the searches stays.
    return tuple(sorted(found.values(), key=lambda each: gravity(each.doubts))[:count])


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
