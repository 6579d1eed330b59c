"""What is wrong with a corpus, with examples, and the examples that are left when it is put right.

One pass does both: `CorpusCheck.clean` yields what may be trained on, and afterwards `report` says what
was found. Each finding has a fix that the person may change: drop the example, swap its sides, or keep
it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Literal

from bertsum_app.corpus.examples import SentimentExample, SummaryExample, TranslationExample
from bertsum_app.corpus.filters import uneven
from bertsum_app.corpus.seen import SeenKeys
from bertsum_app.corpus.user_corpus import CorpusTask, Example, Located
from bertsum_app.text.chinese import count_cjk, has_cjk

Fix = Literal["drop", "swap", "keep"]
FindingKind = Literal["empty", "swapped", "language", "copy", "length", "duplicate", "leak"]

#: The usual fix of each finding first. Empty examples cannot be kept: there is nothing to learn.
FIXES: Mapping[FindingKind, tuple[Fix, ...]] = MappingProxyType(
    {
        "empty": ("drop",),
        "swapped": ("swap", "drop", "keep"),
        "language": ("drop", "keep"),
        "copy": ("drop", "keep"),
        "length": ("drop", "keep"),
        "duplicate": ("drop", "keep"),
        "leak": ("drop", "keep"),
    }
)
_EXAMPLES = 5
_SHOWN = 120
#: More is no sentence: it would be cut off in training.
_LONGEST_SIDE = 2000
_SHORTEST_TEXT_FACTOR = 1.5  # a summary that is not clearly shorter is none
_MOSTLY = 0.3


@dataclass(frozen=True)
class FindingExample:
    """One example with the trouble: the file's number, the line, and its two texts, cut to 120."""

    file: int
    line: int
    first: str
    second: str


@dataclass(frozen=True)
class Finding:
    """One kind of trouble: how often, what is done about it, and a few cases."""

    kind: FindingKind
    count: int
    fix: Fix
    choices: tuple[Fix, ...]
    examples: tuple[FindingExample, ...]


@dataclass(frozen=True)
class Checked:
    """Counts over a corpus; `by_label` is of sentiment only."""

    examples: int
    kept: int
    findings: tuple[Finding, ...]
    by_language: Mapping[str, int]
    by_label: Mapping[str, int]


class LeakKeys:
    """The texts of development examples, to tell training examples that give them away."""

    def __init__(self, examples: Iterable[Example]) -> None:
        self._keys = {key for example in examples for key in _sides(example)}

    def __contains__(self, example: object) -> bool:
        return isinstance(example, Example) and any(key in self._keys for key in _sides(example))


class CorpusCheck:
    """Looks at examples one by one; see the module."""

    def __init__(
        self,
        task: CorpusTask,
        fixes: Mapping[FindingKind, Fix] | None = None,
        development: LeakKeys | None = None,
    ) -> None:
        """`fixes`: other than the usual ones. `development`: what must not be trained on.

        Raises:
            ValueError: a fix that the finding does not have.
        """
        self._task = task
        self._fixes: dict[FindingKind, Fix] = {kind: choices[0] for kind, choices in FIXES.items()}
        for kind, fix in (fixes or {}).items():
            if fix not in FIXES[kind]:
                raise ValueError(f"{kind}: {fix} is none of {', '.join(FIXES[kind])}")
            self._fixes[kind] = fix
        self._development = development
        self._seen = SeenKeys()
        self._counts: Counter[FindingKind] = Counter()
        self._cases: dict[FindingKind, list[FindingExample]] = defaultdict(list)
        self._languages: Counter[str] = Counter()
        self._labels: Counter[str] = Counter()
        self._examples = 0
        self._kept = 0

    def clean(self, corpus: Iterable[Located]) -> Iterator[Located]:
        """Yield what is left of `corpus` when each finding is fixed.

        Raises:
            CorpusUnreadable: what reading `corpus` raises.
        """
        look = {
            "translate": _pair_fault,
            "summarize": _summary_fault,
            "sentiment": _sentiment_fault,
        }[self._task]
        for located in corpus:
            self._examples += 1
            example: Example = located.example
            kind: FindingKind | None = look(example)
            if kind is not None:
                fix = self._note(kind, located)
                if fix == "drop":
                    continue
                if fix == "swap" and isinstance(example, TranslationExample):
                    example = replace(example, english=example.chinese, chinese=example.english)
            if not self._seen.add(_key(example)) and self._note("duplicate", located) == "drop":
                continue
            if (
                self._development is not None
                and example in self._development
                and self._note("leak", located) == "drop"
            ):
                continue
            self._keep(example)
            yield located if example is located.example else located._replace(example=example)

    def report(self) -> Checked:
        """What was found so far."""
        return Checked(
            self._examples,
            self._kept,
            tuple(
                Finding(
                    kind,
                    self._counts[kind],
                    self._fixes[kind],
                    choices,
                    tuple(self._cases[kind]),
                )
                for kind, choices in FIXES.items()
                if self._counts[kind]
            ),
            dict(self._languages),
            dict(self._labels),
        )

    def _note(self, kind: FindingKind, located: Located) -> Fix:
        self._counts[kind] += 1
        if len(self._cases[kind]) < _EXAMPLES:
            first, second = _texts(located.example)
            case = FindingExample(located.file, located.line, first[:_SHOWN], second[:_SHOWN])
            self._cases[kind].append(case)
        return self._fixes[kind]

    def _keep(self, example: Example) -> None:
        self._kept += 1
        if not isinstance(example, TranslationExample):
            self._languages[example.language] += 1
        if isinstance(example, SentimentExample):
            self._labels["positive" if example.positive else "negative"] += 1


def _pair_fault(example: Example) -> FindingKind | None:
    assert isinstance(example, TranslationExample)
    english, chinese = example.english, example.chinese
    if not english.strip() or not chinese.strip():
        return "empty"
    # isascii() is one look at a flag: most English never reaches the pattern.
    english_han = 0 if english.isascii() else count_cjk(english)
    chinese_han = has_cjk(chinese)
    if not chinese_han and any(character.isalpha() for character in chinese):
        if english_han:
            return "swapped"
        return "copy" if english.strip() == chinese.strip() else "language"
    if english_han > _MOSTLY * len(english):
        return "language"
    if max(len(english), len(chinese)) > _LONGEST_SIDE or uneven(english, chinese):
        return "length"
    return None


def _summary_fault(example: Example) -> FindingKind | None:
    assert isinstance(example, SummaryExample)
    text, summary = example.text.strip(), example.summary.strip()
    if not text or not summary:
        return "empty"
    if len(summary) * _SHORTEST_TEXT_FACTOR > len(text):
        return "length"
    if has_cjk(text) != has_cjk(summary):
        return "language"
    return None


def _sentiment_fault(example: Example) -> FindingKind | None:
    assert isinstance(example, SentimentExample)
    text = example.text.strip()
    if not text:
        return "empty"
    return None if any(character.isalpha() for character in text) else "language"


def _texts(example: Example) -> tuple[str, str]:
    match example:
        case TranslationExample():
            return example.english, example.chinese
        case SummaryExample():
            return example.text, example.summary
        case SentimentExample():
            return example.text, "positive" if example.positive else "negative"


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _key(example: Example) -> tuple[str, str]:
    first, second = _texts(example)
    return _plain(first), _plain(second)


def _sides(example: Example) -> tuple[tuple[str, str], ...]:
    """What gives an example away: either side of a pair, the text of the others."""
    first, second = _texts(example)
    if isinstance(example, TranslationExample):
        return ("en", _plain(first)), ("zh", _plain(second))
    return (("text", _plain(first)),)
