from __future__ import annotations

from dataclasses import replace

from bertsum_app.inference.cache import CachedTranslation, CacheKey, TranslationCache
from bertsum_app.inference.runtime import SearchOptions

KEY = CacheKey("model", "en", "zh", SearchOptions(), True, "text")


def named(text: str) -> CacheKey:
    return replace(KEY, text=text)


def test_what_was_put_comes_back() -> None:
    cache = TranslationCache()
    done = CachedTranslation("文", ("numbers",))
    cache.put(KEY, done)
    assert cache.get(KEY) == done


def test_nothing_that_matters_is_confused() -> None:
    cache = TranslationCache()
    cache.put(KEY, CachedTranslation("文", ()))
    for other in (
        replace(KEY, fingerprint="other"),
        replace(KEY, source_language="de"),
        replace(KEY, target_language="en"),
        replace(KEY, options=SearchOptions(beam_size=1)),
        replace(KEY, retry=False),
        named("texts"),
    ):
        assert cache.get(other) is None


def test_least_recently_used_goes_first() -> None:
    cache = TranslationCache(max_characters=9)
    for text in ("aa", "bb", "cc"):
        cache.put(named(text), CachedTranslation("x", ()))
    cache.get(named("aa"))
    cache.put(named("dd"), CachedTranslation("x", ()))
    assert cache.get(named("bb")) is None
    assert cache.get(named("aa")) is not None
    assert len(cache) == 3


def test_replacing_counts_once() -> None:
    cache = TranslationCache(max_characters=9)
    for _ in range(20):
        cache.put(named("aa"), CachedTranslation("x", ()))
    cache.put(named("bb"), CachedTranslation("x", ()))
    assert len(cache) == 2


def test_one_text_larger_than_the_cache_is_not_kept() -> None:
    cache = TranslationCache(max_characters=9)
    cache.put(named("a" * 100), CachedTranslation("x", ()))
    assert len(cache) == 0


def test_clear_forgets() -> None:
    cache = TranslationCache()
    cache.put(KEY, CachedTranslation("文", ()))
    cache.clear()
    assert cache.get(KEY) is None
