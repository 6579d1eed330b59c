"""Signs that an output is no translation of its input.

A small network sometimes loops, stops short, copies or invents. The checks here look at text alone;
they cost microseconds and err on the side of silence. What they find makes the translator try again
another way, and what remains is shown to the user as a doubt.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from bertsum_app.inference.numbers.check import LEAST_UNWORDED, WORDED, numbers_differ
from bertsum_app.text.chinese import is_cjk
from bertsum_app.text.sentences import Span

REPEATS, TOO_SHORT, TOO_LONG = "repeats", "too-short", "too-long"
COPIED, NUMBERS = "copied", "numbers"
#: Languages whose script has Chinese characters.
HAN_WRITTEN = frozenset({"zh", "ja"})
#: All codes, the gravest first, with what each weighs when outputs are compared.
DOUBTS = {REPEATS: 8, COPIED: 6, TOO_SHORT: 4, TOO_LONG: 3, NUMBERS: 1}

_ADDRESS = re.compile(r"\S+://\S+|www\.\S+|\S+@\S+\.\S+")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_TOKEN = re.compile(r"[^\W_]+")
#: So many times in a row is a loop, by the size of the unit in words or characters.
_LOOP_TIMES = {1: 4, 2: 3, 3: 3, 4: 3, 5: 3}
_LOOP_TIMES_LONGER = 2
#: A Chinese character twice is a way of speaking: 慢慢.
_CHARACTER_TIMES = 3
_LONGEST_UNIT = 24
#: Below this share of distinct trigrams a text goes round in circles.
_DISTINCT_SHARE = 0.6
_LEAST_TRIGRAMS = 12

#: Chinese characters to an English word, as a rule; in parallel corpora 1.4 to 1.9.
_CHARACTERS_PER_WORD = 1.6
_LETTERS_PER_WORD = 12  # a longer run of letters counts as several words (Thai, German, ...)
_SHORTEST, _LONGEST = 0.4, 2.5
_SLACK_WORDS = 3.0  # a short sentence may become much longer or shorter
_COPIED_SHARE = 0.7
_LEAST_COPIED = 3


@dataclass(frozen=True)
class Pair:
    """A source text and what was made of it."""

    source: str
    output: str
    source_language: str
    target_language: str

    @property
    def least_number(self) -> int:
        """From which on a number in digits must be found again, in words if need be."""
        return 1 if {self.source_language, self.target_language} <= WORDED else LEAST_UNWORDED


def doubts(pair: Pair) -> tuple[str, ...]:
    """Codes out of `DOUBTS` that speak against the output, the gravest first."""
    source, output = _size(pair.source), _size(pair.output)
    found = {
        REPEATS: loops(pair.output, pair.source),
        COPIED: _copied(pair),
        TOO_SHORT: output < _SHORTEST * source - _SLACK_WORDS or (source > 0 and output == 0),
        TOO_LONG: output > _LONGEST * source + _SLACK_WORDS,
        NUMBERS: numbers_differ(pair.source, pair.output, least=pair.least_number),
    }
    return tuple(code for code in DOUBTS if found[code])


def gravity(codes: tuple[str, ...]) -> int:
    """How much the codes weigh together; 0 for none."""
    return sum(DOUBTS[code] for code in codes)


def loops(text: str, source: str = "") -> bool:
    """Whether `text` says the same thing over and over, more often than `source` does."""
    tokens = _tokens(text)
    looping = [times for unit, times in _repetitions(tokens) if is_loop(unit, times)]
    if not looping and not _goes_in_circles(tokens):
        return False
    usual = usual_repetitions(source)
    return max(looping) > usual if looping else not _goes_in_circles(_tokens(source))


def is_loop(unit: Sequence[str], times: int) -> bool:
    """Whether to say these tokens `times` in a row is no longer emphasis."""
    if len(unit) == 1 and is_cjk(unit[0]):
        return times >= _CHARACTER_TIMES
    return times >= _LOOP_TIMES.get(len(unit), _LOOP_TIMES_LONGER)


def usual_repetitions(source: str) -> int:
    """How often in a row `source` itself says something at most."""
    return max((times for _, times in _repetitions(_tokens(source))), default=1)


def token_spans(text: str) -> list[tuple[str, Span]]:
    """Words and single Chinese characters, in small letters and without marks, with their places."""
    tokens: list[tuple[str, Span]] = []
    for run in _TOKEN.finditer(text):
        start = run.start()
        for chinese, characters in groupby(run.group(), is_cjk):
            word = "".join(characters)
            step = 1 if chinese else len(word)
            for at in range(0, len(word), step):
                span = Span(start + at, start + at + step)
                tokens.append((word[at : at + step].lower(), span))
            start += len(word)
    return tokens


def _tokens(text: str) -> list[str]:
    return [token for token, _ in token_spans(text)]


def _repetitions(tokens: list[str]) -> Iterator[tuple[list[str], int]]:
    """Units of one or more tokens that are said again at once, and how often in a row."""
    for size in range(1, min(_LONGEST_UNIT, len(tokens) // 2) + 1):
        equal = 0
        for at in range(len(tokens) - size + 1):
            if at + size < len(tokens) and tokens[at] == tokens[at + size]:
                equal += 1
                continue
            if equal >= size:
                yield tokens[at - size : at], equal // size + 1
            equal = 0


def _goes_in_circles(tokens: list[str]) -> bool:
    trigrams = list(zip(tokens, tokens[1:], tokens[2:], strict=False))
    return len(trigrams) >= _LEAST_TRIGRAMS and len(set(trigrams)) < _DISTINCT_SHARE * len(trigrams)


def _size(text: str) -> float:
    """Length in English words, Chinese characters and long runs of letters converted."""
    text = _ADDRESS.sub(" ", text)
    characters = sum(map(is_cjk, text))
    words = 0.0
    for run in _WORD.findall(text):
        letters = sum(not is_cjk(character) for character in run)
        words += max(1.0, letters / _LETTERS_PER_WORD) if letters else 0.0
    return words + characters / _CHARACTERS_PER_WORD


def _copied(pair: Pair) -> bool:
    """Whether the output is (still) in the source language, or any of it in Chinese characters.

    From Latin script names and addresses may stay.
    """
    if pair.source_language == "zh" and pair.target_language not in HAN_WRITTEN:
        return any(map(is_cjk, pair.output))
    words = [word for word in _WORD.findall(_ADDRESS.sub(" ", pair.source)) if word.islower()]
    if len(words) < _LEAST_COPIED:
        return False
    if pair.target_language == "zh" and not any(map(is_cjk, pair.output)):
        return True
    written = set(_WORD.findall(pair.output))
    return sum(word in written for word in words) >= _COPIED_SHARE * len(words)
