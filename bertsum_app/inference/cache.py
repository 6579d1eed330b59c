"""Translations of sentences already done, so that an edit costs the sentence it touches."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

from bertsum_app.inference.runtime import SearchOptions
from bertsum_app.text.glossary import TermMatch


@dataclass(frozen=True)
class CacheKey:
    """Everything a translation depends on."""

    fingerprint: str  # of the model
    source_language: str
    target_language: str
    options: SearchOptions
    retry: bool  # whether a doubtful first try was followed by others
    text: str
    terms: tuple[TermMatch, ...] = ()  # that were to be heeded


@dataclass(frozen=True)
class CachedTranslation:
    """What was made of the text, the doubts about it, and which of the terms it has."""

    text: str
    doubts: tuple[str, ...]
    terms: tuple[bool, ...] = ()


class TranslationCache:
    """The most recently used translations, bounded by their characters. Thread-safe."""

    def __init__(self, max_characters: int = 2_000_000) -> None:
        """`max_characters` counts sources and outputs together (code points)."""
        self._max_characters = max_characters
        self._entries: OrderedDict[CacheKey, CachedTranslation] = OrderedDict()
        self._characters = 0
        self._lock = Lock()

    def get(self, key: CacheKey) -> CachedTranslation | None:
        """The translation, which becomes the most recently used one."""
        with self._lock:
            found = self._entries.get(key)
            if found is not None:
                self._entries.move_to_end(key)
            return found

    def put(self, key: CacheKey, translation: CachedTranslation) -> None:
        """Keep a translation; the least recently used ones go when there are too many."""
        with self._lock:
            self._remove(key)
            self._entries[key] = translation
            self._characters += len(key.text) + len(translation.text)
            while self._characters > self._max_characters:
                self._remove(next(iter(self._entries)))

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._entries.clear()
            self._characters = 0

    def __len__(self) -> int:
        """How many translations are kept."""
        with self._lock:
            return len(self._entries)

    def _remove(self, key: CacheKey) -> None:
        old = self._entries.pop(key, None)
        if old is not None:
            self._characters -= len(key.text) + len(old.text)
