"""Which collected pairs are no translations: named rules on text, and what each has dropped.

Every rule errs on the side of keeping. A collection that was cleaned before loses little here; one that
was not loses its copies, mixed-up scripts and lines that slid against each other. What the words
themselves say is looked at later, on packed pairs (corpus/alignment.py).
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from hashlib import blake2b

from bertsum_app.corpus.examples import TranslationExample
from bertsum_app.text.chinese import count_cjk, has_cjk

DUPLICATE, SCRIPT, COPY, RATIO, NUMBERS = "duplicate", "script", "copy", "length-ratio", "numbers"
ALIGNMENT = "alignment"
REPORT_VERSION = 1

_OTHER_SCRIPT = re.compile("[\u0400-\u04ff\u0600-\u06ff\u0e00-\u0e7f\u3040-\u30fa\uac00-\ud7a3]")
_LATIN_WORD = re.compile(r"[A-Za-z]+(?:'[A-Za-z]+)?")
_IGNORED = re.compile(r"[\W_]+")
_NUMBER = re.compile(r"\d{2,}")
_GROUPED = re.compile(r"(?<=\d),(?=\d{3})")
#: A number may be written in another way beside these: scales, halves of the day, months, words.
_OTHER_WAYS = re.compile(
    r"[〇零一二两三四五六七八九十百千万亿半]|\b(?:[ap]\.?m\.?|hundred|thousand|[mbtr]+illion|dozen|half"
    r"|ten|eleven|twelve|\w+teen|\w+ty|\w+teenth|\w+tieth|\w+ties|noon|midnight|oct\w*|nov\w*|dec\w*)",
    re.IGNORECASE,
)
_LEAST_HAN_SHARE = 0.2
_MOST_COPIED, _LEAST_WORDS_COPIED = 0.8, 4
#: (Chinese characters + Latin words) to an English word: for sentences, and for less than six words.
_RATIOS, _SHORT_RATIOS, _SHORT = (0.5, 4.0), (0.2, 7.0), 6
_SHOWN = 5


class FilterReport:
    """What each filter dropped, by domain, with a few examples of each."""

    def __init__(self) -> None:
        self.kept: dict[str, int] = defaultdict(int)
        self.dropped: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
        self._examples: dict[str, list[tuple[str, str, str]]] = defaultdict(list)

    def keep(self, domain: str) -> None:
        """Count one pair of `domain` as kept."""
        self.kept[domain] += 1

    def drop(self, name: str, domain: str, english: str, chinese: str) -> None:
        """Count one pair of `domain` as dropped by the filter `name`."""
        self.dropped[name][domain] += 1
        if len(self._examples[name]) < _SHOWN:
            self._examples[name].append((domain, english, chinese))

    def withdraw(self, name: str, domain: str, english: str, chinese: str) -> None:
        """Count a pair that was kept as dropped after all."""
        self.kept[domain] -= 1
        self.drop(name, domain, english, chinese)

    def lines(self) -> Iterator[str]:
        """A line for each filter that dropped something, and one for what is left."""
        for name, domains in self.dropped.items():
            by_domain = ", ".join(f"{domain} {count:,}" for domain, count in domains.items())
            yield f"dropped by {name}: {sum(domains.values()):,} ({by_domain})"
        yield f"kept: {sum(self.kept.values()):,} pairs"

    def to_json(self) -> str:
        """The text of ``filter-report.json``."""
        values = {
            "version": REPORT_VERSION,
            "kept": self.kept,
            "dropped": self.dropped,
            "examples": self._examples,
        }
        return json.dumps(values, ensure_ascii=False, indent=2) + "\n"


def filter_pairs(
    tagged: Iterable[tuple[str, TranslationExample]], report: FilterReport
) -> Iterator[tuple[str, TranslationExample]]:
    """Yield the (domain, pair) entries that no rule drops; of equal ones the first.

    Pairs count as equal whatever their case, white space and punctuation. Memory is some 70 bytes a
    pair, for the digests by which repeated ones are known.
    """
    seen: set[int] = set()
    for domain, pair in tagged:
        name = fault(pair)
        if not name:
            digest = _digest(pair)
            name = DUPLICATE if digest in seen else ""
            seen.add(digest)
        if name:
            report.drop(name, domain, pair.english, pair.chinese)
        else:
            report.keep(domain)
            yield domain, pair


def fault(pair: TranslationExample) -> str:
    """The name of the first rule that `pair` breaks, empty for none."""
    rules = ((SCRIPT, _wrong_script), (COPY, _copied), (RATIO, uneven), (NUMBERS, _numbers_differ))
    return next((name for name, broken in rules if broken(pair.english, pair.chinese)), "")


def _wrong_script(english: str, chinese: str) -> bool:
    # Names and titles may stay in Latin letters, but then the English side has them, too.
    known = set(_LATIN_WORD.findall(english))
    foreign = sum(len(word) for word in _LATIN_WORD.findall(chinese) if word not in known)
    han = count_cjk(chinese)
    return (
        not _LATIN_WORD.search(english)
        or has_cjk(english)
        or _OTHER_SCRIPT.search(english + chinese) is not None
        # A word is one or two characters but five letters.
        or 3 * han < _LEAST_HAN_SHARE * (3 * han + foreign)
        or not han
    )


def _copied(english: str, chinese: str) -> bool:
    words = [word for word in _LATIN_WORD.findall(english) if word.islower()]
    written = set(_LATIN_WORD.findall(chinese))
    copied = sum(word in written for word in words)
    return len(words) >= _LEAST_WORDS_COPIED and copied >= _MOST_COPIED * len(words)


def uneven(english: str, chinese: str) -> bool:
    """Whether the sides are of lengths that no translation has."""
    words = len(english.split())
    units = count_cjk(chinese) + len(_LATIN_WORD.findall(chinese))
    low, high = _SHORT_RATIOS if words < _SHORT else _RATIOS
    return not low * words <= units <= high * words


def _numbers_differ(english: str, chinese: str) -> bool:
    here, there = _numbers(english), _numbers(chinese)
    if here == there:
        return False
    missing, invented = here - there, there - here
    return bool(
        (missing and not _OTHER_WAYS.search(chinese))
        or (invented and not _OTHER_WAYS.search(english))
    ) and not (_OTHER_WAYS.search(english) and here and there)


def _numbers(text: str) -> set[str]:
    plain = _GROUPED.sub("", unicodedata.normalize("NFKC", text))
    return set(_NUMBER.findall(plain))


def _digest(pair: TranslationExample) -> int:
    sides = (_IGNORED.sub("", side.casefold()) for side in (pair.english, pair.chinese))
    return int.from_bytes(blake2b("\t".join(sides).encode(), digest_size=8).digest(), "big")
