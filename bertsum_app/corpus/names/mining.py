"""Names in the collection's sentence pairs: English ones, and the Chinese that always comes with each.

A candidate is a run of one to three words that are hardly ever written small. Its Chinese is the string
that occurs where it does and hardly anywhere else (by Dice's coefficient), if it looks like a
name's: one that the lexicon has, or one written with the characters of transcription whose ends sound
like the ends of the English one.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bertsum_app.corpus import recipe_data
from bertsum_app.corpus.names.lexicon import LexiconName
from bertsum_app.text.han import HAN
from bertsum_app.text.transcription import TRANSCRIBING

#: Domains of the collection that are rich in names; the others are full of names of products.
_DOMAINS = ("news", "wiki", "health", "general", "captions", "talks", "public", "articles")
_LETTERS = r"[^\W\d_]+(?:['’-][^\W\d_]+)*"
_WORD = re.compile(_LETTERS)
_CAPITALISED_WORD = re.compile(r"[A-Z](?:['’-]?[^\W\d_])*")
_RUN = re.compile(rf"{_CAPITALISED_WORD.pattern}(?: {_CAPITALISED_WORD.pattern})*")
_POSSESSIVE = re.compile(r"['’]s?$")
_CHINESE = re.compile(rf"[{HAN}]+(?:·[{HAN}]+)*")
_LONGEST_RUN, _LONGEST_CHINESE, _LONGEST_WITH_DOTS = 3, 7, 12
#: Pairs of a candidate that are looked at, the first ones.
_MOST_PAIRS = 60
#: A name is written small at most so often, and in the midst of a sentence at least so often.
_SMALL_SHARE, _MIDST_SHARE = 0.03, 0.25
_LEAST_SHARE = 0.3
#: Dice's coefficient of the pair, at least: in few pairs, and in so many; of strings that do not look
#: like a name's.
_LEAST_DICE_OF_FEW, _MANY, _LEAST_DICE_OF_MANY = 0.75, 5, 0.6
_LEAST_DICE_OF_OTHERS, _LEAST_PAIRS_OF_OTHERS = 0.8, 8
#: Names of the lexicon that show how a letter sounds.
_LEAST_SAME_SOUND = 2
#: Of strings that are about as good the longest one is whole.
_AS_GOOD = 0.9
#: A word that mostly stands beside one and the same other capitalised word is but a part of a name.
_PART_SHARE = 0.6


@dataclass(frozen=True)
class MinedName:
    """An English name and the Chinese that comes with it; `looks_like_one`: by its characters."""

    english: str
    chinese: str
    pairs: int
    dice: float
    looks_like_one: bool


def mined_names(data: Path, lexicon: Iterable[LexiconName]) -> Iterator[MinedName]:
    """Names in the pairs of the collection, most of them not in the lexicon.

    Raises:
        CorpusUnreadable: the collection cannot be read.
    """
    pairs = [
        (pair.english, pair.chinese)
        for domain in _DOMAINS
        for pair in recipe_data.training_pairs(data, domain)
    ]
    shape = _Shape(lexicon)
    places = _candidates([english for english, _ in pairs])
    partners: dict[str, dict[str, float]] = {}
    for name, found in places.items():
        looked_at = found[:_MOST_PAIRS]
        counts: Counter[str] = Counter()
        for index in looked_at:
            counts.update(_strings(pairs[index][1], name.count(" ")))
        least = max(2.0, _LEAST_SHARE * len(looked_at))
        scale = len(found) / len(looked_at)
        partners[name] = {text: n * scale for text, n in counts.items() if n >= least}
    everywhere = _counts({text for of_name in partners.values() for text in of_name}, pairs)
    for name, of_name in sorted(partners.items()):
        best = _best(name, len(places[name]), of_name, everywhere, shape)
        if best is not None:
            yield best


class _Shape:
    """What Chinese names look like, from a lexicon."""

    def __init__(self, lexicon: Iterable[LexiconName]) -> None:
        self._known: set[str] = set()
        self._first: Counter[tuple[str, str]] = Counter()
        self._last: Counter[tuple[str, str]] = Counter()
        for name in lexicon:
            self._known.add(name.chinese)
            if _is_transcribed(name.chinese) and name.english.isalpha():
                self._first[name.english[0].lower(), name.chinese[0]] += 1
                self._last[name.english[-1].lower(), name.chinese[-1]] += 1

    def may_be(self, english: str, chinese: str) -> bool:
        """Whether `chinese` is known as a name, or a transcription with as many parts as `english`."""
        if chinese in self._known:
            return True
        return _is_transcribed(chinese) and chinese.count("·") == english.count(" ")

    def fits(self, english: str, chinese: str) -> bool:
        """Whether one that may be a name sounds like `english` at both ends."""
        if chinese in self._known:
            return True
        ends = (
            self._first[english[0].lower(), chinese[0]],
            self._last[english[-1].lower(), chinese[-1]],
        )
        return min(ends) >= _LEAST_SAME_SOUND


def _is_transcribed(chinese: str) -> bool:
    return TRANSCRIBING.issuperset(chinese.replace("·", ""))


def _candidates(texts: Sequence[str]) -> dict[str, list[int]]:
    """Runs of words that are hardly ever written small, and the texts (by index) that have them."""
    small: Counter[str] = Counter()
    great: Counter[str] = Counter()
    in_midst: Counter[str] = Counter()
    for text in texts:
        for match in _WORD.finditer(text):
            word = match.group()
            if not word[0].isupper():
                small[word] += 1
                continue
            great[word] += 1
            in_midst[word] += text[: match.start()].rstrip(" '\"([“‘")[-1:].isalpha()

    def is_name(word: str) -> bool:
        return (
            len(word) > 2
            and small[word.lower()] <= _SMALL_SHARE * great[word]
            and in_midst[word] >= _MIDST_SHARE * great[word]
        )

    found: defaultdict[str, list[int]] = defaultdict(list)
    before: defaultdict[str, Counter[str]] = defaultdict(Counter)
    behind: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for index, text in enumerate(texts):
        here: set[str] = set()
        for run in _RUN.finditer(text):
            words = [_POSSESSIVE.sub("", word) for word in run.group().split(" ")]
            for first in range(len(words)):
                for end in range(first + 1, min(len(words), first + _LONGEST_RUN) + 1):
                    if not all(map(is_name, words[first:end])):
                        break
                    name = " ".join(words[first:end])
                    here.add(name)
                    before[name].update(words[first - 1 : first])
                    behind[name].update(words[end : end + 1])
        for name in here:
            found[name].append(index)

    def is_part(name: str) -> bool:
        sides = (before[name], behind[name])
        return any(side and max(side.values()) > _PART_SHARE * len(found[name]) for side in sides)

    return {name: places for name, places in found.items() if len(places) > 1 and not is_part(name)}


def _strings(chinese: str, dots: int) -> set[str]:
    """Strings that may be a name in `chinese`: without dots, or with `dots` of them."""
    found: set[str] = set()
    for match in _CHINESE.finditer(chinese):
        for piece in match.group().split("·"):
            found.update(_pieces(piece, _LONGEST_CHINESE))
        if dots:
            whole = _pieces(match.group(), _LONGEST_WITH_DOTS)
            found.update(text for text in whole if text.count("·") == dots)
    return found


def _pieces(text: str, longest: int) -> Iterator[str]:
    for first in range(len(text) - 1):
        for end in range(first + 2, min(len(text), first + longest) + 1):
            if text[first] != "·" != text[end - 1]:
                yield text[first:end]


def _counts(wanted: set[str], pairs: Sequence[tuple[str, str]]) -> Counter[str]:
    """In how many pairs each of the Chinese strings occurs."""
    beginnings = {text[:2] for text in wanted}
    longest = max(map(len, wanted), default=0)
    counts: Counter[str] = Counter()
    for _, chinese in pairs:
        here: set[str] = set()
        for first in range(len(chinese) - 1):
            if chinese[first : first + 2] in beginnings:
                ends = range(first + 2, min(len(chinese), first + longest) + 1)
                here.update(text for end in ends if (text := chinese[first:end]) in wanted)
        counts.update(here)
    return counts


def _best(
    name: str, times: int, partners: Mapping[str, float], everywhere: Counter[str], shape: _Shape
) -> MinedName | None:
    """The Chinese of a name that occurs in so many pairs."""
    scores = {
        text: 2 * min(together, everywhere[text]) / (times + everywhere[text])
        for text, together in partners.items()
    }
    names = {text: score for text, score in scores.items() if shape.may_be(name, text)}
    least = _LEAST_DICE_OF_MANY if times >= _MANY else _LEAST_DICE_OF_FEW
    chinese = _longest_of_best(names, least)
    if chinese is not None and shape.fits(name, chinese):
        return MinedName(name, chinese, times, names[chinese], looks_like_one=True)
    chinese = _longest_of_best(scores, _LEAST_DICE_OF_OTHERS)
    if chinese is not None and times >= _LEAST_PAIRS_OF_OTHERS:
        return MinedName(name, chinese, times, scores[chinese], looks_like_one=False)
    return None


def _longest_of_best(scores: Mapping[str, float], least: float) -> str | None:
    """Of several strings that are about as good the longest: shorter ones are parts of it."""
    top = max(scores.values(), default=0.0)
    if top < least:
        return None
    good = [text for text, score in scores.items() if score >= _AS_GOOD * top]
    return max(good, key=lambda text: (len(text), scores[text], text))
