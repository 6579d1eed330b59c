"""Whether translations keep what the guards promise: no loops, nothing lost, the right script and marks.

BLEU hardly moves when one sentence in a hundred loops, but a person remembers that one. So these are
counted, on texts that need no reference.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass

from bertsum_app.inference.guards import loops
from bertsum_app.inference.numbers.check import has_told_numbers, numbers_differ
from bertsum_app.inference.polish import match_end_mark
from bertsum_app.text.chinese import ChineseConverter, full_width_punctuation, has_cjk, is_cjk

#: What can be broken, with what it means.
PROMISES = {
    "loop": "says the same thing over and over",
    "empty": "is empty",
    "script": "is left in the source's script, or in Traditional characters",
    "half-width": "has ASCII marks where Chinese has wide ones",
    "end-mark": "ends with another kind of mark than the source",
    "casing": "begins small, or is all in capitals where the source is not",
    "numbers": "drops or invents a number (of those with numbers)",
    "expanded": "makes a sentence of a word or heading (of those without an end mark, up to 3 words)",
}
_EXAMPLES = 20
_END_MARKS = "。．.!！?？…"
_HEADING_WORDS, _HEADING_CHARACTERS = 3, 6
_EXPANDED_TIMES, _EXPANDED_BESIDE = 3, 3
_LATIN_WORDS = re.compile(r"\b[a-z]{3,}\b")
_LEFT_OVER_WORDS = 3


@dataclass(frozen=True)
class Broken:
    """One sentence with which a promise was broken."""

    source: str
    output: str


@dataclass(frozen=True)
class PromiseRate:
    """How often a promise was broken, of how many sentences it was made for."""

    broken: int
    of: int
    examples: tuple[Broken, ...]

    @property
    def rate(self) -> float:
        """Between 0 and 1; 0 where it was made for none."""
        return self.broken / self.of if self.of else 0.0


@dataclass(frozen=True)
class PromiseReport:
    """All of `PROMISES` for some texts in one direction; `sentences` is how many were translated."""

    texts: str
    target: str
    sentences: int
    rates: Mapping[str, PromiseRate]


def check_promises(pairs: Iterable[tuple[str, str]], target: str, texts: str) -> PromiseReport:
    """Count over (source sentence, its translation) pairs.

    `target` is "zh" or "en"; `texts` names the sentences in the report.
    """
    broken: dict[str, list[Broken]] = {name: [] for name in PROMISES}
    made: Counter[str] = Counter()
    simplify = ChineseConverter().to_simplified
    sentences = 0
    for source, output in pairs:
        sentences += 1
        for name, kept in _kept(source, output, target, simplify):
            made[name] += 1
            if not kept:
                broken[name].append(Broken(source, output))
    rates = {
        name: PromiseRate(len(found), made[name], tuple(found[:_EXAMPLES]))
        for name, found in broken.items()
    }
    return PromiseReport(texts, target, sentences, rates)


def _kept(
    source: str, output: str, target: str, simplify: Callable[[str], str]
) -> Iterator[tuple[str, bool]]:
    """The promises made for a sentence, and whether each was kept."""
    yield "empty", bool(output.strip())
    if not output.strip():
        return
    yield "loop", not loops(output, source)
    yield "end-mark", match_end_mark(source, output, target) == output
    if target == "zh":
        yield "script", _is_chinese(source, output) and simplify(output) == output
        yield "half-width", full_width_punctuation(output) == output
    else:
        yield "script", not has_cjk(output)
        yield "casing", _case_is_sane(source, output)
    if has_told_numbers(source):
        yield "numbers", not numbers_differ(source, output)
    if _is_heading(source):
        most = _EXPANDED_TIMES * _units(source) + _EXPANDED_BESIDE
        yield "expanded", _units(output) <= most and output.rstrip()[-1] not in _END_MARKS


def _is_chinese(source: str, output: str) -> bool:
    """Names and commands may stay in Latin letters, ordinary words of the source may not."""
    if has_cjk(output):
        return True
    return len(_LATIN_WORDS.findall(source)) < _LEFT_OVER_WORDS


def _case_is_sane(source: str, output: str) -> bool:
    """A sentence begins with a capital; one that names something in small letters may not."""
    letters = [character for character in output if character.isalpha()]
    if len(letters) > _HEADING_WORDS * 2 and all(letter.isupper() for letter in letters):
        return any(character.isascii() and character.isupper() for character in source)
    ends = source.rstrip()[-1:] in _END_MARKS
    first = output.lstrip("\"'“‘([- ")[:1]
    named = source[:1].isascii()
    return named or not ends or not first.isalpha() or first.isupper()


def _is_heading(source: str) -> bool:
    text = source.strip()
    if not text or text[-1] in _END_MARKS or any(map(str.isdigit, text)):
        return False
    if has_cjk(text):
        return all(map(is_cjk, text)) and len(text) <= _HEADING_CHARACTERS
    return len(text.split()) <= _HEADING_WORDS


def _units(text: str) -> int:
    """Words, and Chinese characters by two."""
    characters = sum(map(is_cjk, text))
    return (characters + 1) // 2 + len(re.findall(r"[A-Za-z][A-Za-z'’-]*", text))


def reports_json(
    reports: Sequence[PromiseReport], model_id: str, fingerprint: str, seed: int
) -> str:
    """JSON of several directions with their examples, and of what they were measured on."""
    document = {
        "version": 1,
        "model_id": model_id,
        "model_fingerprint": fingerprint,
        "seed": seed,
        "directions": [asdict(report) for report in reports],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"
