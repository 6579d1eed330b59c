"""Which language a text is in.

Where it stands: before translation and summarization, when the user has not named the source.
Scripts decide first, then common English words; only Latin (or Cyrillic) text without a clear
sign goes to py3langid, whose tables take about two seconds and a hundred megabytes to load and
are therefore read on first need.  English and Chinese, the usual case, never load them.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

from bertsum_app.core.languages import LANGUAGES
from bertsum_app.text.han import HAN

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

# Letters of each script that tells languages apart, as ranges of a character class.
_SCRIPTS = {
    "latin": "A-Za-z\xaa\xba\xc0-\xd6\xd8-\xf6\xf8-\u024f\u1e00-\u1eff",
    "han": HAN,
    "kana": "\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\uff66-\uff9d",
    "hangul": "\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3",
    "cyrillic": "\u0400-\u0481\u048a-\u052f",
    "greek": "\u0370-\u0373\u0376-\u037d\u0386-\u03ff\u1f00-\u1fff",
    "arabic": "\u0620-\u064a\u066e-\u06d3\u06d5\u06fa-\u06ff\u0750-\u077f",
    "hebrew": "\u05d0-\u05ea",
    "devanagari": "\u0904-\u0939\u0958-\u0961",
    "bengali": "\u0985-\u09b9\u09dc-\u09e1",
    "tamil": "\u0b85-\u0bb9",
    "thai": "\u0e01-\u0e2e\u0e40-\u0e45",
}
_LETTERS = {script: re.compile(f"[{letters}]") for script, letters in _SCRIPTS.items()}
_ANY_LETTER = re.compile(f"[{''.join(_SCRIPTS.values())}]")
# A word takes some five Latin letters but one or two ideographs or syllables.
_WEIGHTS = {"han": 3.0, "kana": 2.0, "hangul": 2.5}
# Japanese is a third kana or more; a Chinese text may hold a stray one for its looks.
_LEAST_KANA = 0.15

_LANGUAGES_OF_SCRIPT: dict[str, tuple[str, ...]] = {
    "cyrillic": ("ru", "uk", "bg", "sr"),
    "greek": ("el",),
    "arabic": ("ar", "fa", "ur"),
    "hebrew": ("he",),
    "devanagari": ("hi",),
    "bengali": ("bn",),
    "tamil": ("ta",),
    "thai": ("th",),
    "kana": ("ja",),
    "hangul": ("ko",),
    "han": ("zh",),
}
# Letters that only one language of its script writes.
_TELLING_LETTERS = (
    ("uk", re.compile("[іїєґІЇЄҐ]")),
    ("sr", re.compile("[јљњћђџЈЉЊЋЂЏ]")),
    ("ru", re.compile("[ыэёЫЭЁ]")),
    ("ur", re.compile("[ٹڈڑںےھ]")),
    ("fa", re.compile("[پچژگیک]")),
)
_TELLING_SHARE = 0.005


def _words(listing: str) -> frozenset[str]:
    return frozenset(listing.split())


# Words frequent in English and rare in the other languages of the Latin script.
_ENGLISH_WORDS = _words(
    """
    the and of you that this these those with are were been being have has which what who whom
    whose when where why how would should could cannot don't doesn't didn't isn't aren't wasn't
    i'm i'll i've it's you're he's she's we're they're let's that's there their they them your
    from about because through between into than then only other some any very more most much
    many also after before again while during each every both few our its she him myself
    yourself himself itself ourselves themselves without within against however therefore
    hello hi thanks thank please sorry welcome goodbye bye yes okay ok good morning evening night
    today tomorrow yesterday love happy birthday know think want need make made said see look
    people time year way day work world life friend help nice great best new first last error
    file open close save click windows apple data water food weather
    """
)
# Frequent words of other languages that share spellings with the list above or stand in texts
# full of English terms: they speak against English.
_FOREIGN_WORDS = _words(
    """
    der die das und ist nicht ein eine mit für auf den dem des von zu im sich auch
    le la les un une et est que qui dans pour pas sur au aux du ce je vous nous
    el los las por para con una del se es y lo como pero muy
    il di che non per gli della sono
    o os um uma não em do da no na com
    het een van niet dat zijn voor
    och att det som är på av jag
    ve bir bu için w nie się jest
    """
)
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
# In ASCII, since Chinese goes on behind an address without a blank, and from the start of a run only, or
# each place in a long one would be tried.
_ADDRESS = re.compile(r"(?<![!-~])[!-~]+(?:://|@)[!-~]+|www\.[!-~]+")
# Share of common English words from which py3langid need not be asked.
_ENGLISH_SHARE = 0.12
# "no", "a": nobody can tell; English is the likeliest, and the tables stay on disk.
_TOO_SHORT = 3
_GUESS = 0.5
# What py3langid's log-likelihood for English is raised by; decides texts of a word or two.
_ENGLISH_HEAD_START = 5.0

_SAMPLE = 2000  # code points, taken at the beginning, in the middle and at the end


@dataclass(frozen=True)
class Detection:
    """A language code of `core.languages` and how sure we are, from 0 to 1."""

    language: str
    confidence: float


class LanguageDetector:
    """Detects languages; keeps py3langid's tables once they were needed. Thread-safe."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._identifier: LanguageIdentifier | None = None

    def detect(self, text: str) -> Detection | None:
        """The language of `text`, or None when it holds no letter of a known script.

        Reads some thousands of code points at most, however long the text is.
        """
        sample = _sample(_ADDRESS.sub(" ", _sample(text))) or _sample(text)
        counts = {script: len(letters.findall(sample)) for script, letters in _LETTERS.items()}
        weights = {script: n * _WEIGHTS.get(script, 1.0) for script, n in counts.items() if n}
        if not weights:
            return None
        # Kana and ideographs are written together: one pile, told apart by the share of kana.
        east_asian = weights.pop("han", 0.0) + weights.pop("kana", 0.0)
        if east_asian:
            kana = counts["kana"] / (counts["han"] + counts["kana"])
            weights["kana" if kana >= _LEAST_KANA else "han"] = east_asian
        script = max(weights, key=lambda name: weights[name])
        share = weights[script] / sum(weights.values())
        if script == "latin":
            found = _plain_english(sample) or self._ask(sample, _latin_languages())
        else:
            found = self._of_script(sample, script, counts[script])
        return Detection(found.language, round(found.confidence * share, 4))

    def _of_script(self, sample: str, script: str, letters: int) -> Detection:
        candidates = _LANGUAGES_OF_SCRIPT[script]
        if len(candidates) == 1:
            return Detection(candidates[0], 0.99)
        for language, telling in _TELLING_LETTERS:
            found = len(telling.findall(sample))
            if language in candidates and found > _TELLING_SHARE * letters:
                return Detection(language, 0.95)
        return self._ask(sample, candidates)

    def _ask(self, sample: str, candidates: Collection[str]) -> Detection:
        """py3langid's opinion among the candidates, with a head start for English."""
        ranking = dict(self._rank(sample))
        scores = {
            language: score + (_ENGLISH_HEAD_START if language == "en" else 0.0)
            for language, score in ranking.items()
            if language in candidates
        }
        if len(set(ranking.values())) == 1 and "en" in candidates:
            return Detection("en", _GUESS)  # nothing in it that py3langid knows
        best = max(scores, key=lambda language: scores[language])
        # Naive Bayes is far too sure of long texts; the root of the length calms it, as in
        # py3langid itself.
        calm = math.sqrt(len(sample.encode("utf-8", "replace")))
        total = sum(math.exp((score - scores[best]) / calm) for score in scores.values())
        return Detection(best, 1.0 / total)

    def _rank(self, sample: str) -> list[tuple[str, float]]:
        with self._lock:
            if self._identifier is None:
                from py3langid.langid import MODEL_FILE, LanguageIdentifier

                self._identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
            ranking: list[tuple[str, float]] = self._identifier.rank(sample)
            return ranking


def _sample(text: str) -> str:
    """The text itself when short, else three pieces of it that hold letters if any do."""
    if len(text) <= 3 * _SAMPLE:
        return text if _ANY_LETTER.search(text) else ""
    middle = (len(text) - _SAMPLE) // 2
    pieces = (text[:_SAMPLE], text[middle : middle + _SAMPLE], text[-_SAMPLE:])
    sample = "\n".join(pieces)
    if _ANY_LETTER.search(sample):
        return sample
    letter = _ANY_LETTER.search(text)
    return text[letter.start() : letter.start() + _SAMPLE] if letter else ""


def _plain_english(sample: str) -> Detection | None:
    """English by its common words, when they leave no doubt."""
    words = [word.lower().replace("’", "'") for word in _WORD.findall(sample)]
    if not words:
        return None
    letters = "".join(words)
    if len(letters) <= _TOO_SHORT and letters.isascii():
        return Detection("en", _GUESS)
    english = sum(word in _ENGLISH_WORDS for word in words) / len(words)
    foreign = sum(word in _FOREIGN_WORDS for word in words) / len(words)
    accented = sum(not word.isascii() for word in words) / len(words)
    if english < _ENGLISH_SHARE or english < 2 * (foreign + accented):
        return None
    # One word of a few is a hint, a quarter of many is certainty.
    evidence = english * math.sqrt(len(words))
    return Detection("en", min(0.99, 0.8 + 0.15 * evidence))


def _latin_languages() -> frozenset[str]:
    others = {code for codes in _LANGUAGES_OF_SCRIPT.values() for code in codes}
    return frozenset(LANGUAGES) - others
