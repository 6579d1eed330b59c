"""Terms that a person wants translated in one way, or not at all, and where they stand in a text.

Matching goes word by word, the longest term first, and never begins or ends inside a word in letters:

- letters match whatever their case, unless the term has a capital behind its first letter (SQL, iPhone);
- the last word of an English term also matches its plural (-s, -es, -ies; APIs) and, in small letters,
  the verb's -ed and -ing (cache: caching); of irregular forms nothing is known;
- Chinese matches character by character, in either script, since it has no borders of words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from bertsum_app.text.chinese import is_cjk
from bertsum_app.text.normalize import normalize
from bertsum_app.text.sentences import Span

LONGEST_TERM = 200
"""Code points of either side of an entry."""

#: A run of letters, digits and underscores (cut at ideographs later), or any other character.
_WORD = re.compile(r"\w+|\S")
_LEAST_PLURAL, _LEAST_VERB = 3, 4
#: Not the plural of the word that they look like one of.
_NO_PLURAL = frozenset({"news", "goods", "means", "arms", "species"})
_CONSONANT_Y = re.compile(r"[^aeiou]y$")
_SIBILANT = re.compile(r"(?:s|x|z|ch|sh)$")


@dataclass(frozen=True)
class Term:
    """An entry: a term of the source language, and how it is to be said; None: as it stands."""

    source: str
    target: str | None

    def __post_init__(self) -> None:
        """Raises ValueError unless both sides say something and are short enough."""
        for side in (self.source, self.target):
            if side is not None and not 0 < len(side.strip()) <= len(side) <= LONGEST_TERM:
                raise ValueError("a term must have 1 to 200 characters")


def make_term(source: str, target: str | None) -> Term:
    """A term from two fields of a file or a table: normalised, runs of blanks as one.

    A target that is missing, empty or the source itself means to leave the term as it is.

    Raises:
        ValueError: see `Term`.
    """
    source, target = (" ".join(normalize(side or "").text.split()) for side in (source, target))
    return Term(source, target if target and target != source else None)


@dataclass(frozen=True)
class Glossary:
    """The terms for one direction; ISO 639-1 codes. Of two with the same source the last one counts."""

    source_language: str
    target_language: str
    terms: tuple[Term, ...] = ()


@dataclass(frozen=True)
class TermMatch:
    """A term where it stands (code points), and what the translation is to have for it."""

    span: Span
    term: Term
    wanted: str


class _Word(NamedTuple):  # there are many of them
    start: int
    end: int
    text: str
    lower: str
    ideograph: bool


@dataclass(frozen=True)
class _Entry:
    term: Term
    words: tuple[_Word, ...]
    exact_case: bool
    last_forms: frozenset[str]  # of the last word, in the case that is compared


class TermFinder:
    """Finds terms in texts; made once for a list of terms, since it builds an index."""

    def __init__(
        self,
        terms: Iterable[Term],
        language: str,
        *,
        simplify: Callable[[str], str] = str,
    ) -> None:
        """Index the terms.

        Args:
            terms: of two with the same source the last one counts.
            language: of the texts; English words have forms.
            simplify: brings Chinese into one script; the lengths must stay.
        """
        self._english = language == "en"
        self._simplify = simplify
        latest = {term.source.strip(): term for term in terms}
        self._by_first: dict[str, list[_Entry]] = {}
        for term in latest.values():
            self._add(term)
        for entries in self._by_first.values():
            entries.sort(key=lambda entry: -len(entry.term.source))

    def find(self, text: str) -> tuple[TermMatch, ...]:
        """The terms in `text`, in order; they do not overlap."""
        words = self._words(text)
        found = []
        at = 0
        while at < len(words):
            match = self._match(text, words, at)
            if match is None:
                at += 1
                continue
            found.append(match[0])
            at += match[1]
        return tuple(found)

    def _add(self, term: Term) -> None:
        words = self._words(term.source)
        if not words:
            return
        exact = any(character.isupper() for character in term.source.strip()[1:])
        last = words[-1]
        shown = last.text if exact else last.lower
        forms = english_forms(shown) if self._english and not last.ideograph else {shown}
        entry = _Entry(term, words, exact, frozenset(forms))
        keys = {form.lower() for form in forms} if len(words) == 1 else {words[0].lower}
        for key in keys:
            self._by_first.setdefault(key, []).append(entry)

    def _match(self, text: str, words: Sequence[_Word], at: int) -> tuple[TermMatch, int] | None:
        for entry in self._by_first.get(words[at].lower, ()):
            count = len(entry.words)
            here = words[at : at + count]
            if len(here) == count and _same(entry, here):
                span = Span(here[0].start, here[-1].end)
                target = entry.term.target
                wanted = span.of(text) if target is None else target.strip()
                return TermMatch(span, entry.term, wanted), count
        return None

    def _words(self, text: str) -> tuple[_Word, ...]:
        if text.isascii():  # the common case, several times as fast
            return tuple(
                _Word(match.start(), match.end(), match.group(), match.group().lower(), False)
                for match in _WORD.finditer(text)
            )
        simplified = self._simplify(text)
        if len(simplified) == len(text):
            text = simplified
        words: list[_Word] = []
        for match in _WORD.finditer(text):
            for start, end in _by_script(text, match.start(), match.end()):
                found = text[start:end]
                words.append(_Word(start, end, found, found.lower(), is_cjk(found[0])))
        return tuple(words)


def english_forms(word: str) -> set[str]:
    """The word, its plural, and for one in small letters the forms of a regular verb."""
    forms = {word}
    if len(word) < _LEAST_PLURAL or not word.isascii() or not word.isalpha():
        return forms
    forms.add(word + "s")
    if not word.islower():
        return forms
    if _CONSONANT_Y.search(word):
        forms.add(word[:-1] + "ies")
    if _SIBILANT.search(word):
        forms.add(word + "es")
    if len(word) >= _LEAST_VERB:
        stem = word[:-1] if word.endswith("e") else word
        past = word[:-1] + "ied" if _CONSONANT_Y.search(word) else stem + "ed"
        forms |= {stem + "ing", past}
    return forms - _NO_PLURAL | {word}


def _by_script(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """text[start:end] cut so that each ideograph stands alone."""
    pieces: list[tuple[int, int]] = []
    for index in range(start, end):
        alone = is_cjk(text[index]) or index == start or is_cjk(text[index - 1])
        if alone:
            pieces.append((index, index + 1))
        else:
            pieces[-1] = (pieces[-1][0], index + 1)
    return pieces


def _same(entry: _Entry, here: Sequence[_Word]) -> bool:
    last = len(here) - 1
    for index, (wanted, found) in enumerate(zip(entry.words, here, strict=True)):
        shown = found.text if entry.exact_case else found.lower
        if index == last:
            if shown not in entry.last_forms:
                return False
        elif shown != (wanted.text if entry.exact_case else wanted.lower):
            return False
        if index:
            gap = wanted.start > entry.words[index - 1].end
            found_gap = found.start > here[index - 1].end
            scripts = wanted.ideograph or entry.words[index - 1].ideograph
            if gap != found_gap and not scripts:
                return False
    return True
