"""Counting broken promises (evaluation/promises.py) on random sentences of the collection."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path

from bertsum_app.core.cancel import CancelToken
from bertsum_app.corpus import recipe_data
from bertsum_app.evaluation.promises import PromiseReport, check_promises
from bertsum_app.inference.translator import TranslateOptions, Translator
from bertsum_app.text.normalize import normalize
from bertsum_app.text.sentences import sentence_spans

#: Sentences handed to the translator at once, so that batches are full and memory bounded.
_CHUNK = 500
_LEAST_CHARACTERS, _MOST_CHARACTERS = 2, 600


def random_sentences(data: Path, language: str, count: int, seed: int) -> list[str]:
    """`count` sentences of the collection's passages in `language`, at most one of each passage.

    Raises:
        CorpusUnreadable: the passages cannot be read.
    """
    passages = [text for _, text in recipe_data.passages(data, language)]
    rng = random.Random(f"{seed}/{language}")
    rng.shuffle(passages)
    found: list[str] = []
    for passage in passages:
        text = normalize(passage).text
        spans = sentence_spans(text, language)
        sentence = rng.choice(spans).of(text).strip() if spans else ""
        if _LEAST_CHARACTERS <= len(sentence) <= _MOST_CHARACTERS and "\n" not in sentence:
            found.append(sentence)
        if len(found) == count:
            break
    return found


def check_translator(
    translator: Translator,
    data: Path,
    *,
    sentences: int,
    seed: int,
    report: Callable[[str], None],
) -> tuple[PromiseReport, ...]:
    """Both directions, on `sentences` random ones and on the sources of the development pairs.

    Raises:
        CorpusUnreadable: the collection cannot be read.
        AppError: the model cannot translate.
    """
    dev = list(recipe_data.dev_pairs(data))
    reports = []
    for source, target in (("en", "zh"), ("zh", "en")):
        texts = {
            "random": random_sentences(data, source, sentences, seed),
            "dev": [pair.english if source == "en" else pair.chinese for pair in dev],
        }
        for name, lines in texts.items():
            report(f"translating {len(lines):,} sentences ({name}) into {target}")
            pairs = _translated(translator, lines, source, target)
            reports.append(check_promises(pairs, target, name))
    return tuple(reports)


def _translated(
    translator: Translator, texts: list[str], source: str, target: str
) -> Iterator[tuple[str, str]]:
    """(sentence, its translation) for each of `texts`; one a line, so lines stay lines."""
    for first in range(0, len(texts), _CHUNK):
        chunk = [" ".join(text.split()) for text in texts[first : first + _CHUNK]]
        result = translator.translate(
            "\n".join(chunk), source, target, TranslateOptions(), None, CancelToken()
        )
        yield from zip(chunk, result.text.split("\n"), strict=True)
